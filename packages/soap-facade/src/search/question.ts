import { type CodeSoap, type DestinationV1, OID_V1, type RechercheV1 } from '@inter-ror/csd';
import type { CriteresRecherche } from '@inter-ror/exposure-model';
import { cleCode } from '@inter-ror/nomenclatures';
import { communeParCode, regionDeCommune, regionDuDepartement, regions } from '@inter-ror/territory';
import { ErreurSoap } from '../soap-error.js';
import { type AgeCherche, agesDeClasse, uniteDe } from './age-classes.js';

/** The conformance cases of the v1 ask for fewer than 200 results. */
export const RESULTATS_MAX = 199;
const DESTINATIONS_MAX = 50;

/** A search v1 in the words of the contract. */
export interface QuestionV1 {
  criteres: CriteresRecherche;
  first: number;
  /** Regions (TRE_R30) of the places named. */
  regions: ReadonlySet<string>;
  /** A disc may reach beyond the regions of its communes. */
  deborde: boolean;
}

/**
 * Puts the criteria of a search v1 in the words of the contract. Codes are taken whatever their padding, the type of a
 * place under both of its OIDs.
 * @throws ErreurSoap `DEMANDE_INVALIDE` naming the element and the mend
 */
export function questionDe(recherche: RechercheV1): QuestionV1 {
  const { activites, modesPriseEnCharge, acte, specialite, equipement, agePatient, classesAge, destinations } =
    recherche;
  if (destinations.length > DESTINATIONS_MAX) {
    throw invalide(`${destinations.length} destinations : ${DESTINATIONS_MAX} au plus`);
  }
  const lieux = destinations.map(lieuDe);
  const ou = [lieux.map(({ criteres }) => criteres), agesCherches(classesAge)].filter((termes) => termes.length > 1);
  const seul = lieux.length === 1 ? lieux[0]!.criteres : {};
  const criteres: CriteresRecherche = {
    ...liste('activiteOperationnelle', activites, OID_V1.activiteOperationnelle, 'service/codedType'),
    ...liste('modePriseEnCharge', modesPriseEnCharge, OID_V1.modePriseEnCharge, 'facility/typeOfCare'),
    ...liste('acteSpecifique', acte && [acte], OID_V1.acteSpecifique, 'service/act'),
    ...liste('specialiteOrdinale', specialite && [specialite], OID_V1.specialite, 'service/specialty'),
    ...liste('typeEquipement', equipement && [equipement], OID_V1.equipement, 'device/type'),
    ...(agePatient && ageDe(agePatient)),
    ...seul,
    ...(ou.length > 0 && { et: ou.map((termes) => ({ ou: termes })) }),
  };
  return {
    criteres,
    first: RESULTATS_MAX,
    regions: new Set(lieux.map(({ region }) => region)),
    deborde: lieux.some(({ criteres: { proximite } }) => proximite !== undefined),
  };
}

function invalide(detail: string): ErreurSoap {
  return new ErreurSoap('DEMANDE_INVALIDE', 400, `Recherche v1 : ${detail}.`);
}

function verifierOid({ oid }: CodeSoap, attendus: readonly string[], element: string): void {
  if (oid === '' || attendus.includes(oid)) return;
  throw invalide(`codingScheme « ${oid.slice(0, 60)} » de ${element} inconnu : attendu ${attendus.join(' ou ')}`);
}

function liste(
  critere: 'activiteOperationnelle' | 'modePriseEnCharge' | 'acteSpecifique' | 'specialiteOrdinale' | 'typeEquipement',
  codes: readonly CodeSoap[] | undefined,
  oid: string,
  element: string,
): CriteresRecherche {
  if (codes === undefined || codes.length === 0) return {};
  for (const code of codes) verifierOid(code, [oid], element);
  return { [critere]: codes.map(({ code }) => code) };
}

function ageDe({ valeur, unite }: NonNullable<RechercheV1['agePatient']>): CriteresRecherche {
  if (unite === undefined) return { age: valeur };
  verifierOid(unite, [OID_V1.uniteTemps], 'patient/age/timeUnity');
  const uniteAge = uniteDe(unite.code);
  if (uniteAge === undefined) {
    throw invalide(
      `unité d’âge « ${unite.code.slice(0, 20)} » inconnue : donnez a (ans), m (mois), j (jours) ou h (heures)`,
    );
  }
  return { age: valeur, uniteAge };
}

/** Ages of the classes asked, each once; a class is never a single age. */
function agesCherches(classes: readonly CodeSoap[]): AgeCherche[] {
  const ages = new Map<string, AgeCherche>();
  for (const classe of classes) {
    verifierOid(classe, [OID_V1.classeAge], 'facility/patientsType/ageGroup');
    const connus = agesDeClasse(classe.code);
    if (connus === undefined) {
      throw invalide(`classe d’âge « ${classe.code.slice(0, 20)} » inconnue : voyez TRE_R208-ClasseAge`);
    }
    for (const age of connus) ages.set(`${age.age} ${age.uniteAge}`, age);
  }
  return [...ages.values()];
}

interface Lieu {
  region: string;
  criteres: CriteresRecherche;
}

const CODE_DE_LIEU = /^(?:[0-9]{1,5}|[0-9]{0,2}2[ab][0-9]{0,3})$/i;

/** Codes of divisions are padded as INSEE writes them. */
function lieuDe({ type, code: recu, distanceKm }: DestinationV1): Lieu {
  verifierOid(type, [OID_V1.typeDivision, OID_V1.typeDivisionNos], 'destination/type');
  if (!CODE_DE_LIEU.test(recu)) throw inconnu('code de lieu', recu);
  const nu = recu.toUpperCase().replace(/^0+(?=.)/, '');
  const sorte = cleCode(type.code);
  if (distanceKm !== undefined && sorte !== '3') {
    throw invalide('distance ne s’applique qu’à une commune (destination/type 3) : retirez-la, ou donnez une commune');
  }
  switch (sorte) {
    case '1': {
      const region = nu.padStart(2, '0');
      if (!regions().some(({ code }) => code === region)) throw inconnu('région', recu);
      return { region, criteres: { territoire: { region: [region] } } };
    }
    case '2': {
      const departement = nu.padStart(2, '0');
      const region = regionDuDepartement(departement);
      if (region === undefined) throw inconnu('département', recu);
      return { region, criteres: { territoire: { departement: [departement] } } };
    }
    case '3': {
      const commune = nu.padStart(5, '0');
      const region = regionDeCommune(commune);
      if (region === undefined || communeParCode(commune) === undefined) throw inconnu('commune', recu);
      if (distanceKm === undefined) return { region, criteres: { territoire: { commune: [commune] } } };
      return { region, criteres: { proximite: { commune, distanceKm } } };
    }
    default:
      throw invalide(
        `destination/type « ${type.code.slice(0, 20)} » : donnez 1 (région), 2 (département) ou 3 (commune)`,
      );
  }
}

function inconnu(nom: string, code: string): ErreurSoap {
  return invalide(`${nom} « ${code.slice(0, 20)} » inconnu(e) : vérifiez destination/code`);
}
