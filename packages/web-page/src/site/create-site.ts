import express, { type Express } from 'express';
import helmet from 'helmet';
import { readAssets } from '../assets/index.js';
import type { Maison } from '../layout/index.js';

export interface SiteOptions {
  /** Name of the site, at the head of every page. */
  nom: string;
  /** Links beside the name. */
  liens?: readonly { href: string; texte: string }[];
  /** Folder of a theme: `theme.css`, a logo, and what they need. */
  theme?: string | undefined;
  /** Said at the head of every page, when the data is not real. */
  avertissement?: string | undefined;
}

/** An express application with the assets and the headers of a page, to which the routes of a site are added. */
export interface Site {
  app: Express;
  maison: Maison;
}

/**
 * A site that only reads: GET and HEAD, no cookie, no script nor style but its own, nothing from elsewhere.
 * @throws ErreurTheme when the theme cannot be served whole
 */
export function createSite({ nom, liens = [], theme, avertissement }: SiteOptions): Site {
  const { files, ...assets } = readAssets(theme);
  const app = express();
  app.disable('x-powered-by');
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          fontSrc: ["'self'"],
          connectSrc: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
      strictTransportSecurity: false,
      referrerPolicy: { policy: 'same-origin' },
    }),
  );
  app.use((req, res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD') return next();
    res.status(405).setHeader('allow', 'GET, HEAD').end();
  });
  app.use((req, res, next) => {
    if (isReadable(req.path)) return next();
    res
      .status(400)
      .type('text')
      .send('Adresse illisible : un « % » n’y est pas suivi de deux chiffres hexadécimaux justes.\n');
  });
  app.get(['/assets/*file', '/theme/*file'], (req, res) => {
    const asset = files.get(decodeURIComponent(req.path));
    if (asset === undefined) return void res.status(404).end();
    const forever = req.path.startsWith('/assets/');
    res.setHeader('cache-control', forever ? 'public, max-age=31536000, immutable' : 'public, max-age=300');
    res.type(asset.type).send(asset.bytes);
  });
  app.use((_req, res, next) => {
    res.setHeader('cache-control', 'no-store');
    next();
  });
  app.get('/livez', (_req, res) => void res.json({ statut: 'OK' }));
  return { app, maison: { nom, liens, avertissement, ...assets } };
}

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
