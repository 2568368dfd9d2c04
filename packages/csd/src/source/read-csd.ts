import { LecteurCsd, type OptionsLecteur, type RapportLecture } from '../reader/index.js';
import { OCTETS_ENCODAGE, reconnaitreEncodage } from './encoding.js';
import { DecodeurUtf8 } from './utf8.js';

export interface OptionsLecture extends OptionsLecteur {
  /** Called after each piece with the bytes read so far. */
  progression?(octets: number): void;
  /** Stops the reading between two pieces, with the reason of the signal. */
  signal?: AbortSignal;
}

const MORCEAU = 64 * 1024;

/**
 * Reads a whole CSD 2.4 document from its bytes: UTF-8 with or without a byte order mark, or ISO-8859-1, ISO-8859-15 or
 * Windows-1252 when the XML declaration says so.
 * @throws ErreurCsd when the document cannot be trusted; the records given before it must then be dropped.
 */
export async function lireCsd(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: OptionsLecture,
): Promise<RapportLecture> {
  const lecteur = new LecteurCsd(options);
  const decodage = new Decodage(lecteur);
  let octets = 0;
  for await (const piece of source) {
    for (let i = 0; i < piece.length; i += MORCEAU) {
      options.signal?.throwIfAborted();
      const morceau = piece.subarray(i, i + MORCEAU);
      decodage.ecrire(morceau);
      octets += morceau.length;
      options.progression?.(octets);
    }
  }
  options.signal?.throwIfAborted();
  return decodage.fin();
}

/** From bytes to the reader. */
class Decodage {
  readonly #lecteur: LecteurCsd;
  #attente: Uint8Array | undefined = Buffer.alloc(0);
  readonly #utf8 = new DecodeurUtf8();
  #latin: InstanceType<typeof TextDecoder> | undefined;

  constructor(lecteur: LecteurCsd) {
    this.#lecteur = lecteur;
  }

  ecrire(morceau: Uint8Array): void {
    if (this.#attente === undefined) this.#decoder(morceau);
    else {
      this.#attente = this.#attente.length === 0 ? morceau : Buffer.concat([this.#attente, morceau]);
      if (this.#attente.length >= OCTETS_ENCODAGE) this.#commencer(this.#attente);
    }
  }

  fin(): RapportLecture {
    if (this.#attente !== undefined) this.#commencer(this.#attente);
    if (this.#utf8.inacheve) {
      throw this.#lecteur.erreur('DOCUMENT_TRONQUE', 'le document finit au milieu d’un caractère');
    }
    return this.#lecteur.fin();
  }

  #commencer(debut: Uint8Array): void {
    this.#attente = undefined;
    const { nom, marque } = reconnaitreEncodage(debut);
    if (nom !== 'utf-8') this.#latin = new TextDecoder(nom);
    this.#decoder(debut.subarray(marque));
  }

  #decoder(morceau: Uint8Array): void {
    if (this.#latin !== undefined) {
      this.#lecteur.ecrire(this.#latin.decode(morceau, { stream: true }), morceau.length);
      return;
    }
    const { texte, malforme } = this.#utf8.decoder(morceau);
    this.#lecteur.ecrire(texte, morceau.length);
    if (malforme) {
      throw this.#lecteur.erreur(
        'UTF8_INVALIDE',
        'octets qui ne sont pas de l’UTF-8 : enregistrez le document en UTF-8, ou déclarez son encodage',
      );
    }
  }
}
