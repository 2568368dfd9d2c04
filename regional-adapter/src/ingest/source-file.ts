import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { ErreurChargement } from './load-error.js';

const MORCEAU = 1 << 20;

/** Bytes that one byte of gzip may give; beyond, it is a bomb. */
const RAPPORT_GZIP_MAX = 200;

/** Whether a file begins as gzip does. */
export function estGzip(debut: Uint8Array): boolean {
  return debut[0] === 0x1f && debut[1] === 0x8b;
}

/** The file of a load: opened once, so that a replacement by rename does not mix two exports. */
export class SourceFile {
  readonly chemin: string;
  readonly octets: number;
  /** Bytes of the file given so far. */
  octetsLus = 0;
  readonly #fichier: FileHandle;
  readonly #modifie: number;
  readonly #empreinte: Hash = createHash('sha256');

  private constructor(chemin: string, fichier: FileHandle, octets: number, modifie: number) {
    this.chemin = chemin;
    this.#fichier = fichier;
    this.octets = octets;
    this.#modifie = modifie;
  }

  /** @throws ErreurChargement FICHIER_INTROUVABLE or FICHIER_ILLISIBLE */
  static async ouvrir(chemin: string): Promise<SourceFile> {
    try {
      const fichier = await open(chemin, 'r');
      const etat = await fichier.stat();
      if (!etat.isFile()) {
        await fichier.close();
        throw new ErreurChargement('FICHIER_ILLISIBLE', `${chemin} : ce n'est pas un fichier.`);
      }
      return new SourceFile(chemin, fichier, etat.size, etat.mtimeMs);
    } catch (cause) {
      if (cause instanceof ErreurChargement) throw cause;
      const absent = (cause as NodeJS.ErrnoException).code === 'ENOENT';
      throw new ErreurChargement(
        absent ? 'FICHIER_INTROUVABLE' : 'FICHIER_ILLISIBLE',
        absent
          ? `${chemin} : fichier introuvable. Vérifiez le chemin de l'export.`
          : `${chemin} : fichier illisible (${(cause as Error).message}). Donnez le droit de lecture à l'adaptateur.`,
        { cause },
      );
    }
  }

  /** SHA-256 of the whole file without giving it, lower-case hex. */
  async empreinteSeule(signal?: AbortSignal): Promise<string> {
    const empreinte = createHash('sha256');
    for await (const morceau of this.#morceaux(signal)) empreinte.update(morceau);
    return empreinte.digest('hex');
  }

  /** The XML, decompressed when the file is gzip, by its first bytes. To be read once, to the end. */
  async *xml(signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    const compresse = await this.#estGzip();
    const octets = this.#suivre(signal);
    if (!compresse) {
      yield* octets;
      return;
    }
    const gunzip = createGunzip({ chunkSize: MORCEAU });
    alimenter(octets, gunzip);
    let sortis = 0;
    try {
      for await (const morceau of gunzip as AsyncIterable<Buffer>) {
        sortis += morceau.length;
        if (sortis > MORCEAU + this.octets * RAPPORT_GZIP_MAX) {
          throw new ErreurChargement(
            'GZIP_INVALIDE',
            `${this.chemin} : plus de ${RAPPORT_GZIP_MAX} fois sa taille une fois décompressé : ce n'est pas un export.`,
          );
        }
        yield morceau;
      }
    } catch (cause) {
      if (!String((cause as NodeJS.ErrnoException).code).startsWith('Z_')) throw cause;
      throw new ErreurChargement(
        'GZIP_INVALIDE',
        `${this.chemin} : compression gzip tronquée ou altérée (${(cause as Error).message}). Copiez de nouveau l'export.`,
        { cause },
      );
    } finally {
      gunzip.destroy();
    }
  }

  /** SHA-256 of what `xml` read, lower-case hex, once the file is known not to have changed meanwhile. */
  async empreinte(): Promise<string> {
    const { size, mtimeMs } = await this.#fichier.stat();
    if (size !== this.octets || mtimeMs !== this.#modifie || this.octetsLus !== this.octets) {
      throw new ErreurChargement(
        'FICHIER_MODIFIE',
        `${this.chemin} : le fichier a changé pendant sa lecture (${this.octets} octets au début, ${size} à la fin). ` +
          "Attendez la fin de la copie, ou déposez l'export par renommage.",
      );
    }
    return this.#empreinte.digest('hex');
  }

  fermer(): Promise<void> {
    return this.#fichier.close();
  }

  async #estGzip(): Promise<boolean> {
    const debut = Buffer.alloc(2);
    await this.#fichier.read(debut, 0, 2, 0);
    return estGzip(debut);
  }

  async *#suivre(signal?: AbortSignal): AsyncGenerator<Buffer> {
    for await (const morceau of this.#morceaux(signal)) {
      this.#empreinte.update(morceau);
      this.octetsLus += morceau.length;
      yield morceau;
    }
  }

  /**
   * Pieces in two buffers, each full but for the last piece: while one is worked on, the other is filled. A piece is
   * valid until the next is asked.
   */
  async *#morceaux(signal?: AbortSignal): AsyncGenerator<Buffer> {
    let [tampon, suivant] = [Buffer.allocUnsafeSlow(MORCEAU), Buffer.allocUnsafeSlow(MORCEAU)];
    let lecture = this.#remplirEnAvance(tampon, 0);
    try {
      for (let position = MORCEAU; ; position += MORCEAU) {
        const taille = await lecture;
        signal?.throwIfAborted();
        if (taille === MORCEAU) lecture = this.#remplirEnAvance(suivant, position);
        if (taille > 0) yield tampon.subarray(0, taille);
        if (taille < MORCEAU) return;
        [tampon, suivant] = [suivant, tampon];
      }
    } finally {
      await lecture.catch(() => {});
    }
  }

  /** A failure is told to the one who awaits the piece, not to the process. */
  #remplirEnAvance(tampon: Buffer, position: number): Promise<number> {
    const lecture = this.#remplir(tampon, position);
    lecture.catch(() => {});
    return lecture;
  }

  async #remplir(tampon: Buffer, position: number): Promise<number> {
    for (let taille = 0; ; ) {
      const { bytesRead } = await this.#fichier.read(tampon, taille, MORCEAU - taille, position + taille);
      taille += bytesRead;
      if (bytesRead === 0 || taille === MORCEAU) return taille;
    }
  }
}

/** Gives pieces to a decompressor; a failure to read destroys it, which its reader sees. */
function alimenter(octets: AsyncIterable<Buffer>, gunzip: ReturnType<typeof createGunzip>): void {
  const copier = async (): Promise<void> => {
    for await (const morceau of octets) {
      await new Promise<void>((resolve, reject) => {
        gunzip.write(morceau, (erreur) => (erreur ? reject(erreur) : resolve()));
      });
    }
    gunzip.end();
  };
  copier().catch((cause: Error) => gunzip.destroy(cause));
}
