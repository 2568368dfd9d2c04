import { compte, type Html, html } from '@inter-ror/web-page';
import type { ListesDeCodes } from './code-lists.js';
import { adresse, type EtatRecherche, RAYON_PAR_DEFAUT_KM, RAYONS_KM } from './search-state.js';

const TRIS: readonly (readonly [string, string])[] = [
  ['DISTANCE', 'Distance'],
  ['PERTINENCE', 'Pertinence'],
  ['DISPONIBILITE', 'Lits et places disponibles'],
  ['MISE_A_JOUR', 'Mise à jour'],
  ['NOM', 'Nom'],
];

/** Codes that a filter holds: name in the address, table, words. */
const LISTES = [
  ['activite', 'J17', 'Activité'],
  ['mode', 'J19', 'Mode de prise en charge'],
  ['champ', 'J20', 'Champ d’activité'],
  ['equipement', 'J18', 'Équipement'],
] as const;

/** The box in which a search is typed. */
export function vueBoite(etat: EtatRecherche | undefined, tout: Html | undefined = undefined): Html {
  return html`<search><form class="boite" action="/recherche" method="get">
  <label for="q">Que cherchez-vous ?</label>
  <div class="ligne"><input id="q" name="q" type="search" value="${etat?.q}" maxlength="200" autocomplete="off" placeholder="Activité, équipement, établissement…"${etat === undefined && html` aria-describedby="aide-q"`}><button type="submit">Chercher</button></div>
  ${etat === undefined && html`<small id="aide-q">Par exemple : cardiologie pédiatrique près de Rennes, EHPAD Alzheimer places disponibles dans le Finistère, IRM à Lyon</small>`}
  ${tout}
</form></search>`;
}

/** The filters, in the same form as the box: they follow what is typed. */
export function vueFiltres(etat: EtatRecherche, listes: ListesDeCodes, autour: boolean): Html {
  return html`<details class="filtres"><summary>Filtres et tri</summary>
  <div class="grille">
    ${LISTES.map(([name, table, label]) => selecteur(name, label, etat[name], listes.options(table, etat[name][0])))}
    <label>Âge du patient (ans)<input name="age" type="number" min="0" max="130" step="1" inputmode="numeric" value="${etat.age}"></label>
    ${autour && html`<label>Distance<select name="rayon">${rayons(etat)}</select></label>`}
    <label>Trier par<select name="tri">${option('', 'Ordre habituel', etat.tri === undefined)}${TRIS.filter(([code]) => autour || code !== 'DISTANCE').map(([code, label]) => option(code, label, etat.tri === code))}</select></label>
    <label class="coche"><input type="checkbox" name="libre" value="1"${etat.libre && html` checked`}> Lits ou places disponibles</label>
  </div>
  <input type="hidden" name="portee" value="${etat.portee}">${etat.commune !== undefined && html`<input type="hidden" name="commune" value="${etat.commune}">`}
  <p><button type="submit" class="secondary">Appliquer les filtres</button></p>
</details>${vueActifs(etat, listes)}`;
}

/** What narrows the search, each with the way to take it off. */
function vueActifs(etat: EtatRecherche, listes: ListesDeCodes): Html | undefined {
  const without = (label: string, change: Partial<EtatRecherche>) =>
    html`<li><a href="${adresse(etat, { ...change, apres: undefined })}" aria-label="Retirer : ${label}">${label} <span aria-hidden="true">✕</span></a></li>`;
  const lists = LISTES.flatMap(([name, table, label]) =>
    etat[name].map((code) =>
      without(`${label} : ${listes.libelle(table, code)}`, {
        [name]: etat[name].filter((one) => one !== code),
      }),
    ),
  );
  const tri = TRIS.find(([code]) => code === etat.tri);
  const actifs = [
    ...lists,
    etat.age !== undefined && without(`Âge : ${compte(etat.age, 'an')}`, { age: undefined }),
    etat.libre && etat.comprise.libre !== true && without('Lits ou places disponibles', { libre: false }),
    tri !== undefined && without(`Tri : ${tri[1].toLowerCase()}`, { tri: undefined }),
  ].filter((actif) => actif !== false);
  return actifs.length === 0
    ? undefined
    : html`<nav class="actifs" aria-label="Filtres appliqués"><ul>${actifs}</ul></nav>`;
}

/** The radius of the question has no value of its own: another one, typed next, is not held back by the filter. */
function rayons({ rayonKm, comprise }: EtatRecherche): Html[] {
  const typed = comprise.rayonKm ?? RAYON_PAR_DEFAUT_KM;
  const asked = rayonKm ?? typed;
  return [...new Set([...RAYONS_KM, typed, asked])]
    .sort((a, b) => a - b)
    .map((km) => option(km === typed ? '' : String(km), `${km} km`, km === asked));
}

function selecteur(name: string, label: string, [, ...more]: readonly string[], options: Html): Html {
  return html`<label>${label}<select name="${name}">${options}</select></label>${more.map((code) => html`<input type="hidden" name="${name}" value="${code}">`)}`;
}

function option(value: string, label: string, selected: boolean): Html {
  return html`<option value="${value}"${selected && html` selected`}>${label}</option>`;
}

/** The same search without its filters; undefined when it has none. */
export function sansFiltres(etat: EtatRecherche): string | undefined {
  const lists = [...etat.activite, ...etat.mode, ...etat.champ, ...etat.equipement];
  const free = etat.libre && etat.comprise.libre !== true;
  if (lists.length === 0 && etat.age === undefined && !free) return undefined;
  const none = { activite: [], mode: [], champ: [], equipement: [], age: undefined, tri: undefined, apres: undefined };
  return adresse(etat, { ...none, libre: etat.comprise.libre === true });
}
