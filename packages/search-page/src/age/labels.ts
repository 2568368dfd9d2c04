import { Nomenclatures, replierTexte } from '@inter-ror/nomenclatures';

const WORD = /[\p{L}\p{N}]+/gu;
const TIME = /(?:ans?|mois|semaines?|jours?|heures?)(?!\p{L})/iu;
/** The classes of TRE_R208 are ages themselves: « Sénior, 75 ans et plus ». */
const CLASSES_OF_AGE = 'R208';

let labels: string[][] | undefined;

/**
 * Where a text holds a label of the nomenclatures that speaks of time, as « Téléexpertise en moins de 7 jours »: such
 * words are searched, they are no age.
 */
export function libellesTenus(text: string): { debut: number; fin: number }[] {
  labels ??= labelsOfTime();
  const words = [...text.matchAll(WORD)].map((found) => ({
    key: replierTexte(found[0]),
    debut: found.index,
    fin: found.index + found[0].length,
  }));
  return labels.flatMap((label) =>
    words.flatMap(({ debut }, i) =>
      label.every((key, k) => words[i + k]?.key === key) ? [{ debut, fin: words[i + label.length - 1]!.fin }] : [],
    ),
  );
}

function labelsOfTime(): string[][] {
  const nomenclatures = Nomenclatures.officielles();
  const all = nomenclatures
    .tables()
    .filter(({ shortName }) => shortName !== CLASSES_OF_AGE)
    .flatMap(({ name }) => nomenclatures.table(name)!.concepts.map(({ libelle }) => libelle ?? ''))
    .filter((label) => TIME.test(label));
  return [...new Set(all)]
    .map((label) => [...label.matchAll(WORD)].map(([word]) => replierTexte(word)))
    .filter((words) => words.length > 1);
}
