import { type Html, html } from '@inter-ror/web-page';
import type { Avis } from '../question/index.js';
import { adresse, type EtatRecherche } from './search-state.js';

/** What is said of a question; the places that it may mean are links to the same question with each of them. */
export function vueAvis(etat: EtatRecherche, { dit, inconnu }: Avis): Html {
  const places = inconnu?.propositions ?? [];
  const link = (place: string) =>
    inconnu !== undefined && etat.q.includes(inconnu.mots)
      ? html`<a href="${adresse(etat, { q: etat.q.replace(inconnu.mots, place), apres: undefined })}">${place}</a>`
      : place;
  return html`<p class="avis" role="status">${dit}${
    places.length > 0 && html` Vouliez-vous ${places.map((place, i) => html`${i > 0 && ', '}${link(place)}`)} ?`
  }</p>`;
}
