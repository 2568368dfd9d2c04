/** A typed question, read: its words, and what they say of place, age and free capacity. */
export interface QuestionComprise {
  /** What remains for the full text search. */
  texte: string;
  /** Around this place. */
  pres?: string;
  /** Radius that the question gives, km. */
  rayonKm?: number;
  /** In what may be a territory (commune, département, region); `avec` is the text if it is none. */
  dans?: { lieu: string; avec: string };
  /** Only with free beds, or places. */
  libre?: boolean;
  /** Age of the patient, in `uniteAge` (UCUM). */
  age?: { valeur: number; unite: 'a' | 'mo' | 'wk' | 'd' };
}

const LENGTH_MAX = 200;
const ARTICLE = "(?:de\\s+la\\s+|de\\s+l['’]\\s*|de\\s+|du\\s+|des\\s+|d['’]\\s*)";
const AROUND = new RegExp(`^(?<texte>.*?)\\s*\\b(?:près|pres|proche|autour)\\s+${ARTICLE}(?<lieu>.+)$`, 'i');
const WITHIN =
  /^(?<lieu>.+?)\s*(?:,?\s*à\s+moins\s+de|,?\s*dans\s+un\s+rayon\s+de|,|à|dans)\s+(?<km>\d+(?:[.,]\d+)?)\s*km$/i;
const INSIDE =
  /^(?<texte>.*?)\s+(?:(?:en|à|a|dans\s+(?:le|la|les))\s+|dans\s+l['’]\s*)(?<lieu>[\p{L}\d][\p{L}\d\s'’-]*)$/iu;
const FREE = /\b(?:avec\s+)?(?:(?:un|une|des|du)\s+)?(?:lits?|places?)\s+(?:disponibles?|libres?)(?![\p{L}])/giu;
const AGE =
  /\b(?:(?:pour\s+)?(?:un|une|des)?\s*(?:enfant|patiente?|adulte|homme|femme|bébé|nourrisson|personne|fille|garçon)s?\s+(?:de|âgée?s?\s+de)\s+|de\s+|pour\s+)?(?<n>\d{1,3})\s+(?<unite>ans?|mois|semaines?|jours?)(?![\p{L}])/iu;
const UNITS = { an: 'a', mo: 'mo', se: 'wk', jo: 'd' } as const;

/**
 * Reads « EHPAD Alzheimer lits disponibles près de Quimper à moins de 30 km » or « dialyse 72 ans en Bretagne ».
 * What it does not recognise stays in `texte`: nothing that was typed is lost.
 */
export function comprendreQuestion(question: string): QuestionComprise {
  let rest = question.slice(0, LENGTH_MAX).trim().replace(/\s+/g, ' ');
  const read: QuestionComprise = { texte: '' };
  const free = rest.replace(FREE, ' ');
  if (free !== rest) {
    read.libre = true;
    rest = tidy(free);
  }
  const age = AGE.exec(rest);
  if (age?.groups !== undefined) {
    const unite = UNITS[age.groups.unite!.slice(0, 2).toLowerCase() as keyof typeof UNITS];
    read.age = { valeur: Number(age.groups.n), unite };
    rest = tidy(rest.replace(age[0], ' '));
  }
  const around = AROUND.exec(rest)?.groups;
  if (around !== undefined) {
    const within = WITHIN.exec(around.lieu!)?.groups;
    read.texte = around.texte!;
    read.pres = within?.lieu ?? around.lieu!;
    if (within !== undefined) read.rayonKm = Number(within.km!.replace(',', '.'));
    return read;
  }
  const inside = INSIDE.exec(rest)?.groups;
  if (inside !== undefined) read.dans = { lieu: inside.lieu!, avec: rest };
  read.texte = inside?.texte ?? rest;
  return read;
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
