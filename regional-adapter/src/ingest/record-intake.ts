import {
  type Enregistrement,
  estUnite,
  type Geolocalisation,
  type Organisation,
  type OrganisationInterne,
  type Professionnel,
} from '@inter-ror/exposure-model';
import type { Nomenclatures } from '@inter-ror/nomenclatures';
import {
  ficheUnite,
  identifiantsProfessionnel,
  nomsOrganisationInterne,
  pointDe,
  type ResumeOrganisation,
  resumerOrganisation,
} from '../assembly/index.js';
import type { GenerationEnCours, SorteEnregistrement } from '../store/index.js';
import { SORTES } from '../store/index.js';
import type { AnomalyLog } from './anomaly-log.js';
import type { CodeCensus } from './code-census.js';
import { CodedRecords } from './coded-records.js';
import { detacher } from './detached-string.js';
import type { NoeudOrganisation, PositionLecture } from './hierarchy.js';

/** A longer id could not be carried by a cursor. */
const IDENTIFIANT_MAX = 200;

/** References met before what they name, followed for the report. */
const REFERENCES_SUIVIES = 10_000;

/**
 * Takes each record as it is read: the whole of it into the files of the generation, and into memory only what the
 * links between records need.
 */
export class RecordIntake {
  readonly organisations = new Map<string, ResumeOrganisation>();
  /** Rank of each organisation, and where it begins in the export. */
  readonly lectures = new Map<string, { rang: number; position: PositionLecture }>();
  readonly noeuds = new Map<string, NoeudOrganisation>();
  readonly activites = new CodedRecords();
  readonly equipements = new CodedRecords();
  /** Units named by professionals before they were read, or never. */
  readonly exercicesNonResolus: { professionnelId: string; uniteId: string }[] = [];
  /** Records left aside as they were taken: ids already seen, or too long. */
  readonly laisses: Record<SorteEnregistrement, number>;
  readonly #professionnels = new Set<string>();
  readonly #generation: GenerationEnCours;
  readonly #nomenclatures: Nomenclatures;
  readonly #anomalies: AnomalyLog;
  readonly #codes: CodeCensus;

  constructor(generation: GenerationEnCours, nomenclatures: Nomenclatures, anomalies: AnomalyLog, codes: CodeCensus) {
    this.#generation = generation;
    this.#nomenclatures = nomenclatures;
    this.#anomalies = anomalies;
    this.#codes = codes;
    this.laisses = Object.fromEntries(SORTES.map((sorte) => [sorte, 0])) as Record<SorteEnregistrement, number>;
  }

  prendre({ sorte, valeur }: Enregistrement, position: PositionLecture): void {
    if (this.#connu(sorte, valeur.id)) {
      this.laisses[sorte]++;
      this.#anomalies.noter({
        code: 'DOUBLON',
        gravite: 'ECARTE',
        message: `identifiant déjà vu dans l'export : le premier est gardé`,
        sorte,
        id: valeur.id,
        ...position,
      });
      return;
    }
    if (valeur.id.length > IDENTIFIANT_MAX) {
      this.laisses[sorte]++;
      this.#anomalies.noter({
        code: 'IDENTIFIANT_TROP_LONG',
        gravite: 'ECARTE',
        message: `identifiant de ${valeur.id.length} caractères : ${IDENTIFIANT_MAX} au plus`,
        sorte,
        id: `${valeur.id.slice(0, 40)}…`,
        ...position,
      });
      return;
    }
    this.#codes.recenser(valeur);
    const id = detacher(valeur.id);
    const json = JSON.stringify(valeur);
    switch (sorte) {
      case 'organisation':
        this.#prendreOrganisation(id, valeur, json, position);
        break;
      case 'activite':
        this.#generation.ajouterActivite(this.activites.ajouter(id, valeur.activite), json);
        break;
      case 'equipement':
        this.#generation.ajouterEquipement(this.equipements.ajouter(id, valeur.type), json);
        break;
      case 'organisationInterne':
        this.#prendreOrganisationInterne(id, valeur, json, position);
        break;
      case 'professionnel':
        this.#prendreProfessionnel(id, valeur, json);
        break;
    }
  }

  #connu(sorte: SorteEnregistrement, id: string): boolean {
    switch (sorte) {
      case 'organisation':
        return this.organisations.has(id);
      case 'activite':
        return this.activites.has(id);
      case 'equipement':
        return this.equipements.has(id);
      case 'organisationInterne':
        return this.noeuds.has(id);
      case 'professionnel':
        return this.#professionnels.has(id);
    }
  }

  #prendreOrganisation(id: string, organisation: Organisation, json: string, position: PositionLecture): void {
    const resume = JSON.parse(JSON.stringify(resumerOrganisation(organisation, this.#nomenclatures)));
    const rang = this.organisations.size;
    this.organisations.set(id, resume);
    this.lectures.set(id, { rang, position });
    this.#verifierLieu('organisation', id, organisation.complement?.lieu?.geolocalisation, position);
    this.#generation.ajouterOrganisation(rang, id, organisation.entiteJuridiqueId ?? null, json);
  }

  #prendreOrganisationInterne(
    id: string,
    organisation: OrganisationInterne,
    json: string,
    lecture: PositionLecture,
  ): void {
    const rang = this.noeuds.size;
    const parentId = organisation.complement?.parentId;
    const unite = estUnite(organisation);
    this.noeuds.set(id, {
      id,
      rang,
      lecture,
      unite,
      noms: unite ? [] : nomsOrganisationInterne(organisation).map(detacher),
      sensible: organisation.complement?.uniteSensible ?? false,
      parentId: parentId === undefined ? undefined : this.#idDeNoeud(parentId),
      sites: (organisation.rattachements ?? []).map(({ entiteGeographiqueId }) => this.#idDeSite(entiteGeographiqueId)),
      ...(unite && this.#prendreUnite(rang, organisation)),
    });
    const { complement, geolocalisation } = organisation;
    this.#verifierLieu('organisationInterne', id, complement?.lieu?.geolocalisation ?? geolocalisation, lecture);
    this.#generation.ajouterOrganisationInterne(rang, id, json);
  }

  #verifierLieu(
    sorte: SorteEnregistrement,
    id: string,
    geolocalisation: Geolocalisation | undefined,
    position: PositionLecture,
  ): void {
    if (geolocalisation === undefined || pointDe(geolocalisation) !== null) return;
    const { latitude, longitude } = geolocalisation;
    this.#anomalies.noter({
      code: 'COORDONNEES_INVALIDES',
      gravite: 'SIGNALE',
      message: `latitude ${latitude}, longitude ${longitude} : ce ne sont pas des degrés, le point est ignoré`,
      sorte,
      id,
      ...position,
    });
  }

  #prendreUnite(rang: number, unite: OrganisationInterne): Pick<NoeudOrganisation, 'manque' | 'activitesInconnues'> {
    const manque = elementManquant(unite);
    if (manque !== undefined) return { manque };
    const fiche = ficheUnite(unite);
    this.#generation.ajouterFicheUnite(rang, JSON.stringify(fiche));
    const connue = fiche.activiteIds.some((activiteId) => this.activites.has(activiteId));
    return connue ? {} : { activitesInconnues: fiche.activiteIds.map(detacher) };
  }

  /** The string already held for an id, so that thousands of units share one. */
  #idDeSite(id: string): string {
    return this.organisations.get(id)?.id ?? detacher(id);
  }

  #idDeNoeud(id: string): string {
    return this.noeuds.get(id)?.id ?? detacher(id);
  }

  #prendreProfessionnel(id: string, professionnel: Professionnel, json: string): void {
    this.#professionnels.add(id);
    this.#generation.ajouterProfessionnel(this.#professionnels.size - 1, id, json);
    for (const cle of identifiantsProfessionnel(professionnel)) {
      this.#generation.ajouterIdentifiant('PS', 'idNatPS', cle, id);
    }
    for (const { organisationInterneId } of professionnel.exercices ?? []) {
      this.#generation.ajouterExercice(organisationInterneId, id);
      if (!this.noeuds.has(organisationInterneId) && this.exercicesNonResolus.length < REFERENCES_SUIVIES) {
        this.exercicesNonResolus.push({ professionnelId: id, uniteId: detacher(organisationInterneId) });
      }
    }
  }
}

/** What a unit lacks in itself to be exposed (RG_EXP_002, RG_EXP_010). */
function elementManquant({ complement }: OrganisationInterne): string | undefined {
  if (complement === undefined) return 'facilityExtension (champ d’activité, mode de prise en charge, patientèle)';
  return complement.champsActivite.length === 0 ? 'champ d’activité (typeActivity)' : undefined;
}
