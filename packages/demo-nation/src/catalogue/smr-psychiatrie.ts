import { AGES, type ModeleUnite, service, unite } from './modele.js';

const READAPTATION = 'Pôle soins médicaux et de réadaptation';
const PSYCHIATRIE = 'Pôle psychiatrie et santé mentale';
const PSY_ENFANT = 'Pôle psychiatrie infanto-juvénile';

/** Medical care and rehabilitation (SMR). */
export const SMR: readonly ModeleUnite[] = [
  ...service(
    READAPTATION,
    'SMR spécialisés',
    '02',
    { professions: ['10', '60', '70', '94'], competences: ['38'] },
    unite('SMR locomoteur — hospitalisation complète', '28', ['233'], {
      actes: ['0270'],
      equipements: ['040', '102'],
      categorie: '102',
      lits: [15, 35],
    }),
    unite('SMR système nerveux — hospitalisation complète', '28', ['234', '245'], {
      equipements: ['103', '116'],
      categorie: '103',
      lits: [12, 30],
      specialisations: ['68'],
    }),
    unite('SMR cardio-vasculaire — hôpital de jour', '29', ['235', '336'], {
      actes: ['0199', '0148'],
      equipements: ['040'],
      categorie: '104',
      places: [8, 20],
    }),
    unite('SMR respiratoire', '28', ['236'], {
      actes: ['0148'],
      equipements: ['113'],
      categorie: '105',
      lits: [10, 24],
    }),
    unite('SMR addictologie', '28', ['240'], { categorie: '108', lits: [10, 24], publics: ['04'] }),
    unite('SMR pédiatrique — hôpital de jour', '29', ['233', '522'], {
      ages: AGES.ENFANTS,
      categorie: '109',
      places: [6, 14],
    }),
  ),
  ...service(
    READAPTATION,
    'SMR polyvalent et gériatrique',
    '02',
    { professions: ['10', '60', '70'] },
    unite('SMR polyvalent', '28', ['172'], { equipements: ['098'], categorie: '100', lits: [20, 40] }),
    unite('SMR gériatrique', '28', ['241'], {
      ages: AGES.TRES_AGES,
      actes: ['0204'],
      categorie: '101',
      lits: [18, 36],
    }),
    unite('Unité cognitivo-comportementale', '28', ['246'], {
      ages: AGES.SENIORS,
      specialisations: ['28'],
      categorie: '101',
      lits: [8, 14],
    }),
    unite('Équipe mobile de réadaptation', '11', ['172', '234'], { categorie: '79', zone: 'DEPARTEMENT' }),
  ),
];

/** Psychiatry: general sectors, children and adolescents, resource units. */
export const PSYCHIATRIE_UNITES: readonly ModeleUnite[] = [
  ...service(
    PSYCHIATRIE,
    'Secteur de psychiatrie générale',
    '03',
    {
      ages: AGES.MAJEURS,
      professions: ['10', '60', '69'],
      specialite: 'SM42',
      secteur: 'G',
      competences: ['41', '24'],
    },
    unite('Psychiatrie adulte — unité d’admission', '28', ['229'], {
      equipements: ['147'],
      categorie: '174',
      lits: [15, 28],
      specialisations: ['07', '08'],
    }),
    unite('Centre médico-psychologique adulte', '32', ['229'], {
      categorie: '10',
      zone: 'COMMUNES',
      specialisations: ['65'],
    }),
    unite('Hôpital de jour de psychiatrie adulte', '29', ['229', '231'], {
      categorie: '11',
      places: [10, 25],
      specialisations: ['07'],
    }),
    unite('CATTG adulte', '42', ['229'], { actes: ['0539', '0541'], categorie: '05' }),
    unite('Hôpital de nuit', '30', ['229'], { categorie: '12', places: [4, 10], rythme: 'INTERNAT' }),
    unite('Équipe mobile psychiatrie et précarité', '59', ['229'], {
      categorie: '77',
      publics: ['06'],
      zone: 'DEPARTEMENT',
    }),
    unite('Accueil familial thérapeutique', '41', ['229'], { categorie: '13', places: [5, 15] }),
  ),
  ...service(
    PSYCHIATRIE,
    'Psychiatrie intersectorielle',
    '03',
    { ages: AGES.MAJEURS, professions: ['10', '60'], specialite: 'SM42' },
    unite('Psychiatrie du sujet âgé — hospitalisation', '28', ['051'], {
      ages: AGES.SENIORS,
      categorie: '16',
      lits: [12, 22],
      specialisations: ['13'],
    }),
    unite('Centre de réhabilitation psychosociale', '54', ['231'], { categorie: '113', specialisations: ['16'] }),
    unite('Électroconvulsivothérapie', '20', ['229'], { actes: ['0183'], specialisations: ['08'] }),
    unite('Dispositif VigilanS', '58', ['472'], { categorie: '87', specialisations: ['62'], zone: 'DEPARTEMENT' }),
    unite('Unité mère-enfant', '28', ['230'], { ages: AGES.ADULTES, categorie: '119', lits: [4, 8] }),
    unite('Consultation psychotraumatisme', '32', ['229'], { categorie: '127', specialisations: ['67', '04'] }),
  ),
  ...service(
    PSY_ENFANT,
    'Secteur de psychiatrie infanto-juvénile',
    '03',
    { ages: AGES.ENFANTS, professions: ['10', '60', '96'], secteur: 'I', competences: ['43', '55'] },
    unite('Centre médico-psychologique enfants et adolescents', '32', ['227', '228'], {
      categorie: '281',
      zone: 'COMMUNES',
      specialisations: ['03'],
    }),
    unite('Hôpital de jour pédopsychiatrique', '29', ['227'], {
      categorie: '11',
      places: [8, 18],
      specialisations: ['02'],
    }),
    unite('Unité d’hospitalisation pour adolescents', '28', ['228'], {
      ages: AGES.ADOLESCENTS,
      categorie: '282',
      lits: [8, 14],
      specialisations: ['01', '62'],
    }),
    unite('Équipe mobile adolescents', '59', ['228'], {
      ages: AGES.ADOLESCENTS,
      categorie: '279',
      zone: 'DEPARTEMENT',
    }),
    unite('Maison des adolescents', '54', ['228', '453'], { ages: AGES.ADOLESCENTS, categorie: '134' }),
  ),
];

/** Psychiatric units whose offer is sensitive. */
export const PSYCHIATRIE_SENSIBLE: readonly ModeleUnite[] = service(
  PSYCHIATRIE,
  'Psychiatrie en milieu pénitentiaire',
  '03',
  { ages: AGES.MAJEURS, professions: ['10', '60'], sensible: true },
  unite('SMPR — service médico-psychologique régional', '29', ['229', '089'], { categorie: '14', places: [6, 14] }),
  unite('UHSA — unité hospitalière spécialement aménagée', '28', ['229', '089'], { categorie: '17', lits: [20, 40] }),
);
