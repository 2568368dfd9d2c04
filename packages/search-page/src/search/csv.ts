import { csvLine, instant } from '@inter-ror/web-page';
import type { AskNation } from '../nation/index.js';
import type { RechercheComprise } from './criteria.js';
import { adresseDe, ages, libelle, telephones } from './offer-view.js';
import { demanderPage, type OffreListee, type ReponseRegion } from './offers-page.js';
import { etatLisible, REPONDU } from './regions-view.js';
import type { EtatRecherche } from './search-state.js';

/** Offers of one export, at most: beyond, the last line says so. */
const EXPORT_MAX = 2_000;
const PAGE = 200;

const COLONNES: readonly (readonly [string, (o: OffreListee) => string | number | null | undefined])[] = [
  ['Identifiant', (o) => o.id],
  ['Offre', (o) => o.nom],
  ['Région', (o) => o.region.nom],
  ['Établissement', (o) => o.entiteGeographique?.nom],
  ['FINESS', (o) => o.entiteGeographique?.numFINESS],
  ['Adresse', (o) => adresseDe(o).join(', ')],
  ['Distance (km)', (o) => o.distanceKm],
  ['Champ', (o) => libelle(o.champActivite)],
  ['Activités', (o) => o.activitesOperationnelles.map(libelle).join(', ')],
  ['Mode de prise en charge', (o) => libelle(o.modePriseEnCharge)],
  ['Âge', (o) => ages(o.ageMin, o.ageMax)],
  ['Lits disponibles', (o) => o.capaciteAccueil?.lits?.disponibles],
  ['Lits au', (o) => date(o.capaciteAccueil?.lits?.dateMiseAJour)],
  ['Places disponibles', (o) => o.capaciteAccueil?.places?.disponibles],
  ['Places au', (o) => date(o.capaciteAccueil?.places?.dateMiseAJour)],
  [
    'Joindre',
    (o) =>
      telephones(o)
        .map(({ adresse }) => adresse)
        .join(', '),
  ],
  ['Entité juridique', (o) => o.entiteJuridique?.nom],
  ['Mise à jour', (o) => date(o.metadonnees.miseAJour)],
];

const date = (iso: string | null | undefined) => (iso ? instant(iso) : undefined);

/** A search as CSV, line by line, for a French spreadsheet: semicolons, CRLF; ends with what the answer misses. */
export async function* lignesCsv(
  ask: AskNation,
  comprise: RechercheComprise,
  etat: EtatRecherche,
  signal: AbortSignal,
): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(COLONNES.map(([title]) => title))}`;
  let after: string | undefined;
  let written = 0;
  let total = 0;
  const missing = new Map<string, ReponseRegion>();
  do {
    const asked = { first: PAGE, signal, nationOnly: true };
    const page = await demanderPage(ask, comprise, { tri: etat.tri, apres: after }, asked);
    total = page.totalCount;
    for (const r of page.regions) if (!REPONDU.has(r.statut)) missing.set(r.region.nom, r);
    for (const offre of page.nodes) yield csvLine(COLONNES.map(([, value]) => value(offre)));
    written += page.nodes.length;
    after = page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? undefined) : undefined;
  } while (after !== undefined && written < EXPORT_MAX);
  for (const r of missing.values())
    yield csvLine([`# ${r.region.nom} ${etatLisible(r.statut)} : ses offres peuvent manquer`]);
  if (after !== undefined) yield csvLine([`# ${written} offres écrites sur ${total} : affinez la recherche`]);
}
