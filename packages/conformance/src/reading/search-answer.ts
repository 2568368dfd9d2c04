import { ESPACE_ROR } from '@inter-ror/csd';
import { attribut, descendants, fils, type Noeud, unFils } from '../xml/index.js';
import { type Enveloppe, type FauteLue, lireEnveloppe } from './envelope.js';

/** An internal organisation of an answer v1. Codes are as received. */
export interface OiV1 {
  id: string;
  organisations: string[];
  services: string[];
  ages: string[];
  modes: string[];
  equipements: string[];
}

/** What an answer to a search v1 says, and how it is written. */
export interface LueV1 {
  enveloppe: Enveloppe;
  faute?: FauteLue;
  /** `error` of the answer. */
  erreur?: { code: string; message: string };
  /** Whether the root is `careServicesResponse` of the service. */
  racine: boolean;
  resultat: boolean;
  /** Names of elements below the root that stand in a namespace: none may. */
  qualifies: string[];
  /** Text of `result/resultNumber/OInumber` read without a namespace; undefined when it is not there. */
  compte: string | undefined;
  /** Names of the directories, in the order written. */
  annuaires: string[];
  organisations: Map<string, { parents: string[]; identifiants: string[] }>;
  services: Map<string, { activites: string[]; actes: string[] }>;
  ois: OiV1[];
  /** Types of each equipment. */
  appareils: Map<string, string[]>;
  /** `entityID` that one directory holds twice, or empty. */
  doublons: string[];
}

const codes = (noeuds: readonly Noeud[]) => noeuds.map((n) => attribut(n, 'code')).filter((code) => code !== '');
const ids = (noeuds: readonly Noeud[]) => noeuds.map((n) => attribut(n, 'entityID'));

/** @throws ErreurXml */
export function lireV1(octets: Uint8Array): LueV1 {
  const enveloppe = lireEnveloppe(octets);
  const { corps, faute } = enveloppe;
  const racine = corps?.local === 'careServicesResponse' && corps.uri === ESPACE_ROR;
  const reponse = corps?.local === 'careServicesResponse' ? corps : undefined;
  const result = unFils(reponse, 'result');
  const error = unFils(reponse, 'error');
  const dessous = reponse === undefined ? [] : [...descendants(reponse)];
  const qualifies = new Set(dessous.filter(({ uri }) => uri !== '').map(({ local }) => local));
  const annuaires = dessous.filter(({ local }) => local.endsWith('Directory'));
  const doublons: string[] = [];
  const dans = (annuaire: string, element: string) => {
    const noeuds = annuaires.filter(({ local }) => local === annuaire).flatMap((a) => fils(a, element));
    const vus = new Set<string>();
    for (const id of ids(noeuds)) {
      if (id === '' || vus.has(id)) doublons.push(`${element} « ${id} »`);
      vus.add(id);
    }
    return noeuds;
  };
  return {
    enveloppe,
    ...(faute && { faute }),
    ...(error && { erreur: { code: attribut(error, 'code'), message: attribut(error, 'message') } }),
    racine,
    resultat: result !== undefined,
    qualifies: [...qualifies],
    compte: compteDe(reponse),
    annuaires: annuaires.map(({ local }) => local),
    organisations: new Map(
      dans('organizationDirectory', 'organization').map((o) => [
        attribut(o, 'entityID'),
        { parents: ids(fils(o, 'parent')), identifiants: codes(fils(o, 'otherID')) },
      ]),
    ),
    services: new Map(
      dans('serviceDirectory', 'service').map((s) => [
        attribut(s, 'entityID'),
        { activites: codes(fils(s, 'codedType')), actes: codes(fils(s, 'act')) },
      ]),
    ),
    ois: dans('facilityDirectory', 'facility').map(lireOi),
    appareils: new Map(dans('deviceDirectory', 'device').map((d) => [attribut(d, 'entityID'), codes(fils(d, 'type'))])),
    doublons,
  };
}

/** The one path that is read with its namespace: nothing below the root has one. */
function compteDe(reponse: Noeud | undefined): string | undefined {
  let noeud = reponse;
  for (const local of ['result', 'resultNumber', 'OInumber']) {
    noeud = noeud?.enfants.find((e) => e.local === local && e.uri === '');
  }
  return noeud?.texte.trim();
}

function lireOi(facility: Noeud): OiV1 {
  const organisations = fils(facility, 'organizations').flatMap((o) => fils(o, 'organization'));
  return {
    id: attribut(facility, 'entityID'),
    organisations: ids(organisations),
    services: organisations.flatMap((o) => ids(fils(o, 'service'))),
    ages: codes(fils(facility, 'patientsType').flatMap((p) => fils(p, 'ageGroup'))),
    modes: codes(fils(facility, 'typeOfCare')),
    equipements: ids(fils(facility, 'equipment')),
  };
}
