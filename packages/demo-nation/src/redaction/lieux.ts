import {
  type Adresse,
  COMPOSANTS_ADRESSE,
  type ComposantAdresse,
  type DivisionTerritoriale,
  type Geolocalisation,
  type Lieu,
} from '@inter-ror/exposure-model';
import { OIDS } from '@inter-ror/nomenclatures';
import type { Aleatoire } from '../aleatoire.js';
import { voieInventee } from '../noms.js';
import { type CarteRegion, pointPres, type Ville } from '../territoire/index.js';
import type { Contexte } from './contexte.js';

/** Reference of the health territories of the invented nation: no table of them is published. */
const TERRITOIRES_INVENTES = 'urn:inter-ror:nation-exemple:territoire-de-sante';

/** An address in a real commune, on an invented street. */
export function adresse(contexte: Contexte, hasard: Aleatoire, ville: Ville): Adresse {
  const voie = voieInventee(hasard);
  const composants: Partial<Record<ComposantAdresse, string>> = {
    buildingNumber: voie.numero,
    streetType: voie.type,
    streetName: voie.nom,
    postCode: ville.codePostal,
    cityName: ville.nom,
  };
  const complete = contexte.estComplet(hasard);
  if (complete) {
    for (const composant of COMPOSANTS_ADRESSE) composants[composant] ??= COMPLEMENTS[composant] ?? 'inventé';
  }
  const texte = `${voie.numero} ${voie.type} ${voie.nom}, ${ville.codePostal} ${ville.nom}`;
  return {
    lignes: hasard.chance(300) ? [{ texte, composants }] : [{ composants }],
    ...(complete ? { type: 'Adresse géographique', langue: 'fr', metadonnees: [contexte.metadonnees(hasard)] } : {}),
  };
}

const COMPLEMENTS: Partial<Record<ComposantAdresse, string>> = {
  room: 'Chambre 12',
  floor: '2e étage',
  stair: 'Escalier B',
  buildingName: 'Bâtiment des Songes',
  blockName: 'Îlot C',
  streetPrefix: 'bis',
  postOfficeBox: 'BP 99',
  citySubDivisionName: 'Quartier du Port',
  countryName: 'France',
};

export function geolocalisation(contexte: Contexte, hasard: Aleatoire, ville: Ville): Geolocalisation {
  const point = pointPres(ville, hasard);
  return {
    latitude: point.latitude,
    longitude: point.longitude,
    systeme: 'WGS84',
    ...(hasard.chance(200)
      ? { precisions: [{ fiable: hasard.chance(900), metadonnees: contexte.metadonnees(hasard) }] }
      : {}),
    metadonnees: contexte.metadonnees(hasard),
  };
}

/** @param reprise text that seeds the point: the same for the site and for the units that are at its address */
export function lieu(contexte: Contexte, hasard: Aleatoire, reprise: string, nom?: string): Lieu {
  const { ville } = contexte.site;
  const point = contexte.hasard(reprise);
  return {
    ...(nom === undefined ? {} : { nom }),
    ...(hasard.chance(80) ? { description: 'Accès par le hall principal, suivre la ligne bleue.' } : {}),
    ...(hasard.chance(300) ? { statut: contexte.code(OIDS.statutLieu, '3') } : {}),
    adresse: adresse(contexte, point, ville),
    geolocalisation: geolocalisation(contexte, point, ville),
    commune: { code: ville.insee, oid: OIDS.commune, texte: ville.nom },
    ...(contexte.estComplet(hasard) ? { distanceCalculee: hasard.entier(1, 40) / 2 } : {}),
    metadonnees: contexte.metadonnees(hasard),
  };
}

/** RG_EXP_030: of the type « territoire de santé ». */
export function territoireDeSante(contexte: Contexte, hasard: Aleatoire): DivisionTerritoriale {
  const { ville, region } = contexte.site;
  return {
    type: contexte.code(OIDS.typeDivisionTerritoriale, '4'),
    division: {
      code: `TS-${region}-${ville.departement}`,
      oid: TERRITOIRES_INVENTES,
      texte: `Territoire inventé ${ville.deNom}`,
    },
    metadonnees: contexte.metadonnees(hasard),
  };
}

/** Communes near the site, or its whole département. */
export function zonesIntervention(
  contexte: Contexte,
  hasard: Aleatoire,
  carte: CarteRegion,
  zone: 'COMMUNES' | 'DEPARTEMENT',
): DivisionTerritoriale[] {
  const { ville } = contexte.site;
  if (zone === 'DEPARTEMENT') {
    const nom = carte.departements.find(({ code }) => code === ville.departement)?.nom;
    return [
      {
        type: contexte.code(OIDS.typeDivisionTerritoriale, '2'),
        division: { code: ville.departement, oid: OIDS.departement, ...(nom === undefined ? {} : { texte: nom }) },
        metadonnees: contexte.metadonnees(hasard),
      },
    ];
  }
  const voisines = carte.villes.filter((autre) => autre !== ville && autre.departement === ville.departement);
  return [ville, ...hasard.plusieurs(voisines, 2)].map((commune) => ({
    type: contexte.code(OIDS.typeDivisionTerritoriale, '3'),
    division: { code: commune.insee, oid: OIDS.commune, texte: commune.nom },
    metadonnees: contexte.metadonnees(hasard),
  }));
}
