import type { Identifiant } from '@inter-ror/exposure-model';
import { ecrireErreur, lireErreur } from './fault.js';
import type { CodeSoap, ErreurMetier } from './messages.js';
import { ESPACE_ROR } from './names.js';
import { type Noeud, texteDe } from './tree.js';
import { ecrireCode, ecrireIdentifiant, LecteurValeurs } from './values.js';
import { balise, baliseTexte } from './write.js';

/** A legal entity (without `parent`) or one of its sites. */
export interface OrganisationV1 {
  id: string;
  identifiants: Identifiant[];
  types: CodeSoap[];
  nom?: string;
  /** `parent/@entityID`: the legal entity of a site. */
  parent?: string;
}

/** An activity, with the specific acts of the unit that offers it. */
export interface ServiceV1 {
  id: string;
  /** TRE_R211. */
  activite: CodeSoap;
  /** TRE_R210. */
  actes: CodeSoap[];
}

/** An internal organisation that answers the search. */
export interface OrganisationInterneV1 {
  id: string;
  identifiants: Identifiant[];
  nom?: string;
  /** TRE_R208. */
  classesAge: CodeSoap[];
  /** TRE_R213. */
  modesPriseEnCharge: CodeSoap[];
  /** Sites that it belongs to, with the activities offered there. */
  organisations: { id: string; services: string[] }[];
  equipements: string[];
}

/** An equipment. */
export interface EquipementV1 {
  id: string;
  /** TRE_R212. */
  type: CodeSoap;
}

/** What a search v1 finds. */
export interface ResultatV1 {
  /** `resultNumber/OInumber`: how many internal organisations are in the answer. */
  nombre: number;
  organisations: OrganisationV1[];
  services: ServiceV1[];
  organisationsInternes: OrganisationInterneV1[];
  equipements: EquipementV1[];
}

/** A result, or an error and nothing else (RG_ALIM_023). */
export type ReponseV1 = { resultat: ResultatV1 } | { erreur: ErreurMetier };

/** The body of the answer to a search v1: only its root is qualified. */
export function corpsReponseV1(reponse: ReponseV1): string {
  const contenu = 'erreur' in reponse ? ecrireErreur('error', {}, reponse.erreur) : ecrireResultat(reponse.resultat);
  return balise('ror:careServicesResponse', { 'xmlns:ror': ESPACE_ROR }, contenu);
}

function ecrireResultat(r: ResultatV1): string {
  const annuaires =
    balise('organizationDirectory', {}, r.organisations.map(ecrireOrganisation).join('')) +
    balise('serviceDirectory', {}, r.services.map(ecrireService).join('')) +
    balise('facilityDirectory', {}, r.organisationsInternes.map(ecrireOrganisationInterne).join('')) +
    balise('providerDirectory', {}) +
    balise('deviceDirectory', {}, r.equipements.map((e) => objet('device', e.id, ecrireCode('type', e.type))).join(''));
  return balise('result', {}, balise('resultNumber', {}, baliseTexte('OInumber', r.nombre)) + annuaires);
}

function objet(nom: string, id: string, contenu = ''): string {
  return balise(nom, { entityID: id }, contenu);
}

function ecrireNom(nom: string | undefined): string {
  return nom === undefined ? '' : baliseTexte('primaryName', nom);
}

function ecrireOrganisation({ id, identifiants, types, nom, parent }: OrganisationV1): string {
  const contenu = [
    ...identifiants.map((i) => ecrireIdentifiant('otherID', i)),
    ...types.map((t) => ecrireCode('codedType', t)),
    ecrireNom(nom),
    parent === undefined ? '' : objet('parent', parent),
  ].join('');
  return objet('organization', id, contenu);
}

function ecrireService({ id, activite, actes }: ServiceV1): string {
  return objet('service', id, ecrireCode('codedType', activite) + actes.map((a) => ecrireCode('act', a)).join(''));
}

function ecrireOrganisationInterne(o: OrganisationInterneV1): string {
  const organisations = o.organisations.map(({ id, services }) =>
    objet('organization', id, services.map((s) => objet('service', s)).join('')),
  );
  const contenu = [
    ...o.identifiants.map((i) => ecrireIdentifiant('otherID', i)),
    ecrireNom(o.nom),
    balise('organizations', {}, organisations.join('')),
    ...o.classesAge.map((c) => balise('patientsType', {}, ecrireCode('ageGroup', c))),
    ...o.modesPriseEnCharge.map((m) => ecrireCode('typeOfCare', m)),
    ...o.equipements.map((e) => objet('equipment', e)),
  ].join('');
  return objet('facility', o.id, contenu);
}

const lecteur = new LecteurValeurs('REPONSE_INVALIDE');

/** Whether the body is the answer to a search v1. */
export function estReponseV1(corps: Noeud): boolean {
  return corps.uri === ESPACE_ROR && corps.local === 'careServicesResponse';
}

/** Children of this name, of whatever namespace: only the way to the count is sure to be unqualified. */
function fils(noeud: Noeud | undefined, local: string): readonly Noeud[] {
  return noeud?.enfants.filter((e) => e.local === local) ?? [];
}

function nu(noeud: Noeud | undefined, local: string): Noeud | undefined {
  return noeud?.enfants.find((e) => e.local === local && e.uri === '');
}

/**
 * Reads the answer to a search v1.
 * @throws ErreurCsd `REPONSE_INVALIDE`
 */
export function lireReponseV1(corps: Noeud): ReponseV1 {
  const erreur = fils(corps, 'error')[0];
  const result = nu(corps, 'result');
  if (erreur !== undefined && result !== undefined) {
    throw lecteur.refuser('réponse avec un résultat et une erreur (RG_ALIM_023)');
  }
  if (erreur !== undefined) return { erreur: lireErreur(erreur) };
  const nombre = lecteur.present(nu(nu(result, 'resultNumber'), 'OInumber'), 'result/resultNumber/OInumber');
  const dans = (annuaire: string, element: string) =>
    annuaires(result as Noeud, annuaire).flatMap((a) => fils(a, element));
  return {
    resultat: {
      nombre: lecteur.simple('entier', texteDe(nombre), 'OInumber'),
      organisations: dans('organizationDirectory', 'organization').map(lireOrganisation),
      services: dans('serviceDirectory', 'service').map(lireService),
      organisationsInternes: dans('facilityDirectory', 'facility').map(lireOrganisationInterne),
      equipements: dans('deviceDirectory', 'device').map(lireEquipement),
    },
  };
}

/** Directories of this name: in the result, or in elements that stand between. */
function annuaires(noeud: Noeud, local: string): readonly Noeud[] {
  return noeud.enfants.flatMap((e) =>
    e.local === local ? [e] : e.local === 'queryResult' || e.local === 'CSD' ? annuaires(e, local) : [],
  );
}

const id = (noeud: Noeud) => lecteur.attribut(noeud, 'entityID');

function nomDe(noeud: Noeud): { nom?: string } {
  const nom = texteDe(fils(noeud, 'primaryName')[0]);
  return nom === '' ? {} : { nom };
}

function lireOrganisation(noeud: Noeud): OrganisationV1 {
  const parent = fils(noeud, 'parent')[0];
  return {
    id: id(noeud),
    identifiants: fils(noeud, 'otherID').map((i) => lecteur.identifiant(i)),
    types: fils(noeud, 'codedType').map((t) => lecteur.code(t)),
    ...nomDe(noeud),
    ...(parent && { parent: id(parent) }),
  };
}

function lireService(noeud: Noeud): ServiceV1 {
  const activite = lecteur.present(fils(noeud, 'codedType')[0], 'service/codedType');
  return { id: id(noeud), activite: lecteur.code(activite), actes: fils(noeud, 'act').map((a) => lecteur.code(a)) };
}

function lireOrganisationInterne(noeud: Noeud): OrganisationInterneV1 {
  const organisations = fils(noeud, 'organizations').flatMap((o) => fils(o, 'organization'));
  return {
    id: id(noeud),
    identifiants: fils(noeud, 'otherID').map((i) => lecteur.identifiant(i)),
    ...nomDe(noeud),
    classesAge: fils(noeud, 'patientsType').flatMap((p) => fils(p, 'ageGroup').map((a) => lecteur.code(a))),
    modesPriseEnCharge: fils(noeud, 'typeOfCare').map((m) => lecteur.code(m)),
    organisations: organisations.map((o) => ({ id: id(o), services: fils(o, 'service').map(id) })),
    equipements: fils(noeud, 'equipment').map(id),
  };
}

function lireEquipement(noeud: Noeud): EquipementV1 {
  return { id: id(noeud), type: lecteur.code(lecteur.present(fils(noeud, 'type')[0], 'device/type')) };
}
