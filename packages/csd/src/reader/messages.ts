import { ATTENDUS } from '../lexical/index.js';
import type { AttributCompile, ElementCompile } from './compile.js';

const ECARTE = "l'enregistrement est écarté";

/** At most 80 characters of a value, for a message. */
export function extrait(v: string): string {
  return v.length <= 80 ? v : `${v.slice(0, 79)}…`;
}

function nomenclature(element: ElementCompile): string {
  return element.table ? ` (nomenclature ${element.table})` : '';
}

/** Messages of anomalies: what is wrong, what was done, the mend. */
export const MESSAGES = {
  elementAbsent: (e: ElementCompile) =>
    `élément obligatoire absent, ${ECARTE} (RG_EXP_002) : ajoutez <${e.nom}>${nomenclature(e)}`,
  attributAbsent: (a: AttributCompile) => `attribut obligatoire absent, ${ECARTE} (RG_EXP_002) : ajoutez ${a.nom}="…"`,
  attributExtensionAbsent: (nom: string) =>
    `attribut ${nom} absent de l'extension, lue malgré tout : ajoutez ${nom}="…"`,
  valeurObligatoireVide: (e: ElementCompile | AttributCompile) =>
    `valeur obligatoire vide, ${ECARTE} (RG_EXP_002) : renseignez ${e.nom}${'table' in e ? nomenclature(e as ElementCompile) : ''}`,
  valeurVide: (nom: string) => `valeur vide, ignorée : renseignez ${nom} ou retirez l'élément`,
  valeurVideGardee: (nom: string) => `valeur vide, gardée telle quelle : renseignez ${nom}`,
  valeurInvalide: (v: string, type: keyof typeof ATTENDUS) =>
    `valeur « ${extrait(v)} » invalide, ${ECARTE} : attendu ${ATTENDUS[type]}`,
  choixAbsent: (noms: string) => `aucun des éléments attendus (${noms}), ${ECARTE} (RG_EXP_002) : ajoutez-en un`,
  choixMultiple: (noms: string) =>
    `plusieurs éléments là où un seul est admis (${noms}), ${ECARTE} : n'en gardez qu'un`,
  cardinalite: (nom: string) => `<${nom}> présent plusieurs fois, ${ECARTE} : n'en gardez qu'un`,
  limite: (n: number) => `plus de ${n} éléments dans un enregistrement, ${ECARTE} : scindez-le`,
  elementInconnu: (nom: string) =>
    `élément <${extrait(nom)}> inconnu de CSD 2.4 à cet endroit, ignoré avec son contenu`,
  attributInconnu: (nom: string) => `attribut ${extrait(nom)} inconnu de CSD 2.4 à cet endroit, ignoré`,
  texteInattendu: (v: string) => `texte « ${extrait(v)} » inattendu entre des éléments, ignoré`,
  ordre: (nom: string) => `<${nom}> hors de l'ordre du schéma, lu malgré tout : respectez la séquence CSD 2.4`,
  extensionRepetee: () => `extension répétée : ses listes complètent la première`,
  valeurRepetee: (nom: string) => `<${nom}> déjà présent dans une extension précédente : la première valeur est gardée`,
  espaces: () => `espaces superflus autour de la valeur, retirés`,
  virgule: (v: string) => `virgule décimale dans « ${extrait(v)} », lue comme un point`,
  nombreInvalide: (v: string) => `nombre « ${extrait(v)} » invalide, ignoré : attendu ${ATTENDUS.entier}`,
  annuaireAbsent: (nom: string) => `<${nom}> absent, lu comme vide : ajoutez-le, même vide`,
};
