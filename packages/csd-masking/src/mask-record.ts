import type { Enregistrement } from '@inter-ror/exposure-model';
import { masquerOrganisation } from './organisation.js';
import { masquerProfessionnel } from './professional.js';
import type { Regard } from './regard.js';
import { masquerUnite } from './unit.js';

/**
 * A record as an asker sees it: without the data that the table of access hides from it, nor the references to records
 * that are not given to it. The record received is left as it is.
 *
 * @returns `undefined` when the record itself is not given
 */
export function masquerEnregistrement(enregistrement: Enregistrement, regard: Regard): Enregistrement | undefined {
  const { sorte, valeur } = enregistrement;
  if (!regard.donne(sorte, valeur.id)) return undefined;
  switch (sorte) {
    case 'organisation': {
      const droits = regard.etablissement(valeur.id);
      if (!droits.voit.etablissement) return undefined;
      return { sorte, valeur: masquerOrganisation(valeur, droits, regard) };
    }
    case 'organisationInterne': {
      const droits = regard.unite(valeur);
      if (!droits.voit.offre) return undefined;
      return { sorte, valeur: masquerUnite(valeur, droits, regard) };
    }
    case 'professionnel': {
      const droits = regard.professionnel(valeur);
      if (droits === undefined) return undefined;
      return { sorte, valeur: masquerProfessionnel(valeur, droits, regard) };
    }
    case 'activite':
    case 'equipement':
      return enregistrement;
  }
}
