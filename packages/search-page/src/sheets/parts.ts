import { type Html, heure, html, jour, type Piece } from '@inter-ror/web-page';
import { type Concept, type Joindre, libelle, uniques, vueJoindre } from '../search/index.js';

/** A line of a sheet: nothing at all when there is nothing to say. */
export function ligne(titre: string, valeur: Piece): Html | undefined {
  const empty =
    valeur === null || valeur === undefined || valeur === '' || (Array.isArray(valeur) && valeur.length === 0);
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

export interface Horaire {
  ouvert: boolean;
  jours: number[];
  debut: string | null;
  fin: string | null;
  dateDebut: string;
  dateFin: string | null;
}

/** In CSD the week begins on Sunday, 0; for a French reader on Monday. */
const JOURS = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'];

export function vueHoraires(horaires: readonly Horaire[]): Html | undefined {
  if (horaires.length === 0) return undefined;
  return html`<section><h2>Horaires</h2><ul>${horaires.map((h) => html`<li>${phraseHoraire(h)}</li>`)}</ul></section>`;
}

export function phraseHoraire(h: Horaire): string {
  const days = [...h.jours].sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7)).map((d) => JOURS[d] ?? `jour ${d}`);
  const when = days.length === 7 || days.length === 0 ? 'tous les jours' : days.join(', ');
  const between = h.debut !== null && h.fin !== null ? ` de ${heure(h.debut)} à ${heure(h.fin)}` : '';
  const until = h.dateFin === null ? '' : `, du ${jour(h.dateDebut)} au ${jour(h.dateFin)}`;
  return `${h.ouvert ? '' : 'Fermé '}${when}${between}${until}`;
}

export interface Adresse {
  numeroVoie: string | null;
  typeVoie: string | null;
  libelleVoie: string | null;
  lieuDit: string | null;
  codePostal: string | null;
  localite: string | null;
}

export const ADRESSE = 'adresse { numeroVoie typeVoie libelleVoie lieuDit codePostal localite }';
export const CONTACTS =
  'contacts { nom fonction { code libelle } nature { code libelle } description telecommunications { canal { libelle } adresse } } telecommunications { canal { libelle } adresse }';
export const HORAIRES = 'horaires { ouvert jours debut fin dateDebut dateFin }';

export function vueAdresse(a: Adresse | null): Html | undefined {
  if (a === null) return undefined;
  const lines = [
    [a.numeroVoie, a.typeVoie, a.libelleVoie].filter(Boolean).join(' '),
    a.lieuDit ?? '',
    [a.codePostal, a.localite].filter(Boolean).join(' '),
  ].filter((l) => l !== '');
  return lines.length === 0
    ? undefined
    : html`<address>${lines.map((l, i) => html`${i > 0 && html`<br>`}${l}`)}</address>`;
}
