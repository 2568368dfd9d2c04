import { closeSync, createReadStream, existsSync, openSync, readSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { ErreurCsd, lireCsd } from '@inter-ror/csd';
import { openStore } from '@inter-ror/regional-adapter';
import type { AdapterConfig } from '../config/index.js';
import { EXIT } from '../output/index.js';
import type { Constat } from './check-report.js';
import { checkSolution } from './solution-check.js';

const SHOWN = 10;

/**
 * What is loaded, and whether the export can be read, from its first byte to its last, or the live solution answers;
 * nothing is loaded.
 */
export async function checkData({ donnees, source, region, nomenclatures }: AdapterConfig): Promise<Constat> {
  const loaded = loadedIn(donnees);
  if (source?.solution !== undefined) {
    return checkSolution(region.solution, source.solution, nomenclatures, loaded ?? 'rien n’est encore chargé');
  }
  if (source?.fichier === undefined) {
    return loaded === undefined
      ? { etat: 'alerte', dit: 'rien n’est chargé', remede: 'chargez un export : adapter load FICHIER --config …' }
      : { etat: 'bon', dit: loaded };
  }
  const before = loaded === undefined ? 'rien n’est encore chargé' : loaded;
  const remede = 'déposez l’export là, ou corrigez source.fichier';
  if (!existsSync(source.fichier)) {
    return { etat: 'faux', dit: `${before} ; l’export ${source.fichier} n’existe pas`, remede, code: EXIT.REFUSED };
  }
  try {
    const report = await lireCsd(open(source.fichier), { surEnregistrement: () => {} });
    const kept = Object.values(report.gardes).reduce((a, b) => a + b, 0);
    const skipped = Object.values(report.ecartes).reduce((a, b) => a + b, 0);
    const dit = `${before} ; export ${source.fichier}, ${kept} enregistrements lisibles, ${skipped} écartés`;
    if (skipped === 0) return { etat: 'bon', dit };
    const first = report.anomalies
      .slice(0, SHOWN)
      .map((a) => `ligne ${a.ligne}, colonne ${a.colonne} : ${a.chemin} (${a.code}) ${a.message}`);
    return { etat: 'alerte', dit, remede: ['corrigez dans le ROR :', ...first].join('\n      ') };
  } catch (e) {
    if (!(e instanceof ErreurCsd)) throw e;
    return { etat: 'faux', dit: `${before} ; ${source.fichier} : ${e.message}`, remede, code: EXIT.REFUSED, cause: e };
  }
}

function loadedIn(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const store = openStore(folder);
  try {
    const info = store.infoCourante();
    return info && `génération ${info.numero} du ${info.date}, ${info.nombreOffres} offres`;
  } finally {
    store.close();
  }
}

/** The XML of an export, decompressed when it is compressed by gzip. */
function open(file: string): AsyncIterable<Uint8Array> {
  const head = Buffer.alloc(2);
  const descriptor = openSync(file, 'r');
  readSync(descriptor, head, 0, 2, 0);
  closeSync(descriptor);
  const bytes = createReadStream(file);
  return head.readUInt16BE() === 0x1f8b ? bytes.pipe(createGunzip()) : bytes;
}
