import {
  type FieldNode,
  GRAPHQL_MAX_INT,
  GRAPHQL_MIN_INT,
  type GraphQLNullableType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';
import { Inhabituel } from './inhabituel.js';
import { champsDe, type Fragments, type Variables } from './selection.js';

/** Writes a value as JSON. @throws Inhabituel when graphql-js would answer an error, or might */
export type Ecrire = (valeur: unknown) => string;

/** What a selection of one object compiles to. */
export interface ObjetCompile {
  ecrire: Ecrire;
  /** Canonical text of the selection: the same for two selections that write the same. */
  forme: string;
}

export interface Cadre {
  fragments: Fragments;
  variables: Variables;
}

/** Leaf values as graphql-js serialises them, for the plain values that views hold. */
const SCALAIRES: Record<string, Ecrire> = {
  String: ecrireTexte,
  ID: (valeur) => (typeof valeur === 'number' && Number.isInteger(valeur) ? `"${valeur}"` : ecrireTexte(valeur)),
  Int: (valeur) => {
    if (typeof valeur !== 'number' || !Number.isInteger(valeur) || valeur > GRAPHQL_MAX_INT || valeur < GRAPHQL_MIN_INT)
      refuser();
    return ecrireNombre(valeur as number);
  },
  Float: (valeur) => {
    if (typeof valeur !== 'number' || !Number.isFinite(valeur)) refuser();
    return ecrireNombre(valeur as number);
  },
  Boolean: (valeur) => {
    if (typeof valeur !== 'boolean') refuser();
    return valeur ? 'true' : 'false';
  },
};

/** Compiles the selection of one object to a writer of JSON, in the order graphql-js gives its keys. */
function compilerObjet(type: GraphQLObjectType, noeuds: readonly FieldNode[], cadre: Cadre): ObjetCompile {
  const sets = noeuds.map(({ selectionSet }) => selectionSet!);
  const champs = [...champsDe(type, sets, cadre.fragments, cadre.variables)].map(([cle, memes]) =>
    compilerChamp(type, cle, memes, cadre),
  );
  return {
    ecrire: ecrireObjet(champs.map(({ prefixe, ecrire }) => ({ prefixe, ecrire }))),
    forme: `{${champs.map(({ forme }) => forme).join(' ')}}`,
  };
}

/** One field of an object: `prefixe` is its key and the colon. */
export interface ChampCompile {
  prefixe: string;
  ecrire: (objet: object) => string;
  forme: string;
}

export function compilerChamp(
  type: GraphQLObjectType,
  cle: string,
  noeuds: readonly FieldNode[],
  cadre: Cadre,
): ChampCompile {
  const nom = noeuds[0]!.name.value;
  const prefixe = `${JSON.stringify(cle)}:`;
  if (nom === '__typename') {
    const texte = JSON.stringify(type.name);
    return { prefixe, ecrire: () => texte, forme: `${cle}:__typename` };
  }
  const definition = type.getFields()[nom];
  if (definition === undefined || definition.args.length > 0) throw new Inhabituel();
  const { ecrire, forme } = compilerValeur(definition.type, noeuds, cadre);
  const lire = (objet: object) => ecrire((objet as Record<string, unknown>)[nom]);
  return { prefixe, ecrire: lire, forme: `${cle}:${nom}${forme}` };
}

function compilerValeur(type: GraphQLOutputType, noeuds: readonly FieldNode[], cadre: Cadre): ObjetCompile {
  if (isNonNullType(type)) {
    const { ecrire, forme } = compilerPresent(type.ofType as GraphQLNullableType, noeuds, cadre);
    return { ecrire: (valeur) => (valeur === null || valeur === undefined ? refuser() : ecrire(valeur)), forme };
  }
  const { ecrire, forme } = compilerPresent(type, noeuds, cadre);
  return { ecrire: (valeur) => (valeur === null || valeur === undefined ? 'null' : ecrire(valeur)), forme };
}

function compilerPresent(type: GraphQLNullableType, noeuds: readonly FieldNode[], cadre: Cadre): ObjetCompile {
  if (isListType(type)) {
    const { ecrire, forme } = compilerValeur(type.ofType as GraphQLOutputType, noeuds, cadre);
    return { ecrire: ecrireListe(ecrire), forme };
  }
  if (isObjectType(type)) return compilerObjet(type, noeuds, cadre);
  if (isScalarType(type)) return { ecrire: SCALAIRES[type.name] ?? ecrireTexte, forme: '' };
  if (isEnumType(type)) {
    const valeurs = new Set(type.getValues().map(({ name }) => name));
    return { ecrire: (valeur) => (valeurs.has(valeur as string) ? `"${valeur}"` : refuser()), forme: '' };
  }
  throw new Inhabituel();
}

function ecrireObjet(champs: readonly { prefixe: string; ecrire: (objet: object) => string }[]): Ecrire {
  return (objet) => {
    if (typeof objet !== 'object' || objet === null) refuser();
    let texte = '{';
    for (let rang = 0; rang < champs.length; rang++) {
      const { prefixe, ecrire } = champs[rang]!;
      texte += (rang === 0 ? prefixe : `,${prefixe}`) + ecrire(objet as object);
    }
    return `${texte}}`;
  };
}

function ecrireListe(ecrire: Ecrire): Ecrire {
  return (valeurs) => {
    if (!Array.isArray(valeurs)) refuser();
    let texte = '[';
    for (let rang = 0; rang < (valeurs as unknown[]).length; rang++) {
      texte += (rang === 0 ? '' : ',') + ecrire((valeurs as unknown[])[rang]);
    }
    return `${texte}]`;
  };
}

function ecrireTexte(valeur: unknown): string {
  if (typeof valeur !== 'string') refuser();
  return JSON.stringify(valeur);
}

/** JSON has no negative zero. */
function ecrireNombre(valeur: number): string {
  return valeur === 0 ? '0' : String(valeur);
}

function refuser(): never {
  throw new Inhabituel();
}
