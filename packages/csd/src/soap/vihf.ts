import { sansBlancs } from '../lexical/index.js';
import type { CodeSoap, Vihf } from './messages.js';
import { enfant, enfants, type Noeud, texteDe } from './tree.js';
import { LecteurValeurs } from './values.js';
import { balise, baliseTexte } from './write.js';

const ESPACE_WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
const ESPACE_SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
const ESPACE_HL7 = 'urn:hl7-org:v3';
const ESPACE_XSI = 'http://www.w3.org/2001/XMLSchema-instance';

const FORMAT_DN = 'urn:oasis:names:tc:SAML:2.0:nameid-format:X509SubjectName';
const CLASSE = 'urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified';
const ROLE = 'urn:oasis:names:tc:xacml:2.0:subject:role';
const SUJET = 'urn:oasis:names:tc:xspa:1.0:subject:subject-id';
const PROFIL_VIHF: CodeSoap = { code: 'profil_referentiel', oid: '1.2.250.1.213.1.1.4.312' };

/** Table of the business roles. */
export const OID_ROLE = '1.2.250.1.213.1.1.4.6';
/** JDV_J68-ProfilAccesReferentiel-ROR. */
export const OID_PROFIL = '1.2.250.1.213.1.6.1.66';

const VALEUR_MAX = 1024;
const ATTRIBUTS_MAX = 32;
const DATE_UTC = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?Z$/;

function valeurAttribut(nom: string, contenu: string): string {
  return balise('saml:Attribute', { Name: nom }, balise('saml:AttributeValue', {}, contenu));
}

/** A coded value of HL7 v3. */
function ce(nom: string, { code, oid }: CodeSoap): string {
  return balise(nom, { xmlns: ESPACE_HL7, 'xsi:type': 'CE', code, codeSystem: oid });
}

/** The content of the SOAP header that states a VIHF 2.0, unsigned: it is bound to the TLS connection that carries it. */
export function ecrireVihf(vihf: Vihf): string {
  const attributs = [
    valeurAttribut('VIHF_Version', '2.0'),
    valeurAttribut('Ressource_URN', 'urn:ROR'),
    valeurAttribut(ROLE, ce('Role', vihf.role)),
    balise('saml:Attribute', { Name: SUJET }, baliseTexte('saml:AttributeValue', vihf.nomSujet)),
    valeurAttribut('Profil_Utilisateur', ce('Profil', vihf.profil)),
    valeurAttribut('VIHF_Profil', ce('Profil', PROFIL_VIHF)),
  ].join('');
  const authentification = balise(
    'saml:AuthnStatement',
    { AuthnInstant: vihf.authentification },
    balise('saml:AuthnContext', {}, baliseTexte('saml:AuthnContextClassRef', CLASSE)),
  );
  const contenu =
    baliseTexte('saml:Issuer', vihf.emetteur, { Format: FORMAT_DN }) +
    balise('saml:Subject', {}, baliseTexte('saml:NameID', vihf.sujet)) +
    authentification +
    balise('saml:AttributeStatement', {}, attributs);
  const assertion = balise(
    'saml:Assertion',
    { 'xmlns:saml': ESPACE_SAML, 'xmlns:xsi': ESPACE_XSI, ID: vihf.id, IssueInstant: vihf.emission, Version: '2.0' },
    contenu,
  );
  return balise('wsse:Security', { 'xmlns:wsse': ESPACE_WSSE }, assertion);
}

const lecteur = new LecteurValeurs('VIHF_INVALIDE');

/**
 * Reads the VIHF 2.0 of a SOAP header; undefined when it states none. Whom it names is not believed here: the caller
 * compares {@link Vihf.emetteur} with the certificate of the connection.
 * @throws ErreurCsd `VIHF_INVALIDE`
 */
export function lireVihf(entete: Noeud | undefined): Vihf | undefined {
  const blocs = enfants(entete, ESPACE_WSSE, 'Security');
  if (blocs.length === 0) return undefined;
  const assertions = blocs.flatMap((b) => enfants(b, ESPACE_SAML, 'Assertion'));
  const assertion = assertions[0];
  if (assertion === undefined || assertions.length > 1) {
    throw lecteur.refuser("l'en-tête Security doit porter une assertion SAML 2.0 et une seule");
  }
  if (assertion.attributs.get('Version') !== '2.0') throw lecteur.refuser('assertion SAML : attendu Version="2.0"');
  const attributs = attributsDe(assertion);
  const version = attributs.get('VIHF_Version');
  if (version === undefined || texteDe(version) !== '2.0') {
    throw lecteur.refuser(`VIHF_Version « ${texteDe(version).slice(0, 20)} » : attendu 2.0`);
  }
  const sujet = enfant(enfant(assertion, ESPACE_SAML, 'Subject'), ESPACE_SAML, 'NameID');
  const authentification = enfant(assertion, ESPACE_SAML, 'AuthnStatement');
  return {
    id: borner(lecteur.attribut(assertion, 'ID'), 'ID'),
    emission: date(lecteur.attribut(assertion, 'IssueInstant'), 'IssueInstant'),
    emetteur: texteBorne(enfant(assertion, ESPACE_SAML, 'Issuer'), 'Issuer'),
    sujet: texteBorne(sujet, 'Subject/NameID'),
    authentification: date(
      lecteur.attribut(lecteur.present(authentification, 'AuthnStatement'), 'AuthnInstant'),
      'AuthnInstant',
    ),
    nomSujet: texteBorne(attributs.get(SUJET), SUJET),
    role: codeDe(attributs.get(ROLE), ROLE),
    profil: codeDe(attributs.get('Profil_Utilisateur'), 'Profil_Utilisateur'),
  };
}

/** The values of the attributes, each stated once: of two, which one holds is nobody's guess. */
function attributsDe(assertion: Noeud): ReadonlyMap<string, Noeud> {
  const attributs = new Map<string, Noeud>();
  const noeuds = enfants(assertion, ESPACE_SAML, 'AttributeStatement').flatMap((s) =>
    enfants(s, ESPACE_SAML, 'Attribute'),
  );
  if (noeuds.length > ATTRIBUTS_MAX) throw lecteur.refuser(`plus de ${ATTRIBUTS_MAX} attributs dans l'assertion`);
  for (const noeud of noeuds) {
    const nom = borner(lecteur.attribut(noeud, 'Name'), 'Attribute/@Name');
    const valeurs = enfants(noeud, ESPACE_SAML, 'AttributeValue');
    if (valeurs.length !== 1 || attributs.has(nom)) {
      throw lecteur.refuser(`attribut ${nom} : attendu une valeur et une seule`);
    }
    attributs.set(nom, valeurs[0] as Noeud);
  }
  return attributs;
}

function borner(valeur: string, nom: string): string {
  if (valeur.length > VALEUR_MAX) throw lecteur.refuser(`${nom} de plus de ${VALEUR_MAX} caractères`);
  return valeur;
}

function texteBorne(noeud: Noeud | undefined, nom: string): string {
  const texte = texteDe(noeud);
  if (texte === '') throw lecteur.refuser(`${nom} absent de l'assertion : ajoutez-le`);
  return borner(texte, nom);
}

function date(valeur: string, nom: string): string {
  if (!DATE_UTC.test(valeur) || Number.isNaN(Date.parse(valeur))) {
    throw lecteur.refuser(`${nom} « ${valeur.slice(0, 40)} » : attendu une date UTC, par exemple 2024-01-31T08:30:00Z`);
  }
  return valeur;
}

/** The coded value that an attribute holds, whatever the name of its element. */
function codeDe(valeur: Noeud | undefined, nom: string): CodeSoap {
  const [code, autre] = valeur?.enfants ?? [];
  if (code === undefined || autre !== undefined) throw lecteur.refuser(`${nom} : attendu une valeur codée HL7 (CE)`);
  return {
    code: borner(lecteur.attribut(code, 'code'), nom),
    oid: borner(sansBlancs(code.attributs.get('codeSystem') ?? ''), nom),
  };
}
