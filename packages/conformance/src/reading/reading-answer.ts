import { type Anomalie, ESPACE_CSD, readLectureResponse } from '@inter-ror/csd';
import type { Enregistrement } from '@inter-ror/exposure-model';
import { sansZeros } from '../codes.js';
import { attribut, descendants, fils, unFils } from '../xml/index.js';
import { type Enveloppe, type FauteLue, lireEnveloppe } from './envelope.js';

/** What an answer to `TR_Lecture-*` says, and how it is written. */
export interface LueCsd {
  enveloppe: Enveloppe;
  faute?: FauteLue;
  erreur?: { code: string; message: string };
  /** Whether the root is `careServicesResponse` of CSD. */
  racine: boolean;
  resultat: boolean;
  /** Text of `facilityNumber`. */
  compte: string | undefined;
  /** `facility` of TRE_R207 level 4, counted in the message itself. */
  unites: number;
  organisationsInternes: number;
  annuaires: string[];
  /** Names of elements that are not in the namespace of CSD. */
  horsEspace: string[];
  /** What the reading by the grammar keeps, and what it says of it. */
  enregistrements: Enregistrement[];
  anomalies: Anomalie[];
  /** Why the grammar cannot be followed at all. */
  illisible?: string;
}

/** @throws ErreurXml */
export async function lireLecture(octets: Uint8Array): Promise<LueCsd> {
  const enveloppe = lireEnveloppe(octets);
  const { corps, faute } = enveloppe;
  const reponse = corps?.local === 'careServicesResponse' ? corps : undefined;
  const result = unFils(reponse, 'result');
  const error = unFils(reponse, 'error');
  const dessous = reponse === undefined ? [] : [...descendants(reponse)];
  const annuaires = dessous.filter(({ local }) => local.endsWith('Directory'));
  const facilities = annuaires.filter(({ local }) => local === 'facilityDirectory').flatMap((a) => fils(a, 'facility'));
  const unites = facilities.filter((f) => fils(f, 'codedType').some((t) => sansZeros(attribut(t, 'code')) === '4'));
  const enregistrements: Enregistrement[] = [];
  const anomalies: Anomalie[] = [];
  let illisible: string | undefined;
  if (result !== undefined) {
    try {
      await readLectureResponse([octets], {
        surEnregistrement: (e) => void enregistrements.push(e),
        surAnomalie: (a) => void anomalies.push(a),
      });
    } catch (cause) {
      illisible = (cause as Error).message;
    }
  }
  return {
    enveloppe,
    ...(faute && { faute }),
    ...(error && { erreur: { code: attribut(error, 'code'), message: attribut(error, 'message') } }),
    racine: reponse?.uri === ESPACE_CSD,
    resultat: result !== undefined,
    compte: unFils(result, 'facilityNumber')?.texte.trim(),
    unites: unites.length,
    organisationsInternes: facilities.length,
    annuaires: annuaires.map(({ local }) => local),
    horsEspace: [...new Set(dessous.filter(({ uri }) => uri !== ESPACE_CSD).map(({ local }) => local))],
    enregistrements,
    anomalies,
    ...(illisible !== undefined && { illisible }),
  };
}
