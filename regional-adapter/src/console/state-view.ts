import { compte, type Html, html, instant, nombre } from '@inter-ror/web-page';
import type { InfoGeneration } from '../ports/index.js';
import type { EtatSynchronisation } from '../solutions/index.js';
import type { AnomalieChargement, CodeCompte, RapportChargement } from '../store/index.js';
import { remede } from './remedies.js';
import { vueCodesLocaux, vueErreurs, vueSynchronisation } from './synchronisation-view.js';
import { vueVerdict } from './verdict-view.js';

/** What the nation says of this region. */
export interface VueNationale {
  statut: string | null;
  generation: string | null;
  dateGeneration: string | null;
  nombreOffres: number | null;
}

/** What the console of an adapter shows, and gives as JSON. */
export interface EtatConsole {
  nom: string;
  codes: readonly string[];
  solution: string | null;
  /** The configured file, or the address of the live solution; null when exports are loaded by hand. */
  source: { fichier: string; surveiller: boolean } | { solution: string } | null;
  /** Null when the source is not a live solution. */
  synchronisation: EtatSynchronisation | null;
  /** Name of the generation served, as the nation sees it. */
  generation: (InfoGeneration & { nom: string }) | null;
  rapport: RapportChargement | null;
  /** Code of the last load that failed since the last that did not. */
  dernierEchec: string | null;
  offresParChamp: { code: string; libelle: string | null; offres: number }[];
  /** Null when the nation could not be asked: `nationMuette` says why. */
  nation: VueNationale | null;
  nationMuette: string | null;
  liste: { instance: string; version: number; expire: string } | null;
}

const SHOWN = 100;

export function vueEtat(e: EtatConsole): Html {
  return html`<h1>${e.nom}</h1>
  ${vueVerdict(e)}
  <p><a href="/">Actualiser</a>, <a href="/etat.json">les mêmes chiffres en JSON</a>.</p>
  <div class="deux"><div>${vueSource(e)}${vueSynchronisation(e)}${vueChamps(e)}</div><div>${vueNation(e)}${vueListe(e)}</div></div>
  ${vueErreurs(e.synchronisation)}${vueCodesLocaux(e.rapport?.synchronisation)}${vueCodes(e.rapport)}${vueAnomalies(e.rapport)}`;
}

function vueSource({ source, generation, rapport, solution, codes }: EtatConsole): Html {
  return html`<section class="fiche"><h2>Ma source</h2><dl>
    <div><dt>Solution</dt><dd>${solution ?? 'non dite'} (${codes.join(', ')})</dd></div>
    <div><dt>Source</dt><dd>${nomSource(source)}</dd></div>
    ${
      generation === null
        ? html`<div><dt>Servi</dt><dd><strong>rien n’est encore chargé</strong></dd></div>`
        : html`<div><dt>Dernier chargement</dt><dd>${instant(generation.date)}, depuis ${generation.source}</dd></div>
          <div><dt>Génération</dt><dd>${generation.nom}</dd></div>
          <div><dt>Offres servies</dt><dd>${nombre(generation.nombreOffres)}</dd></div>`
    }
    ${rapport !== null && html`<div><dt>Chargement</dt><dd>${rapport.secondes.toFixed(1).replace('.', ',')} s, ${compte(rejected(rapport), 'enregistrement écarté', 'enregistrements écartés')}</dd></div>`}
  </dl></section>`;
}

function nomSource(source: EtatConsole['source']): string {
  if (source === null) return 'chargements à la main (adapter load)';
  if ('solution' in source) return `solution vivante, ${source.solution}`;
  return `${source.fichier}${source.surveiller ? ', surveillé' : ''}`;
}

function rejected({ enregistrements }: RapportChargement): number {
  return Object.values(enregistrements).reduce((n, c) => n + c.ecartes, 0);
}

function vueChamps({ offresParChamp }: EtatConsole): Html {
  return html`<section><h2>Offres par champ d’activité</h2><table><thead><tr><th scope="col">Champ</th><th scope="col">Offres</th></tr></thead>
  <tbody>${offresParChamp.map((c) => html`<tr><th scope="row">${c.libelle ?? c.code}</th><td>${nombre(c.offres)}</td></tr>`)}</tbody></table></section>`;
}

function vueNation({ nation, nationMuette, generation }: EtatConsole): Html {
  const late = nation !== null && generation !== null && nation.generation !== generation.nom;
  return html`<section class="fiche"><h2>Ce que la nation voit de moi</h2>${
    nation === null
      ? html`<p class="manque">${nationMuette ?? 'La nation n’est pas interrogée.'}</p>`
      : html`<dl><div><dt>État</dt><dd>${nation.statut ?? 'inconnu'}</dd></div>
        <div><dt>Génération</dt><dd>${nation.generation ?? 'inconnue'}${late && html` <strong>(ce n’est pas celle qui est servie ici)</strong>`}</dd></div>
        <div><dt>Offres</dt><dd>${nation.nombreOffres === null ? 'inconnu' : nombre(nation.nombreOffres)}</dd></div></dl>`
  }</section>`;
}

function vueListe({ liste }: EtatConsole): Html | undefined {
  if (liste === null) return undefined;
  return html`<section class="fiche"><h2>Liste blanche</h2><dl><div><dt>Instance</dt><dd>${liste.instance}</dd></div><div><dt>Version</dt><dd>${liste.version}</dd></div><div><dt>Expire</dt><dd>${instant(liste.expire)}</dd></div></dl></section>`;
}

function vueCodes(rapport: RapportChargement | null): Html | undefined {
  if (rapport === null) return undefined;
  const rows = (codes: readonly CodeCompte[], mend: string) =>
    codes
      .slice(0, SHOWN)
      .map(
        (c) =>
          html`<tr><th scope="row">${c.code}</th><td>${c.table}</td><td>${c.libelle ?? '–'}</td><td>${nombre(c.occurrences)}</td><td>${mend}</td></tr>`,
      );
  const count = rapport.codesInconnus.length + rapport.codesObsoletes.length;
  return html`<section><h2>Codes à reprendre</h2><p>${compte(count, 'code')}</p>${
    count > 0 &&
    html`<div class="defile" tabindex="0" role="region" aria-label="Codes à reprendre"><table><thead><tr><th scope="col">Code</th><th scope="col">Table</th><th scope="col">Libellé</th><th scope="col">Fois</th><th scope="col">Que faire</th></tr></thead><tbody>${rows(
      rapport.codesInconnus,
      'Inconnu des nomenclatures : à faire correspondre à un code d’échange.',
    )}${rows(rapport.codesObsoletes, 'Terminé : à remplacer par un code en vigueur.')}</tbody></table></div>`
  }</section>`;
}

function vueAnomalies(rapport: RapportChargement | null): Html | undefined {
  if (rapport === null) return undefined;
  const { premieres, parCode } = rapport.anomalies;
  const total = Object.values(parCode).reduce((n, c) => n + c, 0);
  const shown = premieres.slice(0, SHOWN);
  const place = (a: AnomalieChargement) => (a.ligne === undefined ? '–' : `ligne ${a.ligne}, colonne ${a.colonne}`);
  return html`<section><h2>Enregistrements écartés ou signalés</h2><p>${compte(total, 'anomalie')}${total > shown.length && `, les ${compte(shown.length, 'première')} ici`}</p>${
    shown.length > 0 &&
    html`<div class="defile" tabindex="0" role="region" aria-label="Enregistrements écartés ou signalés"><table><thead><tr><th scope="col">Enregistrement</th><th scope="col">Où</th><th scope="col">Effet</th><th scope="col">Pourquoi</th><th scope="col">Que faire</th></tr></thead><tbody>${shown.map(
      (a) =>
        html`<tr><th scope="row">${a.sorte ?? 'document'} ${a.id ?? ''}</th><td>${place(a)}</td><td>${a.gravite === 'ECARTE' ? 'écarté' : 'signalé'}</td><td>${a.message} <small>${a.code}</small></td><td>${remede(a.code) ?? (a.gravite === 'ECARTE' ? 'Corrigez-le dans le ROR.' : 'Rien : il est servi.')}</td></tr>`,
    )}</tbody></table></div>`
  }</section>`;
}
