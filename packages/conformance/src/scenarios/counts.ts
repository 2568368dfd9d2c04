import { exiger, SansObjet, trouver } from '../faults.js';
import { rechercheEn, type Terrain } from '../ground/index.js';
import { type Corps, famille, type Scenario } from '../model.js';
import type { LueV1 } from '../reading/index.js';
import { CRITERES, chercher, codesPresents, combien, reference } from './criteria.js';

const REGLE_V1 = 'Recherche v1, result/resultNumber/OInumber';
const RESULTATS_MAX = 199;

function compteExact({ compte, ois }: LueV1): string {
  exiger(compte !== undefined, 'pas de result/resultNumber/OInumber sans espace de noms');
  exiger(/^[0-9]{1,6}$/.test(compte), `OInumber « ${compte} » n’est pas un nombre`);
  exiger(Number(compte) === ois.length, `OInumber ${compte} pour ${combien(ois.length)} dans facilityDirectory`);
  return `${compte} annoncées, ${ois.length} rendues`;
}

const exact = (titre: string, chercherLa: (t: Terrain) => Promise<LueV1>): Corps => ({
  titre,
  regle: REGLE_V1,
  attendu: 'OInumber est le nombre d’organisations internes de la réponse',
  jouer: async (t) => compteExact(await chercherLa(t)),
});

const premierCode = (t: Terrain, nom: keyof typeof CRITERES) =>
  trouver(codesPresents(t, CRITERES[nom])[0], `aucun code pour ${CRITERES[nom].libelle}`);

async function lireAu(t: Terrain, rang: number) {
  const lu = trouver(t.connu.lus[rang], `moins de ${rang + 1} établissement(s) lu(s) : ${t.connu.manques.join(' ; ')}`);
  return (await t.lecture({ etablissement: lu.demande, champsActivite: [], publics: [] })).lue;
}

const UNITES = 'RG_ALIM_019';

const unitesDe = (titre: string, rang: number): Corps => ({
  titre,
  regle: UNITES,
  attendu: 'facilityNumber est le nombre d’unités élémentaires (TRE_R207, 4) de la réponse',
  async jouer(t) {
    const { compte, unites } = await lireAu(t, rang);
    exiger(compte !== undefined, 'pas de facilityNumber');
    exiger(Number(compte) === unites, `facilityNumber ${compte} pour ${unites} unités élémentaires`);
    return `${unites} unités élémentaires`;
  },
});

export const SCENARIOS_COMPTE: readonly Scenario[] = famille('compte', 'CO', [
  exact('Le compte d’une recherche sans critère est exact', async (t) => reference(t).lue),
  exact('Le compte d’une recherche dans la région est exact', (t) =>
    chercher(t, [trouver(t.connu.region, 'aucune région connue')]),
  ),
  exact('Le compte d’une recherche dans un département est exact', (t) =>
    chercher(t, [trouver(t.connu.departement, 'aucun département connu')]),
  ),
  exact('Le compte d’une recherche à 20 km d’une commune est exact', (t) =>
    chercher(t, [{ ...trouver(t.connu.communes[0], 'aucune commune connue'), distanceKm: 20 }]),
  ),
  exact('Le compte d’une recherche par activité est exact', (t) =>
    chercher(t, [reference(t).lieu], CRITERES.activite.criteres([premierCode(t, 'activite')])),
  ),
  exact('Le compte d’une recherche par mode de prise en charge est exact', (t) =>
    chercher(t, [reference(t).lieu], CRITERES.mode.criteres([premierCode(t, 'mode')])),
  ),
  exact('Le compte d’une recherche par classe d’âge est exact', (t) =>
    chercher(t, [reference(t).lieu], CRITERES.classeAge.criteres([premierCode(t, 'classeAge')])),
  ),
  {
    titre: 'Une recherche qui ne trouve rien annonce zéro',
    regle: REGLE_V1,
    attendu: 'OInumber à 0 et un facilityDirectory vide, ou une erreur dite',
    async jouer(t) {
      const { lue } = await t.recherche(
        rechercheEn([reference(t).lieu], {
          ...CRITERES.activite.criteres(['9998']),
          ...CRITERES.mode.criteres(['9998']),
        }),
      );
      if (lue.faute ?? lue.erreur) return 'refusé';
      return compteExact(lue);
    },
  },
  {
    titre: 'Une recherche large ne rend pas plus de 199 organisations internes',
    regle: 'Recherche v1, cas de conformité',
    attendu: 'de 0 à 199 organisations internes, et leur compte exact',
    async jouer(t) {
      const lieu = trouver(t.connu.region ?? t.connu.departement, 'aucune région connue : indiquez --region');
      const lue = await chercher(t, [lieu]);
      exiger(lue.ois.length <= RESULTATS_MAX, `${combien(lue.ois.length)} : plus de ${RESULTATS_MAX}`);
      return compteExact(lue);
    },
  },
  unitesDe('Le compte d’unités d’un établissement est exact', 0),
  unitesDe('Le compte d’unités d’un deuxième établissement est exact', 1),
  unitesDe('Le compte d’unités d’un troisième établissement est exact', 2),
  {
    titre: 'Le compte d’unités d’une lecture restreinte est exact',
    regle: `${UNITES}, RG_ALIM_015`,
    attendu: 'facilityNumber est le nombre d’unités élémentaires de la réponse',
    async jouer(t) {
      const { demande } = trouver(t.connu.lus[0], 'aucun établissement lu');
      const { lue } = await t.lecture({ etablissement: demande, champsActivite: [], publics: [], restreinte: true });
      if (!lue.resultat) throw new SansObjet('la lecture restreinte ne rend pas de résultat');
      exiger(
        Number(lue.compte ?? lue.unites) === lue.unites,
        `facilityNumber ${lue.compte} pour ${lue.unites} unités élémentaires`,
      );
      return `${lue.unites} unités élémentaires`;
    },
  },
  {
    titre: 'Le compte de la liste des établissements est exact',
    regle: 'TR-Notif-ListeEtablissementsMajApresDate, result',
    attendu: 'result est le nombre d’établissements de la liste',
    async jouer(t) {
      const { lue } = await t.notification({ dateRef: '2000-01-01T00:00:00Z', champsActivite: [], publics: [] });
      exiger(lue.faute === undefined && lue.racine, `pas de liste : ${lue.faute?.raison ?? 'autre réponse'}`);
      const { compte, etablissements } = lue;
      if (compte === undefined) throw new SansObjet('result est facultatif, et absent');
      exiger(Number(compte) === etablissements.length, `result ${compte} pour ${etablissements.length} établissements`);
      return `${compte} établissements`;
    },
  },
]);
