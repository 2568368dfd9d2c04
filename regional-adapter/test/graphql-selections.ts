import fc from 'fast-check';
import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isObjectType } from 'graphql';

/** A random document on `rechercherOffres`: aliases, fragments named and inline, directives, `__typename`. */
export interface DocumentAleatoire {
  query: string;
  variables: Record<string, boolean>;
}

/** Answers that change with the clock. */
const EXCLUS = new Set(['latenceMs']);

/** @param profondeur nested objects at most, below the page */
export function documentsAleatoires(schema: GraphQLSchema, profondeur: number): fc.Arbitrary<DocumentAleatoire> {
  return fc
    .tuple(fc.infiniteStream(fc.nat(999)), fc.boolean(), fc.boolean(), fc.constantFrom(1, 3, 10))
    .map(([flux, oui, non, first]) => {
      const tirer = (max: number) => flux.next().value % max;
      const fragments: string[] = [];
      let alias = 0;

      function directive(): string {
        return ['', '', '', '', ' @include(if: $oui)', ' @skip(if: $non)', ' @include(if: true)', ' @skip(if: true)'][
          tirer(8)
        ]!;
      }

      /** One response key must not mean two fields: the same field keeps its name or takes a new alias. */
      function selection(type: GraphQLObjectType, reste: number): string {
        const champs = Object.values(type.getFields()).filter(({ name }) => !EXCLUS.has(name));
        const morceaux: string[] = ['__typename'];
        for (let n = 1 + tirer(6); n > 0; n--) {
          const champ = champs[tirer(champs.length)]!;
          const objet = getNamedType(champ.type);
          const sous = isObjectType(objet);
          if (sous && reste === 0) continue;
          const nom = tirer(3) === 0 ? `a${alias++}: ${champ.name}` : champ.name;
          const dedans = sous ? ` ${selection(objet, reste - 1)}` : '';
          morceaux.push(`${nom}${directive()}${dedans}`);
          if (tirer(5) === 0) morceaux.push(`${champ.name}${dedans}`);
        }
        const genre = tirer(6);
        if (genre === 0) return `{ ${morceaux[0]} ... on ${type.name}${directive()} { ${morceaux.join(' ')} } }`;
        if (genre === 1) {
          const nom = `F${fragments.length}`;
          fragments.push('');
          fragments[Number(nom.slice(1))] = `fragment ${nom} on ${type.name} { ${morceaux.join(' ')} }`;
          return `{ ...${nom}${directive()} ${morceaux.slice(0, 2).join(' ')} ...${nom} }`;
        }
        return `{ ${morceaux.join(' ')} }`;
      }

      const page = schema.getType('PageOffres') as GraphQLObjectType;
      const offre = schema.getType('Offre') as GraphQLObjectType;
      const criteres = '{ proximite: { latitude: 48.1, longitude: -3.2, distanceKm: 900 } }';
      const racines = [
        `rechercherOffres(criteres: ${criteres}, first: ${first}) { totalCount nodes ${selection(offre, profondeur)} }`,
        `autre: rechercherOffres(criteres: {}, first: 2, tri: MISE_A_JOUR) ${selection(page, profondeur)}`,
        `vide: rechercherOffres(criteres: { nom: "introuvable" }) ${selection(page, 1)}`,
      ];
      const query = `query Q($oui: Boolean!, $non: Boolean!) { ${racines.join(' ')} __typename @include(if: $oui) @skip(if: $non) } ${fragments.join(' ')}`;
      return { query, variables: { oui, non } };
    });
}
