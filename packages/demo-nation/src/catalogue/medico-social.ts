import { AGES, type ModeleUnite, service, unite } from './modele.js';

const AINES = 'Pôle grand âge';
const ENFANCE = 'Pôle enfance et handicap';
const ADULTES = 'Pôle adultes en situation de handicap';
const DOMICILE = 'Pôle domicile';
const ADDICTIONS = 'Pôle addictions et précarité';

/** EHPAD units dedicated to Alzheimer's disease, in every region. */
export const EHPAD: readonly ModeleUnite[] = service(
  AINES,
  'Hébergement des personnes âgées',
  '04',
  { ages: AGES.SENIORS, publics: ['01'], professions: ['60', '35'], competences: ['19', '20', '45'], habitation: true },
  unite('EHPAD — unité Alzheimer', '46', ['298', '285', '293'], {
    categorie: '24',
    lits: [12, 28],
    temporalite: '02',
    specialisations: ['28', '27'],
    equipements: ['114', '152'],
    rythme: 'H24',
  }),
  unite('EHPAD — hébergement permanent', '46', ['298', '285', '293'], {
    categorie: '21',
    lits: [40, 90],
    temporalite: '02',
    rythme: 'H24',
  }),
  unite('EHPAD — hébergement temporaire', '46', ['298', '293', '394'], {
    categorie: '21',
    lits: [2, 8],
    temporalite: '01',
    sequentiel: true,
    rythme: 'H24',
  }),
  unite('Accueil de jour Alzheimer', '47', ['306', '325'], {
    categorie: '22',
    places: [6, 14],
    temporalite: '01',
    sequentiel: true,
    specialisations: ['28'],
  }),
  unite("Pôle d'activités et de soins adaptés", '47', ['306'], {
    categorie: '25',
    places: [12, 14],
    temporalite: '02',
    specialisations: ['28'],
    actes: ['0542'],
  }),
);

/** Independent living for older people. */
export const RESIDENCE_AUTONOMIE: readonly ModeleUnite[] = service(
  AINES,
  'Logement des personnes âgées',
  '04',
  { ages: AGES.SENIORS, publics: ['03'], professions: ['35'], habitation: true },
  unite('Résidence autonomie — logements', '46', ['298', '312'], {
    categorie: '26',
    places: [30, 70],
    temporalite: '02',
    rythme: 'H24',
  }),
);

/** Children and adolescents with a disability. */
export const ENFANCE_HANDICAP: Readonly<
  Record<'IME' | 'ITEP' | 'IEM' | 'EEAP' | 'SESSAD' | 'CAMSP' | 'CMPP', readonly ModeleUnite[]>
> = {
  IME: service(
    ENFANCE,
    'Institut médico-éducatif',
    '04',
    {
      ages: AGES.JEUNES_HANDICAPES,
      publics: ['02'],
      categorie: '48',
      professions: ['94', '96'],
      specialisations: ['02', '14'],
      competences: ['29', '30', '31'],
    },
    unite('IME — accueil de jour', '47', ['300', '289', '295'], { places: [20, 50], temporalite: '02' }),
    unite('IME — internat', '46', ['298', '300'], {
      places: [8, 20],
      temporalite: '02',
      rythme: 'INTERNAT',
      habitation: true,
    }),
    unite('IME — accueil temporaire', '46', ['308', '394'], {
      places: [2, 4],
      temporalite: '01',
      sequentiel: true,
      rythme: 'INTERNAT',
    }),
  ),
  ITEP: service(
    ENFANCE,
    'Institut thérapeutique, éducatif et pédagogique',
    '04',
    { ages: AGES.JEUNES_HANDICAPES, publics: ['02'], categorie: '50', specialisations: ['26'], temporalite: '02' },
    unite('ITEP — semi-internat', '47', ['300', '289'], { places: [15, 35] }),
    unite('ITEP — internat', '46', ['298', '300'], { places: [10, 24], rythme: 'INTERNAT', habitation: true }),
  ),
  IEM: service(
    ENFANCE,
    "Institut d'éducation motrice",
    '04',
    {
      ages: [3, 20, 'a'],
      publics: ['02'],
      categorie: '49',
      specialisations: ['22'],
      temporalite: '02',
      professions: ['70', '94'],
    },
    unite('IEM — accueil de jour', '47', ['291', '300'], { places: [15, 40], equipements: ['150', '155'] }),
  ),
  EEAP: service(
    ENFANCE,
    'Enfants et adolescents polyhandicapés',
    '04',
    {
      ages: [3, 20, 'a'],
      publics: ['02'],
      categorie: '51',
      specialisations: ['17'],
      temporalite: '02',
      professions: ['60', '70'],
    },
    unite('EEAP — internat et accueil de jour', '46', ['288', '291', '293'], {
      places: [12, 30],
      equipements: ['101'],
      rythme: 'H24',
      habitation: true,
    }),
  ),
  SESSAD: service(
    ENFANCE,
    "Service d'éducation spéciale et de soins à domicile",
    '04',
    { ages: [0, 20, 'a'], publics: ['02'], categorie: '57', temporalite: '02', zone: 'COMMUNES' },
    unite('SESSAD — troubles du spectre de l’autisme', '49', ['300', '295', '308'], {
      places: [15, 40],
      specialisations: ['02'],
    }),
    unite('SESSAD — déficience intellectuelle', '49', ['300', '306'], { places: [15, 40], specialisations: ['14'] }),
  ),
  CAMSP: service(
    ENFANCE,
    "Centre d'action médico-sociale précoce",
    '04',
    { ages: [0, 6, 'a'], publics: ['02'], categorie: '61', professions: ['10', '91', '96'] },
    unite('CAMSP — dépistage et soins', '54', ['448', '290', '493'], { specialisations: ['02', '66'] }),
  ),
  CMPP: service(
    ENFANCE,
    'Centre médico-psycho-pédagogique',
    '04',
    { ages: [3, 20, 'a'], publics: ['02'], categorie: '62', professions: ['10', '91'] },
    unite('CMPP — consultations', '54', ['448', '289', '200'], { specialisations: ['11', '03'] }),
  ),
};

/** Adults with a disability. */
export const ADULTES_HANDICAP: Readonly<Record<'MAS' | 'FAM' | 'ESAT' | 'FOYER' | 'SAVS', readonly ModeleUnite[]>> = {
  MAS: service(
    ADULTES,
    "Maison d'accueil spécialisée",
    '04',
    { ages: AGES.ADULTES_HANDICAPES, publics: ['02'], categorie: '40', professions: ['60', '35'], habitation: true },
    unite('MAS — hébergement', '46', ['288', '293', '298'], {
      places: [20, 50],
      temporalite: '02',
      specialisations: ['17'],
      equipements: ['098', '155'],
      rythme: 'H24',
    }),
    unite('MAS — accueil de jour', '47', ['288', '313'], {
      places: [4, 10],
      temporalite: '02',
      specialisations: ['17', '68'],
    }),
  ),
  FAM: service(
    ADULTES,
    "Foyer d'accueil médicalisé",
    '04',
    {
      ages: AGES.ADULTES_HANDICAPES,
      publics: ['02', '05'],
      categorie: '39',
      professions: ['60', '35'],
      habitation: true,
    },
    unite('FAM — hébergement', '46', ['293', '298', '285'], {
      places: [20, 45],
      temporalite: '02',
      specialisations: ['02', '16'],
      rythme: 'H24',
    }),
    unite('FAM — accueil temporaire', '46', ['298', '394'], {
      places: [2, 5],
      temporalite: '01',
      sequentiel: true,
      rythme: 'H24',
    }),
  ),
  ESAT: service(
    ADULTES,
    "Service d'aide par le travail",
    '04',
    { ages: AGES.ADULTES_HANDICAPES, publics: ['02'], categorie: '43', temporalite: '02' },
    unite('ESAT — ateliers', '54', ['304', '305'], { places: [40, 110], specialisations: ['14'] }),
  ),
  FOYER: service(
    ADULTES,
    'Foyer de vie',
    '04',
    { ages: AGES.ADULTES_HANDICAPES, publics: ['02'], categorie: '41', temporalite: '02', habitation: true },
    unite('Foyer de vie — hébergement', '46', ['298', '313'], {
      places: [20, 40],
      rythme: 'H24',
      specialisations: ['16'],
    }),
  ),
  SAVS: service(
    ADULTES,
    'Accompagnement à la vie sociale',
    '04',
    { ages: AGES.ADULTES_HANDICAPES, publics: ['02'], temporalite: '02', zone: 'COMMUNES' },
    unite('SAVS', '49', ['298', '312', '318'], { categorie: '31', places: [20, 50] }),
    unite('SAMSAH', '49', ['285', '298'], { categorie: '32', places: [15, 35], specialisations: ['16'] }),
  ),
};

/** At home. */
export const A_DOMICILE: readonly ModeleUnite[] = service(
  DOMICILE,
  'Services à domicile',
  '04',
  { ages: AGES.SENIORS, publics: ['01', '02'], professions: ['60', '35'], zone: 'COMMUNES', temporalite: '02' },
  unite('SSIAD — soins infirmiers à domicile', '49', ['287', '293'], { categorie: '28', places: [30, 80] }),
  unite('Équipe spécialisée Alzheimer', '49', ['306', '325'], {
    categorie: '29',
    places: [10, 10],
    specialisations: ['28'],
  }),
  unite('Service autonomie à domicile — aide', '49', ['293', '299', '322'], { categorie: '30' }),
  unite("Plateforme d'accompagnement et de répit", '54', ['325', '394'], { categorie: '38', publics: ['01'] }),
);

/** Addictions and precariousness. */
export const ADDICTIONS_UNITES: readonly ModeleUnite[] = service(
  ADDICTIONS,
  'Addictologie et soins aux personnes précaires',
  '04',
  { ages: AGES.ADULTES, publics: ['04', '06'], professions: ['10', '60'], competences: ['60', '59', '08'] },
  unite('CSAPA — consultations', '54', ['404', '003', '139'], {
    categorie: '80',
    actes: ['0523', '0044'],
    specialisations: ['10'],
  }),
  unite('CAARUD — accueil', '54', ['450'], { categorie: '81', specialisations: ['10'] }),
  unite('Lits halte soins santé', '46', ['285', '287'], {
    categorie: '93',
    lits: [4, 12],
    temporalite: '01',
    publics: ['06'],
    rythme: 'H24',
  }),
  unite('Appartements de coordination thérapeutique', '46', ['298', '340'], {
    categorie: '94',
    places: [6, 16],
    temporalite: '01',
    publics: ['06'],
    rythme: 'H24',
    habitation: true,
  }),
);
