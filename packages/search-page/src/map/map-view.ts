import { compte, type Html, html } from '@inter-ror/web-page';
import { type Groupe, grouper } from './clusters.js';
import { contours } from './contours.js';
import { etiqueter } from './labels.js';
import { type Cadre, cadreDe, METROPOLE, type Point, projection } from './projection.js';
import { vueEchelle } from './scale-view.js';
import { zones } from './zones.js';

const WIDTH = 480;
const INSET_WIDTH = 200;
const CLUSTER = 24;
/** Degrees from which the borders of the regions are shown: nearer, their simplified course would mislead. */
const NATIONAL = 4;
/** Names written in the title of a mark. */
const NAMED = 5;

/** An offer to show: its rank in the list, beside which its name stands. */
export interface OffreSurCarte extends Point {
  rang: number;
  nom: string;
  /** Name of its town. */
  lieu?: string | undefined;
}

/**
 * The results on outlines of the regions, drawn by the server: it needs neither script nor outside tiles. A region
 * overseas has a frame of its own. It repeats the list for those who see it; a screen reader has the list.
 */
export function vueCarte(offres: readonly OffreSurCarte[]): Html | undefined {
  if (offres.length === 0) return undefined;
  const [first, ...insets] = zones(offres);
  return html`<figure class="carte" aria-hidden="true">${dessin(first!.offres, WIDTH)}${
    insets.length > 0 &&
    html`<div class="cartons">${insets.map(({ nom, offres: some }) => html`<div><p>${nom}</p>${dessin(some, INSET_WIDTH)}</div>`)}</div>`
  }<figcaption>${offres.length > 1 && html`<span class="cle rang">1</span> une offre, son rang dans la liste <span class="cle lot">× 3</span> trois offres proches. `}Contours indicatifs des régions.</figcaption></figure>`;
}

function dessin(offres: readonly OffreSurCarte[], largeur: number): Html {
  const cadre = offres.every((o) => inside(o, METROPOLE)) && spread(offres) > 3 ? METROPOLE : cadreDe(offres);
  const p = projection(cadre, largeur);
  const groups = grouper(
    offres.map((o) => ({ x: p.x(o.longitude), y: p.y(o.latitude), donnee: o })),
    CLUSTER,
  );
  return html`<svg viewBox="0 0 ${p.largeur} ${p.hauteur}" focusable="false">
    <g class="${cadre.nord - cadre.sud > NATIONAL ? 'terres' : 'terres proches'}">${[...contours().values()].flatMap(
      (rings) =>
        rings
          .filter((ring) => meets(ring, cadre))
          .map(
            (ring) =>
              html`<path d="M${ring.map(([lon, lat]) => `${p.x(lon).toFixed(1)} ${p.y(lat).toFixed(1)}`).join('L')}Z"/>`,
          ),
    )}</g>
    <g class="lieux">${etiqueter(
      groups.map(({ x, y, donnees }) => ({ x, y, nom: donnees[0]!.lieu })),
      p.largeur,
    ).map(
      (e) =>
        html`<text x="${e.x.toFixed(1)}" y="${e.y.toFixed(1)}"${e.avant && html` class="avant"`}>${e.texte}</text>`,
    )}</g>
    <g class="points">${groups.map(marque)}</g>
    ${vueEchelle(p)}
  </svg>`;
}

/** A disc holds the rank of one offer; a box, how many offers stand there: a number alone would be taken for either. */
function marque({ x, y, donnees }: Groupe<OffreSurCarte>): Html {
  const names = donnees.slice(0, NAMED).map((d) => `${d.rang}. ${d.nom}`);
  const more = donnees.length > NAMED ? ` et ${compte(donnees.length - NAMED, 'autre')}` : '';
  const at = html`x="${x.toFixed(1)}" y="${(y + 4).toFixed(1)}"`;
  return html`<a href="#offre-${donnees[0]!.rang}" tabindex="-1"><title>${names.join(', ')}${more}</title>${
    donnees.length === 1
      ? html`<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="10"/><text ${at}>${donnees[0]!.rang}</text>`
      : html`<rect x="${(x - 16).toFixed(1)}" y="${(y - 10).toFixed(1)}" width="32" height="20" rx="4"/><text ${at}>× ${donnees.length}</text>`
  }</a>`;
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
