import type { Identifiant } from '@inter-ror/exposure-model';
import { ErreurCsd } from '../errors.js';
import { extrait } from '../reader/index.js';
import { ecrireEnveloppe, lireEnveloppe } from './envelope.js';
import { LIMITES_REQUETE, type LimitesEnveloppe } from './limits.js';
import type {
  DemandeEtablissement,
  DemandeNotification,
  DemandeSoap,
  RechercheV1,
  RequeteSoap,
  Vihf,
} from './messages.js';
import { corpsDemandeNotification, estDemandeNotification, lireDemandeNotification } from './notification.js';
import {
  corpsLectureEtablissement,
  corpsLectureOrganisationInterne,
  estLecture,
  lireLecture,
} from './reading-request.js';
import { corpsRecherche, estRecherche, lireRecherche } from './search-request.js';
import type { Noeud } from './tree.js';
import { ecrireVihf, lireVihf } from './vihf.js';

function envelopper(corps: string, vihf: Vihf | undefined): string {
  return ecrireEnveloppe(corps, vihf === undefined ? undefined : ecrireVihf(vihf));
}

/** A whole envelope that asks for offers by criteria (search v1). This flow sends no VIHF; one may be given all the same. */
export function writeRechercheRequest(recherche: RechercheV1, vihf?: Vihf): string {
  return envelopper(corpsRecherche(recherche), vihf);
}

/** A whole envelope that asks for all that an establishment offers (`TR_Lecture-OffresSanteEtablissement`). */
export function writeLectureEtablissementRequest(demande: DemandeEtablissement, vihf?: Vihf): string {
  return envelopper(corpsLectureEtablissement(demande), vihf);
}

/** A whole envelope that asks for one internal organisation (`TR_Lecture-OffreSanteOrganisationInterne`). */
export function writeLectureOrganisationInterneRequest(organisation: Identifiant, vihf?: Vihf): string {
  return envelopper(corpsLectureOrganisationInterne(organisation), vihf);
}

/** A whole envelope that asks which establishments changed (`TR-Notif-ListeEtablissementsMajApresDate`). */
export function writeNotificationRequest(demande: DemandeNotification, vihf?: Vihf): string {
  return envelopper(corpsDemandeNotification(demande), vihf);
}

/** A whole envelope for a request of any kind. */
export function writeSoapRequest(requete: RequeteSoap): string {
  switch (requete.operation) {
    case 'recherche':
      return writeRechercheRequest(requete.recherche, requete.vihf);
    case 'lectureEtablissement':
      return writeLectureEtablissementRequest(requete.demande, requete.vihf);
    case 'lectureOrganisationInterne':
      return writeLectureOrganisationInterneRequest(requete.organisation, requete.vihf);
    case 'notification':
      return writeNotificationRequest(requete.demande, requete.vihf);
  }
}

/**
 * Reads a request of any kind. Its body alone says which: searches and readings share their SOAPAction.
 * @throws ErreurCsd `DOCTYPE_REFUSE`, `XML_MAL_FORME`, `LIMITE_DEPASSEE`, `DOCUMENT_TRONQUE`, `ENCODAGE_REFUSE`,
 * `UTF8_INVALIDE`, `PAS_UNE_ENVELOPPE`, `DEMANDE_INCONNUE`, `DEMANDE_INVALIDE` or `VIHF_INVALIDE`.
 */
export function readSoapRequest(octets: Uint8Array, limites: LimitesEnveloppe = LIMITES_REQUETE): RequeteSoap {
  const { entete, corps } = lireEnveloppe(octets, limites);
  const demande = lireDemande(corps);
  const vihf = lireVihf(entete);
  return vihf === undefined ? demande : { ...demande, vihf };
}

function lireDemande(corps: Noeud): DemandeSoap {
  if (estRecherche(corps)) return { operation: 'recherche', recherche: lireRecherche(corps) };
  if (estLecture(corps)) return lireLecture(corps);
  if (estDemandeNotification(corps)) return { operation: 'notification', demande: lireDemandeNotification(corps) };
  throw new ErreurCsd(
    'DEMANDE_INCONNUE',
    `opération <${extrait(corps.local)}> de l'espace ${extrait(corps.uri)} inconnue : voyez le WSDL (?wsdl)`,
  );
}
