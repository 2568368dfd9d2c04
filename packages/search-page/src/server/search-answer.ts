import { html, pied, tete } from '@inter-ror/web-page';
import type { Request, Response } from 'express';
import {
  criteresDe,
  demanderPage,
  etatLisible,
  RechercheRefusee,
  vueBoite,
  vueCommuneSansPoint,
  vueComprise,
  vueFiltres,
  vueResultats,
  vueRienTrouve,
} from '../search/index.js';
import { type Contexte, etatDe } from './context.js';

/**
 * The page of results, in two times: the head, the box and how the question was understood leave at once; then the
 * regions one by one as they answer, and the results. It holds without script.
 */
export async function repondreRecherche(contexte: Contexte, req: Request, res: Response): Promise<void> {
  const { maison, portail, ask, listes, vocabulaire } = contexte;
  const etat = etatDe(req.url, contexte);
  const comprise = criteresDe(etat, portail.codesRegion);
  const stop = new AbortController();
  res.once('close', () => stop.abort());
  res.type('html');
  const titre = etat.q === '' ? 'Toutes les offres' : etat.q;
  const filtres = vueFiltres(etat, listes, comprise.autour !== undefined);
  res.write(
    html`${tete(maison, titre)}<h1 class="discret">${etat.q === '' ? 'Toutes les offres' : `Recherche : ${etat.q}`}</h1>${vueBoite(etat, filtres)}${vueComprise(etat, comprise, portail)}<div class="attente" role="status"><p>Les régions sont interrogées…</p><ul>`
      .text,
  );
  const told = new Set<string>();
  const page = await demanderPage(ask, comprise, etat, {
    signal: stop.signal,
    onRegion: (r) => {
      // A second gateway tells again of those that the first one had told.
      if (!told.has(r.nom)) res.write(html`<li>${r.nom} ${etatLisible(r.statut)}</li>`.text);
      told.add(r.nom);
    },
  }).catch((error: Error) => {
    res.write('</ul></div>');
    if (error instanceof RechercheRefusee && error.code === 'COMMUNE_SANS_POINT') return undefined;
    throw error;
  });
  if (page === undefined) return void res.end(html`${vueCommuneSansPoint(etat, comprise)}${pied()}`.text);
  const help = page.totalCount === 0 ? vueRienTrouve(etat, comprise, portail, vocabulaire) : undefined;
  res.end(html`</ul></div>${vueResultats(etat, page, portail, help)}${pied()}`.text);
}
