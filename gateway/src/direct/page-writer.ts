import { champsDe, compilerChamp, type Sortie } from '@inter-ror/graphql-endpoint';
import type { FieldNode, GraphQLObjectType } from 'graphql';
import type { Page } from '../answer/index.js';
import type { Frame } from '../plan/index.js';
import type { PageForm } from '../search/index.js';

/** Writes a page as JSON: its offers as their regions wrote them. @throws when graphql-js must answer */
export type WritePage = (page: Page, out: Sortie) => void;

/** Compiles a selection of `PageOffres` to a writer of what graphql-js would answer, keys in the same order. */
export function compilePage(
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  frame: Frame,
  form: PageForm,
): WritePage {
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const fields = [...champsDe(type, sets, frame.fragments, frame.variables)].map(([key, same]): WritePage => {
    const list = form.rankOf.get(key);
    if (list !== undefined) {
      const head = `${JSON.stringify(key)}:[`;
      return (page, out) => writeOffers(page, list, head, out);
    }
    const { prefixe, ecrire } = compilerChamp(type, key, same, frame);
    return (page, out) => out.texte(prefixe + ecrire(page));
  });
  return (page, out) => {
    out.texte('{');
    fields.forEach((write, rank) => {
      if (rank > 0) out.texte(',');
      write(page, out);
    });
    out.texte('}');
  };
}

function writeOffers({ items }: Page, list: number, head: string, out: Sortie): void {
  let before = `${head}{`;
  for (const { page, rank } of items) {
    out.texte(before);
    out.octets(page.offer(rank, list).tail);
    before = ',{';
  }
  out.texte(items.length === 0 ? `${head}]` : ']');
}
