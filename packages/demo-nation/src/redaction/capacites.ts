import type { Capacite, ComplementOrganisationInterne } from '@inter-ror/exposure-model';
import { OIDS } from '@inter-ror/nomenclatures';
import type { Aleatoire } from '../aleatoire.js';
import type { ModeleUnite } from '../catalogue/index.js';
import type { Contexte } from './contexte.js';
import { CHAMBRE_DOUBLE, CHAMBRE_SIMPLE } from './tarifs.js';

const HEURE_MS = 3_600_000;

/** Beds and places, extra beds in a crisis, rooms. */
export function capacites(
  contexte: Contexte,
  hasard: Aleatoire,
  modele: ModeleUnite,
): Pick<ComplementOrganisationInterne, 'capaciteAccueil' | 'capaciteCrise' | 'capacitesHabitation'> {
  const { lits, places } = modele;
  if (lits === undefined && places === undefined) return {};
  const crise = lits !== undefined && modele.champ !== '04' && hasard.chance(500);
  return {
    capaciteAccueil: {
      ...(lits ? { lits: capacite(contexte, hasard, lits) } : {}),
      ...(places ? { places: capacite(contexte, hasard, places) } : {}),
      metadonnees: contexte.metadonnees(hasard),
    },
    ...(crise
      ? {
          capaciteCrise: {
            t0: hasard.entier(0, 3),
            t60: hasard.entier(3, 8),
            metadonnees: contexte.metadonnees(hasard),
          },
        }
      : {}),
    ...(modele.habitation ? { capacitesHabitation: habitation(contexte, hasard) } : {}),
  };
}

/** Often full; told within two days most of the time, sometimes weeks ago or not at all. */
function capacite(contexte: Contexte, hasard: Aleatoire, [min, max]: readonly [number, number]): Capacite {
  const total = hasard.entier(min, max);
  if (hasard.chance(80)) return { total };
  const disponibles = hasard.chance(300) ? 0 : hasard.entier(0, Math.max(1, Math.floor(total / 5)));
  const heures = hasard.chance(850) ? hasard.entier(0, 48) : hasard.entier(200, 2000);
  return {
    total,
    disponibles,
    dateMiseAJour: contexte.instant(heures * HEURE_MS + hasard.entier(0, 3599) * 1000),
  };
}

function habitation(
  contexte: Contexte,
  hasard: Aleatoire,
): ComplementOrganisationInterne['capacitesHabitation'] & object {
  return [CHAMBRE_SIMPLE, ...(hasard.chance(400) ? [CHAMBRE_DOUBLE] : [])].map((type) => ({
    type: contexte.code(OIDS.typeHabitation, type),
    ...(hasard.chance(900) ? { nombre: hasard.entier(2, 60) } : {}),
    metadonnees: contexte.metadonnees(hasard),
  }));
}
