import { csvEcarts, csvIndicateurs, type NomsTerritoires, vueQualite } from '@inter-ror/quality';
import { departements, regions } from '@inter-ror/territory';
import { createSite, type Html, html, page } from '@inter-ror/web-page';
import type { Express, NextFunction, Request, Response } from 'express';
import type { QualiteRegion } from '../quality/index.js';
import { type EtatConsole, vueEtat } from './state-view.js';

export interface RegionConsoleOptions {
  nom: string;
  etat(): Promise<EtatConsole>;
  qualite(): Promise<QualiteRegion | undefined>;
  theme?: string | undefined;
  avertissement?: string | undefined;
  onError?(error: Error): void;
}

const NOMS: NomsTerritoires = {
  region: (code) => regions().find((r) => r.code === code)?.nom ?? code,
  departement: (code) => departements().find((d) => d.code === code)?.nom ?? code,
};

/**
 * The console of an adapter, for those who run it: what is loaded, what is to mend, what the nation sees. It only reads.
 * @throws ErreurTheme when the theme cannot be served whole
 */
export function createRegionConsole(o: RegionConsoleOptions): Express {
  const liens = [
    { href: '/', texte: 'État' },
    { href: '/qualite', texte: 'Peuplement et qualité' },
  ];
  const { app, maison } = createSite({ ...o, nom: `Console ${o.nom}`, liens });
  const qualite = async (): Promise<QualiteRegion> => {
    const found = await o.qualite();
    if (found === undefined) throw new RienDeCharge();
    return found;
  };
  app.get('/', async (_req, res) => void res.send(page(maison, 'État', vueEtat(await o.etat()))));
  app.get('/etat.json', async (_req, res) => void res.json(await o.etat()));
  app.get('/qualite', async (_req, res) => {
    const found = await qualite();
    const links = { date: found.jour, csv: '/qualite.csv', csvEcarts: '/a-reprendre.csv' };
    res.send(
      page(maison, 'Peuplement et qualité', html`<h1>Peuplement et qualité</h1>${vueQualite(found, NOMS, links)}`),
    );
  });
  app.get('/qualite.json', async (_req, res) => void res.json(await qualite()));
  app.get('/qualite.csv', async (_req, res) => {
    const { lignes } = await qualite();
    sendCsv(res, 'qualite.csv', csvIndicateurs(lignes));
  });
  app.get('/a-reprendre.csv', async (_req, res) => {
    const { ecarts, ecartsTotal } = await qualite();
    sendCsv(res, 'a-reprendre.csv', csvEcarts(ecarts, ecartsTotal));
  });
  app.use((_req, res) => void res.status(404).send(page(maison, 'Page introuvable', titre('Page introuvable'))));
  app.use((error: Error, _req: Request, res: Response, next: NextFunction) => {
    if (res.headersSent) return next(error);
    const empty = error instanceof RienDeCharge;
    if (!empty) o.onError?.(error);
    const said = empty ? 'Aucun export n’est encore chargé' : 'Une erreur est survenue : le journal la décrit';
    res.status(empty ? 503 : 500).send(page(maison, said, titre(said)));
  });
  return app;
}

class RienDeCharge extends Error {}

function titre(texte: string): Html {
  return html`<h1>${texte}</h1>`;
}

function sendCsv(res: Response, name: string, lines: Iterable<string>): void {
  res.setHeader('content-disposition', `attachment; filename="${name}"`);
  res.type('text/csv; charset=utf-8');
  for (const line of lines) res.write(line);
  res.end();
}
