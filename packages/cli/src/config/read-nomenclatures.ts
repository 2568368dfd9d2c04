import { Nomenclatures } from '@inter-ror/nomenclatures';

/** The nomenclatures of a configuration: those the project carries, with the imported tables in their place. */
export function readNomenclatures({ nomenclatures }: { nomenclatures?: string | undefined }): Nomenclatures {
  return nomenclatures === undefined ? Nomenclatures.officielles() : Nomenclatures.avecDossier(nomenclatures);
}
