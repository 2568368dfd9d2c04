import { compte, distance, type Html, html, instant, jour } from '@inter-ror/web-page';
import type { Age, Concept, Joindre, Libres, OffreListee } from './offers-page.js';

/** An offer in the list of results. */
export function vueOffre(offre: OffreListee, rang: number): Html {
  const site = offre.entiteGeographique;
  const where = lieu(offre);
  return html`<li class="offre" id="offre-${rang}">
    <h3><a href="/offre/${encodeURIComponent(offre.id)}">${offre.nom}</a></h3>
    <p class="ou">${offre.distanceKm !== null && html`<strong>${distance(offre.distanceKm)}</strong> · `}${
      site &&
      html`${site.idNatStruct === null ? site.nom : html`<a href="/etablissement/${encodeURIComponent(site.idNatStruct)}">${site.nom}</a>`} · `
    }${where}${where !== '' && ' · '}${offre.region.nom}</p>
    <p class="quoi">${offre.activitesOperationnelles.map(libelle).join(', ')} <span class="mode">${libelle(offre.modePriseEnCharge)}</span> <span class="age">${ages(offre.ageMin, offre.ageMax)}</span></p>
    ${vueLibres(offre.capaciteAccueil)}
    ${vueJoindre(telephones(offre))}
    <p class="maj">Mis à jour le ${jour(offre.metadonnees.miseAJour)}</p>
  </li>`;
}

/** Free beds and places, each with the instant of its figure: an old figure must be seen as old. */
export function vueLibres(capacite: { lits: Libres | null; places: Libres | null } | null): Html | undefined {
  const parts = [phraseLibres(capacite?.lits, 'lit'), phraseLibres(capacite?.places, 'place')].filter(
    (p) => p !== undefined,
  );
  return parts.length === 0 ? undefined : html`<ul class="libres">${parts}</ul>`;
}

function phraseLibres(libres: Libres | null | undefined, unite: 'lit' | 'place'): Html | undefined {
  if (libres === null || libres === undefined) return undefined;
  const { disponibles, total, dateMiseAJour } = libres;
  if (disponibles === null) {
    if (total === null) return undefined;
    return html`<li>${compte(total, unite)} en tout, disponibilité inconnue</li>`;
  }
  return html`<li class="${disponibles > 0 ? 'libre' : 'plein'}"><strong>${compte(disponibles, `${unite} disponible`, `${unite}s disponibles`)}</strong>${
    total !== null && ` sur ${total}`
  }${dateMiseAJour !== null && html` <small>(au ${instant(dateMiseAJour)})</small>`}</li>`;
}

/** Ways to reach, as links where a browser knows what to do. */
export function vueJoindre(moyens: readonly Joindre[]): Html | undefined {
  const known = moyens.filter((m) => m.adresse !== null);
  if (known.length === 0) return undefined;
  return html`<ul class="joindre">${known.map((m) => html`<li>${m.canal.libelle ?? 'Contact'} : ${lien(m.adresse!)}</li>`)}</ul>`;
}

function lien(adresse: string): Html {
  const digits = adresse.replace(/[\s.()-]/g, '');
  if (/^\+?\d{6,15}$/.test(digits)) return html`<a href="tel:${digits}">${adresse}</a>`;
  if (/^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(adresse)) return html`<a href="mailto:${adresse}">${adresse}</a>`;
  if (/^https?:\/\/[^\s]+$/i.test(adresse)) return html`<a href="${adresse}" rel="noreferrer">${adresse}</a>`;
  return html`${adresse}`;
}

/** What to dial first: the unit's own, else its contacts', else the establishment's. */
function telephones(offre: OffreListee): Joindre[] {
  const own = [...offre.telecommunications, ...offre.contacts.flatMap((c) => c.telecommunications)];
  const from = own.length > 0 ? own : (offre.entiteGeographique?.telecommunications ?? []);
  return uniques(from).slice(0, 3);
}

export function uniques(moyens: readonly Joindre[]): Joindre[] {
  return [...new Map(moyens.map((m) => [`${m.canal.libelle} ${m.adresse}`, m])).values()];
}

export function lieu(offre: Pick<OffreListee, 'adresse' | 'entiteGeographique'>): string {
  const a = offre.adresse ?? offre.entiteGeographique?.adresse;
  return [a?.codePostal, a?.localite].filter(Boolean).join(' ');
}

export const libelle = (c: Concept): string => c.libelle ?? `code ${c.code}`;

const UNITES: Readonly<Record<string, readonly [string, string]>> = {
  a: ['an', 'ans'],
  mo: ['mois', 'mois'],
  wk: ['semaine', 'semaines'],
  d: ['jour', 'jours'],
  h: ['heure', 'heures'],
};

/** `de 0 à 18 ans`, `à partir de 75 ans`. */
export function ages(min: Age | null, max: Age | null): string {
  if (min === null || max === null) return '';
  if (max.unite.code === 'a' && max.valeur >= 120) return min.valeur === 0 ? 'tout âge' : `à partir de ${age(min)}`;
  return min.unite.code === max.unite.code ? `de ${min.valeur} à ${age(max)}` : `de ${age(min)} à ${age(max)}`;
}

function age({ valeur, unite }: Age): string {
  const words = UNITES[unite.code] ?? [libelle(unite), libelle(unite)];
  return compte(valeur, words[0], words[1]);
}
