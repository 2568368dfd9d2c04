/** One thing wrong in a configuration file: where it is and how to mend it. */
export interface Probleme {
  fichier: string;
  /** 1-based; absent when the file itself cannot be read. */
  ligne?: number;
  /** Dotted path of the key, e.g. `ecoute.port`. */
  cle?: string;
  message: string;
  remede: string;
}

/** A configuration that cannot be used. Commands end with exit code 2. */
export class ErreurConfiguration extends Error {
  readonly code = 'CONFIGURATION_INVALIDE';
  readonly problemes: readonly Probleme[];

  constructor(problemes: readonly Probleme[]) {
    super(problemes.map(formaterProbleme).join('\n'));
    this.name = 'ErreurConfiguration';
    this.problemes = problemes;
  }
}

/** `adapter.yaml:12: ecoute.port : ... → ...` */
function formaterProbleme(p: Probleme): string {
  const lieu = p.ligne === undefined ? p.fichier : `${p.fichier}:${p.ligne}`;
  const cle = p.cle === undefined || p.cle === '' ? '' : `${p.cle} : `;
  return `${lieu} : ${cle}${p.message} → ${p.remede}`;
}
