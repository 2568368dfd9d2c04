import { html, pied, tete } from '@inter-ror/web-page';
import type { Request, Response } from 'express';
import {
  criteresDe,
  demanderPage,
  etatLisible,
  vueBoite,
  vueComprise,
  vueFiltres,
  vueResultats,
} from '../search/index.js';
import { type Contexte, etatDe } from './context.js';

/**
 * The page of results, in two times: the head, the box and how the question was understood leave at once; then the
 * regions one by one as they answer, and the results. It holds without script.
 */
export async function repondreRecherche(contexte: Contexte, req: Request, res: Response): Promise<void> {
  const { maison, portail, ask, nomenclatures } = contexte;
  const etat = etatDe(req.url, contexte);
  const comprise = criteresDe(etat, portail.codesRegion);
  const stop = new AbortController();
  res.once('close', () => stop.abort());
  res.type('html');
  const titre = etat.q === '' ? 'Recherche' : etat.q;
  const filtres = vueFiltres(etat, nomenclatures, comprise.autour !== undefined);
  res.write(
    html`${tete(maison, titre)}<h1 class="discret">Recherche</h1>${vueBoite(etat, filtres)}${vueComprise(etat, comprise, portail)}<div class="attente" role="status"><p>Les régions sont interrogées…</p><ul>`
      .text,
  );
  const page = await demanderPage(ask, comprise, etat, {
    signal: stop.signal,
    onRegion: (r) => void res.write(html`<li>${r.nom} ${etatLisible(r.statut)}</li>`.text),
  }).catch((error: Error) => {
    res.write('</ul></div>');
    throw error;
  });
  res.end(html`</ul></div>${vueResultats(etat, page, portail)}${pied()}`.text);
}
