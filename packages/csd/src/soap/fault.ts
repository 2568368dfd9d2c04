import { sansBlancs } from '../lexical/index.js';
import { ecrireEnveloppe } from './envelope.js';
import type { CodeFaute, ErreurMetier, FauteSoap } from './messages.js';
import { ESPACE_ROR, ESPACE_SOAP } from './names.js';
import { enfant, type Noeud, texteDe } from './tree.js';
import { balise, baliseTexte } from './write.js';

/** A whole envelope that carries a fault: its reason in French, its detail `erreur` when there is one. */
export function writeFault({ code, raison, erreur }: FauteSoap): string {
  const detail = erreur
    ? balise('soap:Detail', {}, ecrireErreur('ror:erreur', { 'xmlns:ror': ESPACE_ROR }, erreur))
    : '';
  const contenu =
    balise('soap:Code', {}, baliseTexte('soap:Value', `soap:${code}`)) +
    balise('soap:Reason', {}, baliseTexte('soap:Text', raison, { 'xml:lang': 'fr' })) +
    detail;
  return ecrireEnveloppe(balise('soap:Fault', {}, contenu));
}

/** An element of the type `error`. */
export function ecrireErreur(nom: string, attributs: Record<string, string>, erreur: ErreurMetier): string {
  return baliseTexte(nom, erreur.texte ?? '', { ...attributs, code: erreur.code, message: erreur.message });
}

/** Reads an element of the type `error`; a code that is no number is left out. */
export function lireErreur(noeud: Noeud): ErreurMetier {
  const code = sansBlancs(noeud.attributs.get('code') ?? '');
  const message = noeud.attributs.get('message');
  const texte = texteDe(noeud);
  return {
    ...(/^-?[0-9]{1,9}$/.test(code) && { code: Number(code) }),
    ...(message !== undefined && { message }),
    ...(texte !== '' && { texte }),
  };
}

/** Whether the body is a SOAP 1.2 fault. */
export function estFaute(corps: Noeud): boolean {
  return corps.uri === ESPACE_SOAP && corps.local === 'Fault';
}

const CODES: ReadonlySet<string> = new Set<CodeFaute>([
  'VersionMismatch',
  'MustUnderstand',
  'DataEncodingUnknown',
  'Sender',
  'Receiver',
]);

/** Reads a fault; what is not of SOAP 1.2 is taken as a fault of the receiver. */
export function lireFaute(corps: Noeud): FauteSoap {
  const valeur = texteDe(enfant(enfant(corps, ESPACE_SOAP, 'Code'), ESPACE_SOAP, 'Value'));
  const local = valeur.slice(valeur.indexOf(':') + 1);
  const raison = texteDe(enfant(enfant(corps, ESPACE_SOAP, 'Reason'), ESPACE_SOAP, 'Text'));
  const erreur = enfant(corps, ESPACE_SOAP, 'Detail')?.enfants.find((e) => e.local === 'erreur' || e.local === 'error');
  return {
    code: CODES.has(local) ? (local as CodeFaute) : 'Receiver',
    raison,
    ...(erreur && { erreur: lireErreur(erreur) }),
  };
}
