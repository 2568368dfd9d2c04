import { cleCode } from '@inter-ror/nomenclatures';
import { codesDeCommune } from './arrondissements.js';
import { BORNES } from './bounds.js';
import { cleIdentifiant, LECTEURS_TERRITOIRE, lireSecteur } from './canonical-values.js';
import { LISTES_DE_CODES, type ListeDeCodes } from './criteria.js';
import { normaliserAges } from './normalize-age.js';
import { normaliserDisponibilite } from './normalize-availability.js';
import { normaliserProximite, type PointDeCommune } from './normalize-proximity.js';
import { lireMots } from './normalize-words.js';
import type { Predicat } from './normalized.js';
import { estAbsent, lireBooleen, lireElements, lireListe, lireObjet, type Objet } from './read-values.js';
import { ErreurRecherche } from './search-error.js';

const LISTES = Object.keys(LISTES_DE_CODES) as ListeDeCodes[];
const BOOLEENS = ['accueilSequentielAccepte', 'zonePoser'] as const;
const TEXTES = ['nom', 'texte'] as const;
const IDENTIFIANTS = ['numFINESS', 'idNatStruct'] as const;
const DIVISIONS = ['region', 'departement', 'commune', 'codePostal'] as const;
const CHAMPS_TERRITOIRE: ReadonlySet<string> = new Set(DIVISIONS);
const CHAMPS: ReadonlySet<string> = new Set([
  ...LISTES,
  ...['age', 'uniteAge', 'ageMin', 'ageMax'],
  ...BOOLEENS,
  'secteurPsychiatrique',
  ...TEXTES,
  ...IDENTIFIANTS,
  ...['territoire', 'proximite', 'disponibilite'],
  ...['et', 'ou', 'non'],
]);

/** All the criteria as one predicate; no criterion at all is a conjunction without terms, which every offer satisfies. */
export function normaliserCriteres(criteres: unknown, champ: string, pointDeCommune?: PointDeCommune): Predicat {
  return conjonction(new Normalisation(pointDeCommune).termesDe(criteres, champ, 1));
}

/** One pass over nested criteria, which counts its terms. */
class Normalisation {
  #termes = 0;

  constructor(private readonly pointDeCommune: PointDeCommune | undefined) {}

  /** Terms of a conjunction: those of the criteria themselves, then those nested under `et`, `ou`, `non`. */
  termesDe(valeur: unknown, champ: string, niveau: number): Predicat[] {
    if (niveau > BORNES.profondeur) {
      throw new ErreurRecherche(
        'TROP_PROFOND',
        champ,
        `${champ} est au niveau ${niveau} : ${BORNES.profondeur} niveaux de et, ou, non au plus.`,
      );
    }
    const criteres = lireObjet(valeur, champ, CHAMPS);
    const termes = [...codes(criteres, champ), ...normaliserAges(criteres, champ), ...simples(criteres, champ)];
    if (!estAbsent(criteres.territoire)) termes.push(...territoire(criteres.territoire, `${champ}.territoire`));
    if (!estAbsent(criteres.proximite)) {
      termes.push(normaliserProximite(criteres.proximite, `${champ}.proximite`, this.pointDeCommune));
    }
    if (!estAbsent(criteres.disponibilite)) {
      const place = `${champ}.disponibilite`;
      termes.push(...nonVide(normaliserDisponibilite(criteres.disponibilite, place), place));
    }
    this.#compter(termes.length, champ);
    termes.push(...this.#imbriques(criteres, champ, niveau + 1));
    return niveau === 1 ? termes : nonVide(termes, champ);
  }

  #imbriques(criteres: Objet, champ: string, niveau: number): Predicat[] {
    const termes: Predicat[] = [];
    if (!estAbsent(criteres.et)) termes.push(...this.#liste(criteres.et, `${champ}.et`, niveau).flat());
    if (!estAbsent(criteres.ou)) {
      const branches = this.#liste(criteres.ou, `${champ}.ou`, niveau).map(conjonction);
      termes.push(branches.length === 1 ? branches[0]! : { sorte: 'ou', termes: branches });
    }
    if (!estAbsent(criteres.non)) {
      termes.push({ sorte: 'non', terme: conjonction(this.termesDe(criteres.non, `${champ}.non`, niveau)) });
    }
    return termes;
  }

  #liste(valeur: unknown, champ: string, niveau: number): Predicat[][] {
    return Array.from(lireElements(valeur, champ), (element, i) => this.termesDe(element, `${champ}[${i}]`, niveau));
  }

  #compter(nombre: number, champ: string): void {
    this.#termes += nombre;
    if (this.#termes <= BORNES.termes) return;
    throw new ErreurRecherche(
      'TROP_DE_TERMES',
      champ,
      `${champ} porte la recherche à ${this.#termes} critères : ${BORNES.termes} au plus ; ` +
        'groupez les codes d’une même nomenclature en une liste.',
    );
  }
}

function conjonction(termes: readonly Predicat[]): Predicat {
  return termes.length === 1 ? termes[0]! : { sorte: 'et', termes };
}

function nonVide(termes: Predicat[], champ: string): Predicat[] {
  if (termes.length > 0) return termes;
  throw new ErreurRecherche('CRITERE_VIDE', champ, `${champ} n’a aucun critère : donnez-en un, ou retirez ${champ}.`);
}

function codes(criteres: Objet, champ: string): Predicat[] {
  return LISTES.filter((liste) => !estAbsent(criteres[liste])).map((liste) => ({
    sorte: 'codes',
    liste,
    cles: lireListe(criteres[liste], `${champ}.${liste}`, cleCode),
  }));
}

function simples(criteres: Objet, champ: string): Predicat[] {
  const predicats: Predicat[] = [];
  for (const nom of BOOLEENS) {
    if (estAbsent(criteres[nom])) continue;
    predicats.push({ sorte: 'booleen', champ: nom, valeur: lireBooleen(criteres[nom], `${champ}.${nom}`) });
  }
  if (!estAbsent(criteres.secteurPsychiatrique)) {
    const secteurs = lireListe(criteres.secteurPsychiatrique, `${champ}.secteurPsychiatrique`, lireSecteur);
    predicats.push({ sorte: 'secteurPsychiatrique', secteurs });
  }
  for (const nom of TEXTES) {
    if (estAbsent(criteres[nom])) continue;
    predicats.push({ sorte: nom, mots: lireMots(criteres[nom], `${champ}.${nom}`) });
  }
  for (const nom of IDENTIFIANTS) {
    if (estAbsent(criteres[nom])) continue;
    const valeurs = lireListe(criteres[nom], `${champ}.${nom}`, cleIdentifiant);
    predicats.push({ sorte: 'identifiant', champ: nom, valeurs });
  }
  return predicats;
}

function territoire(valeur: unknown, champ: string): Predicat[] {
  const divisions = lireObjet(valeur, champ, CHAMPS_TERRITOIRE);
  const predicats: Predicat[] = [];
  for (const nom of DIVISIONS) {
    if (estAbsent(divisions[nom])) continue;
    const lues = lireListe(divisions[nom], `${champ}.${nom}`, LECTEURS_TERRITOIRE[nom]);
    const valeurs = nom === 'commune' ? [...new Set(lues.flatMap(codesDeCommune))].sort() : lues;
    predicats.push({ sorte: 'territoire', champ: nom, valeurs });
  }
  return nonVide(predicats, champ);
}
