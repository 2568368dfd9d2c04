import { type Enregistrement, estUnite } from '@inter-ror/exposure-model';
import { ErreurCsd } from '../errors.js';
import type { RapportLecture } from '../reader/index.js';
import { lireCsd, type OptionsLecture } from '../source/index.js';
import { EcrivainCsd } from '../writer/index.js';
import { type Couverture, enteteCouverture } from './couverture.js';
import { cadreEnveloppe, ecrireEnveloppe, lireEnveloppe } from './envelope.js';
import { ecrireErreur, estFaute, lireErreur, lireFaute } from './fault.js';
import { LIMITES_REQUETE } from './limits.js';
import type { ErreurMetier, FauteSoap } from './messages.js';
import { ESPACE_CSD } from './names.js';
import { enfant } from './tree.js';
import { balise } from './write.js';

/** Whether the record is an elementary unit: `facilityNumber` counts them (RG_ALIM_019). */
export function estUniteElementaire(enregistrement: Enregistrement): boolean {
  const { sorte, valeur } = enregistrement;
  return sorte === 'organisationInterne' && estUnite(valeur);
}

/**
 * An envelope that answers a reading, piece by piece.
 * @param enregistrements in the order of the wire: organisations, activités, organisations internes, professionnels, équipements
 * @param facilityNumber how many of them are elementary units
 * @throws ErreurCsd `ORDRE_ECRITURE`
 */
export function* writeLectureResponse(
  enregistrements: Iterable<Enregistrement>,
  facilityNumber: number,
  couverture?: Couverture,
): Iterable<string> {
  const { avant, apres } = cadreEnveloppe(couverture && enteteCouverture(couverture));
  const ecrivain = new EcrivainCsd({
    avant: `${avant}<careServicesResponse xmlns="${ESPACE_CSD}" content-type="text/xml"><result><facilityNumber>${facilityNumber}</facilityNumber><queryResult>`,
    apres: `\n</queryResult></result></careServicesResponse>${apres}`,
  });
  yield ecrivain.entete();
  for (const enregistrement of enregistrements) yield ecrivain.enregistrement(enregistrement);
  yield ecrivain.fin();
}

/** An envelope that answers a reading with an error and nothing else (RG_ALIM_023). */
export function writeLectureErreur(erreur: ErreurMetier): string {
  return ecrireEnveloppe(balise('careServicesResponse', { xmlns: ESPACE_CSD }, ecrireErreur('error', {}, erreur)));
}

/** How a reading ended: its report (with `facilityNumber`), an error of the answer, or a fault. */
export type IssueLecture = { rapport: RapportLecture } | { erreur: ErreurMetier } | { faute: FauteSoap };

/**
 * Reads the answer to a reading as it comes; each whole record goes to `surEnregistrement`. An error or a fault never
 * comes after records. Bounds: those of the reader of documents, 256 KiB for an error or a fault.
 * @throws ErreurCsd when the answer cannot be trusted; the records given before it must then be dropped.
 */
export async function readLectureResponse(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: OptionsLecture,
): Promise<IssueLecture> {
  const memoire = new DebutGarde(source, LIMITES_REQUETE.octets);
  try {
    return { rapport: await lireCsd(memoire.lire(), options) };
  } catch (erreur) {
    if (!(erreur instanceof ErreurCsd && erreur.code === 'REPONSE_EN_ERREUR')) throw erreur;
    const octets = await memoire.tout();
    if (octets === undefined) throw erreur;
    const { corps } = lireEnveloppe(octets, LIMITES_REQUETE);
    if (estFaute(corps)) return { faute: lireFaute(corps) };
    const noeud = enfant(corps, ESPACE_CSD, 'error');
    if (noeud === undefined) throw erreur;
    return { erreur: lireErreur(noeud) };
  } finally {
    await memoire.fermer();
  }
}

/** Gives the pieces of a source and keeps its first bytes: what turns out to be an error is then read again, whole. */
class DebutGarde {
  readonly #pieces: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  readonly #bornes: number;
  #gardes: Uint8Array[] = [];
  #octets = 0;

  constructor(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, bornes: number) {
    this.#pieces =
      Symbol.asyncIterator in source
        ? source[Symbol.asyncIterator]()
        : (source as Iterable<Uint8Array>)[Symbol.iterator]();
    this.#bornes = bornes;
  }

  async *lire(): AsyncGenerator<Uint8Array> {
    for (let piece = await this.#suivante(); piece !== undefined; piece = await this.#suivante()) yield piece;
  }

  /** The whole source when it is within the bound. */
  async tout(): Promise<Uint8Array | undefined> {
    while (this.#octets <= this.#bornes) {
      if ((await this.#suivante()) === undefined) return Buffer.concat(this.#gardes);
    }
    return undefined;
  }

  async fermer(): Promise<void> {
    await this.#pieces.return?.();
  }

  async #suivante(): Promise<Uint8Array | undefined> {
    const { done, value } = await this.#pieces.next();
    if (done) return undefined;
    this.#octets += value.length;
    if (this.#octets <= this.#bornes) this.#gardes.push(value);
    else this.#gardes = [];
    return value;
  }
}
