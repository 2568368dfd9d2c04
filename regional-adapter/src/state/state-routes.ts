import { accorde, PROFILS, type Profil } from '@inter-ror/access-policy';
import { problem } from '@inter-ror/graphql-endpoint';
import { type Member, memberOf } from '@inter-ror/mutual-tls';
import { type ResumeRegion, STATE_PATHS } from '@inter-ror/region-state';
import { type RequestHandler, Router } from 'express';
import type { GenerationServie, GenerationVue } from '../graphql/index.js';
import type { StateFeed } from './state-feed.js';
import { StateStreams } from './state-streams.js';

/** What is served, held for the time of an answer. */
export interface Served {
  readonly generation: GenerationServie;
  rendre(): void;
}

export interface StateRoutes {
  router: Router;
  /** Ends the streams. */
  close(): void;
}

/** What a region tells of itself to listed gateways: its state, each change of it, its offers summed up. */
export function stateRoutes(feed: StateFeed, served: () => Served | undefined): StateRoutes {
  const streams = new StateStreams();
  const stop = feed.onChange((etat) => streams.tell(etat));
  const summaries = new WeakMap<GenerationVue, string>();
  const router = Router();

  router.use(Object.values(STATE_PATHS), gatewaysOnly);
  router.get(STATE_PATHS.etat, (req, res) => {
    const etat = feed.current();
    res.setHeader('etag', `"${etat.etat}"`);
    if (req.headers['if-none-match'] === `"${etat.etat}"`) res.status(304).end();
    else res.json(etat);
  });
  router.get(STATE_PATHS.flux, (req, res) => {
    if (!streams.open(res, memberOf(req).id, feed.current())) {
      refuse(res.status(429), 'TROP_DE_FLUX', 'Cette passerelle suit déjà la région par trop de flux : fermez-en.');
    }
  });
  router.get(STATE_PATHS.resume, (req, res) => {
    const profil = profilOf(req.query.profil, memberOf(req));
    if (profil === undefined) {
      refuse(res.status(403), 'PROFIL_DEPASSE', 'Donnez ?profil=0 à 5, que l’entrée de la passerelle comprend.');
      return;
    }
    const bail = served();
    if (bail === undefined) {
      refuse(res.status(503), 'AUCUNE_GENERATION', 'Aucun export n’est encore chargé.');
      return;
    }
    try {
      const vue = bail.generation.vue(profil);
      let text = summaries.get(vue);
      if (text === undefined) {
        const resume: ResumeRegion = { etat: vue.etat, profil, offres: vue.index.resumer() };
        text = JSON.stringify(resume);
        summaries.set(vue, text);
      }
      res.type('json').send(text);
    } finally {
      bail.rendre();
    }
  });
  return {
    router,
    close: () => {
      stop();
      streams.close();
    },
  };
}

const gatewaysOnly: RequestHandler = (req, res, next) => {
  if (memberOf(req).kind === 'gateway') return next();
  refuse(res.status(403), 'RESERVE_PASSERELLE', 'Cette adresse ne répond qu’à une passerelle de la liste blanche.');
};

function profilOf(asked: unknown, { profile }: Member): Profil | undefined {
  const profil = PROFILS.find((known) => String(known) === asked);
  if (profil === undefined || profile === null) return profil;
  return accorde(profile as Profil, profil) ? profil : undefined;
}

function refuse(res: { json(body: unknown): unknown }, code: string, message: string): void {
  res.json(problem(code, message));
}
