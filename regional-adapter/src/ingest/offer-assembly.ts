import type { AssemblageFiche, FicheUnite } from '../assembly/index.js';
import type { ConstructeurSegment } from '../offer-index/index.js';
import type { GenerationEnCours } from '../store/index.js';
import type { AnomalyLog } from './anomaly-log.js';
import type { CodedRecords } from './coded-records.js';
import type { UniteExposee } from './exposure.js';
import type { PlaceCensus } from './place-census.js';
import type { RecordIntake } from './record-intake.js';

/** Units read back at once. */
export const UNITES_PAR_LOT = 256;

/** What the units of a lot refer to, read once. */
interface References {
  activites: ReadonlyMap<number, string>;
  equipements: ReadonlyMap<number, string>;
  professionnels: ReadonlyMap<string, string[]>;
}

/** Joins units with what they refer to, and gives each offer to the store and to the index. */
export class OfferAssembly {
  readonly #prise: RecordIntake;
  readonly #generation: GenerationEnCours;
  readonly #fiches: AssemblageFiche;
  readonly #constructeur: ConstructeurSegment;
  readonly #anomalies: AnomalyLog;
  readonly #lieux: PlaceCensus;
  #ordinal = 0;

  constructor(
    prise: RecordIntake,
    generation: GenerationEnCours,
    fiches: AssemblageFiche,
    constructeur: ConstructeurSegment,
    anomalies: AnomalyLog,
    lieux: PlaceCensus,
  ) {
    this.#prise = prise;
    this.#generation = generation;
    this.#fiches = fiches;
    this.#constructeur = constructeur;
    this.#anomalies = anomalies;
    this.#lieux = lieux;
  }

  get nombreOffres(): number {
    return this.#ordinal;
  }

  /** Assembles one lot of at most `UNITES_PAR_LOT` units. */
  assembler(lot: readonly UniteExposee[]): void {
    const generation = this.#generation;
    const { activites, equipements } = this.#prise;
    const jsons = generation.relire(
      'unite',
      lot.map(({ noeud }) => noeud.rang),
    );
    const unites = lot.map(({ noeud }) => JSON.parse(jsons.get(noeud.rang)!) as FicheUnite);
    const references: References = {
      activites: generation.relire('activite', rangs(unites, 'activiteIds', activites)),
      equipements: generation.relire('equipement', rangs(unites, 'equipementIds', equipements)),
      professionnels: generation.professionnels(unites.map(({ id }) => id)),
    };
    lot.forEach((exposee, i) => {
      this.#ajouter(exposee, unites[i]!, references);
    });
  }

  #ajouter({ noeud, position: { parents, site } }: UniteExposee, unite: FicheUnite, references: References): void {
    const { organisations, activites, equipements } = this.#prise;
    const rangsActivites = this.#resoudre(unite.id, 'activité', unite.activiteIds, activites);
    const rangsEquipements = this.#resoudre(unite.id, 'équipement', unite.equipementIds, equipements);
    const autre = site?.entiteJuridiqueId ?? null;
    const entiteJuridique = autre === null ? site : organisations.get(autre);
    const fiche = this.#fiches.assembler({
      unite,
      activites: rangsActivites.map((rang) => activites.code(rang)),
      equipements: rangsEquipements.map((rang) => equipements.code(rang)),
      auDessus: parents,
      site,
      entiteJuridique: autre === null ? undefined : entiteJuridique,
    });
    this.#signalerChamps(unite);
    this.#lieux.noter(fiche);
    this.#constructeur.ajouter(fiche);
    this.#generation.ajouterOffre(
      {
        ordinal: this.#ordinal++,
        id: unite.id,
        region: fiche.region,
        activites: rangsActivites.map((rang) => references.activites.get(rang)!),
        equipements: rangsEquipements.map((rang) => references.equipements.get(rang)!),
        parents: parents.map(({ id }) => id),
        entiteGeographiqueId: site?.id ?? null,
        entiteJuridiqueId: entiteJuridique?.id ?? null,
        professionnelIds: references.professionnels.get(unite.id) ?? [],
        latitude: fiche.latitude,
        longitude: fiche.longitude,
      },
      noeud.rang,
    );
  }

  #resoudre(uniteId: string, quoi: string, ids: readonly string[], records: CodedRecords): number[] {
    const resolus: number[] = [];
    for (const id of ids) {
      const rang = records.rang(id);
      if (rang !== undefined) resolus.push(rang);
      else {
        this.#anomalies.noter({
          code: 'REFERENCE_INCONNUE',
          gravite: 'SIGNALE',
          message: `${quoi} ${id} absente de l'export : l'unité est exposée sans`,
          sorte: 'organisationInterne',
          id: uniteId,
        });
      }
    }
    return resolus;
  }

  #signalerChamps({ id, codes }: FicheUnite): void {
    const nombre = codes.champActivite?.length ?? 0;
    if (nombre < 2) return;
    this.#anomalies.noter({
      code: 'CHAMP_ACTIVITE_MULTIPLE',
      gravite: 'SIGNALE',
      message: `${nombre} champs d'activité : une unité en a un et un seul (RG_EXP_010)`,
      sorte: 'organisationInterne',
      id,
    });
  }
}

/** Ranks of all that the units of a lot refer to, each once. */
function rangs(unites: readonly FicheUnite[], liens: 'activiteIds' | 'equipementIds', records: CodedRecords): number[] {
  const tous = new Set<number>();
  for (const unite of unites) {
    for (const id of unite[liens]) {
      const rang = records.rang(id);
      if (rang !== undefined) tous.add(rang);
    }
  }
  return [...tous];
}
