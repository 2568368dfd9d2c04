import { EXERCICE_LIBERAL } from './domains.js';
import type { SiteEvalue, UniteEvaluee, Verdict } from './site.js';

/** From this number of units on, a share of them is enough. */
const GRAND_SITE = 8;
const PART = 0.25;

/**
 * RE1.2: in an open site, at least one unit (a quarter of them from eight on) updated within a year.
 * @param jour date of the evaluation, ISO 8601
 */
export function re12(site: SiteEvalue, jour: string): Verdict {
  if (site.categorieEG !== null && EXERCICE_LIBERAL.has(site.categorieEG)) return null;
  const units = site.unites;
  if (units.length === 0) return true;
  const since = unAnAvant(jour);
  const fresh = units.filter((u) => miseAJour(u) > since).length;
  if (units.length < GRAND_SITE) return fresh >= 1;
  return Math.round((fresh / units.length) * 100) / 100 >= PART;
}

/** The latest of the unit's own date and of its contacts'; epoch milliseconds. */
function miseAJour({ unite }: UniteEvaluee): number {
  const c = unite.complement;
  const contacts = (c?.contacts ?? []).flatMap((contact) => [
    contact.metadonnees.miseAJour,
    ...(contact.telecommunications ?? []).flatMap((t) =>
      (t.confidentialites ?? []).map((x) => x.metadonnees.miseAJour),
    ),
  ]);
  return Math.max(...[unite.metadonnees.miseAJour, ...contacts].map((date) => Date.parse(date) || 0));
}

function unAnAvant(jour: string): number {
  const date = new Date(jour);
  date.setUTCFullYear(date.getUTCFullYear() - 1);
  return date.getTime();
}
