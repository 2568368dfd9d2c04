import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { voitLigne } from './decide.js';
import { PORTEURS } from './rights.js';
import { LIGNES, type LigneAcces, ligneDe, NIVEAUX, PROFILS, type Profil, TABLE } from './table.js';

/** A field or a criterion that a profile does not see whole. */
export interface Masque {
  /** `Offre.capaciteCrise`, or `CriteresRecherche.zonePoser`. */
  champ: string;
  vu: 'JAMAIS' | 'EN_PARTIE';
}

/** Masks of one answer are told up to this number. */
const MASQUES_MAX = 200;

function vuDeLigne(ligne: LigneAcces, base: LigneAcces | undefined, profil: Profil): Masque['vu'] | undefined {
  const cas = PORTEURS.flatMap((porteur) =>
    base !== undefined && !NIVEAUX.some((niveau) => voitLigne(base, porteur, profil, [niveau]))
      ? []
      : NIVEAUX.map((niveau) => voitLigne(ligne, porteur, profil, [niveau])),
  );
  if (cas.every((visible) => visible)) return undefined;
  return cas.some((visible) => visible) ? 'EN_PARTIE' : 'JAMAIS';
}

const connus = new Map<string, Masque['vu'] | undefined>();

/**
 * How much of a field a profile sees, among the objects that it sees: the rule of the field, where it is not the one
 * of its object. `undefined`: all of it.
 */
export function vuDuChamp(type: string, nom: string, profil: Profil): Masque['vu'] | undefined {
  const champ = `${type}.${nom}`;
  const cle = `${profil} ${champ}`;
  if (connus.has(cle)) return connus.get(cle);
  const ligne = ligneDe(champ);
  const base = LIGNES.get(TABLE.contrat[type] ?? '');
  const vu = ligne === base ? undefined : vuDeLigne(ligne, base, profil);
  connus.set(cle, vu);
  return vu;
}

/**
 * The fields that a document asks and that a profile never or only partly sees, from the table alone: never from the
 * data, so that they tell nothing of it. `@skip` and `@include` are not looked at.
 */
export function masquesDuDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  profil: Profil,
): Masque[] {
  const operation = getOperationAST(document, operationName);
  const requete = schema.getQueryType();
  if (!operation || !requete) return [];
  const fragments = new Map(
    document.definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const masques = new Map<string, Masque['vu']>();
  const vus = new Set<SelectionSetNode>();

  function parcourir(type: GraphQLObjectType, set: SelectionSetNode): void {
    if (vus.has(set)) return;
    vus.add(set);
    for (const selection of set.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) parcourir(type, selection.selectionSet);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined) parcourir(type, fragment.selectionSet);
      } else {
        const definition = type.getFields()[selection.name.value];
        if (definition === undefined) continue;
        const vu = vuDuChamp(type.name, definition.name, profil);
        if (vu !== undefined) masques.set(`${type.name}.${definition.name}`, vu);
        const dessous = getNamedType(definition.type);
        if (isObjectType(dessous) && selection.selectionSet !== undefined) parcourir(dessous, selection.selectionSet);
      }
    }
  }
  parcourir(requete, operation.selectionSet);
  return [...masques].slice(0, MASQUES_MAX).map(([champ, vu]) => ({ champ, vu }));
}

/** How much of a criterion a profile sees; `undefined`: all of it. */
export function vuDuCritere(critere: string, profil: Profil): Masque['vu'] | undefined {
  return CRITERES[profil]!.get(critere);
}

const CRITERES = PROFILS.map(
  (profil) =>
    new Map(
      Object.entries(TABLE.criteres).map(([critere, ligne]) => [
        critere,
        vuDeLigne(LIGNES.get(ligne)!, LIGNES.get('offre'), profil),
      ]),
    ),
);
