import type { DetailTarif, Tarif } from '@inter-ror/exposure-model';
import { CODE, RECORD } from './common.js';
import { choix, fusion, notation, type Structure } from './notation.js';

type Sorte = DetailTarif['sorte'];
type Detail<S extends Sorte> = Extract<DetailTarif, { sorte: S }>;

function detail<S extends Sorte>(valeur: S, nom: string, sequence: Structure['sequence']): Structure {
  return notation<Detail<S>>().structure(nom, { constante: { champ: 'sorte', valeur }, sequence });
}

const HABITATION = { table: 'TRE_R242-TypeHabitation' };
const CONDITION = { table: 'TRE_R250-ConditionTarifaire' };
const TEMPORALITE = { table: 'TRE_R240-TemporaliteAccueil' };

const so = notation<Detail<'SOCLE_HEBERGEMENT'>>();
const SOCLE_HEBERGEMENT = detail('SOCLE_HEBERGEMENT', 'basePackageAccomodation', [
  so.un('under60', 'moinsDe60Ans', 'booleen'),
  so.liste('deliveryIncluded', 'prestationsIncluses', CODE),
  so.liste('othersDeliveryIncluded', 'autresPrestationsIncluses', 'texte'),
  so.un('residentialType', 'typeHabitation', CODE, HABITATION),
  so.opt('specialPrice', 'conditionTarifaire', CODE, CONDITION),
  so.un('welcomeType', 'temporaliteAccueil', CODE, TEMPORALITE),
]);

const re = notation<Detail<'PORTAGE_REPAS'>>();
const PORTAGE_REPAS = detail('PORTAGE_REPAS', 'mealDelivery', [
  re.opt('specialPrice', 'conditionTarifaire', CODE, CONDITION),
  re.opt('mealDeliveryName', 'nom', 'texte'),
]);

const jd = notation<Detail<'JOURNEE_DOMICILE'>>();
const JOURNEE_DOMICILE = detail('JOURNEE_DOMICILE', 'homeDay', [
  jd.opt('specialPrice', 'conditionTarifaire', CODE, CONDITION),
]);

const de = notation<Detail<'DEPENDANCE'>>();
const DEPENDANCE = detail('DEPENDANCE', 'dependencyPrice', [
  de.un('dependencyLevel', 'niveauDependance', CODE, { table: 'TRE_R237-NiveauDependance' }),
  de.un('welcomeType', 'temporaliteAccueil', CODE, TEMPORALITE),
]);

const su = notation<Detail<'SUPPLEMENT_CHAMBRE'>>();
const SUPPLEMENT_CHAMBRE = detail('SUPPLEMENT_CHAMBRE', 'surchargePriceResidential', [
  su.un('residentialType', 'typeHabitation', CODE, HABITATION),
]);

const ah = notation<Detail<'AIDE_HUMAINE'>>();
const AIDE_HUMAINE = detail('AIDE_HUMAINE', 'humanHelpPrice', [
  ah.opt('humanHelpPriceName', 'nom', 'texte'),
  ah.un('managementType', 'modeGestion', CODE, { table: 'TRE_R236-ModeGestion' }),
  ah.opt('specialPrice', 'conditionTarifaire', CODE, CONDITION),
]);

const ps = notation<Detail<'PRESTATION_SUPPLEMENTAIRE'>>();
const PRESTATION_SUPPLEMENTAIRE = detail('PRESTATION_SUPPLEMENTAIRE', 'surchargePrice', [
  ps.un('otherSurchargePriceName', 'nom', 'texte'),
  ps.opt('surchargePriceName', 'prestation', CODE),
]);

const t = notation<Tarif>();
/** `Price`. */
export const TARIF = t.structure('Price', {
  sequence: [
    t.un('priceType', 'type', CODE, { table: 'TRE_R246-TypeTarif' }),
    t.un('priceUnit', 'unite', CODE, { table: 'TRE_R228-UnitePrix' }),
    fusion(
      'price',
      1,
      t.structure('priceType', {
        sequence: [t.un('amount', 'montant', 'double'), t.un('currency', 'devise', CODE, { table: 'TRE_R230-Devise' })],
      }),
    ),
    t.opt('updateDate', 'dateMiseAJour', 'date'),
    ...choix(
      t.opt('basePackageAccomodation', 'detail', SOCLE_HEBERGEMENT),
      t.opt('mealDelivery', 'detail', PORTAGE_REPAS),
      t.opt('homeDay', 'detail', JOURNEE_DOMICILE),
      t.opt('dependencyPrice', 'detail', DEPENDANCE),
      t.opt('surchargePriceResidential', 'detail', SUPPLEMENT_CHAMBRE),
      t.opt('humanHelpPrice', 'detail', AIDE_HUMAINE),
      t.opt('surchargePrice', 'detail', PRESTATION_SUPPLEMENTAIRE),
    ),
    RECORD,
  ],
});
