import { cleCode } from './code-key.js';
import { Nomenclatures } from './nomenclatures.js';

const ASSOCIATION = 'ASS_A14-FamilleActivite-ActiviteOperationnelle';
const FAMILLES = 'JDV_J51-FamilleActiviteOperationnelle-ROR';
const RANG_SERAFIN = /^([0-9](?:\.[0-9]+)+) /;

let parActivite: Map<string, string[]> | undefined;

/**
 * Codes of the families of an operational activity (TRE_R211), from the association ASS_A14. They are codes of
 * JDV_J51, which names them: the association gives SERAFIN-PH needs by their rank (`2.1.1.1`), that JDV_J51 carries
 * at the head of its labels. Empty when the activity has none.
 */
export function familleDe(codeActivite: string): string[] {
  parActivite ??= lireAssociation();
  return [...(parActivite.get(cleCode(codeActivite)) ?? [])];
}

function lireAssociation(): Map<string, string[]> {
  const nomenclatures = Nomenclatures.officielles();
  const parRang = new Map<string, string>();
  for (const famille of nomenclatures.table(FAMILLES)?.concepts ?? []) {
    const rang = RANG_SERAFIN.exec(famille.libelle ?? '')?.[1];
    if (rang !== undefined) parRang.set(rang, famille.code);
  }
  const familles = new Map<string, string[]>();
  for (const groupe of nomenclatures.table(ASSOCIATION)?.groupes ?? []) {
    for (const [source, activite] of groupe.paires) {
      const cle = cleCode(activite);
      familles.set(cle, [...(familles.get(cle) ?? []), parRang.get(source) ?? source]);
    }
  }
  return familles;
}
