import type { Adresse, ComposantAdresse, Contact } from '@inter-ror/exposure-model';
import type { Nomenclatures } from '@inter-ror/nomenclatures';
import { connu } from './codes.js';
import type { SiteEvalue, UniteEvaluee } from './site.js';

/** Progress of the description of a unit or of a site. */
export type EtatPeuplement = 'Finalisé' | 'En cours' | 'À faire';

/** Sites whose units must also say what organisation they are. */
const AVEC_CATEGORIE = new Set(['209', '354', '460']);

/** The elements of CP4 that a unit lacks, in words for who must fill them. */
export function manquesPeuplement(
  { unite, activites }: UniteEvaluee,
  { site, categorieEG }: Pick<SiteEvalue, 'site' | 'categorieEG'>,
  tables: Nomenclatures,
): string[] {
  const c = unite.complement;
  const address = c?.lieu?.adresse ?? unite.adresses?.[0] ?? site.complement?.lieu?.adresse ?? site.adresses?.[0];
  const checks: [string, boolean][] = [
    ['champ d’activité', (c?.champsActivite ?? []).some((code) => connu(tables, 'R227', code))],
    ['mode de prise en charge', connu(tables, 'R213', c?.modePriseEnCharge)],
    ['âges minimal et maximal', c?.patientele?.ageMin !== undefined && c.patientele.ageMax !== undefined],
    ['activité opérationnelle', activites.some((a) => connu(tables, 'R211', a.activite))],
    ['adresse (voie ou lieu-dit, localité, code postal)', address !== undefined && adresseComplete(address)],
    ['contact joignable', (c?.contacts ?? []).some((contact) => contactComplet(contact, tables))],
  ];
  if (categorieEG !== null && AVEC_CATEGORIE.has(categorieEG))
    checks.push(['catégorie d’organisation', c?.categorieOrganisation !== undefined]);
  return checks.filter(([, filled]) => !filled).map(([what]) => what);
}

const ELEMENTS = 6;

/** Finalisé with all the elements, En cours with one at least, À faire with none. */
export function etatUnite(u: UniteEvaluee, site: SiteEvalue, tables: Nomenclatures): EtatPeuplement {
  const missing = manquesPeuplement(u, site, tables).length;
  if (missing === 0) return 'Finalisé';
  const asked = ELEMENTS + (site.categorieEG !== null && AVEC_CATEGORIE.has(site.categorieEG) ? 1 : 0);
  return missing < asked ? 'En cours' : 'À faire';
}

/** Finalisé when it has a unit and all are; En cours when one has begun. */
export function etatSite(site: SiteEvalue, tables: Nomenclatures): EtatPeuplement {
  const states = site.unites.map((u) => etatUnite(u, site, tables));
  if (states.length > 0 && states.every((s) => s === 'Finalisé')) return 'Finalisé';
  return states.some((s) => s !== 'À faire') ? 'En cours' : 'À faire';
}

function adresseComplete({ lignes }: Adresse): boolean {
  const has = (...names: ComposantAdresse[]) =>
    lignes.some((l) => names.some((name) => (l.composants?.[name] ?? '').trim() !== ''));
  return has('streetName', 'citySubDivisionName') && has('cityName') && has('postCode');
}

function contactComplet(
  { fonction, nature, telecommunications, niveauConfidentialite }: Contact,
  tables: Nomenclatures,
) {
  const said = connu(tables, 'R251', fonction) || connu(tables, 'R287', nature);
  const reached = (telecommunications ?? []).some((t) => t.canal !== undefined && (t.adresse ?? '') !== '');
  return said && reached && niveauConfidentialite !== undefined;
}
