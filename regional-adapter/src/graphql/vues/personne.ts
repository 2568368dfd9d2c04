import type { Droits } from '@inter-ror/access-policy';
import type { NomPersonne, Personne } from '@inter-ror/exposure-model';
import type { Concepts } from '../concepts.js';
import { vuesAdresses } from './adresse.js';
import { vuesTelecommunications } from './contact.js';

/** `NomPersonne` of the contract. */
export function vueNomPersonne(concepts: Concepts, nom: NomPersonne) {
  return {
    nomsUsuels: nom.nomsUsuels,
    langue: nom.langue,
    civiliteExercice: concepts.facultatif(nom.civiliteExercice),
    prenom: nom.prenom,
    autresNoms: concepts.liste(nom.autresNoms),
    nomFamille: nom.nomFamille,
    suffixe: nom.suffixe,
    civilite: concepts.facultatif(nom.civilites?.find(({ civilite }) => civilite !== undefined)?.civilite),
  };
}

/** `Personne` of the contract. */
export function vuePersonne(concepts: Concepts, personne: Personne, droits: Droits) {
  const { etatCivil } = droits.voit;
  return {
    noms: personne.noms.map((nom) => vueNomPersonne(concepts, nom)),
    telecommunications: vuesTelecommunications(concepts, personne.telecommunications, droits),
    adresses: etatCivil ? vuesAdresses(personne.adresses) : [],
    sexe: etatCivil ? personne.sexe : null,
    dateNaissance: etatCivil ? personne.dateNaissance : null,
  };
}
