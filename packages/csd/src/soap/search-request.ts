import type { DestinationV1, RechercheV1 } from './messages.js';
import { ESPACE_ROR } from './names.js';
import { type Noeud, texteDe } from './tree.js';
import { ecrireCode, LecteurValeurs } from './values.js';
import { balise, baliseTexte } from './write.js';

const lecteur = new LecteurValeurs('DEMANDE_INVALIDE');

/** The body of a search v1: only its root is qualified. */
export function corpsRecherche(recherche: RechercheV1): string {
  const { classesAge, modesPriseEnCharge, activites, acte, specialite, equipement, destinations, agePatient } =
    recherche;
  const ages = classesAge.map((c) => balise('patientsType', {}, ecrireCode('ageGroup', c))).join('');
  const modes = modesPriseEnCharge.map((c) => ecrireCode('typeOfCare', c)).join('');
  const types = activites.map((c) => ecrireCode('codedType', c)).join('');
  const service = `${types}${acte ? ecrireCode('act', acte) : ''}${specialite ? ecrireCode('specialty', specialite) : ''}`;
  const params = [
    balise('organization', {}),
    balise('facility', {}, ages + modes),
    balise('service', {}, service),
    balise('device', {}, equipement ? ecrireCode('type', equipement) : ''),
    balise('otherParams', {}, destinations.map(ecrireDestination).join('') + ecrireAge(agePatient)),
  ].join('');
  const fonction = balise('function', {}, balise('requestParams', {}, params));
  return balise('ror:careServicesRequest', { 'xmlns:ror': ESPACE_ROR }, fonction);
}

function ecrireDestination({ type, code, libelle, nomenclature, distanceKm }: DestinationV1): string {
  const lieu = balise('code', { code, displayName: libelle, codingSchemeName: nomenclature });
  const distance = distanceKm === undefined ? '' : balise('distance', { value: distanceKm });
  return balise('destination', {}, ecrireCode('type', type) + lieu + distance);
}

function ecrireAge(age: RechercheV1['agePatient']): string {
  if (age === undefined) return '';
  const unite = age.unite ? ecrireCode('timeUnity', age.unite) : '';
  return balise('patient', {}, balise('age', {}, baliseTexte('value', age.valeur) + unite));
}

/** Children of a v1 element: unqualified as published, or in the namespace of the root as some tools write them. */
function fils(noeud: Noeud | undefined, local: string): readonly Noeud[] {
  return noeud?.enfants.filter((e) => e.local === local && (e.uri === '' || e.uri === ESPACE_ROR)) ?? [];
}

function unSeul(noeud: Noeud | undefined, local: string): Noeud | undefined {
  const trouves = fils(noeud, local);
  if (trouves.length > 1) throw lecteur.refuser(`<${local}> présent plusieurs fois : n'en gardez qu'un`);
  return trouves[0];
}

/** Whether the body is that of a search v1. */
export function estRecherche(corps: Noeud): boolean {
  return corps.uri === ESPACE_ROR && corps.local === 'careServicesRequest';
}

/**
 * Reads the body of a search v1.
 * @throws ErreurCsd `DEMANDE_INVALIDE`
 */
export function lireRecherche(corps: Noeud): RechercheV1 {
  const params = unSeul(unSeul(corps, 'function'), 'requestParams');
  lecteur.present(params, 'function/requestParams');
  const facility = unSeul(params, 'facility');
  const service = unSeul(params, 'service');
  const autres = unSeul(params, 'otherParams');
  const acte = unSeul(service, 'act');
  const specialite = unSeul(service, 'specialty');
  const equipement = unSeul(unSeul(params, 'device'), 'type');
  const age = unSeul(unSeul(autres, 'patient'), 'age');
  const destinations = fils(autres, 'destination').map(lireDestination);
  if (destinations.length === 0) {
    throw lecteur.refuser(
      'élément <otherParams/destination> absent : indiquez au moins une région, un département ou une commune',
    );
  }
  return {
    classesAge: fils(facility, 'patientsType').flatMap((p) => fils(p, 'ageGroup').map((a) => lecteur.code(a))),
    modesPriseEnCharge: fils(facility, 'typeOfCare').map((t) => lecteur.code(t)),
    activites: fils(service, 'codedType').map((t) => lecteur.code(t)),
    ...(acte && { acte: lecteur.code(acte) }),
    ...(specialite && { specialite: lecteur.code(specialite) }),
    ...(equipement && { equipement: lecteur.code(equipement) }),
    destinations,
    ...(age && { agePatient: lireAge(age) }),
  };
}

function lireDestination(noeud: Noeud): DestinationV1 {
  const lieu = lecteur.present(unSeul(noeud, 'code'), 'destination/code');
  const distance = unSeul(noeud, 'distance');
  const libelle = lieu.attributs.get('displayName');
  const nomenclature = lieu.attributs.get('codingSchemeName');
  return {
    type: lecteur.code(lecteur.present(unSeul(noeud, 'type'), 'destination/type')),
    code: lecteur.attribut(lieu, 'code'),
    ...(libelle !== undefined && { libelle }),
    ...(nomenclature !== undefined && { nomenclature }),
    ...(distance && { distanceKm: lecteur.simple('entier', lecteur.attribut(distance, 'value'), 'distance/@value') }),
  };
}

function lireAge(noeud: Noeud): NonNullable<RechercheV1['agePatient']> {
  const valeur = lecteur.present(unSeul(noeud, 'value'), 'age/value');
  const unite = unSeul(noeud, 'timeUnity');
  return {
    valeur: lecteur.simple('entier', texteDe(valeur), 'age/value'),
    ...(unite && { unite: lecteur.code(unite) }),
  };
}
