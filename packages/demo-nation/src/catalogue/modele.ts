/** TRE_R227. */
export type Champ = '01' | '02' | '03' | '04' | '05';

/** Age range: minimum, maximum, UCUM unit. */
export type Tranche = readonly [min: number, max: number, unite: 'a' | 'mo' | 'd'];

export const AGES = {
  ADULTES: [16, 120, 'a'],
  TOUS: [0, 120, 'a'],
  ENFANTS: [0, 17, 'a'],
  ADOLESCENTS: [12, 20, 'a'],
  NOURRISSONS: [0, 24, 'mo'],
  NOUVEAU_NES: [0, 28, 'd'],
  SENIORS: [60, 120, 'a'],
  TRES_AGES: [75, 120, 'a'],
  JEUNES_HANDICAPES: [6, 20, 'a'],
  ADULTES_HANDICAPES: [18, 62, 'a'],
  MAJEURS: [18, 120, 'a'],
} as const satisfies Record<string, Tranche>;

/** Opening of a unit. */
export type Rythme = 'H24' | 'SEMAINE' | 'CONSULTATION' | 'AMBULATOIRE' | 'INTERNAT';

/** A kind of elementary unit, from which invented offers are written. Codes are those of the NOS. */
export interface ModeleUnite {
  nom: string;
  champ: Champ;
  /** TRE_R213. */
  mode: string;
  /** TRE_R211. */
  activites: readonly string[];
  pole: string;
  service: string;
  ages: Tranche;
  rythme: Rythme;
  /** TRE_R210. */
  actes?: readonly string[];
  /** TRE_R212. */
  equipements?: readonly string[];
  /** TRE_R244. */
  categorie?: string;
  /** TRE_R239. */
  publics?: readonly string[];
  /** TRE_R245. */
  specialisations?: readonly string[];
  /** TRE_R243. */
  competences?: readonly string[];
  /** TRE_G15. */
  professions?: readonly string[];
  /** TRE_R38. */
  specialite?: string;
  /** TRE_R240. */
  temporalite?: '01' | '02';
  sequentiel?: boolean;
  lits?: readonly [number, number];
  places?: readonly [number, number];
  habitation?: boolean;
  /** TRE_R253. */
  maternite?: string;
  /** Letter of the psychiatric sector: general or of children. */
  secteur?: 'G' | 'I';
  zone?: 'COMMUNES' | 'DEPARTEMENT';
  sensible?: boolean;
}

type Options = Partial<Omit<ModeleUnite, 'nom' | 'champ' | 'mode' | 'activites' | 'pole' | 'service'>>;

/** One unit of a service. */
export function unite(nom: string, mode: string, activites: readonly string[], options: Options = {}) {
  return { nom, mode, activites, ...options };
}

/** Units of one service of one pôle, with what they share. */
export function service(
  pole: string,
  nom: string,
  champ: Champ,
  communs: Options,
  ...unites: ReturnType<typeof unite>[]
): ModeleUnite[] {
  return unites.map((propre) => ({
    ages: AGES.ADULTES,
    rythme: rythmeParDefaut(propre.mode),
    ...communs,
    ...propre,
    champ,
    pole,
    service: nom,
  }));
}

function rythmeParDefaut(mode: string): Rythme {
  if (['28', '33', '27', '13', '31'].includes(mode)) return 'H24';
  if (mode === '34') return 'INTERNAT';
  if (['29', '09'].includes(mode)) return 'AMBULATOIRE';
  return mode === '32' ? 'CONSULTATION' : 'SEMAINE';
}
