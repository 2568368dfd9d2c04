import { type Html, html, instant, nombre } from '@inter-ror/web-page';
import type { Point } from './connected-history.js';
import type { EtatObserve } from './nation-state.js';

const WIDTH = 600;
const HEIGHT = 80;
/** Changes written out under the drawing. */
const SHOWN = 20;
const percent = new Intl.NumberFormat('fr-FR', { style: 'percent', maximumFractionDigits: 1 });

/** The share of the pairs of regions that are connected, now and in time. */
export function vuePart({ ouverts, possibles, historique, instant: now }: EtatObserve): Html {
  const changes = historique.filter((p, i) => p.ouverts !== historique[i - 1]?.ouverts).reverse();
  return html`<section><h2 id="titre-part">Part des régions reliées</h2>
  <p class="grand"><strong>${percent.format(part({ ouverts, possibles }))}</strong> <span>${nombre(ouverts)} connexions ouvertes sur ${nombre(possibles)}</span></p>
  ${historique.length > 0 && vueCours(historique, now)}
  <details><summary>Les derniers changements</summary><div class="defile" tabindex="0" role="region" aria-label="Les derniers changements"><table><thead><tr><th scope="col">Depuis</th><th scope="col">Connexions ouvertes</th><th scope="col">Part</th></tr></thead>
  <tbody>${changes.slice(0, SHOWN).map((p) => html`<tr><th scope="row">${instant(p.instant)}</th><td>${p.ouverts} sur ${p.possibles}</td><td>${percent.format(part(p))}</td></tr>`)}</tbody></table></div></details></section>`;
}

/** A line in steps: between two points nothing changed. The table says the same. */
function vueCours(points: readonly Point[], now: string): Html {
  const start = Date.parse(points[0]!.instant);
  const span = Math.max(1, Date.parse(now) - start);
  const x = (iso: string) => (((Date.parse(iso) - start) / span) * WIDTH).toFixed(1);
  const y = (p: Point) => ((1 - part(p)) * (HEIGHT - 4) + 2).toFixed(1);
  const steps = points.map((p, i) => `${i === 0 ? 'M' : 'H'}${i === 0 ? `0 ${y(p)}` : `${x(p.instant)}V${y(p)}`}`);
  const lowest = points.reduce((low, p) => Math.min(low, part(p)), 1);
  return html`<figure class="cours"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true" focusable="false" preserveAspectRatio="none"><rect class="fond" width="${WIDTH}" height="${HEIGHT}"/><path class="trait" d="${steps.join('')}H${WIDTH}"/></svg>
  <figcaption>Du ${instant(points[0]!.instant)} au ${instant(now)} ; au plus bas ${percent.format(lowest)}.</figcaption></figure>`;
}

function part({ ouverts, possibles }: { ouverts: number; possibles: number }): number {
  return possibles === 0 ? 0 : ouverts / possibles;
}
