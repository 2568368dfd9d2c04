import { OID_LECTURE } from '@inter-ror/csd';
import { exiger, trouver } from '../faults.js';
import { rechercheEn, type Terrain } from '../ground/index.js';
import { type Corps, famille, type Scenario } from '../model.js';
import { CRITERES, codesPresents, reference } from './criteria.js';

/** RG_ALIM_024, and the bound of the cases of the search v1. */
const DELAI_MS = 5_000;
const A_LA_FOIS = 8;

const enMoins = (titre: string, regle: string, mesurer: (t: Terrain) => Promise<number>): Corps => ({
  titre,
  regle,
  attendu: `la réponse entière en ${DELAI_MS / 1_000} s au plus`,
  async jouer(t) {
    const dureeMs = await mesurer(t);
    exiger(dureeMs <= DELAI_MS, `${dureeMs} ms`);
    return `${dureeMs} ms`;
  },
});

const V1 = 'Recherche v1, délai de 5 s';
const LECTURE = 'RG_ALIM_024';

async function pire(durees: readonly Promise<{ http: { dureeMs: number } }>[]): Promise<number> {
  return Math.max(...(await Promise.all(durees)).map(({ http }) => http.dureeMs));
}

const region = (t: Terrain) =>
  trouver(t.connu.region ?? t.connu.departement, 'aucune région connue : indiquez --region');
const commune = (t: Terrain) => trouver(t.connu.communes[0], 'aucune commune connue : indiquez --commune');

export const SCENARIOS_TEMPS: readonly Scenario[] = famille('temps', 'TP', [
  enMoins(
    'Une recherche dans toute une région',
    V1,
    async (t) => (await t.rechercheFraiche(rechercheEn([region(t)]))).http.dureeMs,
  ),
  enMoins('Une recherche dans un département', V1, async (t) => {
    const lieu = trouver(t.connu.departement, 'aucun département connu');
    return (await t.rechercheFraiche(rechercheEn([lieu]))).http.dureeMs;
  }),
  enMoins(
    'Une recherche à 50 km d’une commune',
    V1,
    async (t) => (await t.rechercheFraiche(rechercheEn([{ ...commune(t), distanceKm: 50 }]))).http.dureeMs,
  ),
  enMoins('Une recherche à plusieurs critères', V1, async (t) => {
    const criteres = Object.assign(
      {},
      ...(['activite', 'mode', 'classeAge'] as const).map((nom) => {
        const code = codesPresents(t, CRITERES[nom]).at(-1);
        return code === undefined ? {} : CRITERES[nom].criteres([code]);
      }),
    );
    return (await t.rechercheFraiche(rechercheEn([reference(t).lieu], criteres))).http.dureeMs;
  }),
  enMoins(`${A_LA_FOIS} recherches à la fois`, V1, async (t) =>
    pire(Array.from({ length: A_LA_FOIS }, () => t.rechercheFraiche(rechercheEn([reference(t).lieu])))),
  ),
  enMoins('La lecture de chaque établissement lu', LECTURE, async (t) => {
    const { lus, manques } = t.connu;
    trouver(lus[0], `aucun établissement lu : ${manques.join(' ; ')}`);
    const recues = lus.map(({ demande }) => t.lecture({ etablissement: demande, champsActivite: [], publics: [] }));
    return pire(recues);
  }),
  enMoins('La lecture d’un établissement inconnu', LECTURE, async (t) => {
    const etablissement = { valeur: '1000000000', autorite: OID_LECTURE.etablissement };
    return (await t.lecture({ etablissement, champsActivite: [], publics: [] })).http.dureeMs;
  }),
  enMoins(
    'La liste de tous les établissements',
    LECTURE,
    async (t) =>
      (await t.notification({ dateRef: '2000-01-01T00:00:00Z', champsActivite: [], publics: [] })).http.dureeMs,
  ),
]);
