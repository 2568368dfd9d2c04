import { NationUnreachable } from '@inter-ror/nation-client';
import type { Html } from '@inter-ror/web-page';
import type { AskNation } from '../nation/index.js';
import { RechercheRefusee } from '../search/index.js';

/** A page about one thing. */
export interface Fiche {
  titre: string;
  contenu: Html;
}

/**
 * Asks for one thing. Nobody knows it: its field is null. A region that failed: an error, never taken for "unknown".
 * @throws RechercheRefusee
 * @throws NationUnreachable
 */
export async function demander<T extends object>(
  ask: AskNation,
  query: string,
  variables: Record<string, unknown>,
  options: { nationOnly?: boolean } = {},
): Promise<T> {
  const { data, errors, regionSeule } = await ask<T>(query, variables, options);
  const found = data !== null && Object.values(data).some((v) => v !== null);
  if (!found && regionSeule) throw new NationUnreachable('sa région seule a répondu, et ne le connaît pas');
  if (data !== null && (found || errors.length === 0)) return data;
  const error = errors[0];
  if (error === undefined) throw new NationUnreachable('réponse vide');
  throw new RechercheRefusee(error.code ?? 'ERREUR', error.message, error.regions);
}
