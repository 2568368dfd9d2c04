import { OID_V1 } from '@inter-ror/csd';
import { memeCode } from '../codes.js';
import { exiger, SansObjet } from '../faults.js';
import { rechercheEn, type Terrain } from '../ground/index.js';
import { type Corps, famille, type Scenario } from '../model.js';
import { CRITERES, chercher, combien, enumerer, idsDe, inclus, memesIds, porte, reference } from './criteria.js';

/** TRE_R208, with ages in years that only these classes take. */
const CLASSES: readonly (readonly [code: string, libelle: string])[] = [
  ['01', 'nouveau-né'],
  ['02', 'nourrisson'],
  ['03', 'enfant'],
  ['04', 'adolescent'],
  ['05', 'jeune adulte'],
  ['06', 'adulte'],
  ['10', 'sénior de 65 à 75 ans'],
  ['11', 'sénior de 75 ans et plus'],
];

const parClasse = CLASSES.map(([code, libelle]): Corps => {
  const critere = CRITERES.classeAge;
  return {
    titre: `Recherche par la classe d’âge « ${libelle} »`,
    regle: 'Recherche v1, facility/patientsType/ageGroup (TRE_R208)',
    attendu: `chaque organisation interne rendue prend en charge la classe ${code}, et toutes celles qui la prennent en charge sont rendues`,
    async jouer(t) {
      const { lieu, lue: tout, entiere } = reference(t);
      const lue = await chercher(t, [lieu], critere.criteres([code]));
      const intrus = lue.ois.filter((oi) => porte(critere, lue, oi, [code]) !== true).map(({ id }) => id);
      exiger(intrus.length === 0, `ne prennent pas en charge la classe ${code} : ${enumerer(intrus)}`);
      const attendus = tout.ois.filter((oi) => porte(critere, tout, oi, [code])).map(({ id }) => id);
      if (entiere) memesIds(idsDe(lue), new Set(attendus), `classe ${code}`);
      if (lue.ois.length === 0) throw new SansObjet(`aucune organisation interne ne prend en charge la classe ${code}`);
      return `${combien(lue.ois.length)}, classe ${code}`;
    },
  };
});

/** An age, and the classes one of which takes it. */
const AGES: readonly (readonly [valeur: number, unite: string | undefined, dit: string, classes: readonly string[]])[] =
  [
    [40, undefined, '40, sans unité', ['06']],
    [40, 'a', '40 ans', ['06']],
    [5, 'a', '5 ans', ['03']],
    [14, 'a', '14 ans', ['04']],
    [20, 'a', '20 ans', ['05', '06']],
    [70, 'a', '70 ans', ['10']],
    [85, 'a', '85 ans', ['11']],
  ];

const parAge = AGES.map(
  ([valeur, unite, dit, classes]): Corps => ({
    titre: `Recherche pour un patient de ${dit}`,
    regle: 'Recherche v1, otherParams/patient/age (unité a : années)',
    attendu: 'chaque organisation interne rendue prend en charge une classe d’âge qui comprend cet âge',
    async jouer(t) {
      const { lieu, lue: tout, entiere } = reference(t);
      const lue = await chercher(t, [lieu], { agePatient: agePatient(valeur, unite) });
      const intrus = lue.ois.filter(
        (oi) => oi.ages.length > 0 && !oi.ages.some((a) => classes.some((c) => memeCode(a, c))),
      );
      exiger(intrus.length === 0, `classes d’âge sans ${dit} : ${enumerer(intrus.map(({ id }) => id))}`);
      if (entiere) inclus(idsDe(lue), idsDe(tout), 'rendues pour cet âge et pas sans');
      return `${combien(lue.ois.length)} pour ${dit}`;
    },
  }),
);

function agePatient(valeur: number, unite: string | undefined) {
  return { valeur, ...(unite === undefined ? {} : { unite: { code: unite, oid: OID_V1.uniteTemps } }) };
}

/** Bounds of a unit in whole years, when it says them in years. */
function bornesEnAns(t: Terrain) {
  return t.connu.lus.flatMap(({ unites }) =>
    unites.flatMap(({ id, complement }) => {
      const { ageMin, ageMax } = complement?.patientele ?? {};
      if (ageMin?.unite.code !== 'a' || ageMax?.unite.code !== 'a' || complement?.dateFermetureDefinitive) return [];
      return [{ id, min: ageMin.valeur, max: ageMax.valeur }];
    }),
  );
}

export const SCENARIOS_AGE: readonly Scenario[] = famille('age', 'AG', [
  ...parClasse,
  ...parAge,
  {
    titre: 'L’âge sans unité est en années',
    regle: 'Recherche v1, timeUnity 0..1',
    attendu: 'la même réponse pour 40 et pour 40 années',
    async jouer(t) {
      const { lieu } = reference(t);
      const sans = await chercher(t, [lieu], { agePatient: agePatient(40, undefined) });
      memesIds(idsDe(sans), idsDe(await chercher(t, [lieu], { agePatient: agePatient(40, 'a') })), 'sans unité');
      return combien(sans.ois.length);
    },
  },
  {
    titre: 'Les bornes d’âge lues d’une unité sont celles par lesquelles on la trouve',
    regle: 'Recherche v1, patient/age ; patientsType de CSD 2.4',
    attendu: 'une unité est rendue à l’âge minimal qu’elle annonce, et ne l’est pas dix ans au-dessus de l’âge maximal',
    async jouer(t) {
      const { lieu, lue, entiere } = reference(t);
      if (!entiere) throw new SansObjet('aucun lieu ne donne moins de 199 résultats : rien à comparer');
      const ici = idsDe(lue);
      const unite = bornesEnAns(t).find(({ id, max }) => ici.has(id) && max < 100);
      if (unite === undefined) throw new SansObjet('aucune unité lue n’a de bornes en années sous cent ans');
      const dedans = await chercher(t, [lieu], { agePatient: agePatient(unite.min, 'a') });
      exiger(idsDe(dedans).has(unite.id), `« ${unite.id} » absente à ${unite.min} ans, son âge minimal`);
      const dehors = await chercher(t, [lieu], { agePatient: agePatient(unite.max + 10, 'a') });
      exiger(
        !idsDe(dehors).has(unite.id),
        `« ${unite.id} » rendue à ${unite.max + 10} ans, son âge maximal est ${unite.max}`,
      );
      return `« ${unite.id} », de ${unite.min} à ${unite.max} ans`;
    },
  },
  {
    titre: 'Un âge négatif ne rend rien d’autre qu’un refus ou rien',
    regle: 'Recherche v1, patient/age/value',
    attendu: 'une erreur dite, ou aucune organisation interne',
    async jouer(t) {
      const { lue } = await t.recherche(rechercheEn([reference(t).lieu], { agePatient: agePatient(-3, 'a') }));
      if (lue.faute ?? lue.erreur) return 'refusé';
      exiger(lue.ois.length === 0, `${combien(lue.ois.length)} pour un âge de -3 ans`);
      return 'aucun résultat';
    },
  },
]);
