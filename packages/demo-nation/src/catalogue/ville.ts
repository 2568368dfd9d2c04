import { AGES, type ModeleUnite, service, unite } from './modele.js';

const VILLE = 'Exercice coordonné';

/** Single and group practices: one unit each. */
export const CABINETS: readonly ModeleUnite[] = [
  ...cabinet('de médecine générale', ['437'], '196', '10', { specialite: 'SM54' }),
  ...cabinet('de médecine générale', ['437', '471'], '196', '10', { specialite: 'SM54', actes: ['0172'] }),
  ...cabinet('de médecine générale', ['437', '475'], '196', '10', { specialite: 'SM54', publics: ['07'] }),
  ...cabinet('de cardiologie', ['013'], '183', '10', {
    specialite: 'SM04',
    actes: ['0172', '0630', '0199'],
    equipements: ['220'],
  }),
  ...cabinet('de pédiatrie', ['088'], '205', '10', { specialite: 'SM40', ages: AGES.ENFANTS }),
  ...cabinet('de gynécologie', ['053', '527'], '194', '10', { specialite: 'SM20', actes: ['1026', '1245'] }),
  ...cabinet('de dermatologie', ['037'], '190', '10', { specialite: 'SM15', equipements: ['213'] }),
  ...cabinet('de psychiatrie', ['229'], '208', '10', { specialite: 'SM42', specialisations: ['08', '65'] }),
  ...cabinet('de rhumatologie', ['131'], '212', '10', { actes: ['0257', '0345'] }),
  ...cabinet("d'ophtalmologie", ['103'], '221', '10', { actes: ['0264'], equipements: ['252', '251'] }),
  ...cabinet('de kinésithérapie', ['339'], '195', '70', { equipements: ['194', '193'] }),
  ...cabinet('de kinésithérapie', ['339', '427'], '195', '70', { equipements: ['041'] }),
  ...cabinet('infirmier', ['287'], '225', '60', { zone: 'COMMUNES', actes: ['0362'] }),
  ...cabinet('infirmier', ['287', '571'], '225', '60', { zone: 'COMMUNES' }),
  ...cabinet('de sages-femmes', ['530', '529'], '213', '50', { actes: ['0810'], ages: [14, 55, 'a'] }),
  ...cabinet('dentaire', ['442', '101'], '226', '40', { equipements: ['199', '200'] }),
  ...cabinet("d'orthophonie", ['200'], '222', '91', { ages: [3, 120, 'a'] }),
  ...cabinet("d'ergothérapie", ['558'], '216', '94', {}),
  ...cabinet('de psychomotricité', ['493'], '210', '96', { ages: AGES.ENFANTS }),
  ...cabinet('de diététique', ['549'], '191', '95', {}),
  ...cabinet('de pédicurie-podologie', ['201'], '206', '80', { actes: ['1095'] }),
];

function cabinet(
  quoi: string,
  activites: readonly string[],
  categorie: string,
  profession: string,
  options: Parameters<typeof unite>[3],
): ModeleUnite[] {
  return service(
    VILLE,
    `Cabinet ${quoi}`,
    '05',
    { ages: AGES.TOUS, professions: [profession], categorie },
    unite(`Cabinet ${quoi}`, '32', activites, options),
  );
}

/** Multi-professional health houses. */
export const MSP: readonly ModeleUnite[] = service(
  VILLE,
  'Maison de santé',
  '05',
  { ages: AGES.TOUS, publics: ['07'], categorie: '99' },
  unite('MSP — médecine générale', '32', ['437', '475'], { professions: ['10'], specialite: 'SM54' }),
  unite('MSP — soins infirmiers', '32', ['287', '614'], { professions: ['60'], zone: 'COMMUNES' }),
  unite('MSP — kinésithérapie', '32', ['339'], { professions: ['70'] }),
  unite('MSP — éducation thérapeutique', '42', ['336'], { professions: ['60', '95'], actes: ['0528'] }),
  unite('MSP — soins non programmés', '56', ['437', '475'], { professions: ['10'], categorie: '92' }),
);

/** Health centres. */
export const CENTRE_DE_SANTE: readonly ModeleUnite[] = service(
  VILLE,
  'Centre de santé',
  '05',
  { ages: AGES.TOUS, publics: ['07'] },
  unite('Centre de santé — médecine générale', '32', ['437'], {
    professions: ['10'],
    categorie: '196',
    specialite: 'SM54',
  }),
  unite('Centre de santé — soins dentaires', '32', ['442'], { professions: ['40'], categorie: '226' }),
  unite('Centre de santé — soins infirmiers', '32', ['287', '161'], { professions: ['60'], categorie: '225' }),
  unite('Centre de santé — ophtalmologie', '32', ['103'], {
    professions: ['10', '92'],
    categorie: '221',
    actes: ['0264'],
  }),
  unite('Centre de santé — téléexpertise', '35', ['037'], { professions: ['10'], equipements: ['153'] }),
);

/** Imaging practices. */
export const IMAGERIE_DE_VILLE: readonly ModeleUnite[] = service(
  VILLE,
  'Imagerie médicale de ville',
  '05',
  { ages: AGES.TOUS, professions: ['10', '98'], categorie: '211', specialite: 'SM44' },
  unite('Imagerie — IRM', '55', ['068'], { equipements: ['054', '087'] }),
  unite('Imagerie — scanner', '55', ['070'], { equipements: ['222'] }),
  unite('Imagerie — mammographie et échographie', '55', ['504', '067'], { equipements: ['094', '246'] }),
  unite('Imagerie — radiologie', '55', ['069', '454'], { equipements: ['249'], actes: ['0345'] }),
);

/** Coordination of professionals and of pathways. */
export const COORDINATION: readonly ModeleUnite[] = service(
  VILLE,
  'Coordination',
  '05',
  { ages: AGES.TOUS, publics: ['07'], zone: 'COMMUNES' },
  unite("Dispositif d'appui à la coordination", '58', ['335', '340'], { categorie: '178' }),
  unite('Organisation des soins non programmés', '56', ['475'], { categorie: '92' }),
);

/** Hospital at home. */
export const HAD: readonly ModeleUnite[] = service(
  'Pôle hospitalisation à domicile',
  'Hospitalisation à domicile',
  '01',
  { ages: AGES.TOUS, professions: ['10', '60'], zone: 'COMMUNES' },
  unite('HAD — socle', '31', ['083', '287'], { categorie: '128', places: [20, 60], actes: ['0560', '0362'] }),
  unite('HAD — réadaptation', '31', ['172'], { categorie: '130', places: [6, 20] }),
  unite('HAD — périnatalité', '31', ['282'], { categorie: '129', places: [4, 12] }),
  unite('HAD — enfants', '31', ['088'], { ages: AGES.ENFANTS, categorie: '131', places: [4, 10] }),
);

/** Dialysis centres. */
export const DIALYSE: readonly ModeleUnite[] = service(
  'Pôle dialyse',
  'Dialyse',
  '01',
  { ages: AGES.MAJEURS, professions: ['10', '60'] },
  unite('Dialyse — centre', '20', ['059'], { categorie: '274', places: [8, 24] }),
  unite('Dialyse — unité médicalisée', '20', ['059'], { categorie: '275', places: [6, 16] }),
  unite('Dialyse péritonéale à domicile', '37', ['583'], { categorie: '271', places: [4, 12] }),
);
