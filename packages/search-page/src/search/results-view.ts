import { compte, type Html, html, nombre } from '@inter-ror/web-page';
import { type OffreSurCarte, vueCarte } from '../map/index.js';
import type { RechercheComprise } from './criteria.js';
import { vueOffre } from './offer-view.js';
import type { OffreListee, PageOffres } from './offers-page.js';
import { vueRegions } from './regions-view.js';
import { adresse, type EtatRecherche } from './search-state.js';

/** Whose page this is: its region, or the nation. */
export interface Portail {
  codesRegion: readonly string[];
  /** `Bretagne`; undefined for the nation's own page. */
  nomRegion: string | undefined;
}

/** How the question was understood, and the way from the region to the country: shown before any answer. */
export function vueComprise(etat: EtatRecherche, comprise: RechercheComprise, portail: Portail): Html {
  const { autour, homonymes, avis } = comprise;
  return html`${portail.nomRegion !== undefined && portee(etat, portail.nomRegion)}
  ${
    autour &&
    html`<p class="autour">À ${nombre(autour.rayonKm)} km au plus de <strong>${autour.nom}</strong>.${
      homonymes.length > 0 &&
      html` Ou ${homonymes.map((h, i) => html`${i > 0 && ', '}<a href="${adresse(etat, { commune: h.code, apres: undefined })}">${h.nom} (${h.departement})</a>`)} ?`
    }</p>`
  }
  ${avis.map((a) => html`<p class="avis" role="status">${a}</p>`)}`;
}

function portee(etat: EtatRecherche, region: string): Html {
  const link = (value: 'region' | 'france', label: string) =>
    etat.portee === value
      ? html`<li><a aria-current="true" href="${adresse(etat, { portee: value, apres: undefined })}">${label}</a></li>`
      : html`<li><a href="${adresse(etat, { portee: value, apres: undefined })}">${label}</a></li>`;
  return html`<nav class="portee" aria-label="Étendue de la recherche"><ul>${link('region', region)}${link('france', 'Toute la France')}</ul></nav>`;
}

/** The answer: how many, what is missing, the list, the map, the next page. */
export function vueResultats(etat: EtatRecherche, page: PageOffres, portail: Portail): Html {
  const atLeast = page.totalEstComplet ? '' : ' au moins';
  const title =
    page.totalCount === 0
      ? `Aucune offre${page.totalEstComplet ? '' : ' dans les régions qui ont répondu'}`
      : `${compte(page.totalCount, 'offre')}${atLeast}`;
  const places = page.nodes.flatMap((offre, i) => point(offre, i + 1));
  return html`<section class="resultats" aria-labelledby="titre-resultats">
  <h2 id="titre-resultats" tabindex="-1">${title}</h2>
  ${vueRegions(page)}
  ${page.totalCount === 0 && etat.portee === 'region' && portail.nomRegion !== undefined && html`<p><a class="large" href="${adresse(etat, { portee: 'france', apres: undefined })}">Chercher dans toute la France</a></p>`}
  ${page.nodes.length > 0 && html`<p class="actions"><a href="${adresse(etat, { apres: undefined }, '/recherche.csv')}">Exporter en CSV</a></p>`}
  <div class="deux">
    <ol class="liste">${page.nodes.map((offre, i) => vueOffre(offre, i + 1))}</ol>
    ${vueCarte(places)}
  </div>
  <nav class="pages" aria-label="Pages de résultats">${etat.apres !== undefined && html`<a href="${adresse(etat, { apres: undefined })}">Première page</a>`}
  ${page.pageInfo.hasNextPage && page.pageInfo.endCursor !== null && html`<a rel="next" href="${adresse(etat, { apres: page.pageInfo.endCursor })}">Offres suivantes</a>`}</nav>
</section>`;
}

function point(offre: OffreListee, rang: number): OffreSurCarte[] {
  const at = offre.geolocalisation;
  return at === null ? [] : [{ rang, nom: offre.nom, latitude: at.latitude, longitude: at.longitude }];
}
