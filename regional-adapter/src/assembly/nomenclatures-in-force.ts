import { Nomenclatures } from '@inter-ror/nomenclatures';

const lues = new Map<string, Nomenclatures>();

/**
 * The nomenclatures in force: those that the project carries, with the tables imported in a folder in their place.
 * @throws ErreurNomenclature naming what cannot be read in the folder
 */
export function nomenclaturesDe(dossier: string | undefined): Nomenclatures {
  if (dossier === undefined) return Nomenclatures.officielles();
  const connues = lues.get(dossier) ?? Nomenclatures.avecDossier(dossier);
  lues.set(dossier, connues);
  return connues;
}
