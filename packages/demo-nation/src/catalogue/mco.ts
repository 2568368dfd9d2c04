import { AGES, type ModeleUnite, service, unite } from './modele.js';
import { POLES } from './poles.js';

/** « IRM cardiaque », planted near Quimper. */
export const IRM_CARDIAQUE = service(
  POLES.IMAGERIE,
  'Imagerie cardiovasculaire',
  '01',
  { specialite: 'SM44', professions: ['10', '98'] },
  unite('IRM cardiaque', '55', ['068', '013'], { equipements: ['054'], actes: ['0172'], categorie: '164' }),
);

/** « Cardiologie pédiatrique », planted at Rennes. */
export const CARDIOLOGIE_PEDIATRIQUE = service(
  POLES.FEMME,
  'Cardiologie pédiatrique et congénitale',
  '01',
  { ages: AGES.ENFANTS, specialite: 'SM04', professions: ['10', '60'], specialisations: ['59'] },
  unite('Cardiologie pédiatrique — consultations', '32', ['013', '088'], { actes: ['0172', '0630'], categorie: '69' }),
  unite('Cardiologie pédiatrique — hospitalisation complète', '28', ['013', '088'], {
    actes: ['0084', '0172'],
    equipements: ['112'],
    categorie: '162',
    lits: [6, 14],
  }),
);

/** Units of a general hospital. */
export const MCO: readonly ModeleUnite[] = [
  ...service(
    POLES.URGENCES,
    'Structure des urgences et SMUR',
    '01',
    { ages: AGES.TOUS, specialite: 'SM26', professions: ['10', '60', '35'], publics: ['07'] },
    unite('Urgences adultes', '33', ['157', '160'], {
      ages: AGES.ADULTES,
      categorie: '20',
      equipements: ['207'],
      lits: [4, 12],
    }),
    unite('Urgences pédiatriques', '33', ['249'], { ages: AGES.ENFANTS, categorie: '311' }),
    unite('SMUR', '59', ['136', '268'], {
      categorie: '247',
      equipements: ['064', '093', '135'],
      zone: 'COMMUNES',
      rythme: 'H24',
    }),
    unite("Unité d'hospitalisation de courte durée", '13', ['157'], { categorie: '278', lits: [6, 16] }),
    unite('Urgences psychiatriques', '33', ['158'], { ages: AGES.ADULTES, categorie: '301' }),
  ),
  ...service(
    POLES.COEUR,
    'Cardiologie',
    '01',
    { specialite: 'SM04', professions: ['10', '60'], competences: ['59'] },
    unite('Cardiologie — hospitalisation complète', '28', ['013', '354'], {
      actes: ['0172', '0630', '0178'],
      equipements: ['112', '118'],
      categorie: '149',
      lits: [12, 32],
    }),
    unite('Cardiologie — consultations', '32', ['013', '344'], { actes: ['0172', '0199', '0177'], categorie: '69' }),
    unite('Cardiologie interventionnelle — plateau de coronarographie', '55', ['014', '133'], {
      actes: ['0001', '0249', '0250', '0179'],
      equipements: ['017', '211', '224'],
      categorie: '149',
    }),
    unite('Hôpital de jour de cardiologie', '29', ['013', '336'], {
      actes: ['0528'],
      categorie: '11',
      places: [4, 10],
    }),
  ),
  ...service(
    POLES.COEUR,
    'Pneumologie',
    '01',
    { specialite: 'SM41', professions: ['10', '60', '70'] },
    unite('Pneumologie — hospitalisation complète', '28', ['114'], {
      actes: ['0559'],
      categorie: '163',
      lits: [10, 26],
    }),
    unite('Explorations fonctionnelles respiratoires', '20', ['343', '114'], {
      actes: ['0148', '0210'],
      categorie: '69',
    }),
  ),
  ...service(
    POLES.NEURO,
    'Neurologie',
    '01',
    { professions: ['10', '60', '91'] },
    unite('Neurologie — hospitalisation complète', '28', ['097'], {
      categorie: '161',
      lits: [12, 28],
      specialisations: ['27'],
    }),
    unite('Unité neurovasculaire', '28', ['098', '356'], { actes: ['0460', '0459'], categorie: '263', lits: [6, 16] }),
    unite('Consultation mémoire', '32', ['097', '597'], { actes: ['0033'], categorie: '69', specialisations: ['28'] }),
  ),
  ...service(
    POLES.MEDECINE,
    'Médecine polyvalente et gériatrie',
    '01',
    { professions: ['10', '60', '35'], specialite: 'SM18' },
    unite('Médecine polyvalente', '28', ['083'], { categorie: '238', lits: [14, 30] }),
    unite('Médecine gériatrique aiguë', '28', ['050', '491'], {
      ages: AGES.TRES_AGES,
      actes: ['0204', '0032'],
      categorie: '156',
      lits: [12, 28],
    }),
    unite('Équipe mobile de gériatrie', '53', ['050'], { ages: AGES.TRES_AGES, categorie: '71', zone: 'COMMUNES' }),
    unite('Soins de longue durée', '46', ['333'], {
      ages: AGES.SENIORS,
      categorie: '249',
      lits: [20, 60],
      temporalite: '02',
    }),
    unite("Permanence d'accès aux soins de santé", '17', ['083'], { publics: ['06'], categorie: '295' }),
  ),
  ...service(
    POLES.MEDECINE,
    'Spécialités médicales',
    '01',
    { professions: ['10', '60'] },
    unite('Hépato-gastro-entérologie — endoscopies', '55', ['046', '062'], {
      actes: ['0192', '0205'],
      categorie: '170',
      specialite: 'SM24',
    }),
    unite('Endocrinologie et diabétologie — hôpital de jour', '29', ['039', '041'], {
      actes: ['0528'],
      categorie: '167',
      places: [4, 12],
    }),
    unite('Néphrologie et hémodialyse', '20', ['059', '095'], { categorie: '274', places: [8, 24] }),
    unite('Rhumatologie — consultations', '32', ['131'], { actes: ['0345', '0257'], categorie: '69' }),
    unite('Dermatologie — consultations', '32', ['037'], { actes: ['0404'], categorie: '69', specialite: 'SM15' }),
    unite('Maladies infectieuses et tropicales', '28', ['077'], {
      equipements: ['009'],
      categorie: '168',
      lits: [6, 18],
    }),
    unite('Médecine interne', '28', ['085'], { categorie: '176', lits: [8, 22] }),
    unite('Centre de vaccination internationale', '32', ['161'], {
      actes: ['0501'],
      ages: AGES.TOUS,
      categorie: '270',
    }),
  ),
  ...service(
    POLES.CHIRURGIE,
    'Chirurgie',
    '01',
    { professions: ['10', '60'] },
    unite('Chirurgie orthopédique et traumatologique', '28', ['025'], {
      actes: ['0026'],
      equipements: ['192'],
      categorie: '150',
      lits: [14, 30],
    }),
    unite('Chirurgie viscérale et digestive', '28', ['033'], {
      equipements: ['069'],
      categorie: '153',
      lits: [12, 28],
    }),
    unite('Chirurgie ambulatoire', '09', ['025', '033', '103'], { actes: ['0066'], ages: AGES.TOUS, places: [8, 20] }),
    unite('Ophtalmologie — consultations', '32', ['103'], {
      actes: ['0264', '0066'],
      equipements: ['201'],
      ages: AGES.TOUS,
      categorie: '69',
    }),
    unite('ORL et chirurgie cervico-faciale', '28', ['016'], { ages: AGES.TOUS, categorie: '173', lits: [4, 14] }),
    unite('Urologie', '28', ['031'], { actes: ['0277', '0465'], categorie: '234', lits: [6, 16] }),
    unite("Consultation d'anesthésie", '32', ['007'], { categorie: '237', specialite: 'SM02' }),
  ),
  ...service(
    POLES.FEMME,
    'Pédiatrie',
    '01',
    { ages: AGES.ENFANTS, specialite: 'SM40', professions: ['10', '60', '37'], competences: ['14'] },
    unite('Pédiatrie — hospitalisation complète', '28', ['088'], { categorie: '162', lits: [8, 22] }),
    unite('Pédiatrie — consultations', '32', ['088'], { actes: ['0481'], categorie: '69' }),
    unite('Surveillance des nourrissons', '28', ['088', '391'], {
      ages: AGES.NOURRISSONS,
      categorie: '254',
      lits: [3, 8],
    }),
  ),
  ...service(
    POLES.FEMME,
    'Gynécologie et orthogénie',
    '01',
    { professions: ['10', '50'], specialite: 'SM20' },
    unite('Gynécologie — consultations', '32', ['053', '100'], {
      actes: ['0180', '0181'],
      categorie: '69',
      specialisations: ['64'],
    }),
    unite("Centre d'orthogénie", '32', ['105'], { actes: ['0267', '0268'], ages: AGES.ADOLESCENTS, categorie: '89' }),
  ),
  ...service(
    POLES.CANCER,
    'Oncologie',
    '01',
    { professions: ['10', '60', '95'] },
    unite('Hôpital de jour de chimiothérapie', '29', ['102', '164'], {
      actes: ['0377'],
      categorie: '171',
      places: [8, 24],
    }),
    unite('Radiothérapie', '20', ['168'], { categorie: '117' }),
    unite('Unité de soins palliatifs', '28', ['170'], { categorie: '175', lits: [6, 14] }),
    unite('Réunion de concertation pluridisciplinaire — sein', '39', ['211']),
  ),
  ...service(
    POLES.URGENCES,
    'Soins critiques',
    '01',
    { professions: ['10', '60', '70'] },
    unite('Réanimation polyvalente', '28', ['127'], { actes: ['0236', '0243'], categorie: '121', lits: [8, 18] }),
    unite('Soins intensifs polyvalents', '28', ['351'], { categorie: '122', lits: [4, 10] }),
    unite('Surveillance continue polyvalente', '28', ['373'], { categorie: '254', lits: [4, 12] }),
  ),
  ...service(
    POLES.IMAGERIE,
    'Imagerie médicale',
    '01',
    { ages: AGES.TOUS, specialite: 'SM44', professions: ['10', '98'], categorie: '164' },
    unite('IRM', '55', ['068'], { equipements: ['054', '052'], actes: ['0269'] }),
    unite('Scanner', '55', ['070'], { equipements: ['086', '222'], actes: ['1265'] }),
    unite('Radiologie conventionnelle et échographie', '55', ['069', '067'], { equipements: ['249', '246', '021'] }),
    unite('Médecine nucléaire', '55', ['087', '169'], { actes: ['0436', '0549'], categorie: '239' }),
  ),
];

/** Maternities, by type (TRE_R253): activities agree with the type. */
export const MATERNITES = {
  TYPE_1: maternite('Maternité — hospitalisation', '01', ['100']),
  TYPE_2A: maternite('Maternité — hospitalisation et néonatalogie', '02', ['094', '100']),
  TYPE_2B: maternite('Maternité — hospitalisation et soins intensifs néonatals', '03', ['094', '100', '369']),
  TYPE_3: maternite('Maternité — hospitalisation et réanimation néonatale', '04', ['094', '100', '128', '369']),
} as const;

function maternite(nom: string, type: string, activites: readonly string[]): readonly ModeleUnite[] {
  return service(
    POLES.FEMME,
    'Maternité',
    '01',
    { ages: [14, 55, 'a'], professions: ['10', '50', '37'], specialite: 'SM20' },
    unite(nom, '28', activites, { maternite: type, equipements: ['145'], categorie: '290', lits: [12, 40] }),
  );
}
