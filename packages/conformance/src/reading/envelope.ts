import { ESPACE_SOAP } from '@inter-ror/csd';
import { attribut, descendants, lireXml, type Noeud, unFils } from '../xml/index.js';

/** A SOAP fault, as it was written. */
export interface FauteLue {
  /** Local name of `Code/Value`; empty when there is none. */
  code: string;
  raison: string;
  /** `erreur/@code` of its detail. */
  erreur: string;
}

/** What every answer has, before its flow is looked at. */
export interface Enveloppe {
  /** The element of the body; undefined when there is no envelope around it. */
  corps: Noeud | undefined;
  /** Whether the envelope is SOAP 1.2. */
  soap12: boolean;
  /** Elements of the body: one, or it is no answer. */
  elementsDuCorps: number;
  faute?: FauteLue;
}

/** @throws ErreurXml */
export function lireEnveloppe(octets: Uint8Array): Enveloppe {
  const racine = lireXml(octets);
  const soap12 = racine.local === 'Envelope' && racine.uri === ESPACE_SOAP;
  const body = racine.local === 'Envelope' ? unFils(racine, 'Body') : undefined;
  const corps = body?.enfants[0];
  const lue = { corps, soap12, elementsDuCorps: body?.enfants.length ?? 0 };
  return corps?.local === 'Fault' ? { ...lue, faute: lireFaute(corps) } : lue;
}

function lireFaute(corps: Noeud): FauteLue {
  const valeur = unFils(unFils(corps, 'Code'), 'Value')?.texte.trim() ?? '';
  const erreur = [...descendants(corps)].find(({ local }) => local === 'erreur' || local === 'error');
  return {
    code: valeur.slice(valeur.indexOf(':') + 1),
    raison: unFils(unFils(corps, 'Reason'), 'Text')?.texte.trim() ?? '',
    erreur: attribut(erreur, 'code'),
  };
}
