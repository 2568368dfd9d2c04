import { csvIndicateurs } from '@inter-ror/quality';
import { createSite, type Html, html, page } from '@inter-ror/web-page';
import type { Express, NextFunction, Request, Response } from 'express';
import type { NationQualityState } from '../quality/index.js';
import { alertesDe } from './alerts.js';
import type { EtatNation } from './nation-state.js';
import { vueQualiteNationale } from './quality-view.js';
import { SUIVI_S, vueEtatNation } from './state-view.js';

export interface NationConsoleOptions {
  etat(): EtatNation;
  qualite(): Promise<NationQualityState>;
  theme?: string | undefined;
  avertissement?: string | undefined;
  onError?(error: Error): void;
}

/**
 * The console of the nation, for those who run the gateway: who can search whom, how regions answer, what the list is
 * worth. It only reads.
 * @throws ErreurTheme when the theme cannot be served whole
 */
export function createNationConsole(o: NationConsoleOptions): Express {
  const liens = [
    { href: '/', texte: 'État' },
    { href: '/qualite', texte: 'Peuplement et qualité' },
  ];
  const { app, maison } = createSite({ ...o, nom: 'Console nationale', liens });
  app.get('/', (req, res) => {
    const followed = new URL(req.url, 'http://console').searchParams.get('suivi') === '1';
    if (followed) res.setHeader('refresh', String(SUIVI_S));
    res.send(page(maison, 'La nation', vueEtatNation(o.etat(), followed)));
  });
  app.get('/etat.json', (_req, res) => {
    const etat = o.etat();
    res.json({ ...etat, alertes: alertesDe(etat) });
  });
  app.get('/qualite', async (req, res) => {
    const quality = await o.qualite();
    const asked = new URL(req.url, 'http://console').searchParams.get('region');
    const region = quality.lignes.find((l) => l.region === asked)?.region;
    res.send(page(maison, 'Peuplement et qualité', vueQualiteNationale(quality, region)));
  });
  app.get('/qualite.json', async (_req, res) => void res.json(await o.qualite()));
  app.get('/qualite.csv', async (_req, res) => {
    const { lignes } = await o.qualite();
    res.setHeader('content-disposition', 'attachment; filename="qualite.csv"');
    res.type('text/csv; charset=utf-8');
    for (const line of csvIndicateurs(lignes)) res.write(line);
    res.end();
  });
  app.use((_req, res) => void res.status(404).send(page(maison, 'Page introuvable', titre('Page introuvable'))));
  app.use((error: Error, _req: Request, res: Response, next: NextFunction) => {
    if (res.headersSent) return next(error);
    o.onError?.(error);
    const said = 'Une erreur est survenue : le journal la décrit';
    res.status(500).send(page(maison, said, titre(said)));
  });
  return app;
}

function titre(texte: string): Html {
  return html`<h1>${texte}</h1>`;
}
