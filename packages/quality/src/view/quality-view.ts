import { compte, type Html, html, jour, nombre } from '@inter-ror/web-page';
import type { Ecart, Indicateur, LigneIndicateur, ResultatQualite } from '../rules/index.js';
import { domainesPresents, INTITULES, type Total, taux, totaux } from './summary.js';

const percent = new Intl.NumberFormat('fr-FR', { style: 'percent', maximumFractionDigits: 1 });
const SHOWN = 200;

/** Names of the territories, for those who read codes badly. */
export interface NomsTerritoires {
  region(code: string): string;
  departement(code: string): string;
}

/** Indicators of one region: a chart, the figures by domain, by département, and what is to mend. */
export function vueQualite(
  { lignes, ecarts, ecartsTotal }: ResultatQualite,
  noms: NomsTerritoires,
  o: { date: string; csv: string; csvEcarts: string },
): Html {
  return html`<p>Au ${jour(o.date)}. Un indicateur sans périmètre n’est pas montré. <a href="${o.csv}">Les chiffres en CSV</a>, <a href="${o.csvEcarts}">ce qui est à reprendre en CSV</a>.</p>
  ${vueChiffres(lignes, noms)}
  <section><h2>À reprendre</h2><p>${compte(ecartsTotal, 'écart')}${ecartsTotal > SHOWN && `, les ${nombre(SHOWN)} premiers ici`}</p>
  <div class="defile" tabindex="0" role="region" aria-label="À reprendre"><table><thead><tr><th scope="col">Indicateur</th><th scope="col">Établissement</th><th scope="col">Unité</th><th scope="col">Que faire</th></tr></thead>
  <tbody>${ecarts.slice(0, SHOWN).map(ligneEcart)}</tbody></table></div></section>`;
}

/** The figures alone: a chart, then tables by domain and by territory; by region when there are several. */
export function vueChiffres(lignes: readonly LigneIndicateur[], noms: NomsTerritoires): Html {
  const regions = new Set(lignes.map((l) => l.region));
  return html`<section><h2>Ensemble</h2>${vueBarres(lignes)}</section>
  <section><h2>Par domaine</h2>${vueTableau(
    'Indicateurs par domaine',
    lignes,
    (l) => l.domaine,
    domainesPresents(lignes),
    (d) => d,
  )}</section>
  ${
    regions.size > 1
      ? html`<section><h2>Par région</h2>${vueTableau('Indicateurs par région', lignes, (l) => l.region, [...regions].sort(), noms.region)}</section>`
      : html`<section><h2>Par département</h2>${vueTableau(
          'Indicateurs par département',
          lignes,
          (l) => l.departement ?? '',
          [...new Set(lignes.map((l) => l.departement ?? ''))].sort(),
          (d) => (d === '' ? 'Lieu inconnu' : noms.departement(d)),
        )}</section>`
  }`;
}

function ligneEcart(e: Ecart): Html {
  return html`<tr><th scope="row">${e.indicateur}</th><td>${e.siteNom} <small>${e.siteId}</small></td><td>${e.uniteNom ?? '–'}${e.uniteId !== null && html` <small>${e.uniteId}</small>`}</td><td>${e.remede}</td></tr>`;
}

const WIDTH = 300;
const ROW = 34;

/** One bar an indicator. The same figures stand in the tables: the drawing is for the eye. */
function vueBarres(lignes: readonly LigneIndicateur[]): Html {
  const sums = [...totaux(lignes, () => 'tout')].flatMap(([indicateur, row]): [Indicateur, Total][] => {
    const total = row.get('tout');
    return total === undefined ? [] : [[indicateur, total]];
  });
  return html`<div class="barres">${sums.map(([indicateur, total]) => {
    const share = taux(total) ?? 0;
    return html`<div class="barre"><p><strong>${indicateur}</strong> ${INTITULES[indicateur]} : <strong>${percent.format(share)}</strong> <small>(${nombre(total.perimetre - total.ecarts)} sur ${nombre(total.perimetre)})</small></p>
    <svg viewBox="0 0 ${WIDTH} ${ROW / 3}" aria-hidden="true" focusable="false" preserveAspectRatio="none"><rect class="fond" width="${WIDTH}" height="${ROW / 3}"/><rect class="fait" width="${Math.round(share * WIDTH)}" height="${ROW / 3}"/></svg></div>`;
  })}</div>`;
}

function vueTableau<K extends string>(
  titre: string,
  lignes: readonly LigneIndicateur[],
  cle: (ligne: LigneIndicateur) => K,
  rangees: readonly K[],
  nom: (cle: K) => string,
): Html {
  const sums = totaux(lignes, cle);
  const indicators = [...sums].filter(([, row]) => row.size > 0);
  return html`<div class="defile" tabindex="0" role="region" aria-label="${titre}"><table><thead><tr><th scope="col">Territoire ou domaine</th>${indicators.map(([i]) => html`<th scope="col"><abbr title="${INTITULES[i]}">${i}</abbr></th>`)}</tr></thead>
  <tbody>${rangees.map((r) => html`<tr><th scope="row">${nom(r)}</th>${indicators.map(([, row]) => html`<td>${cellule(row.get(r))}</td>`)}</tr>`)}</tbody></table></div>`;
}

function cellule(total: Total | undefined): string {
  const share = total === undefined ? null : taux(total);
  return share === null ? '–' : `${percent.format(share)} (${nombre(total!.perimetre)})`;
}
