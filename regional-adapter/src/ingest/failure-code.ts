import { ErreurCsd } from '@inter-ror/csd';
import { ErreurStore } from '../store/index.js';
import { ErreurChargement } from './load-error.js';

const PLUS_DE_PLACE = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL']);

/** Names what stopped a load, whatever threw it. */
export function erreurDeChargement(cause: unknown, fichier: string, storeDir: string): ErreurChargement {
  if (cause instanceof ErreurChargement) return cause;
  if (cause instanceof ErreurCsd) {
    const { ligne, colonne } = cause;
    return new ErreurChargement(
      'XML_INVALIDE',
      `${fichier} : ${cause.message}. Rien n'est chargé ; corrigez l'export et chargez-le de nouveau.`,
      { ligne, colonne, cause },
    );
  }
  if (cause instanceof ErreurStore) {
    const code =
      cause.code === 'STORE_OCCUPE' || cause.code === 'DOSSIER_INACCESSIBLE' ? cause.code : 'STORE_ENDOMMAGE';
    return new ErreurChargement(code, cause.message, { cause });
  }
  const { code, name, message } = cause as { code?: string; name?: string; message?: string };
  if (name === 'AbortError') return new ErreurChargement('ABANDONNE', `${fichier} : chargement abandonné.`, { cause });
  if (code !== undefined && PLUS_DE_PLACE.has(code)) {
    return new ErreurChargement(
      'DISQUE_PLEIN',
      `${storeDir} : plus de place sur le disque. Un chargement demande environ deux fois la taille de l'export.`,
      { cause },
    );
  }
  return new ErreurChargement('INTERNE', `${fichier} : chargement interrompu (${message ?? String(cause)}).`, {
    cause,
  });
}
