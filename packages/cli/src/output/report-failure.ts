import { CommandFailure, EXIT } from './exit-codes.js';

/** Tells the user what went wrong and gives the exit code. An unforeseen error keeps its stack. */
export function reportFailure(error: unknown): number {
  if (error instanceof CommandFailure) {
    console.error(error.message);
    return error.exitCode;
  }
  const { name, code, message } = error as NodeJS.ErrnoException;
  // By name: the packages that throw these are loaded by the verbs that need them only.
  switch (name) {
    case 'ErreurConfiguration':
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
    console.error(`${message} : ce port est pris, changez « ecoute.port » (0 laisse le système choisir).`);
  } else if (typeof code === 'string') console.error(`${code} : ${message}`);
  else console.error(error);
  return EXIT.REFUSED;
}
