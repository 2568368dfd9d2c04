import {
  type FicheOffre,
  LISTES_DE_CODES,
  type ListeDeCodes,
  type Predicat,
  type Recherche,
  TRIS,
} from '@inter-ror/exposure-model';
import { motsDe } from '@inter-ror/nomenclatures';

const LISTES = Object.keys(LISTES_DE_CODES) as ListeDeCodes[];
const MOTS = (
  "imagerie IRM cardiaque cardiologie Cœur œdème maternité maternelle mater néonatalogie l'hôpital de du Les " +
  'Saint-Brieuc saint sainte Étienne d’Ajaccio urgences urgence pédiatrie psychiatrie EHPAD résidence 1er 2e à a b c ' +
  'centre hospitalier universitaire clinique pôle mère-enfant SSR gériatrie aigüe Žilina Ωméga'
).split(' ');
/** Towns, and the corners of the sphere. */
const POINTS: readonly (readonly [number, number])[] = [
  [48.39, -4.49],
  [48.4, -4.48],
  [48.86, 2.35],
  [43.3, 5.37],
  [-20.88, 55.45],
  [-13.28, -176.17],
  [-17.5, 179.99],
  [-17.5, -179.99],
  [-17.4, 180],
  [-17.4, -180],
  [89.99, 10],
  [89.99, -170],
  [90, 0],
  [-90, 12],
  [0, 0],
  [-48.86, -177.65],
];
const TERRITOIRES: Record<'region' | 'departement' | 'commune' | 'codePostal', readonly string[]> = {
  region: ['53', '94', '11', '06'],
  departement: ['2A', '2b', '29', '75', '976'],
  commune: ['2A004', '29019', '75056', '98611'],
  codePostal: ['20000', '29200', '75013'],
};

/** A deterministic source of test data: the same seed gives the same offers and the same questions. */
export class Generateur {
  constructor(private state: number) {}

  /** 0 inclusive to 1 exclusive. */
  reel(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  entier(max: number): number {
    return Math.floor(this.reel() * max);
  }

  parmi<T>(choix: readonly T[]): T {
    return choix[this.entier(choix.length)]!;
  }

  plusieurs<T>(max: number, tirer: () => T): T[] {
    return Array.from({ length: this.entier(max + 1) }, tirer);
  }

  /** Small numbers often, so that some codes are on most offers and others on a few. */
  private code(): string {
    return String(Math.floor(30 * this.reel() ** 3));
  }

  private phrase(max: number): string {
    return Array.from({ length: 1 + this.entier(max) }, () => this.parmi(MOTS)).join(' ');
  }

  private lieu(): [number, number] {
    const [latitude, longitude] = this.parmi(POINTS);
    if (this.reel() < 0.6) return [latitude, longitude];
    const autour = (centre: number, max: number): number => centre + (this.reel() - 0.5) * max;
    return [Math.max(-90, Math.min(90, autour(latitude, 2))), autour(longitude, 4)];
  }

  fiche(id: string): FicheOffre {
    const nom = this.phrase(3);
    const [latitude, longitude] = this.reel() < 0.1 ? [null, null] : this.lieu();
    const ageMinJours = this.parmi([0, 0, 30.4375, 6574.5, 21915]);
    const rare = (): number | null => (this.reel() < 0.6 ? null : this.entier(12));
    return {
      id,
      nom,
      noms: [nom, this.phrase(3), this.phrase(2)],
      nomsReserves: this.reel() < 0.1 ? [this.phrase(2)] : [],
      libelles: this.plusieurs(2, () => this.phrase(3)),
      libellesReserves: this.plusieurs(2, () => this.phrase(3)),
      sensible: this.reel() < 0.15,
      codes: {
        ...Object.fromEntries(LISTES.map((liste) => [liste, this.plusieurs(3, () => this.code())])),
        champActivite: [this.parmi(['1', '2', '3', '4', '4', '5', '5', '6'])],
      },
      ageMinJours,
      ageMaxJours: ageMinJours + this.parmi([365.25, 6574.5, 100_000]),
      accueilSequentielAccepte: this.reel() < 0.3,
      zonePoser: this.reel() < 0.02,
      secteursPsychiatriques: this.plusieurs(2, () => `29G0${this.entier(9)}`),
      numFINESS: this.plusieurs(2, () => `29000${this.entier(200)}`),
      idNatStruct: [`1290${this.entier(300)}`],
      region: this.parmi(TERRITOIRES.region),
      departement: this.reel() < 0.1 ? null : this.parmi(TERRITOIRES.departement),
      commune: this.reel() < 0.1 ? null : this.parmi(TERRITOIRES.commune),
      codePostal: this.reel() < 0.1 ? null : this.parmi(TERRITOIRES.codePostal),
      latitude,
      longitude,
      litsDisponibles: rare(),
      placesDisponibles: rare(),
      disponibiliteMaj: this.reel() < 0.5 ? null : 1_700_000_000_000 + 3_600_000 * this.entier(50),
      misAJour: 1_700_000_000_000 + 86_400_000 * this.entier(40),
    };
  }

  /** Offers whose order of arrival tells nothing of the order of their ids. */
  fiches(nombre: number, prefixe = 'o'): FicheOffre[] {
    const ids = Array.from({ length: nombre }, (_, i) => `${prefixe}-${(i * 7919) % nombre}`);
    return ids.map((id) => this.fiche(id));
  }

  private mots(): string[] {
    const mots = Array.from({ length: 1 + this.entier(2) }, () => motsDe(this.parmi(MOTS))).flat();
    return mots.map((mot) => (this.reel() < 0.4 ? mot.slice(0, 1 + this.entier(mot.length)) : mot));
  }

  private disque(): Predicat & { sorte: 'disque' } {
    const [latitude, longitude] = this.reel() < 0.7 ? this.parmi(POINTS) : this.lieu();
    const rayonM = this.parmi([0, 1, 500, 20_000, 150_000, 1_000_000, 21_000_000]);
    return { sorte: 'disque', latitude, longitude, rayonM };
  }

  predicat(profondeur = 3): Predicat {
    const termes = (): Predicat[] => this.plusieurs(3, () => this.predicat(profondeur - 1));
    switch (this.entier(profondeur > 0 ? 19 : 13)) {
      case 0:
      case 1:
        return { sorte: 'codes', liste: this.parmi(LISTES), cles: this.plusieurs(6, () => this.code()) };
      case 2:
        return { sorte: 'age', jours: this.parmi([0, 30.4375, 365.25, 6574.5, 30_000, 200_000]) };
      case 3:
        return {
          sorte: 'booleen',
          champ: this.parmi(['accueilSequentielAccepte', 'zonePoser'] as const),
          valeur: this.reel() < 0.5,
        };
      case 4:
        return { sorte: 'secteurPsychiatrique', secteurs: this.plusieurs(3, () => `29G0${this.entier(12)}`) };
      case 5:
        return { sorte: 'nom', mots: this.mots() };
      case 6:
        return { sorte: 'texte', mots: this.mots() };
      case 7:
        return this.reel() < 0.5
          ? { sorte: 'identifiant', champ: 'numFINESS', valeurs: this.plusieurs(3, () => `29000${this.entier(250)}`) }
          : { sorte: 'identifiant', champ: 'idNatStruct', valeurs: this.plusieurs(3, () => `1290${this.entier(350)}`) };
      case 8: {
        const champ = this.parmi(['region', 'departement', 'commune', 'codePostal'] as const);
        const casse = (valeur: string): string => (this.reel() < 0.5 ? valeur.toLowerCase() : valeur.toUpperCase());
        return { sorte: 'territoire', champ, valeurs: this.plusieurs(3, () => casse(this.parmi(TERRITOIRES[champ]))) };
      }
      case 9:
        return this.disque();
      case 10:
        return { sorte: 'lits', minimum: this.entier(14) };
      case 11:
        return { sorte: 'places', minimum: this.entier(14) };
      case 12:
        return { sorte: 'disponibiliteDepuis', instant: 1_700_000_000_000 + 3_600_000 * this.entier(52) };
      case 13:
      case 14:
        return { sorte: 'ou', termes: termes() };
      case 15:
        return { sorte: 'non', terme: this.predicat(profondeur - 1) };
      default:
        return { sorte: 'et', termes: termes() };
    }
  }

  recherche(): Recherche {
    const predicat = this.predicat();
    const { latitude, longitude } = this.disque();
    const tri = this.parmi(TRIS);
    return {
      predicat,
      tri,
      motsPertinence: tri === 'PERTINENCE' && this.reel() < 0.9 ? this.mots() : [],
      first: this.parmi([5, 20, 20, 50, 200]),
      empreinte: 'essai',
      ...(tri === 'DISTANCE' || this.reel() < 0.2 ? { origine: { latitude, longitude } } : {}),
    };
  }
}
