import type { DemandeNotification, EtablissementModifie, ReponseNotification } from './messages.js';
import { ESPACE_CSD, ESPACE_ROR, NOTIFICATION_DEMANDE, NOTIFICATION_REPONSE } from './names.js';
import { enfant, enfants, type Noeud } from './tree.js';
import { ecrireCode, ecrireIdentifiant, LecteurValeurs } from './values.js';
import { balise, baliseTexte } from './write.js';

const demandes = new LecteurValeurs('DEMANDE_INVALIDE');
const reponses = new LecteurValeurs('REPONSE_INVALIDE');

/** The root is of the namespace of the service, what it holds of that of CSD. */
function racine(nom: string, contenu: string): string {
  return balise(`ror:${nom}`, { 'xmlns:ror': ESPACE_ROR, xmlns: ESPACE_CSD }, contenu);
}

/** The body of the request for the establishments that changed. */
export function corpsDemandeNotification({ dateRef, champsActivite, publics }: DemandeNotification): string {
  const contenu = [
    baliseTexte('dateRef', dateRef),
    ...champsActivite.map((c) => ecrireCode('typeActivity', c)),
    ...publics.map((c) => ecrireCode('supportedPatient', c)),
  ].join('');
  return racine(NOTIFICATION_DEMANDE, balise('params', {}, contenu));
}

/** The body of its answer. */
export function corpsReponseNotification({ etablissements, nombre }: ReponseNotification): string {
  const contenu = etablissements.map(ecrireEtablissement).join('');
  return racine(NOTIFICATION_REPONSE, contenu + (nombre === undefined ? '' : baliseTexte('result', nombre)));
}

function ecrireEtablissement({ etablissement, champsActivite, restreinte }: EtablissementModifie): string {
  const contenu = [
    ecrireIdentifiant('id_etablissement', etablissement),
    ...champsActivite.map((c) => ecrireCode('typeActivity', c)),
    restreinte === undefined ? '' : baliseTexte('restrictedOrganisation', restreinte),
  ].join('');
  return balise('etablissementReponseNotif', {}, contenu);
}

/** Whether the body is that of the request. */
export function estDemandeNotification(corps: Noeud): boolean {
  return corps.uri === ESPACE_ROR && corps.local === NOTIFICATION_DEMANDE;
}

/** Whether the body is that of the answer. */
export function estReponseNotification(corps: Noeud): boolean {
  return corps.uri === ESPACE_ROR && corps.local === NOTIFICATION_REPONSE;
}

/** @throws ErreurCsd `DEMANDE_INVALIDE` */
export function lireDemandeNotification(corps: Noeud): DemandeNotification {
  const params = demandes.present(enfant(corps, ESPACE_CSD, 'params'), 'params');
  const dateRef = demandes.present(enfant(params, ESPACE_CSD, 'dateRef'), 'params/dateRef');
  return {
    dateRef: demandes.valeur('dateHeure', dateRef),
    champsActivite: enfants(params, ESPACE_CSD, 'typeActivity').map((c) => demandes.code(c)),
    publics: enfants(params, ESPACE_CSD, 'supportedPatient').map((c) => demandes.code(c)),
  };
}

/** @throws ErreurCsd `REPONSE_INVALIDE` */
export function lireReponseNotification(corps: Noeud): ReponseNotification {
  const nombre = enfant(corps, ESPACE_CSD, 'result');
  return {
    etablissements: enfants(corps, ESPACE_CSD, 'etablissementReponseNotif').map(lireEtablissement),
    ...(nombre && { nombre: reponses.valeur('entier', nombre) }),
  };
}

function lireEtablissement(noeud: Noeud): EtablissementModifie {
  const id = reponses.present(enfant(noeud, ESPACE_CSD, 'id_etablissement'), 'id_etablissement');
  const restreinte = enfant(noeud, ESPACE_CSD, 'restrictedOrganisation');
  return {
    etablissement: reponses.identifiant(id),
    champsActivite: enfants(noeud, ESPACE_CSD, 'typeActivity').map((c) => reponses.code(c)),
    ...(restreinte && { restreinte: reponses.valeur('booleen', restreinte) }),
  };
}
