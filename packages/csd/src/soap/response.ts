import { ErreurCsd } from '../errors.js';
import { extrait } from '../reader/index.js';
import { ecrireEnveloppe, lireEnveloppe } from './envelope.js';
import { estFaute, lireFaute } from './fault.js';
import { LIMITES_REPONSE, type LimitesEnveloppe } from './limits.js';
import type { FauteSoap, ReponseNotification } from './messages.js';
import { corpsReponseNotification, estReponseNotification, lireReponseNotification } from './notification.js';
import { corpsReponseV1, estReponseV1, lireReponseV1, type ReponseV1 } from './search-response.js';
import type { Noeud } from './tree.js';
import { balise } from './write.js';

/** What an answer covers. The flow has no element for it: it goes in a header that nobody has to understand. */
export interface CouvertureV1 {
  /** How many match in all, when more match than are given. */
  total: number;
  /** Regions (TRE_R30) that were to answer and did not. */
  manquantes: readonly string[];
  /** Regions that are silent, of which the last known answer is given. */
  perimees: readonly string[];
}

const ESPACE_COUVERTURE = 'urn:inter-ror:couverture';

/** A whole envelope that answers a search v1. */
export function writeRechercheResponse(reponse: ReponseV1, couverture?: CouvertureV1): string {
  const { total, manquantes = [], perimees = [] } = couverture ?? {};
  const entete =
    couverture &&
    balise('ir:couverture', {
      'xmlns:ir': ESPACE_COUVERTURE,
      total,
      regionsManquantes: manquantes.join(' '),
      regionsPerimees: perimees.join(' '),
    });
  return ecrireEnveloppe(corpsReponseV1(reponse), entete);
}

/** A whole envelope that lists the establishments that changed. */
export function writeNotificationResponse(reponse: ReponseNotification): string {
  return ecrireEnveloppe(corpsReponseNotification(reponse));
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
