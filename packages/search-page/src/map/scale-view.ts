import { type Html, html } from '@inter-ror/web-page';
import type { Projection } from './projection.js';

const STEPS = [1, 2, 5];
const SHARE = 0.25;

/** A bar of a round length, a quarter of the drawing at most. */
export function vueEchelle({ largeur, hauteur, parKm }: Projection): Html {
  const most = (largeur * SHARE) / parKm;
  const ten = 10 ** Math.floor(Math.log10(most));
  const km = ten * STEPS.findLast((step) => step * ten <= most)!;
  const [x, y, width] = [10, hauteur - 12, km * parKm];
  return html`<g class="echelle"><path d="M${x} ${y - 5}V${y}H${(x + width).toFixed(1)}V${y - 5}"/><text x="${(x + width / 2).toFixed(1)}" y="${y - 7}">${km} km</text></g>`;
}
