import { NationUnreachable } from '@inter-ror/nation-client';
import { Nomenclatures } from '@inter-ror/nomenclatures';
import { createSite, type Html, html, type Maison, page, pied } from '@inter-ror/web-page';
import type { Express, NextFunction, Request, Response } from 'express';
import type { AskNation } from '../nation/index.js';
import { ListesDeCodes, RechercheRefusee, vueBoite } from '../search/index.js';
import { type Fiche, ficheEntiteJuridique, ficheEtablissement, ficheOffre } from '../sheets/index.js';
import { Vocabulaire } from '../spelling/index.js';
import { suggestions } from '../suggest/index.js';
import type { Contexte } from './context.js';
import { repondreCsv } from './csv-answer.js';
import { vueRefus } from './refusal-view.js';
import { repondreRecherche } from './search-answer.js';

export interface SearchPageOptions {
  /** The region whose page this is; none for the nation's own. */
  region?: { codes: readonly string[]; nom: string };
  ask: AskNation;
  nomenclatures?: Nomenclatures;
  /** Folder of a theme: `theme.css` and what it needs. */
  theme?: string;
  /** Said at the head of every page, when the data is not real. */
  avertissement?: string;
  onError?(error: Error): void;
}

/**
 * The search page as an express application: search, sheets, CSV, suggestions. It reads only; it has no cookie, no
 * form that changes anything, no request to another site.
 * @throws ErreurTheme when the theme cannot be served whole
 */
export function createSearchPage(o: SearchPageOptions): Express {
  const nom = o.region === undefined ? 'Recherche nationale' : `ROR ${o.region.nom}`;
  const { app, maison } = createSite({ nom, theme: o.theme, avertissement: o.avertissement });
  const nomenclatures = o.nomenclatures ?? Nomenclatures.officielles();
  const contexte: Contexte = {
    maison,
    portail: { codesRegion: o.region?.codes ?? [], nomRegion: o.region?.nom },
    ask: o.ask,
    nomenclatures,
    listes: new ListesDeCodes(nomenclatures),
    vocabulaire: new Vocabulaire(nomenclatures),
  };
  app.get('/', (_req, res) => void res.send(page(maison, 'Chercher une offre de soins', accueil(contexte))));
  app.get('/recherche', (req, res) => repondreRecherche(contexte, req, res));
  app.get('/recherche.csv', (req, res) => repondreCsv(contexte, req, res));
  app.get('/suggestions', (req, res) => {
    const typed = new URL(req.url, 'http://page').searchParams.get('q') ?? '';
    res.json(suggestions(typed, contexte));
  });
  const sheets: Readonly<Record<string, (ask: AskNation, id: string) => Promise<Fiche | undefined>>> = {
    '/offre/:id': ficheOffre,
    '/etablissement/:id': ficheEtablissement,
    '/entite-juridique/:id': ficheEntiteJuridique,
  };
  for (const [path, fiche] of Object.entries(sheets)) {
    app.get(path, async (req: Request<{ id: string }>, res) => {
      const found = await fiche(o.ask, req.params.id.slice(0, 100));
      if (found === undefined)
        return inconnue(res, maison, 'Fiche introuvable', 'Aucune région ne connaît cet identifiant.');
      res.send(page(maison, found.titre, found.contenu));
    });
  }
  app.use((_req, res) => inconnue(res, maison, 'Page introuvable', 'Cette adresse n’existe pas.'));
  app.use((error: Error, _req: Request, res: Response, _next: NextFunction) => {
    o.onError?.(error);
    const said = vueErreur(error);
    if (res.headersSent) {
      res.end(html`${said.contenu}${pied()}`.text);
      return;
    }
    res
      .status(said.status)
      .send(
        page(maison, said.titre, html`<h1>${said.titre}</h1>${said.contenu}<p><a href="/">Nouvelle recherche</a></p>`),
      );
  });
  return app;
}

function accueil({ portail }: Contexte): Html {
  return html`<h1>${portail.nomRegion === undefined ? 'Chercher une offre de soins dans toute la France' : 'Chercher une offre de soins'}</h1>
${vueBoite(undefined)}`;
}

function inconnue(res: Response, maison: Maison, titre: string, phrase: string): void {
  res
    .status(404)
    .send(page(maison, titre, html`<h1>${titre}</h1><p>${phrase}</p><p><a href="/">Nouvelle recherche</a></p>`));
}

interface Dite {
  status: number;
  titre: string;
  contenu: Html;
}

/** What a user reads of a failure: what happened, and what to do. The rest is for the journal. */
function vueErreur(error: Error): Dite {
  if (error instanceof RechercheRefusee) {
    return {
      status: 422,
      titre: error.code === 'REPONSE_PARTIELLE' ? 'Fiche indisponible' : 'Recherche refusée',
      contenu: vueRefus(error),
    };
  }
  const unreachable = error instanceof NationUnreachable;
  return {
    status: unreachable ? 502 : 500,
    titre: 'Recherche indisponible',
    contenu: html`<div class="manque" role="alert"><p><strong>${unreachable ? 'La recherche nationale ne répond pas.' : 'Une erreur est survenue.'}</strong></p><p>Réessayez dans un instant ; si cela dure, prévenez l’exploitant de ce site.</p></div>`,
  };
}
