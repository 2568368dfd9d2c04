import type { Metadonnees } from '@inter-ror/exposure-model';
import { trouver } from '../faults.js';
import type { Etablissement, Terrain } from '../ground/index.js';

/** The `record` of an object, and the record of a directory that it belongs to. */
export interface Date {
  qui: string;
  metadonnees: Metadonnees;
}

/** The `record` of each object, and of what it holds. */
export function datesDe(e: Etablissement): Date[] {
  const dates: Date[] = [];
  const descendre = (valeur: unknown, qui: string): void => {
    if (Array.isArray(valeur)) for (const v of valeur) descendre(v, qui);
    else if (typeof valeur === 'object' && valeur !== null) {
      for (const [cle, v] of Object.entries(valeur)) {
        if (cle === 'metadonnees' && !Array.isArray(v)) dates.push({ qui, metadonnees: v as Metadonnees });
        else descendre(v, qui);
      }
    }
  };
  for (const { valeur } of e.lue.enregistrements) descendre(valeur, valeur.id);
  return dates;
}

export const instant = (iso: string) => Date.parse(iso);

export function premierLu(t: Terrain): Etablissement {
  return trouver(t.connu.lus[0], `aucun établissement lu : ${t.connu.manques.join(' ; ')}`);
}

/** An establishment whose units are of several fields of activity, else of one. */
export function parChamp(t: Terrain): { e: Etablissement; champ: string } {
  const champs = (e: Etablissement) => e.unites.flatMap(({ complement }) => complement?.champsActivite[0]?.code ?? []);
  const e = t.connu.lus.find((lu) => new Set(champs(lu)).size > 1) ?? premierLu(t);
  return { e, champ: trouver(champs(e)[0], 'aucune unité lue n’a de champ d’activité') };
}

export const lectureDe = (e: Etablissement) => ({ etablissement: e.demande, champsActivite: [], publics: [] });
