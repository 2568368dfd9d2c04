import { OID_V1, type RechercheV1 } from '@inter-ror/csd';
import { Ecart } from '../faults.js';
import type { LueV1 } from '../reading/index.js';
import type { Recue } from './ground.js';
import type { Lieu } from './known.js';

/** A search v1 in some places, and its criteria. */
export function rechercheEn(
  lieux: readonly (Lieu & { distanceKm?: number; oid?: string })[],
  criteres: Partial<Omit<RechercheV1, 'destinations'>> = {},
): RechercheV1 {
  return {
    classesAge: [],
    modesPriseEnCharge: [],
    activites: [],
    ...criteres,
    destinations: lieux.map(({ type, code, distanceKm, oid = OID_V1.typeDivision }) => ({
      type: { code: type, oid },
      code,
      nomenclature: OID_V1.division,
      ...(distanceKm === undefined ? {} : { distanceKm }),
    })),
  };
}

/** @throws Ecart when the answer holds no result */
export function tenue(recue: Recue<LueV1>): Recue<LueV1> {
  const { faute, erreur, resultat, racine } = recue.lue;
  if (faute !== undefined) throw new Ecart(`faute ${faute.code} : ${faute.raison}`);
  if (erreur !== undefined) throw new Ecart(`erreur ${erreur.code} : ${erreur.message}`);
  if (!resultat) {
    throw new Ecart(
      racine ? 'réponse sans result' : `HTTP ${recue.http.statut}, ce n’est pas careServicesResponse du service`,
    );
  }
  return recue;
}
