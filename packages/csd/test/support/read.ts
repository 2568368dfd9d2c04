import type { Enregistrement } from '@inter-ror/exposure-model';
import { LecteurCsd, lireCsd, type OptionsLecteur, type RapportLecture } from '../../src/index.js';

export interface Lecture {
  enregistrements: Enregistrement[];
  rapport: RapportLecture;
}

/** Reads a document given as text, in one piece or in several. */
export function lireTexte(morceaux: string | string[], options: Partial<OptionsLecteur> = {}): Lecture {
  const enregistrements: Enregistrement[] = [];
  const lecteur = new LecteurCsd({ surEnregistrement: (e) => enregistrements.push(e), ...options });
  for (const morceau of [morceaux].flat()) lecteur.ecrire(morceau);
  return { enregistrements, rapport: lecteur.fin() };
}

/** Reads a document given as bytes. */
export async function lireOctets(morceaux: Iterable<Uint8Array>): Promise<Lecture> {
  const enregistrements: Enregistrement[] = [];
  const rapport = await lireCsd(morceaux, { surEnregistrement: (e) => enregistrements.push(e) });
  return { enregistrements, rapport };
}
