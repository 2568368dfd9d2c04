import { compte, type Html, html } from '@inter-ror/web-page';
import { grouper } from './clusters.js';
import { contours } from './contours.js';
import { type Cadre, cadreDe, METROPOLE, type Point, projection } from './projection.js';

const WIDTH = 480;
const CLUSTER = 22;

/** An offer to show: its rank in the list, beside which its name stands. */
export interface OffreSurCarte extends Point {
  rang: number;
  nom: string;
}

/**
 * The results on outlines of the regions, drawn by the server: it needs neither script nor outside tiles. It repeats
 * the list for those who see it; a screen reader has the list.
 */
export function vueCarte(offres: readonly OffreSurCarte[]): Html | undefined {
  if (offres.length === 0) return undefined;
  const cadre = offres.every((o) => inside(o, METROPOLE)) && spread(offres) > 3 ? METROPOLE : cadreDe(offres);
  const p = projection(cadre, WIDTH);
  const groups = grouper(
    offres.map((o) => ({ x: p.x(o.longitude), y: p.y(o.latitude), donnee: o })),
    CLUSTER,
  );
  return html`<figure class="carte" aria-hidden="true"><svg viewBox="0 0 ${p.largeur} ${p.hauteur}" focusable="false">
    <g class="terres">${[...contours().values()].flatMap((rings) =>
      rings
        .filter((ring) => meets(ring, cadre))
        .map(
          (ring) =>
            html`<path d="M${ring.map(([lon, lat]) => `${p.x(lon).toFixed(1)} ${p.y(lat).toFixed(1)}`).join('L')}Z"/>`,
        ),
    )}</g>
    <g class="points">${groups.map(({ x, y, donnees }) => {
      const names = donnees.slice(0, 5).map((d) => d.nom);
      const more = donnees.length > 5 ? ` et ${compte(donnees.length - 5, 'autre')}` : '';
      return html`<a href="#offre-${donnees[0]!.rang}" tabindex="-1"><title>${names.join(', ')}${more}</title><circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${donnees.length > 1 ? 12 : 8}"/><text x="${x.toFixed(1)}" y="${(y + 4).toFixed(1)}">${donnees.length > 1 ? `${donnees.length}` : donnees[0]!.rang}</text></a>`;
    })}</g>
  </svg><figcaption>Contours indicatifs des régions.</figcaption></figure>`;
}

function inside(p: Point, c: Cadre): boolean {
  return p.longitude >= c.ouest && p.longitude <= c.est && p.latitude >= c.sud && p.latitude <= c.nord;
}

function meets(ring: readonly (readonly [number, number])[], c: Cadre): boolean {
  const lons = ring.map(([lon]) => lon);
  const lats = ring.map(([, lat]) => lat);
  return (
    Math.max(...lons) >= c.ouest &&
    Math.min(...lons) <= c.est &&
    Math.max(...lats) >= c.sud &&
    Math.min(...lats) <= c.nord
  );
}

function spread(points: readonly Point[]): number {
  const lats = points.map((p) => p.latitude);
  const lons = points.map((p) => p.longitude);
  return Math.max(Math.max(...lats) - Math.min(...lats), Math.max(...lons) - Math.min(...lons));
}
