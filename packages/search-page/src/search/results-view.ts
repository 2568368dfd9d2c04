import { compte, type Html, html, instant, nombre } from '@inter-ror/web-page';
import { type OffreSurCarte, vueCarte } from '../map/index.js';
import type { RechercheComprise } from './criteria.js';
import { vueAvis } from './notice-view.js';
import { vueOffre } from './offer-view.js';
import type { OffreListee, PageOffres } from './offers-page.js';
import { REPONDU, vueRegions } from './regions-view.js';
import { adresse, type EtatRecherche } from './search-state.js';

/** Whose page this is: its region, or the nation. */
export interface Portail {
  codesRegion: readonly string[];
  /** `Bretagne`; undefined for the nation's own page. */
  nomRegion: string | undefined;
}

/** How the question was understood, and the way from the region to the country: shown before any answer. */
export function vueComprise(etat: EtatRecherche, comprise: RechercheComprise, portail: Portail): Html {
  const { age, autour, dans, homonymes, avis } = comprise;
  const place = autour
    ? html`À ${nombre(autour.rayonKm)} km au plus de <strong>${autour.nom}</strong>${dans && html` (territoire : <strong>${dans.nom}</strong>)`}.`
    : dans && html`Territoire : <strong>${dans.nom}</strong>.`;
  return html`${portail.nomRegion !== undefined && portee(etat, portail.nomRegion)}
  ${
    place &&
    html`<p class="autour">${place}${
      homonymes.length > 0 &&
      html` Ou ${homonymes.map((h, i) => html`${i > 0 && ', '}<a href="${adresse(etat, { commune: h.code, apres: undefined })}">${h.nom}</a>`)} ?`
    }</p>`
  }
  ${age && html`<p class="autour">Âge : <strong>${age.compris}</strong> (« ${age.dit} »).</p>`}
  ${avis.map((a) => vueAvis(etat, a))}`;
}

function portee(etat: EtatRecherche, region: string): Html {
  const link = (value: 'region' | 'france', label: string) =>
    etat.portee === value
      ? html`<li><a aria-current="true" href="${adresse(etat, { portee: value, apres: undefined })}">${label}</a></li>`
      : html`<li><a href="${adresse(etat, { portee: value, apres: undefined })}">${label}</a></li>`;
  return html`<nav class="portee" aria-label="Étendue de la recherche"><ul>${link('region', region)}${link('france', 'Toute la France')}</ul></nav>`;
}

/** The answer: how many, what is missing, the list, the map, the next page. */
export function vueResultats(
  etat: EtatRecherche,
  page: PageOffres,
  portail: Portail,
  aide: Html | undefined,
  now = new Date(),
): Html {
  const places = page.nodes.flatMap((offre, i) => point(offre, i + 1));
  const old = new Map(
    page.regions.flatMap((r) =>
      r.statut === 'PERIMEE' && r.date !== null ? r.codes.map((code) => [code, r.date!]) : [],
    ),
  );
  return html`<section class="resultats" aria-labelledby="titre-resultats">
  <h2 id="titre-resultats" tabindex="-1">${titre(page, page.totalEstComplet && !(page.regionSeule && etat.portee !== 'region'))}</h2>
  <p class="maj">Réponse du ${instant(now.toISOString())}${(page.pageInfo.hasNextPage || etat.apres !== undefined) && ` : ${compte(page.nodes.length, 'offre')} sur cette page`}</p>
  ${page.regionSeule && vueRegionSeule(etat, portail)}
  ${vueRegions(page, etat.portee === 'region' ? portail.codesRegion : [])}
  ${page.totalCount === 0 && aide}
  ${
    page.nodes.length > 0 &&
    html`<p class="actions"><a href="${adresse(etat, { apres: undefined }, '/recherche.csv')}">Exporter en CSV</a>${places.length > 0 && html`<a class="vers-carte" href="#carte">Carte</a>`}</p>
  <div class="deux">
    <ol class="liste">${page.nodes.map((offre, i) => vueOffre(offre, i + 1, old.get(offre.region.code)))}</ol>
    <div id="carte">${vueCarte(places)}</div>
  </div>`
  }
  ${vuePages(etat, page)}
</section>`;
}

/** Without the nation a region still answers for itself, and says what was not searched. */
function vueRegionSeule({ portee }: EtatRecherche, { nomRegion = 'cette région' }: Portail): Html {
  return html`<div class="manque" role="alert"><p><strong>La recherche nationale ne répond pas.</strong> ${nomRegion} répond pour elle-même${portee !== 'region' && ' : les autres régions n’ont pas été cherchées'}.</p></div>`;
}

function titre(page: PageOffres, complet: boolean): string {
  if (page.totalCount > 0) return `${compte(page.totalCount, 'offre')}${complet ? '' : ' au moins'}`;
  if (complet) return 'Aucune offre';
  return page.regions.some((r) => REPONDU.has(r.statut))
    ? 'Aucune offre dans les régions qui ont répondu'
    : 'Aucune région n’a répondu';
}

function vuePages(etat: EtatRecherche, { pageInfo }: PageOffres): Html | undefined {
  const next = pageInfo.hasNextPage && pageInfo.endCursor !== null ? pageInfo.endCursor : undefined;
  if (etat.apres === undefined && next === undefined) return undefined;
  return html`<nav class="pages" aria-label="Pages de résultats">${etat.apres !== undefined && html`<a href="${adresse(etat, { apres: undefined })}">Première page</a>`}
  ${next !== undefined && html`<a rel="next" href="${adresse(etat, { apres: next })}">Offres suivantes</a>`}</nav>`;
}

function point(offre: OffreListee, rang: number): OffreSurCarte[] {
  const at = offre.geolocalisation;
  const lieu = (offre.adresse ?? offre.entiteGeographique?.adresse)?.localite ?? undefined;
  return at === null ? [] : [{ rang, nom: offre.nom, lieu, latitude: at.latitude, longitude: at.longitude }];
}
