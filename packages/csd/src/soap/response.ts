import { ErreurCsd } from '../errors.js';
import { extrait } from '../reader/index.js';
import { type Couverture, enteteCouverture } from './couverture.js';
import { ecrireEnveloppe, lireEnveloppe } from './envelope.js';
import { estFaute, lireFaute } from './fault.js';
import { LIMITES_REPONSE, type LimitesEnveloppe } from './limits.js';
import type { FauteSoap, ReponseNotification } from './messages.js';
import { corpsReponseNotification, estReponseNotification, lireReponseNotification } from './notification.js';
import { corpsReponseV1, estReponseV1, lireReponseV1, type ReponseV1 } from './search-response.js';
import type { Noeud } from './tree.js';

/** A whole envelope that answers a search v1. */
export function writeRechercheResponse(reponse: ReponseV1, couverture?: Couverture): string {
  return ecrireEnveloppe(corpsReponseV1(reponse), couverture && enteteCouverture(couverture));
}

/** A whole envelope that lists the establishments that changed. */
export function writeNotificationResponse(reponse: ReponseNotification, couverture?: Couverture): string {
  return ecrireEnveloppe(corpsReponseNotification(reponse), couverture && enteteCouverture(couverture));
}

function lire<T>(
  octets: Uint8Array,
  limites: LimitesEnveloppe,
  reconnaitre: (corps: Noeud) => boolean,
  lireCorps: (corps: Noeud) => T,
): T | { faute: FauteSoap } {
  const { corps } = lireEnveloppe(octets, limites);
  if (estFaute(corps)) return { faute: lireFaute(corps) };
  if (!reconnaitre(corps)) {
    throw new ErreurCsd(
      'REPONSE_INVALIDE',
      `réponse <${extrait(corps.local)}> inattendue de l'espace ${extrait(corps.uri)}`,
    );
  }
  return lireCorps(corps);
}

/**
 * Reads the answer to a search v1: a result, an error, or a fault.
 * @throws ErreurCsd `REPONSE_INVALIDE`, `PAS_UNE_ENVELOPPE`, or what is wrong with the XML.
 */
export function readRechercheResponse(
  octets: Uint8Array,
  limites: LimitesEnveloppe = LIMITES_REPONSE,
): ReponseV1 | { faute: FauteSoap } {
  return lire<ReponseV1>(octets, limites, estReponseV1, lireReponseV1);
}

/**
 * Reads the list of the establishments that changed, or a fault.
 * @throws ErreurCsd `REPONSE_INVALIDE`, `PAS_UNE_ENVELOPPE`, or what is wrong with the XML.
 */
export function readNotificationResponse(
  octets: Uint8Array,
  limites: LimitesEnveloppe = LIMITES_REPONSE,
): { reponse: ReponseNotification } | { faute: FauteSoap } {
  return lire<{ reponse: ReponseNotification }>(octets, limites, estReponseNotification, (corps) => ({
    reponse: lireReponseNotification(corps),
  }));
}
