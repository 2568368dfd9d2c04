import { type CodeSoap, OID_V1, type RechercheV1 } from '@inter-ror/csd';
import { memeCode, sansZeros } from '../codes.js';
import { exiger, SansObjet } from '../faults.js';
import { type Lieu, rechercheEn, type Terrain, tenue } from '../ground/index.js';
import type { LueV1, OiV1 } from '../reading/index.js';

/** A criterion of the search v1 that its answer shows. */
export interface Critere {
  /** `l’activité opérationnelle`, after « par ». */
  libelle: string;
  element: string;
  /** Width of the codes in the NOS. */
  largeur: number;
  criteres(codes: readonly string[]): Partial<Omit<RechercheV1, 'destinations'>>;
  /** Codes that the answer gives to an internal organisation; undefined when it does not link it to any. */
  codesDe(lue: LueV1, oi: OiV1): string[] | undefined;
}

export type NomCritere = 'activite' | 'acte' | 'mode' | 'classeAge' | 'equipement';

const avec = (oid: string, codes: readonly string[]): CodeSoap[] => codes.map((code) => ({ code, oid }));

function parServices(lue: LueV1, oi: OiV1, champ: 'activites' | 'actes'): string[] | undefined {
  if (oi.services.length === 0) return undefined;
  return oi.services.flatMap((id) => lue.services.get(id)?.[champ] ?? []);
}

export const CRITERES: Readonly<Record<NomCritere, Critere>> = {
  activite: {
    libelle: 'l’activité opérationnelle',
    element: 'service/codedType',
    largeur: 3,
    criteres: (codes) => ({ activites: avec(OID_V1.activiteOperationnelle, codes) }),
    codesDe: (lue, oi) => parServices(lue, oi, 'activites'),
  },
  acte: {
    libelle: 'l’acte spécifique',
    element: 'service/act',
    largeur: 4,
    criteres: ([code]) => ({ acte: { code: code!, oid: OID_V1.acteSpecifique } }),
    codesDe: (lue, oi) => parServices(lue, oi, 'actes'),
  },
  mode: {
    libelle: 'le mode de prise en charge',
    element: 'facility/typeOfCare',
    largeur: 2,
    criteres: (codes) => ({ modesPriseEnCharge: avec(OID_V1.modePriseEnCharge, codes) }),
    codesDe: (_lue, oi) => oi.modes,
  },
  classeAge: {
    libelle: 'la classe d’âge',
    element: 'facility/patientsType/ageGroup',
    largeur: 2,
    criteres: (codes) => ({ classesAge: avec(OID_V1.classeAge, codes) }),
    codesDe: (_lue, oi) => oi.ages,
  },
  equipement: {
    libelle: 'l’équipement',
    element: 'device/type',
    largeur: 3,
    criteres: ([code]) => ({ equipement: { code: code!, oid: OID_V1.equipement } }),
    codesDe: (lue, oi) =>
      oi.equipements.length === 0 ? undefined : oi.equipements.flatMap((id) => lue.appareils.get(id) ?? []),
  },
};

/** Codes of a criterion in the answer of reference, the most frequent last: a narrow search is compared whole. */
export function codesPresents(t: Terrain, critere: Critere): string[] {
  const { lue } = reference(t);
  const nombres = new Map<string, number>();
  for (const oi of lue.ois) {
    for (const code of new Set(critere.codesDe(lue, oi) ?? [])) nombres.set(code, (nombres.get(code) ?? 0) + 1);
  }
  return [...nombres].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1)).map(([code]) => code);
}

/** The whole answer of a place, or the beginning of one. @throws SansObjet */
export function reference(t: Terrain): { lieu: Lieu; lue: LueV1; entiere: boolean } {
  const { base, apercu } = t.connu;
  if (base !== undefined) return { ...base, entiere: true };
  if (apercu !== undefined) return { ...apercu, entiere: false };
  throw new SansObjet('aucune recherche par territoire ne rend d’organisation interne à ce serveur');
}

export async function chercher(
  t: Terrain,
  lieux: Parameters<typeof rechercheEn>[0],
  criteres: Parameters<typeof rechercheEn>[1] = {},
): Promise<LueV1> {
  return tenue(await t.recherche(rechercheEn(lieux, criteres))).lue;
}

/** Whether an internal organisation carries a code; undefined when the answer does not tell. */
export function porte(critere: Critere, lue: LueV1, oi: OiV1, codes: readonly string[]): boolean | undefined {
  const siens = critere.codesDe(lue, oi);
  return siens?.some((sien) => codes.some((code) => memeCode(sien, code)));
}

export const idsDe = (lue: LueV1): Set<string> => new Set(lue.ois.map(({ id }) => id));

/** Compares two sets of identifiers. @throws Ecart naming what differs */
export function memesIds(obtenus: ReadonlySet<string>, attendus: ReadonlySet<string>, quoi: string): void {
  const manquent = [...attendus].filter((id) => !obtenus.has(id));
  const enTrop = [...obtenus].filter((id) => !attendus.has(id));
  exiger(
    manquent.length + enTrop.length === 0,
    `${quoi} : ${obtenus.size} au lieu de ${attendus.size}` +
      `${manquent.length > 0 ? `, il manque ${enumerer(manquent)}` : ''}` +
      `${enTrop.length > 0 ? `, en trop ${enumerer(enTrop)}` : ''}`,
  );
}

/** @throws Ecart when some of the first are not in the second */
export function inclus(petits: ReadonlySet<string>, grands: ReadonlySet<string>, quoi: string): void {
  const dehors = [...petits].filter((id) => !grands.has(id));
  exiger(dehors.length === 0, `${quoi} : ${enumerer(dehors)}`);
}

export function enumerer(valeurs: readonly string[]): string {
  const montrees = valeurs.slice(0, 5).map((v) => `« ${v.slice(0, 80)} »`);
  return valeurs.length > 5 ? `${montrees.join(', ')} et ${valeurs.length - 5} autres` : montrees.join(', ');
}

/** `1 organisation interne`, `3 organisations internes`. */
export function combien(n: number): string {
  return n >= 2 ? `${n} organisations internes` : `${n} organisation interne`;
}

/** A code padded as the NOS writes it. */
export function complete(critere: Critere, code: string): string {
  return sansZeros(code).padStart(critere.largeur, '0');
}
