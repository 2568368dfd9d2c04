import { compte, type Html, html, instant, jour } from '@inter-ror/web-page';
import type { PageOffres, ReponseRegion } from './offers-page.js';

const REPONDU = new Set(['OK', 'ECARTEE']);

const POURQUOI: Readonly<Record<string, string>> = {
  DELAI_DEPASSE: 'n’a pas répondu à temps',
  ERREUR: 'n’a pas répondu',
  REFUSEE: 'n’a pas accepté la question',
  PARTIEL: 'n’a répondu qu’en partie',
  PERIMEE: 'n’a pas répondu : résultats de sa dernière réponse connue',
};

/** What the answer does not know, first: a silent region is never taken for an empty one. */
export function vueRegions(page: PageOffres): Html {
  const silent = page.regions.filter((r) => !REPONDU.has(r.statut));
  const answered = page.regions.length - silent.length;
  return html`${
    silent.length > 0 &&
    html`<div class="manque" role="status">
    <p><strong>${compte(silent.length, 'région')} sur ${page.regions.length} ${silent.length > 1 ? 'manquent' : 'manque'} à cette réponse.</strong></p>
    <ul>${silent.map((r) => html`<li>${phrase(r)}</li>`)}</ul>
  </div>`
  }
  <details class="regions"><summary>${compte(answered, 'région')} sur ${page.regions.length} ${answered > 1 ? 'ont' : 'a'} répondu</summary>
    <div class="defile"><table><thead><tr><th scope="col">Région</th><th scope="col">Réponse</th><th scope="col">Offres trouvées</th><th scope="col">Durée</th></tr></thead>
    <tbody>${page.regions.map(
      (r) =>
        html`<tr><th scope="row">${r.region.nom}</th><td>${etatLisible(r.statut)}</td><td>${r.totalCount ?? '–'}</td><td>${r.latenceMs === null ? '–' : `${r.latenceMs} ms`}</td></tr>`,
    )}</tbody></table></div>
  </details>`;
}

/** « Bretagne n’a pas répondu : 1 234 offres connues au 12/11 ». */
export function phrase(r: ReponseRegion): string {
  const what = POURQUOI[r.statut] ?? `a répondu « ${r.statut} »`;
  const known =
    r.region.nombreOffres === null
      ? ''
      : ` : ${compte(r.region.nombreOffres, 'offre connue', 'offres connues')}${r.region.dateGeneration === null ? '' : ` au ${jour(r.region.dateGeneration)}`}`;
  const dated = r.statut === 'PERIMEE' && r.date !== null ? ` (du ${instant(r.date)})` : '';
  return `${r.region.nom} ${what}${dated}${known}`;
}

export function etatLisible(statut: string): string {
  if (statut === 'OK') return 'a répondu';
  if (statut === 'ECARTEE') return 'n’a aucune offre de ce genre';
  return POURQUOI[statut] ?? statut;
}
