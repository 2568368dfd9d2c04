import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Access profiles of the « Modalités d’accès » V3.0. */
export const PROFILS = [0, 1, 2, 3, 4, 5] as const;
export type Profil = (typeof PROFILS)[number];

/** What the field of activity of an offer changes: médico-social, ville, and all the others. */
export const CHAMPS = ['MS', 'VILLE', 'AUTRE'] as const;
export type Champ = (typeof CHAMPS)[number];

/** TRE_R283: 1 public, 2 professionals, 3 regulation and crisis. */
export const NIVEAUX = [1, 2, 3] as const;
export type Niveau = (typeof NIVEAUX)[number];

/** One way to see a datum: all that it says must hold. An empty one always does. */
const condition = z.strictObject({
  /** The unit is not sensitive. */
  sensible: z.literal(false).optional(),
  /** The offer is in one of these fields of activity. */
  champ: z.array(z.enum(['MS', 'VILLE'])).optional(),
  /** The level that the contact or the line carries is this one or a more open one. */
  niveauMax: z.union([z.literal(1), z.literal(2)]).optional(),
  /** Nobody that the datum is about refuses public diffusion. */
  oppose: z.literal(false).optional(),
});
export type Condition = z.infer<typeof condition>;

/** Ways to see, any one of which is enough; none: never seen. */
const vue = z.array(condition);

const donnee = z.strictObject({
  nom: z.string(),
  libelle: z.string(),
  niveau: z.string(),
  sources: z.array(z.string()),
  vue: z.strictObject({ 0: vue, 1: vue, 2: vue, 3: vue, 4: vue, 5: vue }),
  note: z.string().optional(),
});
export type LigneAcces = z.infer<typeof donnee>;

const table = z.strictObject({
  sources: z.record(z.string(), z.string()),
  niveaux: z.array(z.strictObject({ code: z.int(), nom: z.string(), loi: z.string() })),
  profils: z.array(z.strictObject({ profil: z.int(), libelle: z.string(), code: z.string().nullable() })),
  /** Codes of TRE_R227-ChampActivite that have rules of their own. */
  champs: z.strictObject({ MS: z.array(z.string()), VILLE: z.array(z.string()) }),
  donnees: z.array(donnee),
  /** Row of each type of the contract, and of the fields that are not of the row of their type. */
  contrat: z.record(z.string(), z.string()),
  /** Row of the criteria that are not public. */
  criteres: z.record(z.string(), z.string()),
});
export type TableAcces = z.infer<typeof table>;

/** The table in force: `data/table.json`, and nothing else, decides. */
export const TABLE: TableAcces = table.parse(
  JSON.parse(readFileSync(new URL('../data/table.json', import.meta.url), 'utf8')),
);

export const LIGNES: ReadonlyMap<string, LigneAcces> = new Map(TABLE.donnees.map((ligne) => [ligne.nom, ligne]));

/** Rows whose level is carried by each datum. */
export type LignePortee = 'contact' | 'telecommunication';

/**
 * The row of a field of the contract: its own, else that of its type.
 *
 * @param champ `Type.champ`, such as `Offre.capaciteCrise`
 * @throws Error when the table says nothing of it: a datum without a rule is not shown
 */
export function ligneDe(champ: string): LigneAcces {
  const nom = TABLE.contrat[champ] ?? TABLE.contrat[champ.slice(0, champ.indexOf('.'))];
  const ligne = nom === undefined ? undefined : LIGNES.get(nom);
  if (ligne === undefined) throw new Error(`La table d’accès ne dit rien de « ${champ} ».`);
  return ligne;
}
