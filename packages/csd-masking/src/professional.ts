import type { Droits } from '@inter-ror/access-policy';
import type { Exercice, Personne, Professionnel, SituationOperationnelle } from '@inter-ror/exposure-model';
import { masquerBoite, masquerLigne, masquerLignes } from './contacts.js';
import type { Regard } from './regard.js';
import { servicesDonnes } from './unit.js';

/** A professional that the asker sees, with the practices that it sees. */
export function masquerProfessionnel(professionnel: Professionnel, droits: Droits, regard: Regard): Professionnel {
  const { identite, organisations, exercices, situations, ...reste } = professionnel;
  const pratiques = pratiquesVues(professionnel, regard);
  return {
    ...reste,
    identite: masquerPersonne(identite, droits),
    ...(organisations && {
      organisations: organisations
        .filter(({ id }) => regard.voitOrganisation(professionnel, id) && regard.donne('organisation', id))
        .map((organisation) => {
          const lignes = masquerLignes(organisation.telecommunications, droits);
          return { ...organisation, ...(lignes && { telecommunications: lignes }) };
        }),
    }),
    ...(exercices && { exercices: pratiques.flatMap(({ exercice }) => exercice ?? []) }),
    ...(situations && { situations: pratiques.flatMap(({ situation }) => situation ?? []) }),
  };
}

interface Pratique {
  exercice: Exercice | undefined;
  situation: SituationOperationnelle | undefined;
}

/** CSD 2.4 pairs places and situations by rank only: a practice leaves with both, so that the others stay paired. */
function pratiquesVues(professionnel: Professionnel, regard: Regard): Pratique[] {
  const { exercices = [], situations = [] } = professionnel;
  return Array.from({ length: Math.max(exercices.length, situations.length) }, (_, rang) => {
    const exercice = exercices[rang];
    const situation = situations[rang];
    const droits = regard.exercice(professionnel, exercice?.organisationInterneId);
    if (!droits.voit.professionnel) return [];
    if (exercice !== undefined && !regard.donne('organisationInterne', exercice.organisationInterneId)) return [];
    return [
      {
        exercice: exercice && masquerExercice(exercice, regard),
        situation: situation && masquerSituation(situation, droits),
      },
    ];
  }).flat();
}

function masquerExercice({ services, ...exercice }: Exercice, regard: Regard): Exercice {
  return { ...exercice, ...(services && { services: servicesDonnes(services, regard) }) };
}

function masquerSituation(situation: SituationOperationnelle, droits: Droits): SituationOperationnelle {
  const { telecommunication, boiteMSS, ...reste } = situation;
  const ligne = masquerLigne(telecommunication, droits);
  return {
    ...reste,
    ...(ligne && { telecommunication: ligne }),
    ...(boiteMSS && { boiteMSS: masquerBoite(boiteMSS, droits) }),
  };
}

function masquerPersonne(personne: Personne, droits: Droits): Personne {
  const { telecommunications, adresses, sexe, dateNaissance, ...reste } = personne;
  const { etatCivil } = droits.voit;
  const lignes = masquerLignes(telecommunications, droits);
  return {
    ...reste,
    ...(lignes && { telecommunications: lignes }),
    ...(etatCivil && adresses && { adresses }),
    ...(etatCivil && sexe !== undefined && { sexe }),
    ...(etatCivil && dateNaissance !== undefined && { dateNaissance }),
  };
}
