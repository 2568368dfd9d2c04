import type { LecteurDate, TypeDate } from '@inter-ror/csd';

/** How a solution writes its dates: as the schema says, or as people do, in the time of Paris or of another zone. */
export interface FormeDate {
  forme: 'JJ/MM/AAAA' | 'AAAA-MM-JJ HH:MM:SS';
  /** Offset of its clock when a date says none, `+01:00`. @default 'Z' */
  decalage?: string;
}

const JOUR_DEVANT = /^(\d{2})\/(\d{2})\/(\d{4})(?:[ T](\d{2}:\d{2}(?::\d{2})?))?$/;
const ANNEE_DEVANT = /^(\d{4})-(\d{2})-(\d{2})(?: (\d{2}:\d{2}(?::\d{2})?))?$/;

/** Reads the dates of a solution that does not write those of the schema. */
export function lecteurDeDates({ forme, decalage = 'Z' }: FormeDate): LecteurDate {
  return (texte, type) => {
    const [jour, heure] = forme === 'JJ/MM/AAAA' ? jourDevant(texte) : anneeDevant(texte);
    return jour === undefined ? undefined : ecrire(type, jour, heure, decalage);
  };
}

function jourDevant(texte: string): [string | undefined, string | undefined] | [] {
  const [, jour, mois, annee, heure] = JOUR_DEVANT.exec(texte) ?? [];
  return annee === undefined ? [] : [`${annee}-${mois}-${jour}`, heure];
}

function anneeDevant(texte: string): [string | undefined, string | undefined] | [] {
  const [, annee, mois, jour, heure] = ANNEE_DEVANT.exec(texte) ?? [];
  return annee === undefined ? [] : [`${annee}-${mois}-${jour}`, heure];
}

function ecrire(type: TypeDate, jour: string, heure: string | undefined, decalage: string): string | undefined {
  if (type === 'date') return jour;
  const entiere = heure === undefined ? '00:00:00' : heure.length === 5 ? `${heure}:00` : heure;
  return type === 'dateHeure' ? `${jour}T${entiere}${decalage}` : undefined;
}
