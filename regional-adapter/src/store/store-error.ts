/** What can go wrong with a store. */
export type CodeErreurStore =
  /** Another load is writing it. */
  | 'STORE_OCCUPE'
  /** A file of the store cannot be read. */
  | 'FICHIER_ENDOMMAGE'
  /** The store was written by a newer version. */
  | 'FORMAT_INCONNU'
  /** The folder cannot be made, read or written. */
  | 'DOSSIER_INACCESSIBLE'
  /** No such offer in the generation. */
  | 'OFFRE_ABSENTE';

/** An error of the store: names the file and the mend. */
export class ErreurStore extends Error {
  readonly code: CodeErreurStore;

  constructor(code: CodeErreurStore, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ErreurStore';
    this.code = code;
  }
}

const CODES_ENDOMMAGE = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_IOERR', 'SQLITE_CANTOPEN', 'SQLITE_ERROR']);

/** Runs a read of a file of the store; a failure of SQLite or of JSON becomes an error that names the file. */
export function lireFichier<T>(fichier: string, lire: () => T): T {
  try {
    return lire();
  } catch (cause) {
    if (cause instanceof ErreurStore || !estEndommage(cause)) throw cause;
    throw new ErreurStore(
      'FICHIER_ENDOMMAGE',
      `${fichier} : fichier endommagé ou illisible (${(cause as Error).message}). ` +
        `Arrêtez l'adaptateur, supprimez ce dossier de données et chargez de nouveau l'export de la région.`,
      { cause },
    );
  }
}

function estEndommage(cause: unknown): boolean {
  if (cause instanceof SyntaxError) return true;
  const { code, message } = cause as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && CODES_ENDOMMAGE.has(code)) return true;
  return typeof message === 'string' && message.startsWith('ConnectionFailed');
}
