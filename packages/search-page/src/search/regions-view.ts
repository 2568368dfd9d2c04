import { compte, type Html, html, instant, jourCourt, nombre } from '@inter-ror/web-page';
import type { PageOffres, ReponseRegion } from './offers-page.js';

export const REPONDU: ReadonlySet<string> = new Set(['OK', 'ECARTEE']);

const POURQUOI: Readonly<Record<string, string>> = {
  DELAI_DEPASSE: 'n’a pas répondu',
  ERREUR: 'n’a pas répondu',
  REFUSEE: 'n’a pas accepté la question',
  PARTIEL: 'n’a répondu qu’en partie',
  PERIMEE: 'n’a pas répondu : résultats de sa dernière réponse connue',
};

/**
 * What the answer does not know, first: a silent region is never taken for an empty one.
 * @param seules codes of the regions to which the search was kept; empty for the country
 */
export function vueRegions(page: PageOffres, seules: readonly string[]): Html {
  const asked = seules.length === 0 ? page.regions : page.regions.filter((r) => concerned(r, seules));
  const silent = asked.filter((r) => !REPONDU.has(r.statut));
  const apart = asked.filter((r) => r.statut === 'ECARTEE').length;
  const answered = asked.length - silent.length - apart;
  const none = `${apart > 1 ? 'n’ont' : 'n’a'} aucune offre de ce genre`;
  const heard =
    answered === 0 && apart > 0
      ? `${compte(apart, 'région')} sur ${asked.length} ${none}`
      : `${compte(answered, 'région')} sur ${asked.length} ${answered > 1 ? 'ont' : 'a'} répondu${apart > 0 ? ` ; ${nombre(apart)} ${none}` : ''}`;
  return html`${
    silent.length > 0 &&
    html`<div class="manque" role="status">
    <p><strong>${compte(silent.length, 'région')} sur ${asked.length} ${silent.length > 1 ? 'manquent' : 'manque'} à cette réponse.</strong></p>
    <ul>${silent.map((r) => html`<li>${phrase(r)}</li>`)}</ul>
  </div>`
  }
  <details class="regions"><summary>${asked.length === 1 ? `${asked[0]!.region.nom} ${etatLisible(asked[0]!.statut)}` : heard}</summary>
    <div class="defile" tabindex="0" role="region" aria-label="Réponses des régions"><table><thead><tr><th scope="col">Région</th><th scope="col">Réponse</th><th scope="col">Offres trouvées</th><th scope="col">Durée</th></tr></thead>
    <tbody>${asked.map(
      (r) =>
        html`<tr><th scope="row">${r.region.nom}</th><td>${etatLisible(r.statut)}</td><td>${r.totalCount === null ? '–' : nombre(r.totalCount)}</td><td>${r.latenceMs === null ? '–' : `${nombre(r.latenceMs)} ms`}</td></tr>`,
    )}</tbody></table></div>
  </details>`;
}

/** A search kept to a region sets the others apart without a word from them: that says nothing of what they have. */
function concerned(r: ReponseRegion, seules: readonly string[]): boolean {
  return r.statut !== 'ECARTEE' || r.codes.some((code) => seules.includes(code));
}

/** « Bretagne n’a pas répondu : 1 234 offres connues au 12/11 ». */
export function phrase(r: ReponseRegion): string {
  const what = POURQUOI[r.statut] ?? `a répondu « ${r.statut} »`;
  const dated = r.statut === 'PERIMEE' && r.date !== null ? ` (du ${instant(r.date)})` : '';
  const { offresConnues, connuesAu } = r;
  if (offresConnues === null || r.statut === 'PERIMEE') return `${r.region.nom} ${what}${dated}`;
  const count = compte(offresConnues, 'offre connue', 'offres connues');
  return `${r.region.nom} ${what}${dated} : ${count}${connuesAu === null ? '' : ` au ${jourCourt(connuesAu)}`}`;
}

export function etatLisible(statut: string): string {
  if (statut === 'OK') return 'a répondu';
  if (statut === 'ECARTEE') return 'n’a aucune offre de ce genre';
  return POURQUOI[statut] ?? statut;
}
