import { sansZeros } from '../codes.js';
import { exiger, SansObjet } from '../faults.js';
import { rechercheEn, type Terrain } from '../ground/index.js';
import { type Corps, famille, type Scenario } from '../model.js';
import {
  CRITERES,
  type Critere,
  chercher,
  codesPresents,
  combien,
  complete,
  enumerer,
  idsDe,
  memesIds,
  type NomCritere,
  porte,
  reference,
} from './criteria.js';

const REGLE = 'Recherche v1, REC.2.1.3';
const RANGS = ['un code présent dans la région', 'un deuxième code', 'un troisième code'] as const;

/** @throws SansObjet when the answer of reference has too few codes */
function codeAu(t: Terrain, critere: Critere, rang: number): string {
  const code = codesPresents(t, critere)[rang];
  if (code === undefined) {
    throw new SansObjet(`les réponses n’ont pas ${rang + 1} code(s) pour ${critere.libelle} (${critere.element})`);
  }
  return code;
}

/** What a search by a code must give: what carries it among all that the place gives. */
async function verifier(t: Terrain, critere: Critere, envoyes: readonly string[]): Promise<string> {
  const { lieu, lue: tout, entiere } = reference(t);
  const lue = await chercher(t, [lieu], critere.criteres(envoyes));
  const intrus = lue.ois.filter((oi) => porte(critere, lue, oi, envoyes) === false).map(({ id }) => id);
  exiger(intrus.length === 0, `sans le code demandé (${envoyes.join(', ')}) : ${enumerer(intrus)}`);
  if (entiere) {
    const attendus = tout.ois.filter((oi) => porte(critere, tout, oi, envoyes)).map(({ id }) => id);
    memesIds(idsDe(lue), new Set(attendus), `recherche par ${critere.libelle} ${envoyes.join(', ')}`);
  } else exiger(lue.ois.length > 0, `aucun résultat, alors que le code ${envoyes.join(', ')} est présent`);
  return `${combien(lue.ois.length)}, code ${envoyes.join(', ')}`;
}

function scenariosDe(nom: NomCritere): Corps[] {
  const critere = CRITERES[nom];
  const { libelle, element } = critere;
  const attendu = `chaque organisation interne rendue porte le code (${element}), et toutes celles qui le portent sont rendues`;
  return [
    ...RANGS.map((lequel, rang) => ({
      titre: `Recherche par ${libelle}, ${lequel}`,
      regle: REGLE,
      attendu,
      jouer: (t: Terrain) => verifier(t, critere, [sansZeros(codeAu(t, critere, rang))]),
    })),
    {
      titre: `Recherche par ${libelle} : le code avec ou sans ses zéros de tête donne la même réponse`,
      regle: `${REGLE}, codes sans zéros de tête`,
      attendu: 'les deux écritures d’un code rendent les mêmes organisations internes',
      async jouer(t) {
        const code = codesPresents(t, critere).find((c) => sansZeros(c) !== complete(critere, c));
        if (code === undefined) throw new SansObjet(`aucun code de ${element} n’a de zéro de tête à ce serveur`);
        const { lieu } = reference(t);
        const sans = await chercher(t, [lieu], critere.criteres([sansZeros(code)]));
        const avec = await chercher(t, [lieu], critere.criteres([complete(critere, code)]));
        memesIds(idsDe(avec), idsDe(sans), `${complete(critere, code)} au lieu de ${sansZeros(code)}`);
        return `${combien(sans.ois.length)} dans les deux cas`;
      },
    },
    {
      titre: `Recherche par ${libelle} : un code que rien ne porte ne rend rien`,
      regle: REGLE,
      attendu: 'aucune organisation interne et OInumber à 0, ou une erreur dite',
      async jouer(t) {
        const { lieu } = reference(t);
        const { lue } = await t.recherche(rechercheEn([lieu], critere.criteres(['9998'])));
        if (lue.faute ?? lue.erreur) return `refusé : ${lue.faute?.raison ?? lue.erreur?.message}`;
        exiger(lue.ois.length === 0, `${combien(lue.ois.length)} pour un code inexistant : le critère est ignoré`);
        exiger(lue.compte === '0', `OInumber « ${lue.compte} » au lieu de 0`);
        return 'aucun résultat, OInumber 0';
      },
    },
  ];
}

const PAR_LISTE: readonly NomCritere[] = ['activite', 'mode', 'classeAge'];

const plusieursCodes = PAR_LISTE.map((nom): Corps => {
  const critere = CRITERES[nom];
  return {
    titre: `Recherche par ${critere.libelle} : deux codes à la fois`,
    regle: `${REGLE}, ${critere.element} 0..*`,
    attendu: 'chaque organisation interne rendue porte l’un des deux codes au moins',
    async jouer(t) {
      const codes = [0, 1].map((rang) => sansZeros(codeAu(t, critere, rang)));
      const lue = await chercher(t, [reference(t).lieu], critere.criteres(codes));
      const intrus = lue.ois.filter((oi) => porte(critere, lue, oi, codes) === false).map(({ id }) => id);
      exiger(intrus.length === 0, `sans aucun des codes ${codes.join(', ')} : ${enumerer(intrus)}`);
      return `${combien(lue.ois.length)} pour ${codes.join(' et ')}`;
    },
  };
});

export const SCENARIOS_CRITERE: readonly Scenario[] = famille('critere', 'CR', [
  ...(Object.keys(CRITERES) as NomCritere[]).flatMap(scenariosDe),
  ...plusieursCodes,
]);
