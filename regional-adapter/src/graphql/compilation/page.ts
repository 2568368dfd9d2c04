import { type Cadre, champsDe, compilerChamp, type Sortie } from '@inter-ror/graphql-endpoint';
import { type FieldNode, type GraphQLObjectType, getNamedType } from 'graphql';
import type { VuePageOffres } from '../page-offres.js';
import type { FragmentsVus } from './fragment-cache.js';
import { compilerNoeuds } from './noeuds-offres.js';

/** Writes one page. */
export type EcrirePage = (page: VuePageOffres, fragments: FragmentsVus, sortie: Sortie) => void;

/** Compiles a selection of `PageOffres`. */
export function compilerPage(type: GraphQLObjectType, noeuds: readonly FieldNode[], cadre: Cadre): EcrirePage {
  const sets = noeuds.map(({ selectionSet }) => selectionSet!);
  const champs = [...champsDe(type, sets, cadre.fragments, cadre.variables)].map(([cle, memes]): EcrirePage => {
    const nom = memes[0]!.name.value;
    if (nom === 'nodes') {
      const offre = getNamedType(type.getFields().nodes!.type) as GraphQLObjectType;
      const ecrireNoeuds = compilerNoeuds(offre, memes, cadre);
      const prefixe = `${JSON.stringify(cle)}:`;
      return (page, fragments, sortie) => {
        sortie.texte(prefixe);
        ecrireNoeuds(page, fragments, sortie);
      };
    }
    const { prefixe, ecrire } = compilerChamp(type, cle, memes, cadre);
    return (page, _, sortie) => sortie.texte(prefixe + ecrire(page));
  });

  return (page, fragments, sortie) => {
    sortie.texte('{');
    champs.forEach((ecrire, rang) => {
      if (rang > 0) sortie.texte(',');
      ecrire(page, fragments, sortie);
    });
    sortie.texte('}');
  };
}
