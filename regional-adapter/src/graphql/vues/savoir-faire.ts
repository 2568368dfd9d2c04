import type { PrecisionSavoirFaire, SavoirFaire } from '@inter-ror/exposure-model';
import type { Concepts } from '../concepts.js';
import { vueMetadonnees } from './metadonnees.js';

function vuePrecision(concepts: Concepts, precision: PrecisionSavoirFaire) {
  return {
    specialite: concepts.facultatif(precision.specialite),
    competence: concepts.facultatif(precision.competence),
    competenceExclusive: concepts.facultatif(precision.competenceExclusive),
    orientationParticuliere: concepts.facultatif(precision.orientationParticuliere),
    capacite: concepts.facultatif(precision.capacite),
    qualificationPAC: concepts.facultatif(precision.qualificationPAC),
    descNonQualifiant: concepts.facultatif(precision.descNonQualifiant),
    droitExerciceComplementaire: concepts.facultatif(precision.droitExerciceComplementaire),
    metadonnees: vueMetadonnees(precision.metadonnees),
  };
}

/** `SavoirFaire` of the contract. */
export function vuesSavoirFaire(concepts: Concepts, savoirFaire: readonly SavoirFaire[] | undefined) {
  return (savoirFaire ?? []).map(({ type, precisions, ...reste }) => ({
    ...reste,
    type: concepts.de(type),
    precisions: (precisions ?? []).map((precision) => vuePrecision(concepts, precision)),
  }));
}
