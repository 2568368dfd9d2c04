import type { Code, DetailTarif, Tarif } from '@inter-ror/exposure-model';
import type { Concepts } from '../concepts.js';
import { vueMetadonnees } from './metadonnees.js';

/** Fields that the details of tariffs may have, whatever their kind. */
interface TousLesDetails {
  sorte: DetailTarif['sorte'];
  nom?: string;
  moinsDe60Ans?: boolean;
  prestationsIncluses?: Code[];
  autresPrestationsIncluses?: string[];
  typeHabitation?: Code;
  conditionTarifaire?: Code;
  temporaliteAccueil?: Code;
  niveauDependance?: Code;
  modeGestion?: Code;
  prestation?: Code;
}

function vueDetail(concepts: Concepts, detail: TousLesDetails) {
  return {
    sorte: detail.sorte,
    nom: detail.nom,
    moinsDe60Ans: detail.moinsDe60Ans,
    prestationsIncluses: concepts.liste(detail.prestationsIncluses),
    autresPrestationsIncluses: detail.autresPrestationsIncluses ?? [],
    typeHabitation: concepts.facultatif(detail.typeHabitation),
    conditionTarifaire: concepts.facultatif(detail.conditionTarifaire),
    temporaliteAccueil: concepts.facultatif(detail.temporaliteAccueil),
    niveauDependance: concepts.facultatif(detail.niveauDependance),
    modeGestion: concepts.facultatif(detail.modeGestion),
    prestation: concepts.facultatif(detail.prestation),
  };
}

/** `Tarif` of the contract. */
export function vuesTarifs(concepts: Concepts, tarifs: readonly Tarif[] | undefined) {
  return (tarifs ?? []).map((tarif) => ({
    type: concepts.de(tarif.type),
    unite: concepts.de(tarif.unite),
    montant: tarif.montant,
    devise: concepts.de(tarif.devise),
    dateMiseAJour: tarif.dateMiseAJour,
    detail: vueDetail(concepts, tarif.detail),
    metadonnees: vueMetadonnees(tarif.metadonnees),
  }));
}
