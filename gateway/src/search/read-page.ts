import type { Recherche } from '@inter-ror/exposure-model';
import { ROOT } from '../plan/index.js';
import { type RegionAnswer, type RegionClient, type Replied, readReply, unusable } from '../regions/index.js';
import { PAGE, type PageForm } from './page-form.js';
import { RegionPage } from './region-page.js';

/** What one region brought to a search. */
export interface Searched {
  region: RegionClient;
  answer: RegionAnswer;
  page?: RegionPage;
}

/** The page that a region replied, or why it cannot be used. */
export function readPage({ region, reply }: Replied, form: PageForm, recherche: Recherche): Searched {
  const { bytes, ...head } = reply;
  const quick = bytes === undefined ? undefined : RegionPage.ofBytes(bytes, form, recherche);
  if (quick !== undefined) return named({ region, answer: head, page: quick });
  const answer = readReply(reply);
  const json = answer.data?.[ROOT];
  if (json === null || json === undefined) {
    if (answer.data === undefined) return { region, answer };
    const { code = 'PAGE_ABSENTE', message = 'La région n’a pas rendu de page.' } = answer;
    return { region, answer: unusable(answer, code, message) };
  }
  try {
    return named({ region, answer, page: RegionPage.ofJson(json, form, recherche) });
  } catch (e) {
    return { region, answer: unreadable(answer, e as Error) };
  }
}

/** A region speaks for itself alone. */
function named({ region, answer, page }: Required<Searched>): Searched {
  const own = page.header[PAGE.regions][0]?.codes ?? [];
  const foreign = own.filter((code) => !region.member.regionCodes.includes(code));
  if (foreign.length === 0) return { region, answer, page };
  const message = `La région se dit ${foreign.join(', ')}, que son entrée de la liste blanche ne porte pas.`;
  return { region, answer: unusable(answer, 'REGION_NON_ACCORDEE', message) };
}

export function unreadable(answer: RegionAnswer, { message }: Error): RegionAnswer {
  return unusable(answer, 'PAGE_ILLISIBLE', `Page illisible : ${message}.`);
}
