import type { Code, FicheOffre, ListeDeCodes } from '@inter-ror/exposure-model';
import { LISTES_DE_CODES } from '@inter-ror/exposure-model';
import { cleCode, type Nomenclatures } from '@inter-ror/nomenclatures';
import { communeParCode } from '@inter-ror/territory';
import type { NomsAuDessus } from './organisation-names.js';
import type { ResumeOrganisation } from './organisation-summary.js';
import type { Situation } from './place.js';
import { territoireDe } from './territory-of.js';
import type { FicheUnite } from './unit-card.js';

/** A unit with everything that its card is drawn from. */
export interface ElementsOffre {
  unite: FicheUnite;
  /** Codes of its activities and of its equipment. */
  activites: readonly Code[];
  equipements: readonly Code[];
  /** Internal organisations above: their names, and whether they are sensitive. */
  auDessus: readonly NomsAuDessus[];
  site: ResumeOrganisation | undefined;
  entiteJuridique: ResumeOrganisation | undefined;
}

/** Draws the card by which the index knows an offer. */
export class AssemblageFiche {
  readonly #nomenclatures: Nomenclatures;
  readonly #codesRegion: readonly string[];

  /** @param codesRegion codes (TRE_R30) that the instance serves, at least one */
  constructor(nomenclatures: Nomenclatures, codesRegion: readonly string[]) {
    this.#nomenclatures = nomenclatures;
    this.#codesRegion = codesRegion;
  }

  /**
   * The card of an offer. Names, identifiers, category of the site, helipad come from above; codes of care are the
   * unit's own; the place is the unit's when it has one, else the site's.
   */
  assembler({ unite, activites, equipements, auDessus, site, entiteJuridique }: ElementsOffre): FicheOffre {
    const situation = situationDe(unite.situation, site);
    const reserves = unite.sensible ? [] : auDessus.filter(({ sensible }) => sensible);
    const ouverts = unite.sensible ? auDessus : auDessus.filter(({ sensible }) => !sensible);
    return {
      id: unite.id,
      nom: unite.nom,
      noms: unite.noms.concat(
        ouverts.flatMap(({ noms }) => noms),
        site?.noms ?? [],
        entiteJuridique?.noms ?? [],
      ),
      nomsReserves: reserves.flatMap(({ noms }) => noms),
      libelles: this.#libelles(activites, situation.commune),
      libellesReserves: this.#libellesReserves(equipements, unite.actes),
      sensible: unite.sensible,
      codes: codesJoints(unite.codes, activites, equipements, site),
      ageMinJours: unite.ageMinJours,
      ageMaxJours: unite.ageMaxJours,
      accueilSequentielAccepte: unite.accueilSequentielAccepte,
      secteursPsychiatriques: unite.secteursPsychiatriques,
      litsDisponibles: unite.litsDisponibles,
      placesDisponibles: unite.placesDisponibles,
      disponibiliteMaj: unite.disponibiliteMaj,
      misAJour: unite.misAJour,
      zonePoser: site?.zonePoser ?? false,
      numFINESS: unir(site?.numFINESS, entiteJuridique?.numFINESS),
      idNatStruct: unir(site?.idNatStruct, entiteJuridique?.idNatStruct),
      ...territoireDe(situation, this.#codesRegion),
      commune: situation.commune,
      codePostal: situation.codePostal,
      latitude: situation.point?.latitude ?? null,
      longitude: situation.point?.longitude ?? null,
    };
  }

  #libelles(activites: readonly Code[], commune: string | null): string[] {
    return presents([
      ...activites.map((code) => this.#libelle('activiteOperationnelle', code)),
      commune === null ? null : communeParCode(commune)?.nom,
    ]);
  }

  #libellesReserves(equipements: readonly Code[], actes: readonly Code[]): string[] {
    return presents([
      ...actes.map((code) => this.#libelle('acteSpecifique', code)),
      ...equipements.map((code) => this.#libelle('typeEquipement', code)),
    ]);
  }

  #libelle(liste: ListeDeCodes, code: Code): string | null | undefined {
    return this.#nomenclatures.resoudre(LISTES_DE_CODES[liste], code.code).libelle ?? code.texte;
  }
}

function presents(textes: readonly (string | null | undefined)[]): string[] {
  return textes.filter((texte): texte is string => typeof texte === 'string' && texte !== '');
}

/** The unit's own place first, then the site's; a postcode is not borrowed across communes. */
function situationDe(propre: Situation, site: ResumeOrganisation | undefined): Situation {
  const memeCommune = propre.commune === null || propre.commune === site?.commune;
  return {
    point: propre.point ?? site?.point ?? null,
    commune: propre.commune ?? site?.commune ?? null,
    codePostal: propre.codePostal ?? (memeCommune ? (site?.codePostal ?? null) : null),
  };
}

function cles(codes: readonly Code[]): string[] {
  const toutes = codes.map(({ code }) => cleCode(code));
  return toutes.length < 2 ? toutes : [...new Set(toutes)];
}

/** The unit's own codes, with those of what it refers to and the category of its site. */
function codesJoints(
  propres: FicheOffre['codes'],
  activites: readonly Code[],
  equipements: readonly Code[],
  site: ResumeOrganisation | undefined,
): FicheOffre['codes'] {
  const codes: FicheOffre['codes'] = { ...propres };
  if (activites.length > 0) codes.activiteOperationnelle = cles(activites);
  if (equipements.length > 0) codes.typeEquipement = cles(equipements);
  if (site !== undefined && site.categories.length > 0) codes.categorieEG = site.categories;
  return codes;
}

function unir(a: readonly string[] = [], b: readonly string[] = []): string[] {
  return b.length === 0 ? [...a] : [...new Set([...a, ...b])];
}
