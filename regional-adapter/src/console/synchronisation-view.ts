import { compte, type Html, html, instant, nombre } from '@inter-ror/web-page';
import type { EtatSynchronisation, TacheSynchronisation } from '../solutions/index.js';
import type { RapportSynchronisation } from '../store/index.js';

const TACHES: Readonly<Record<TacheSynchronisation, string>> = {
  complete: 'relecture complète',
  changements: 'changements',
  disponibilites: 'lits et places',
};

const SHOWN = 100;

/** Where the synchronisation with a live solution stands. */
export function vueSynchronisation({
  synchronisation: s,
}: {
  synchronisation: EtatSynchronisation | null;
}): Html | undefined {
  if (s === null) return undefined;
  const date = (iso: string | null) => (iso === null ? 'pas encore' : instant(iso));
  return html`<section class="fiche"><h2>Synchronisation</h2>
  <dl>
    <div><dt>Solution</dt><dd>${s.solution}</dd></div>
    <div><dt>Dernière relecture complète</dt><dd>${date(s.derniereComplete)}</dd></div>
    <div><dt>Derniers changements demandés</dt><dd>${date(s.derniersChangements)}</dd></div>
    <div><dt>Derniers lits et places demandés</dt><dd>${date(s.dernieresDisponibilites)}</dd></div>
    ${s.enCours !== null && html`<div><dt>En cours</dt><dd>${TACHES[s.enCours.tache]}, ${nombre(s.enCours.lus)} établissements lus sur ${nombre(s.enCours.total)}</dd></div>`}
    <div><dt>Établissements</dt><dd>${nombre(s.etablissements)}, ${nombre(s.aLire)} à lire, ${nombre(s.enErreur)} en erreur</dd></div>
  </dl></section>`;
}

/** Establishments badly given. */
export function vueErreurs(s: EtatSynchronisation | null): Html | undefined {
  if (s === null) return undefined;
  return html`<section><h2>Établissements mal lus</h2><p>${compte(s.enErreur, 'établissement')}. Ce qui en était connu reste servi.</p>${
    s.erreurs.length > 0 &&
    html`<div class="defile" tabindex="0" role="region" aria-label="Établissements mal lus"><table><thead><tr><th scope="col">Établissement</th><th scope="col">Depuis</th><th scope="col">Essais</th><th scope="col">Pourquoi</th></tr></thead><tbody>${s.erreurs
      .slice(0, SHOWN)
      .map(
        (e) =>
          html`<tr><th scope="row">${e.etablissement}</th><td>${instant(e.depuis)}</td><td>${nombre(e.essais)}</td><td>${e.message} <small>${e.code}</small></td></tr>`,
      )}</tbody></table></div>`
  }</section>`;
}

/** Local codes without an exchange code. */
export function vueCodesLocaux(s: RapportSynchronisation | undefined): Html | undefined {
  if (s === undefined) return undefined;
  return html`<section><h2>Codes locaux sans correspondance</h2><p>${compte(s.sansCorrespondance.length, 'code')}</p>${
    s.sansCorrespondance.length > 0 &&
    html`<div class="defile" tabindex="0" role="region" aria-label="Codes locaux sans correspondance"><table><thead><tr><th scope="col">Code local</th><th scope="col">Table</th><th scope="col">Fois</th></tr></thead><tbody>${s.sansCorrespondance
      .slice(0, SHOWN)
      .map(
        (c) => html`<tr><th scope="row">${c.code}</th><td>${c.table}</td><td>${nombre(c.occurrences)}</td></tr>`,
      )}</tbody></table></div>`
  }</section>`;
}
