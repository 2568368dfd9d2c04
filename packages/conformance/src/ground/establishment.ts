import type {
  ActiviteOperationnelle,
  Equipement,
  Identifiant,
  Organisation,
  OrganisationInterne,
  Professionnel,
} from '@inter-ror/exposure-model';
import { sansZeros } from '../codes.js';
import type { LueCsd } from '../reading/index.js';

/** An establishment that was read, its records by kind. */
export interface Etablissement {
  demande: Identifiant;
  lue: LueCsd;
  organisations: Organisation[];
  activites: Map<string, ActiviteOperationnelle>;
  organisationsInternes: OrganisationInterne[];
  /** Those of level 4 (TRE_R207). */
  unites: OrganisationInterne[];
  professionnels: Professionnel[];
  equipements: Map<string, Equipement>;
}

export function etablissementDe(demande: Identifiant, lue: LueCsd): Etablissement {
  const etablissement: Etablissement = {
    demande,
    lue,
    organisations: [],
    activites: new Map(),
    organisationsInternes: [],
    unites: [],
    professionnels: [],
    equipements: new Map(),
  };
  for (const { sorte, valeur } of lue.enregistrements) {
    if (sorte === 'organisation') etablissement.organisations.push(valeur);
    else if (sorte === 'activite') etablissement.activites.set(valeur.id, valeur);
    else if (sorte === 'professionnel') etablissement.professionnels.push(valeur);
    else if (sorte === 'equipement') etablissement.equipements.set(valeur.id, valeur);
    else {
      etablissement.organisationsInternes.push(valeur);
      if (estUnite(valeur)) etablissement.unites.push(valeur);
    }
  }
  return etablissement;
}

export function estUnite({ types }: OrganisationInterne): boolean {
  return types.some(({ code }) => sansZeros(code) === '4');
}
