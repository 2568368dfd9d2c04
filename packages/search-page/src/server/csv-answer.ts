import type { Request, Response } from 'express';
import { criteresDe, lignesCsv } from '../search/index.js';
import { type Contexte, etatDe } from './context.js';

/** The search as CSV. The first line is asked before the status leaves: a search refused is a page, not a file. */
export async function repondreCsv(contexte: Contexte, req: Request, res: Response): Promise<void> {
  const etat = etatDe(req.url, contexte);
  const comprise = criteresDe(etat, contexte.portail.codesRegion);
  const stop = new AbortController();
  res.once('close', () => stop.abort());
  const lines = lignesCsv(contexte.ask, comprise, etat, stop.signal);
  const title = await lines.next();
  const first = await lines.next();
  res.setHeader('content-disposition', 'attachment; filename="offres.csv"');
  res.type('text/csv; charset=utf-8');
  res.write(title.value ?? '');
  if (!first.done) res.write(first.value);
  try {
    for await (const line of lines) res.write(line);
    res.end();
  } catch {
    // The file is cut short, and the browser must know: the connection ends without the end of the body.
    res.destroy();
  }
}
