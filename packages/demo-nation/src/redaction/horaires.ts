import type { Horaire } from '@inter-ror/exposure-model';
import { OIDS } from '@inter-ror/nomenclatures';
import type { Aleatoire } from '../aleatoire.js';
import type { Rythme } from '../catalogue/index.js';
import type { Contexte } from './contexte.js';

const TOUS = [0, 1, 2, 3, 4, 5, 6];
const OUVRES = [1, 2, 3, 4, 5];

/** Opening hours, days off included. */
export function horaires(contexte: Contexte, hasard: Aleatoire, rythme: Rythme): Horaire[] {
  const debut = contexte.jour(hasard.entier(100, 1500));
  const ouvert = (jours: number[], de: string, a: string): Horaire => {
    const horaire: Horaire = { ouvert: true, jours, debut: de, fin: a, dateDebut: debut };
    if (contexte.estComplet(hasard)) {
      horaire.dateFin = contexte.jour(-hasard.entier(30, 400));
      horaire.precisions = [{ type: contexte.code(OIDS.typeHoraire, '01'), metadonnees: contexte.metadonnees(hasard) }];
    }
    return horaire;
  };
  const ferme = (jours: number[]): Horaire => ({ ouvert: false, jours, dateDebut: debut });
  switch (rythme) {
    case 'H24':
      return [ouvert(TOUS, '00:00:00', '23:59:59')];
    case 'INTERNAT':
      return [ouvert([1, 2, 3, 4], '00:00:00', '23:59:59'), ouvert([5], '00:00:00', '17:00:00'), ferme([0, 6])];
    case 'AMBULATOIRE':
      return [ouvert(OUVRES, hasard.un(['07:00:00', '07:30:00', '08:00:00']), '18:30:00'), ferme([0, 6])];
    case 'CONSULTATION': {
      const repos = hasard.un([3, 4, 6]);
      return [
        ouvert(
          OUVRES.filter((jour) => jour !== repos),
          hasard.un(['08:30:00', '09:00:00']),
          hasard.un(['17:30:00', '18:00:00', '19:00:00']),
        ),
        ...(hasard.chance(250) && repos !== 6 ? [ouvert([6], '09:00:00', '12:00:00')] : []),
        ferme(repos === 6 ? [0, 6] : [0, repos]),
      ];
    }
    case 'SEMAINE':
      return [ouvert(OUVRES, '08:30:00', '17:30:00'), ferme([0, 6])];
  }
}
