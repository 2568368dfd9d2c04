import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { ecrireCsd } from '@inter-ror/csd';
import { genererInstance, type OptionsInstance } from './generer-instance.js';
import { INSTANCES, type Instance, type Solution } from './instances.js';

/** Characters gathered before each write. */
const TAMPON = 1 << 20;

export interface OptionsExports extends Omit<OptionsInstance, 'instance'> {
  /** Folder of the files; made when it does not exist. */
  dir: string;
  /** Instances to write. @default INSTANCES */
  instances?: readonly Instance[];
}

/** One file written, and the instance that it is the export of. */
export interface ExportEcrit {
  codes: readonly string[];
  nom: string;
  /** INVENTED, see {@link INSTANCES}. */
  solution: Solution;
  /** Path of the file: `dir/ror-53.xml`, `dir/ror-04-06.xml`. */
  fichier: string;
}

/**
 * Writes the exports of the invented nation, one CSD 2.4 document for each instance, one after another.
 *
 * @throws RangeError as {@link genererInstance}
 */
export async function ecrireExports(options: OptionsExports): Promise<ExportEcrit[]> {
  const { dir, instances = INSTANCES, ...generation } = options;
  await mkdir(dir, { recursive: true });
  const ecrits: ExportEcrit[] = [];
  for (const instance of instances) {
    const fichier = join(dir, `ror-${instance.codes.join('-')}.xml`);
    await ecrireFichier(fichier, ecrireCsd(genererInstance({ ...generation, instance })));
    ecrits.push({ codes: instance.codes, nom: instance.nom, solution: instance.solution, fichier });
  }
  return ecrits;
}

async function ecrireFichier(fichier: string, morceaux: Iterable<string>): Promise<void> {
  const sortie = await open(fichier, 'w');
  try {
    let tampon = '';
    for (const morceau of morceaux) {
      tampon += morceau;
      if (tampon.length < TAMPON) continue;
      await sortie.write(tampon);
      tampon = '';
    }
    await sortie.write(tampon);
  } finally {
    await sortie.close();
  }
}
