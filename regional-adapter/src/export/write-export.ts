import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Profil } from '@inter-ror/access-policy';
import { EcrivainCsd, type Sorte } from '@inter-ror/csd';
import { type DatesOpposition, nomGeneration } from '../graphql/index.js';
import type { LecteurGeneration } from '../ports/index.js';
import { enregistrementsVus } from './seen-records.js';

export interface DemandeExport {
  /** Written whole under another name, then put in place; gzip when it ends with `.gz`. */
  fichier: string;
  profil: Profil;
  /** @default nobody refuses */
  oppositions?: DatesOpposition;
}

/** What was written. */
export interface ExportEcrit {
  fichier: string;
  /** Of the file, compressed or not. */
  octets: number;
  /** SHA-256 of the file, lower-case hex. */
  sha256: string;
  generation: string;
  /** Of the generation, ISO 8601. */
  date: string;
  enregistrements: Record<Sorte, number>;
}

const MORCEAU = 64 * 1024;

/**
 * Writes a generation as a profile sees it: a CSD 2.4 document, streamed. The same generation, profile and refusals give
 * the same bytes: nothing in the document tells when or where it was written.
 */
export async function ecrireExport(
  lecteur: LecteurGeneration,
  { fichier, profil, oppositions = new Map() }: DemandeExport,
): Promise<ExportEcrit> {
  const enregistrements = { organisation: 0, activite: 0, organisationInterne: 0, professionnel: 0, equipement: 0 };
  const compteur = new Compteur();
  const temporaire = `${fichier}.${process.pid}.construction`;
  mkdirSync(dirname(fichier), { recursive: true });
  try {
    const texte = Readable.from(parMorceaux(documentDe(lecteur, profil, oppositions, enregistrements)), {
      objectMode: false,
    });
    const sortie = createWriteStream(temporaire, { mode: 0o600, flush: true });
    if (fichier.endsWith('.gz')) await pipeline(texte, createGzip(), compteur, sortie);
    else await pipeline(texte, compteur, sortie);
    renameSync(temporaire, fichier);
  } catch (cause) {
    rmSync(temporaire, { force: true });
    throw cause;
  }
  const { info } = lecteur;
  return { fichier, ...compteur.fin(), generation: nomGeneration(info), date: info.date, enregistrements };
}

function* documentDe(
  lecteur: LecteurGeneration,
  profil: Profil,
  oppositions: DatesOpposition,
  comptes: Record<Sorte, number>,
): Generator<string> {
  const ecrivain = new EcrivainCsd();
  yield ecrivain.entete();
  for (const enregistrement of enregistrementsVus(lecteur, profil, oppositions)) {
    comptes[enregistrement.sorte]++;
    yield ecrivain.enregistrement(enregistrement);
  }
  yield ecrivain.fin();
}

/** Texts joined: a stream pays for each of its pieces. */
function* parMorceaux(textes: Iterable<string>): Generator<Buffer> {
  let attente = '';
  for (const texte of textes) {
    attente += texte;
    if (attente.length < MORCEAU) continue;
    yield Buffer.from(attente);
    attente = '';
  }
  if (attente !== '') yield Buffer.from(attente);
}

/** Counts and hashes what goes through. */
class Compteur extends Transform {
  readonly #empreinte = createHash('sha256');
  #octets = 0;

  override _transform(morceau: Buffer, _encodage: string, suite: TransformCallback): void {
    this.#empreinte.update(morceau);
    this.#octets += morceau.length;
    suite(null, morceau);
  }

  fin(): { octets: number; sha256: string } {
    return { octets: this.#octets, sha256: this.#empreinte.digest('hex') };
  }
}
