import { AGES, type ModeleUnite, service, unite } from './modele.js';
import { POLES } from './poles.js';

/** Units of university hospitals only; some of them sensitive. */
export const RECOURS: readonly ModeleUnite[] = [
  ...service(
    POLES.URGENCES,
    'SAMU et gestion de crise',
    '01',
    { ages: AGES.TOUS, professions: ['10', '60', '36'] },
    unite('SAMU — régulation médicale', '27', ['273', '276'], { categorie: '246', zone: 'DEPARTEMENT' }),
    unite("Cellule d'urgence médico-psychologique", '59', ['147'], { categorie: '03', zone: 'DEPARTEMENT' }),
    unite('Unité de décontamination NRBC', '33', ['160', '052'], {
      actes: ['0006', '0007', '0008'],
      equipements: ['131', '139'],
      sensible: true,
    }),
    unite('Médecine hyperbare', '20', ['084'], { equipements: ['163'] }),
  ),
  ...service(
    POLES.URGENCES,
    'Médecine pénitentiaire',
    '01',
    { professions: ['10', '60'], sensible: true, ages: AGES.MAJEURS },
    unite('UHSI — unité hospitalière sécurisée interrégionale', '28', ['089', '083'], {
      equipements: ['137'],
      categorie: '292',
      lits: [8, 20],
    }),
    unite('USMP — consultations pour personnes détenues', '32', ['089'], { categorie: '309' }),
  ),
  ...service(
    POLES.NEURO,
    'Neurochirurgie',
    '01',
    { professions: ['10', '60'] },
    unite('Neurochirurgie', '28', ['096', '184'], { actes: ['0446', '0316'], categorie: '160', lits: [12, 28] }),
    unite('Neuroradiologie interventionnelle', '55', ['492'], { actes: ['0459', '0186'] }),
  ),
  ...service(
    POLES.COEUR,
    'Chirurgie cardiaque',
    '01',
    { professions: ['10', '60'] },
    unite('Chirurgie cardiaque et gros vaisseaux', '28', ['018'], {
      actes: ['0133', '0516', '0471'],
      categorie: '151',
      lits: [12, 26],
    }),
    unite('Réanimation de chirurgie cardiaque', '28', ['123'], {
      equipements: ['093'],
      categorie: '121',
      lits: [6, 14],
    }),
  ),
  ...service(
    POLES.CANCER,
    'Hématologie et brûlés',
    '01',
    { professions: ['10', '60'] },
    unite('Hématologie — secteur protégé', '28', ['055', '361'], {
      actes: ['0223', '0224'],
      equipements: ['010'],
      categorie: '169',
      lits: [8, 20],
    }),
    unite('Réanimation des brûlés', '28', ['121', '175'], {
      actes: ['0047'],
      equipements: ['186', '111'],
      categorie: '308',
      lits: [4, 10],
    }),
  ),
  ...service(
    POLES.FEMME,
    'Réanimation et chirurgie de l’enfant',
    '01',
    { ages: AGES.ENFANTS, professions: ['10', '60', '37'] },
    unite('Réanimation pédiatrique', '28', ['130'], { equipements: ['136'], categorie: '121', lits: [4, 12] }),
    unite('Exploration des nouveau-nés', '32', ['088', '282'], { ages: AGES.NOUVEAU_NES, categorie: '69' }),
  ),
];

/** Urgences with a code that the current table no longer offers (148), and units with codes that no table knows. */
export const CODES_ANCIENS: readonly ModeleUnite[] = service(
  POLES.URGENCES,
  'Urgences spécialisées',
  '01',
  { professions: ['10', '60'] },
  unite('Urgences cardiologiques', '33', ['148', '013'], { actes: ['0172'] }),
  unite('Urgences et activité non répertoriée', '33', ['157', '990'], { actes: ['9990'], equipements: ['046'] }),
);
