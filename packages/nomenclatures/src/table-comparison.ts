import { type ConceptTable, estTermine, type TableNos } from './table-types.js';

/** What a version of a table changes. Rows are those of the new version, except for codes taken out of it. */
export interface DifferenceTables {
  readonly ajoutes: readonly ConceptTable[];
  readonly renommes: readonly { readonly avant: ConceptTable; readonly apres: ConceptTable }[];
  /** Closed to entry by the new version, or taken out of it. */
  readonly termines: readonly ConceptTable[];
  /** Ended before, open again. */
  readonly retablis: readonly ConceptTable[];
}

/**
 * What changes from one version of a table to the next, in code order.
 *
 * @param jour the day (`YYYY-MM-DD`) at which ended codes are judged
 */
export function comparer(
  avant: TableNos,
  apres: TableNos,
  jour: string = new Date().toISOString().slice(0, 10),
): DifferenceTables {
  const anciens = parCle(avant);
  const nouveaux = parCle(apres);
  const ajoutes: ConceptTable[] = [];
  const renommes: { avant: ConceptTable; apres: ConceptTable }[] = [];
  const termines: ConceptTable[] = [];
  const retablis: ConceptTable[] = [];
  for (const cle of [...new Set([...anciens.keys(), ...nouveaux.keys()])].sort()) {
    const ancien = anciens.get(cle);
    const nouveau = nouveaux.get(cle);
    if (ancien === undefined) ajoutes.push(nouveau!);
    else if (nouveau === undefined) {
      if (!estTermine(ancien, jour)) termines.push(ancien);
    } else {
      if (ancien.libelle !== nouveau.libelle) renommes.push({ avant: ancien, apres: nouveau });
      const [finAvant, finApres] = [estTermine(ancien, jour), estTermine(nouveau, jour)];
      if (!finAvant && finApres) termines.push(nouveau);
      if (finAvant && !finApres) retablis.push(nouveau);
    }
  }
  return { ajoutes, renommes, termines, retablis };
}

/** The difference as lines for people: `+` added, `~` renamed, `-` ended, `^` open again. */
export function formaterDifference(difference: DifferenceTables): string[] {
  const libelle = (concept: ConceptTable): string => concept.libelle ?? '(sans libellé)';
  return [
    ...difference.ajoutes.map((c) => `+ ${c.code} ${libelle(c)}`),
    ...difference.renommes.map(({ avant, apres }) => `~ ${apres.code} ${libelle(avant)} → ${libelle(apres)}`),
    ...difference.termines.map((c) => `- ${c.code} ${libelle(c)}`),
    ...difference.retablis.map((c) => `^ ${c.code} ${libelle(c)}`),
  ];
}

function parCle(table: TableNos): Map<string, ConceptTable> {
  return new Map(table.concepts.map((concept) => [`${concept.code}|${concept.systeme ?? ''}`, concept]));
}
