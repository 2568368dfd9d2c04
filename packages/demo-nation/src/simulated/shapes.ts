import type { Code, Enregistrement } from '@inter-ror/exposure-model';
import { cleCode, OIDS } from '@inter-ror/nomenclatures';

/** INVENTED: nothing public says how the two solutions differ. What differs here is all that an adapter can be told. */
export type GenreSimule = 'iess' | 'ir';

/** How a simulated solution speaks. OIDs under 2.999 are those of examples. */
export interface ReglagesSimules {
  /** Paths of the operations: the same for both, or one for each. */
  chemins: { notification: string; lecture: string };
  /** OIDs of its own, to those of the nomenclatures. */
  oids: Readonly<Record<string, string>>;
  /** Codes lose their leading zeros. */
  sansZeros: boolean;
  /** Dates are written `JJ/MM/AAAA HH:MM:SS`. */
  datesLocales: boolean;
  /** Local table that takes the place of a table of the nomenclatures: its OID, and what begins its codes. */
  tableLocale: { remplace: string; oid: string; prefixe: string } | undefined;
}

export const REGLAGES_SIMULES: Readonly<Record<GenreSimule, ReglagesSimules>> = {
  iess: {
    chemins: { notification: '/simulation/services', lecture: '/simulation/services' },
    oids: { '2.999.1.227': OIDS.champActivite, '2.999.1.213': OIDS.modePriseEnCharge },
    sansZeros: true,
    datesLocales: false,
    tableLocale: undefined,
  },
  ir: {
    chemins: { notification: '/simulation/notification', lecture: '/simulation/lecture' },
    oids: {},
    sansZeros: false,
    datesLocales: true,
    tableLocale: { remplace: OIDS.activiteOperationnelle, oid: '2.999.2.211', prefixe: 'ACT-' },
  },
};

const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}:\d{2})Z)?$/;

/** Writes records in the way of a simulated solution. */
export function mettreEnForme(enregistrement: Enregistrement, reglages: ReglagesSimules): Enregistrement {
  const versLocal = new Map(Object.entries(reglages.oids).map(([local, oid]) => [oid, local]));
  const { sansZeros, datesLocales, tableLocale } = reglages;

  const code = ({ code: valeur, oid, ...texte }: Code): Code => {
    if (tableLocale !== undefined && oid === tableLocale.remplace) {
      return { code: `${tableLocale.prefixe}${cleCode(valeur)}`, oid: tableLocale.oid, ...texte };
    }
    return { code: sansZeros ? cleSansZeros(valeur) : valeur, oid: versLocal.get(oid) ?? oid, ...texte };
  };
  const forme = (valeur: unknown): unknown => {
    if (typeof valeur === 'string') return datesLocales ? dateLocale(valeur) : valeur;
    if (Array.isArray(valeur)) return valeur.map(forme);
    if (typeof valeur !== 'object' || valeur === null) return valeur;
    if ('code' in valeur && 'oid' in valeur) return code(valeur as Code);
    return Object.fromEntries(Object.entries(valeur).map(([cle, element]) => [cle, forme(element)]));
  };
  return { sorte: enregistrement.sorte, valeur: forme(enregistrement.valeur) } as Enregistrement;
}

/** The correspondences that a region needs, as an adapter reads them: `oid_local;code_local;oid;code`. */
export function correspondances(enregistrements: Iterable<Enregistrement>, reglages: ReglagesSimules): string {
  const { tableLocale } = reglages;
  const lignes = new Set<string>();
  const parcourir = (valeur: unknown): void => {
    if (typeof valeur !== 'object' || valeur === null) return;
    const { code, oid } = valeur as Partial<Code>;
    if (tableLocale !== undefined && oid === tableLocale.remplace && typeof code === 'string') {
      lignes.add(`${tableLocale.oid};${tableLocale.prefixe}${cleCode(code)};${oid};${cleCode(code).padStart(3, '0')}`);
    } else for (const element of Object.values(valeur)) parcourir(element);
  };
  if (tableLocale !== undefined) for (const { valeur } of enregistrements) parcourir(valeur);
  return ['# Codes inventés d’une solution simulée : oid_local;code_local;oid;code', ...[...lignes].sort(), ''].join(
    '\n',
  );
}

function cleSansZeros(code: string): string {
  return /^0+\d+$/.test(code) ? cleCode(code) : code;
}

function dateLocale(texte: string): string {
  const [, annee, mois, jour, heure] = DATE.exec(texte) ?? [];
  if (annee === undefined) return texte;
  return heure === undefined ? `${jour}/${mois}/${annee}` : `${jour}/${mois}/${annee} ${heure}`;
}
