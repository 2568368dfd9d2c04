import { ErreurCsd } from '../errors.js';

/** How the bytes of the document become text, and how many of them are a byte order mark. */
export interface Encodage {
  nom: 'utf-8' | 'windows-1252' | 'iso-8859-15';
  marque: number;
}

const DECLARATION = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/;

/** Bytes needed to be sure of the encoding, unless the document is shorter. */
export const OCTETS_ENCODAGE = 256;

/** Tells the encoding from the first bytes. UTF-8, ISO-8859-1, ISO-8859-15 and Windows-1252 are read; others are refused. */
export function reconnaitreEncodage(debut: Uint8Array): Encodage {
  const [a, b, c] = debut;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { nom: 'utf-8', marque: 3 };
  if ((a === 0xfe && b === 0xff) || (a === 0xff && b === 0xfe)) throw refus('UTF-16');
  if (a === 0 || (a !== undefined && b === 0)) throw refus('UTF-16 ou UTF-32');
  const texte = Buffer.from(debut.buffer, debut.byteOffset, Math.min(debut.length, OCTETS_ENCODAGE)).toString('latin1');
  const declare = DECLARATION.exec(texte)?.[1];
  switch (declare?.toLowerCase()) {
    case undefined:
    case 'utf-8':
    case 'utf8':
    case 'us-ascii':
    case 'ascii':
      return { nom: 'utf-8', marque: 0 };
    case 'iso-8859-1':
    case 'latin1':
    case 'windows-1252':
    case 'cp1252':
      return { nom: 'windows-1252', marque: 0 };
    case 'iso-8859-15':
      return { nom: 'iso-8859-15', marque: 0 };
    default:
      throw refus(declare as string);
  }
}

function refus(nom: string): ErreurCsd {
  return new ErreurCsd(
    'ENCODAGE_REFUSE',
    `encodage ${nom.slice(0, 40)} refusé : enregistrez le document en UTF-8`,
    1,
    1,
  );
}
