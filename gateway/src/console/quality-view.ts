import { type NomsTerritoires, vueChiffres } from '@inter-ror/quality';
import { departements, regions } from '@inter-ror/territory';
import { compte, type Html, html, jour } from '@inter-ror/web-page';
import type { NationQualityState } from '../quality/index.js';

const NOMS: NomsTerritoires = {
  region: (code) => regions().find((r) => r.code === code)?.nom ?? code,
  departement: (code) => departements().find((d) => d.code === code)?.nom ?? code,
};

/**
 * The indicators of the nation, or of one region by département; units to mend stay at their region.
 * @param region the one looked at; undefined for all
 */
export function vueQualiteNationale({ date, lignes, manquantes }: NationQualityState, region?: string): Html {
  const shown = region === undefined ? lignes : lignes.filter((l) => l.region === region);
  const codes = [...new Set(lignes.map((l) => l.region))].sort();
  return html`<h1>Peuplement et qualité${region !== undefined && ` : ${NOMS.region(region)}`}</h1>
  ${
    manquantes.length > 0 &&
    html`<div class="manque" role="status"><p><strong>${compte(manquantes.length, 'instance')} ${manquantes.length > 1 ? 'manquent' : 'manque'} à ces chiffres.</strong></p>
    <ul>${manquantes.map((m) => html`<li>${m.codes.map(NOMS.region).join(' et ')} : ${m.raison}</li>`)}</ul></div>`
  }
  ${
    date !== null &&
    html`<p>Au ${jour(date)} pour les plus anciens. Un indicateur sans périmètre n’est pas montré ; ce qui est à reprendre est chez chaque région. <a href="/qualite.csv">Les chiffres en CSV</a>, <a href="/qualite.json">en JSON</a>.</p>
    <nav class="liens" aria-label="Territoires"><ul><li><a href="/qualite"${region === undefined && html` aria-current="page"`}>France</a></li>${codes.map(
      (code) =>
        html`<li><a href="/qualite?region=${code}"${code === region && html` aria-current="page"`}>${NOMS.region(code)}</a></li>`,
    )}</ul></nav>${vueChiffres(shown, NOMS)}`
  }`;
}
