import { CommandFailure, EXIT } from './exit-codes.js';

/** What the system says of a file. */
const FILES: Readonly<Record<string, string>> = {
  ENOENT: 'fichier ou dossier absent',
  EACCES: 'accès refusé, donnez les droits à ce compte',
  EPERM: 'opération refusée, donnez les droits à ce compte',
  EISDIR: 'c’est un dossier, un fichier est attendu',
  ENOTDIR: 'ce n’est pas un dossier',
  EEXIST: 'existe déjà, rien n’est écrasé',
  ENOSPC: 'plus de place sur le disque, libérez-en puis recommencez',
  EROFS: 'disque en lecture seule',
};

/** Why the system refused a file, in French when it is known. */
export function causeOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === undefined || !(code in FILES) ? message : `${FILES[code]} (${code})`;
}

/** Tells the user what went wrong and gives the exit code. An unforeseen error keeps its stack. */
export function reportFailure(error: unknown): number {
  if (error instanceof CommandFailure) {
    console.error(error.message);
    return error.exitCode;
  }
  const { name, code, message, path } = error as NodeJS.ErrnoException;
  // By name: the packages that throw these are loaded by the verbs that need them only.
  switch (name) {
    case 'ErreurConfiguration':
    case 'ErreurCorrespondances':
    case 'ErreurTheme':
      console.error(message);
      return EXIT.USAGE;
    case 'WhitelistError':
      console.error(`liste blanche (${code}) : ${message}`);
      return code === 'REFUSED' ? EXIT.REFUSED : EXIT.VERIFICATION;
    case 'AuditError':
      console.error(`journal (${code}) : ${message}`);
      return EXIT.VERIFICATION;
    case 'MutualTlsError':
    case 'PinError':
      console.error(`TLS mutuel (${code}) : ${message}`);
      return EXIT.VERIFICATION;
    case 'ErreurNomenclature':
      console.error(`nomenclature (${code}) : ${message}`);
      return EXIT.VERIFICATION;
    case 'ErreurStore':
    case 'ErreurCsd':
      console.error(`${code} : ${message}`);
      return EXIT.REFUSED;
  }
  if (code === 'EADDRINUSE') {
    const { address, port } = error as { address?: string; port?: number };
    console.error(`${address}:${port} : ce port est pris, changez « ecoute.port » (0 laisse le système choisir).`);
  } else if (code !== undefined && code in FILES)
    console.error(`${path ?? 'écriture impossible'} : ${FILES[code]} (${code}).`);
  else if (typeof code === 'string') console.error(`${code} : ${message}`);
  else console.error(error);
  return EXIT.REFUSED;
}
