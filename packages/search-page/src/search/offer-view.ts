import { compte, distance, duree, type Html, html, instant, jour, nombre } from '@inter-ror/web-page';
import { ageEnMots, cheminEnListe, lignesAdresse, phraseDuJour } from '../parts/index.js';
import type { Age, Concept, Joindre, Libres, OffreListee } from './offers-page.js';

/**
 * An offer in the list of results.
 * @param reponseDu date of the answer in which it was found, when its region is silent since (ISO 8601)
 */
export function vueOffre(offre: OffreListee, rang: number, reponseDu?: string): Html {
  const hours = phraseDuJour(offre.horaires);
  const age = ages(offre.ageMin, offre.ageMax);
  return html`<li class="offre" id="offre-${rang}">
    <h3><a href="/offre/${encodeURIComponent(offre.id)}">${offre.nom}</a></h3>
    ${reponseDu !== undefined && html`<p class="ancien">D’après la dernière réponse de ${offre.region.nom}, du ${instant(reponseDu)}</p>`}
    ${vueLibres(offre.capaciteAccueil)}
    <p class="ou">${offre.distanceKm !== null && html`<strong>${distance(offre.distanceKm)}</strong> · `}${[...adresseDe(offre), offre.region.nom].join(', ')}</p>
    <p class="quoi">${offre.activitesOperationnelles.map(libelle).join(', ')} <span class="mode">${libelle(offre.modePriseEnCharge)}</span>${age !== '' && html` <span class="age">${age}</span>`}</p>
    ${vueJoindre(telephones(offre))}
    ${hours !== undefined && html`<p class="heures">${hours}</p>`}
    ${cheminEnListe(offre)}
    <p class="maj">Mis à jour le ${jour(offre.metadonnees.miseAJour)}</p>
  </li>`;
}

/** Free beds and places, each with the instant of its figure: an old figure must be seen as old. */
export function vueLibres(
  capacite: { lits: Libres | null; places: Libres | null } | null,
  now = Date.now(),
): Html | undefined {
  const parts = [phraseLibres(capacite?.lits, 'lit', now), phraseLibres(capacite?.places, 'place', now)].filter(
    (p) => p !== undefined,
  );
  return parts.length === 0 ? undefined : html`<ul class="libres">${parts}</ul>`;
}

function phraseLibres(libres: Libres | null | undefined, unite: 'lit' | 'place', now: number): Html | undefined {
  if (libres === null || libres === undefined) return undefined;
  const { disponibles, total, dateMiseAJour } = libres;
  if (disponibles === null) {
    if (total === null) return undefined;
    return html`<li>${compte(total, unite)} en tout, disponibilité inconnue</li>`;
  }
  return html`<li class="${disponibles > 0 ? 'libre' : 'plein'}"><strong>${compte(disponibles, `${unite} disponible`, `${unite}s disponibles`)}</strong>${
    total !== null && ` sur ${nombre(total)}`
  }${dateMiseAJour !== null && datee(dateMiseAJour, now)}</li>`;
}

const DAY_MS = 86_400_000;

/** A figure older than a day says its age. */
function datee(iso: string, now: number): Html {
  const age = now - Date.parse(iso);
  return age < DAY_MS
    ? html` <small>(au ${instant(iso)})</small>`
    : html` <small class="ancien">(au ${instant(iso)}, il y a ${duree(age / 1_000)})</small>`;
}

/** Ways to reach, as links where a browser knows what to do. */
export function vueJoindre(moyens: readonly Joindre[]): Html | undefined {
  const known = moyens.filter((m) => m.adresse !== null);
  if (known.length === 0) return undefined;
  return html`<ul class="joindre">${known.map((m) => html`<li>${m.canal.libelle ?? 'Contact'} : ${lien(m.adresse!)}</li>`)}</ul>`;
}

const NUMBER = /^\+?\d{6,15}$/;
const MAIL = /^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/;
const digits = (text: string) => text.replace(/[\s.()-]/g, '');

function lien(adresse: string): Html {
  if (NUMBER.test(digits(adresse))) return html`<a href="tel:${digits(adresse)}">${adresse}</a>`;
  if (MAIL.test(adresse)) return html`<a href="mailto:${adresse}">${adresse}</a>`;
  if (/^https?:\/\/[^\s]+$/i.test(adresse)) return html`<a href="${adresse}" rel="noreferrer">${adresse}</a>`;
  return html`${adresse}`;
}

/** What to dial or write to first: the unit's own, else its contacts', else the establishment's. The sheet has the rest. */
export function telephones(offre: OffreListee): Joindre[] {
  const own = [...offre.telecommunications, ...offre.contacts.flatMap((c) => c.telecommunications)];
  const from = own.length > 0 ? own : (offre.entiteGeographique?.telecommunications ?? []);
  const known = uniques(from).filter((m) => m.adresse !== null);
  return [...known.filter((m) => NUMBER.test(digits(m.adresse!))), ...known.filter((m) => MAIL.test(m.adresse!))].slice(
    0,
    3,
  );
}

export function uniques(moyens: readonly Joindre[]): Joindre[] {
  return [...new Map(moyens.map((m) => [`${m.canal.libelle} ${m.adresse}`, m])).values()];
}

/** Its own address, else that of its establishment. */
export function adresseDe(offre: Pick<OffreListee, 'adresse' | 'entiteGeographique'>): string[] {
  return lignesAdresse(offre.adresse ?? offre.entiteGeographique?.adresse ?? null);
}

export const libelle = (c: Concept): string => c.libelle ?? `code ${c.code}`;

/** `de 0 à 18 ans`, `à partir de 75 ans`. */
export function ages(min: Age | null, max: Age | null): string {
  if (min === null || max === null) return '';
  if (max.unite.code === 'a' && max.valeur >= 120) return min.valeur === 0 ? 'tout âge' : `à partir de ${age(min)}`;
  return min.unite.code === max.unite.code ? `de ${min.valeur} à ${age(max)}` : `de ${age(min)} à ${age(max)}`;
}

function age({ valeur, unite }: Age): string {
  return ageEnMots(valeur, unite.code, libelle(unite));
}
