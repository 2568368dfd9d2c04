import type { Nomenclatures } from '@inter-ror/nomenclatures';
import { type Html, html } from '@inter-ror/web-page';
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
  <div class="ligne"><input id="q" name="q" type="search" value="${etat?.q}" maxlength="200" autocomplete="off" placeholder="Activité, équipement, établissement…" aria-describedby="aide-q"><button type="submit">Chercher</button></div>
  <small id="aide-q">Par exemple : cardiologie pédiatrique près de Rennes, EHPAD Alzheimer places disponibles dans le Finistère, IRM à Lyon</small>
  ${tout}
</form></search>`;
}

/** The filters, in the same form as the box: they follow what is typed. */
export function vueFiltres(etat: EtatRecherche, nomenclatures: Nomenclatures, autour: boolean): Html {
  return html`<details class="filtres"${hasFilters(etat) ? html` open` : undefined}><summary>Filtres</summary>
  <div class="grille">
    ${LISTES.map(([name, table, label]) => selecteur(name, label, etat[name], nomenclatures, table))}
    <label>Âge du patient (ans)<input name="age" type="number" min="0" max="130" step="1" inputmode="numeric" value="${etat.age}"></label>
    ${autour && html`<label>Distance<select name="rayon">${rayons(etat).map((km) => option(String(km), `${km} km`, (etat.rayonKm ?? RAYON_PAR_DEFAUT_KM) === km))}</select></label>`}
    <label>Trier par<select name="tri">${option('', 'Ordre habituel', etat.tri === undefined)}${TRIS.filter(([code]) => autour || code !== 'DISTANCE').map(([code, label]) => option(code, label, etat.tri === code))}</select></label>
    <label class="coche"><input type="checkbox" name="libre" value="1"${etat.libre ? html` checked` : undefined}> Lits ou places disponibles</label>
  </div>
  <input type="hidden" name="portee" value="${etat.portee}">${etat.commune !== undefined && html`<input type="hidden" name="commune" value="${etat.commune}">`}
  <p><button type="submit" class="secondary">Appliquer les filtres</button> <a href="${sansFiltres(etat)}">Retirer les filtres</a></p>
</details>`;
}

function rayons(etat: EtatRecherche): number[] {
  const asked = etat.rayonKm ?? RAYON_PAR_DEFAUT_KM;
  return [...new Set([...RAYONS_KM, asked])].sort((a, b) => a - b);
}

function selecteur(
  name: string,
  label: string,
  chosen: readonly string[],
  nomenclatures: Nomenclatures,
  table: string,
): Html {
  const concepts = nomenclatures
    .chercher(table, '', 2_000)
    .map(({ code, libelle }) => ({ code, libelle: libelle ?? code }))
    .sort((a, b) => a.libelle.localeCompare(b.libelle, 'fr'));
  const unknown = chosen.filter((code) => !concepts.some((c) => c.code === code));
  return html`<label>${label}<select name="${name}">${option('', 'Indifférent', chosen.length === 0)}${concepts.map(
    (c) => option(c.code, c.libelle, chosen[0] === c.code),
  )}${unknown.map((code) => option(code, `code ${code}`, chosen[0] === code))}</select></label>${chosen
    .slice(1)
    .map((code) => html`<input type="hidden" name="${name}" value="${code}">`)}`;
}

function option(value: string, label: string, selected: boolean): Html {
  return html`<option value="${value}"${selected ? html` selected` : undefined}>${label}</option>`;
}

function hasFilters(etat: EtatRecherche): boolean {
  const lists = [...etat.activite, ...etat.mode, ...etat.champ, ...etat.equipement];
  return lists.length > 0 || etat.age !== undefined || (etat.libre && etat.comprise.libre !== true);
}

function sansFiltres(etat: EtatRecherche): string {
  const none = { activite: [], mode: [], champ: [], equipement: [], age: undefined, tri: undefined, apres: undefined };
  return adresse(etat, { ...none, libre: etat.comprise.libre === true });
}
