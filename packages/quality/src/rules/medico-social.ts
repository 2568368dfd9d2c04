import { cles, estUnDe } from './codes.js';
import { CATEGORIES_MEDICO_SOCIALES } from './domains.js';
import type { SiteEvalue, UniteEvaluee, Verdict } from './site.js';

const MODES = cles('46', '47', '48');
const HEBERGEMENT = cles('46');
const COORDINATION = cles('38');
const POLE_ADAPTE = cles('25');
const CATEGORIES_CP5 = new Set([
  '183',
  '186',
  '194',
  '195',
  '255',
  '390',
  '395',
  '437',
  '202',
  '207',
  '500',
  '501',
  '502',
]);
/** Of these, only units with housing (mode 46). */
const AVEC_HEBERGEMENT = new Set(['202', '207', '500', '501', '502']);

/** An open unit of the medico-social scope of CP5 and CP6. */
function dansPerimetreMS({ unite }: UniteEvaluee, { categorieEG }: SiteEvalue): boolean {
  const c = unite.complement;
  return (
    categorieEG !== null &&
    CATEGORIES_MEDICO_SOCIALES.has(categorieEG) &&
    estUnDe(c?.modePriseEnCharge, MODES) &&
    !estUnDe(c?.categorieOrganisation, COORDINATION)
  );
}

/** CP5: category of the organisation and kind of stay are both given. */
export function cp5(u: UniteEvaluee, site: SiteEvalue): Verdict {
  const c = u.unite.complement;
  const category = site.categorieEG ?? '';
  if (!dansPerimetreMS(u, site) || !CATEGORIES_CP5.has(category)) return null;
  if (AVEC_HEBERGEMENT.has(category) && !estUnDe(c?.modePriseEnCharge, HEBERGEMENT)) return null;
  return c?.categorieOrganisation !== undefined && c.temporaliteAccueil !== undefined;
}

/** CP6: installed places are given. */
export function cp6(u: UniteEvaluee, site: SiteEvalue): Verdict {
  const c = u.unite.complement;
  if (!dansPerimetreMS(u, site) || estUnDe(c?.categorieOrganisation, POLE_ADAPTE)) return null;
  return (c?.capaciteAccueil?.places?.total ?? 0) > 0;
}
