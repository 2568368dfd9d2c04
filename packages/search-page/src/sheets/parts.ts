import { type Html, html, type Piece } from '@inter-ror/web-page';
import { type Concept, type Joindre, libelle, uniques, vueJoindre } from '../search/index.js';

/** A line of a sheet: nothing at all when there is nothing to say. */
export function ligne(titre: string, valeur: Piece): Html | undefined {
  const empty = !valeur || (Array.isArray(valeur) && valeur.length === 0);
  return empty ? undefined : html`<div><dt>${titre}</dt><dd>${valeur}</dd></div>`;
}

export function concepts(liste: readonly Concept[]): Html | undefined {
  if (liste.length === 0) return undefined;
  if (liste.length === 1) return html`${libelle(liste[0]!)}`;
  return html`<ul>${liste.map((c) => html`<li>${libelle(c)}</li>`)}</ul>`;
}

export interface Contact {
  nom: string | null;
  fonction: Concept | null;
  nature: Concept | null;
  description: string | null;
  telecommunications: Joindre[];
}

export function vueContacts(contacts: readonly Contact[], autres: readonly Joindre[]): Html | undefined {
  const direct = vueJoindre(uniques(autres));
  if (contacts.length === 0 && direct === undefined) return undefined;
  return html`<section><h2>Joindre</h2>${direct}${contacts.map(
    (
      c,
    ) => html`<div class="contact"><h3>${c.nom ?? (c.fonction ? libelle(c.fonction) : c.nature ? libelle(c.nature) : 'Contact')}</h3>
    ${c.nom !== null && c.fonction && html`<p>${libelle(c.fonction)}</p>`}${c.description !== null && html`<p>${c.description}</p>`}
    ${vueJoindre(uniques(c.telecommunications))}</div>`,
  )}</section>`;
}

export const CONTACTS =
  'contacts { nom fonction { code libelle } nature { code libelle } description telecommunications { canal { libelle } adresse } } telecommunications { canal { libelle } adresse }';
