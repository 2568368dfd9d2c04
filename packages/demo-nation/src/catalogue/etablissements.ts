import { CARDIOLOGIE_PEDIATRIQUE, IRM_CARDIAQUE, MATERNITES, MCO } from './mco.js';
import {
  A_DOMICILE,
  ADDICTIONS_UNITES,
  ADULTES_HANDICAP,
  EHPAD,
  ENFANCE_HANDICAP,
  RESIDENCE_AUTONOMIE,
} from './medico-social.js';
import type { ModeleUnite } from './modele.js';
import { RECOURS } from './recours.js';
import { PSYCHIATRIE_SENSIBLE, PSYCHIATRIE_UNITES, SMR } from './smr-psychiatrie.js';
import { CABINETS, CENTRE_DE_SANTE, COORDINATION, DIALYSE, HAD, IMAGERIE_DE_VILLE, MSP } from './ville.js';

/** Kind of legal entity: public hospital, association, company, liberal practice. */
export type Statut = 'PUBLIC' | 'ASSOCIATION' | 'SOCIETE' | 'LIBERAL';

/** A kind of site (EG). */
export interface ModeleEtablissement {
  /** First words of the name of the site. */
  forme: string;
  /** The site is named after its town (`CH de Quimper`), not by an invented name. */
  nomDeVille: boolean;
  /** TRE_R66, or TRE_R02 for SA05 to SA09. */
  categorie: string;
  statut: Statut;
  /** Pôles, services and functional units above its units. */
  hospitalier: boolean;
  taille: readonly [min: number, max: number];
  /** Units that come first, whatever the size. */
  fixes: readonly ModeleUnite[];
  unites: readonly ModeleUnite[];
  /** Professionals: for each site, or one for so many units. */
  professionnels: 'UN' | 'PLUSIEURS' | 'SALARIES';
  tarifs?: 'EHPAD' | 'DOMICILE';
}

const premiere = (unites: readonly ModeleUnite[], nom: string) => unites.filter((unite) => unite.nom === nom);

/** One unit of each of the four components of activity of a hospital. */
const COMPOSANTES = [
  ...premiere(MCO, 'Urgences adultes'),
  ...premiere(SMR, 'SMR polyvalent'),
  ...premiere(PSYCHIATRIE_UNITES, 'Centre médico-psychologique adulte'),
  ...premiere(EHPAD, 'EHPAD — hébergement permanent'),
  ...premiere(MCO, 'SMUR'),
];

const HOPITAL = {
  nomDeVille: true,
  statut: 'PUBLIC',
  hospitalier: true,
  professionnels: 'SALARIES',
} as const;
const MEDICO_SOCIAL = {
  nomDeVille: false,
  statut: 'ASSOCIATION',
  hospitalier: false,
  fixes: [],
  professionnels: 'SALARIES',
} as const;
const VILLE = {
  nomDeVille: false,
  statut: 'SOCIETE',
  hospitalier: false,
  fixes: [],
  professionnels: 'PLUSIEURS',
} as const;

/** Every kind of site of the invented nation. */
export const ETABLISSEMENTS = {
  CHU: {
    ...HOPITAL,
    forme: 'CHU',
    categorie: '101',
    taille: [60, 110],
    fixes: [
      ...COMPOSANTES,
      ...MATERNITES.TYPE_3,
      ...premiere(RECOURS, 'UHSI — unité hospitalière sécurisée interrégionale'),
    ],
    unites: [...MCO, ...RECOURS, ...SMR, ...PSYCHIATRIE_UNITES, ...PSYCHIATRIE_SENSIBLE, ...EHPAD],
  },
  CH: {
    ...HOPITAL,
    forme: 'CH',
    categorie: '355',
    taille: [20, 46],
    fixes: [...COMPOSANTES, ...MATERNITES.TYPE_2A],
    unites: [...MCO, ...SMR, ...PSYCHIATRIE_UNITES, ...EHPAD],
  },
  CLINIQUE: {
    ...VILLE,
    forme: 'Clinique',
    categorie: '128',
    hospitalier: true,
    taille: [7, 15],
    fixes: MATERNITES.TYPE_1,
    unites: [...MCO.filter(({ mode }) => ['09', '28', '29', '32', '55'].includes(mode)), ...SMR],
    professionnels: 'SALARIES',
  },
  CLINIQUE_MATERNITE_2B: {
    ...VILLE,
    forme: 'Polyclinique',
    categorie: '365',
    hospitalier: true,
    taille: [7, 15],
    fixes: MATERNITES.TYPE_2B,
    unites: MCO.filter(({ mode }) => ['09', '28', '29', '32', '55'].includes(mode)),
    professionnels: 'SALARIES',
  },
  PSY: {
    ...HOPITAL,
    forme: 'Centre hospitalier spécialisé',
    nomDeVille: false,
    categorie: '292',
    taille: [9, 18],
    fixes: PSYCHIATRIE_SENSIBLE.slice(0, 1),
    unites: PSYCHIATRIE_UNITES,
  },
  SMR: {
    ...VILLE,
    forme: 'Centre de réadaptation',
    categorie: '109',
    hospitalier: true,
    taille: [4, 10],
    unites: SMR,
    professionnels: 'SALARIES',
  },
  EHPAD: {
    ...MEDICO_SOCIAL,
    forme: 'EHPAD',
    categorie: '500',
    taille: [2, 5],
    fixes: EHPAD.slice(0, 1),
    unites: EHPAD,
    tarifs: 'EHPAD',
  },
  RESIDENCE: {
    ...MEDICO_SOCIAL,
    forme: 'Résidence autonomie',
    categorie: '202',
    taille: [1, 1],
    unites: RESIDENCE_AUTONOMIE,
  },
  IME: { ...MEDICO_SOCIAL, forme: 'IME', categorie: '183', taille: [2, 3], unites: ENFANCE_HANDICAP.IME },
  ITEP: { ...MEDICO_SOCIAL, forme: 'ITEP', categorie: '186', taille: [1, 2], unites: ENFANCE_HANDICAP.ITEP },
  IEM: { ...MEDICO_SOCIAL, forme: 'IEM', categorie: '192', taille: [1, 1], unites: ENFANCE_HANDICAP.IEM },
  EEAP: { ...MEDICO_SOCIAL, forme: 'EEAP', categorie: '188', taille: [1, 1], unites: ENFANCE_HANDICAP.EEAP },
  SESSAD: { ...MEDICO_SOCIAL, forme: 'SESSAD', categorie: '182', taille: [1, 2], unites: ENFANCE_HANDICAP.SESSAD },
  CAMSP: { ...MEDICO_SOCIAL, forme: 'CAMSP', categorie: '190', taille: [1, 1], unites: ENFANCE_HANDICAP.CAMSP },
  CMPP: { ...MEDICO_SOCIAL, forme: 'CMPP', categorie: '189', taille: [1, 1], unites: ENFANCE_HANDICAP.CMPP },
  MAS: { ...MEDICO_SOCIAL, forme: 'MAS', categorie: '255', taille: [1, 2], unites: ADULTES_HANDICAP.MAS },
  FAM: { ...MEDICO_SOCIAL, forme: 'FAM', categorie: '437', taille: [1, 2], unites: ADULTES_HANDICAP.FAM },
  ESAT: { ...MEDICO_SOCIAL, forme: 'ESAT', categorie: '246', taille: [1, 1], unites: ADULTES_HANDICAP.ESAT },
  FOYER: { ...MEDICO_SOCIAL, forme: 'Foyer de vie', categorie: '382', taille: [1, 1], unites: ADULTES_HANDICAP.FOYER },
  SAVS: { ...MEDICO_SOCIAL, forme: 'SAVS-SAMSAH', categorie: '445', taille: [1, 2], unites: ADULTES_HANDICAP.SAVS },
  DOMICILE: {
    ...MEDICO_SOCIAL,
    forme: 'Service autonomie',
    categorie: '209',
    taille: [1, 4],
    unites: A_DOMICILE,
    tarifs: 'DOMICILE',
  },
  ADDICTION: { ...MEDICO_SOCIAL, forme: 'CSAPA', categorie: '197', taille: [1, 4], unites: ADDICTIONS_UNITES },
  HAD: { ...MEDICO_SOCIAL, forme: 'HAD', categorie: '127', taille: [1, 4], unites: HAD },
  DIALYSE: { ...MEDICO_SOCIAL, forme: 'Centre de dialyse', categorie: '141', taille: [1, 3], unites: DIALYSE },
  CABINET: {
    ...VILLE,
    forme: 'Cabinet',
    categorie: 'SA07',
    statut: 'LIBERAL',
    taille: [1, 1],
    unites: CABINETS,
    professionnels: 'UN',
  },
  CABINET_GROUPE: {
    ...VILLE,
    forme: 'Cabinet de groupe',
    categorie: 'SA08',
    statut: 'LIBERAL',
    taille: [1, 2],
    unites: CABINETS,
  },
  MSP: { ...VILLE, forme: 'MSP', categorie: '603', taille: [3, 5], unites: MSP },
  CENTRE_DE_SANTE: {
    ...VILLE,
    forme: 'Centre de santé',
    categorie: '124',
    statut: 'ASSOCIATION',
    taille: [3, 5],
    unites: CENTRE_DE_SANTE,
  },
  IMAGERIE: { ...VILLE, forme: "Centre d'imagerie", categorie: 'SA09', taille: [3, 4], unites: IMAGERIE_DE_VILLE },
  COORDINATION: { ...MEDICO_SOCIAL, forme: 'DAC', categorie: '606', taille: [1, 2], unites: COORDINATION },
} as const satisfies Record<string, ModeleEtablissement>;

export type GenreEtablissement = keyof typeof ETABLISSEMENTS;

/** Order in which the sites of a region follow one another, again and again. */
export const CYCLE: readonly GenreEtablissement[] = [
  ...(['CH', 'EHPAD', 'CABINET', 'MSP', 'IME', 'CABINET_GROUPE', 'CLINIQUE', 'EHPAD', 'CABINET', 'PSY'] as const),
  ...(['DOMICILE', 'CENTRE_DE_SANTE', 'CABINET', 'EHPAD', 'FAM', 'IMAGERIE', 'SMR', 'SESSAD', 'CABINET'] as const),
  ...([
    'HAD',
    'EHPAD',
    'ADDICTION',
    'MAS',
    'CABINET_GROUPE',
    'CAMSP',
    'CLINIQUE_MATERNITE_2B',
    'ESAT',
    'EHPAD',
  ] as const),
  ...([
    'CABINET',
    'RESIDENCE',
    'DIALYSE',
    'SAVS',
    'COORDINATION',
    'CMPP',
    'CABINET',
    'ITEP',
    'EEAP',
    'FOYER',
    'IEM',
  ] as const),
];

/** Units planted on the first hospital of a town, by INSEE code, so that the examples of the README have answers. */
export const PLANTEES: Readonly<Record<string, readonly ModeleUnite[]>> = {
  '29232': IRM_CARDIAQUE,
  '35238': CARDIOLOGIE_PEDIATRIQUE,
};
