import type { NomPersonne, Personne, SavoirFaire } from '@inter-ror/exposure-model';
import { OIDS } from '@inter-ror/nomenclatures';
import type { Aleatoire } from '../aleatoire.js';
import { personneInventee } from '../noms.js';
import { telecommunication } from './contacts.js';
import type { Contexte } from './contexte.js';
import { adresse } from './lieux.js';

/** An invented person. */
export function personne(contexte: Contexte, hasard: Aleatoire, medecin: boolean): Personne {
  const { feminin, prenom, famille } = personneInventee(hasard);
  const complet = contexte.estComplet(hasard);
  const nom: NomPersonne = {
    nomsUsuels: [`${prenom} ${famille}`],
    ...(complet
      ? { langue: 'fr', autresNoms: [{ code: 'NOM-NAISSANCE', oid: 'urn:inter-ror:nation-exemple:nom' }] }
      : {}),
    ...(medecin ? { civiliteExercice: contexte.code(OIDS.civiliteExercice, 'DR') } : {}),
    prenom,
    nomFamille: famille,
    ...(complet ? { suffixe: 'fils' } : {}),
    civilites: [{ civilite: contexte.code(OIDS.civilite, feminin ? 'MME' : 'M') }],
  };
  return {
    noms: [nom],
    ...(hasard.chance(200) ? { telecommunications: [telecommunication(contexte, hasard, '2', '1')] } : {}),
    ...(hasard.chance(100) ? { adresses: [adresse(contexte, hasard, contexte.site.ville)] } : {}),
    sexe: feminin ? 'F' : 'M',
    ...(complet ? { dateNaissance: contexte.jour(hasard.entier(10_000, 24_000)) } : {}),
  };
}

/** A diploma or a know-how; complete, it holds one code of each of the tables of know-how. */
export function savoirFaire(contexte: Contexte, hasard: Aleatoire, specialite: string | undefined): SavoirFaire {
  const complet = contexte.estComplet(hasard);
  return {
    type: contexte.code(OIDS.typeSavoirFaire, 'S'),
    numero: `SF-${hasard.entier(10_000, 99_999)}`,
    ...(complet ? { autorite: 'Ordre (inventé)', dateRenouvellement: contexte.jour(hasard.entier(30, 900)) } : {}),
    ...(hasard.chance(400) ? { dateObtention: contexte.jour(hasard.entier(2200, 12_000)) } : {}),
    precisions: [
      {
        ...(specialite === undefined ? {} : { specialite: contexte.code(OIDS.specialiteOrdinale, specialite) }),
        ...(complet
          ? {
              competence: contexte.code(OIDS.competence, 'C01'),
              competenceExclusive: contexte.code(OIDS.competenceExclusive, 'CEX01'),
              orientationParticuliere: contexte.code(OIDS.orientationParticuliere, 'OP01'),
              capacite: contexte.code(OIDS.capaciteSavoirFaire, 'CAP01'),
              qualificationPAC: contexte.code(OIDS.qualificationPAC, 'PAC01'),
              descNonQualifiant: contexte.code(OIDS.descNonQualifiant, 'DNQ01'),
              droitExerciceComplementaire: contexte.code(OIDS.droitExerciceComplementaire, 'DEC01'),
            }
          : {}),
        metadonnees: contexte.metadonnees(hasard),
      },
    ],
  };
}
