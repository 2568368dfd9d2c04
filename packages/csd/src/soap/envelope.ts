import { ErreurCsd } from '../errors.js';
import { extrait } from '../reader/index.js';
import type { LimitesEnveloppe } from './limits.js';
import { ESPACE_SOAP, ESPACE_SOAP11 } from './names.js';
import { enfant, lireArbre, type Noeud } from './tree.js';

/** The parts of a SOAP 1.2 envelope that has one element in its body. */
export interface Enveloppe {
  entete: Noeud | undefined;
  corps: Noeud;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** What stands before and after the content of the body, to write a long message piece by piece. */
export function cadreEnveloppe(entete = ''): { avant: string; apres: string } {
  const header = entete === '' ? '' : `<soap:Header>${entete}</soap:Header>`;
  return {
    avant: `${DECLARATION}<soap:Envelope xmlns:soap="${ESPACE_SOAP}">${header}<soap:Body>`,
    apres: '</soap:Body></soap:Envelope>\n',
  };
}

/** A whole envelope. */
export function ecrireEnveloppe(corps: string, entete?: string): string {
  const { avant, apres } = cadreEnveloppe(entete);
  return `${avant}${corps}${apres}`;
}

/**
 * Opens an envelope.
 * @throws ErreurCsd `PAS_UNE_ENVELOPPE`, besides what {@link lireArbre} throws.
 */
export function lireEnveloppe(octets: Uint8Array, limites: LimitesEnveloppe): Enveloppe {
  const racine = lireArbre(octets, limites);
  if (racine.local !== 'Envelope' || racine.uri !== ESPACE_SOAP) {
    if (racine.uri === ESPACE_SOAP11) {
      throw new ErreurCsd('PAS_UNE_ENVELOPPE', `SOAP 1.1 n'est pas servi : envoyez du SOAP 1.2 (${ESPACE_SOAP})`);
    }
    throw new ErreurCsd(
      'PAS_UNE_ENVELOPPE',
      `racine <${extrait(racine.local)}> : attendu <Envelope> de l'espace ${ESPACE_SOAP}`,
    );
  }
  const corps = enfant(racine, ESPACE_SOAP, 'Body');
  const [contenu, autre] = corps?.enfants ?? [];
  if (contenu === undefined || autre !== undefined) {
    throw new ErreurCsd('PAS_UNE_ENVELOPPE', "le corps de l'enveloppe doit contenir un élément et un seul");
  }
  return { entete: enfant(racine, ESPACE_SOAP, 'Header'), corps: contenu };
}
