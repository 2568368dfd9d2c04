import { type Cadre, type ChampCompile, champsDe, compilerChamp, type Sortie } from '@inter-ror/graphql-endpoint';
import type { FieldNode, GraphQLObjectType } from 'graphql';
import type { VuePageOffres } from '../page-offres.js';
import type { Fragment, FragmentsVus } from './fragment-cache.js';

/** Writes the offers of a page from ready fragments, made where they miss. */
export type EcrireNoeuds = (page: VuePageOffres, fragments: FragmentsVus, sortie: Sortie) => void;

/**
 * Compiles the selection of `PageOffres.nodes`. The distance is the only field of an offer that depends on the search:
 * fragments are cut there.
 */
export function compilerNoeuds(offre: GraphQLObjectType, noeuds: readonly FieldNode[], cadre: Cadre): EcrireNoeuds {
  const sets = noeuds.map(({ selectionSet }) => selectionSet!);
  const champs = [...champsDe(offre, sets, cadre.fragments, cadre.variables)].map(([cle, memes]) => ({
    ...compilerChamp(offre, cle, memes, cadre),
    distance: memes[0]!.name.value === 'distanceKm',
  }));
  const forme = champs.map((champ) => champ.forme).join(' ');

  return (page, fragments, sortie) => {
    const numero = fragments.forme(forme);
    const { ordinaux } = page;
    sortie.texte('[');
    for (let rang = 0; rang < ordinaux.length; rang++) {
      const ordinal = ordinaux[rang]!;
      let fragment = fragments.lire(numero, ordinal);
      if (fragment === undefined) {
        fragment = faireFragment(champs, page.offre(rang));
        fragments.garder(numero, ordinal, fragment);
      }
      sortie.octets(fragment[0]!, rang === 0 ? 1 : 0);
      if (fragment.length > 1) ecrireSuite(fragment, page.distanceKm(rang), sortie);
    }
    sortie.texte(']');
  };
}

function faireFragment(champs: readonly (ChampCompile & { distance: boolean })[], offre: object): Fragment {
  const morceaux: Buffer[] = [];
  let texte = ',{';
  champs.forEach(({ prefixe, ecrire, distance }, rang) => {
    texte += rang === 0 ? prefixe : `,${prefixe}`;
    if (distance) {
      morceaux.push(Buffer.from(texte));
      texte = '';
    } else texte += ecrire(offre);
  });
  morceaux.push(Buffer.from(`${texte}}`));
  return morceaux;
}

function ecrireSuite(fragment: Fragment, distanceKm: number | null, sortie: Sortie): void {
  const distance = distanceKm === null ? 'null' : String(distanceKm);
  for (let rang = 1; rang < fragment.length; rang++) {
    sortie.texte(distance);
    sortie.octets(fragment[rang]!);
  }
}
