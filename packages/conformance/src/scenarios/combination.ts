import { sansZeros } from '../codes.js';
import { exiger, SansObjet } from '../faults.js';
import { rechercheEn, type Terrain, tenue } from '../ground/index.js';
import { type Corps, famille, type Scenario } from '../model.js';
import type { LueV1, OiV1 } from '../reading/index.js';
import {
  CRITERES,
  chercher,
  combien,
  enumerer,
  idsDe,
  memesIds,
  type NomCritere,
  porte,
  reference,
} from './criteria.js';

const COMBINAISONS: readonly (readonly NomCritere[])[] = [
  ['activite', 'mode'],
  ['activite', 'classeAge'],
  ['activite', 'acte'],
  ['activite', 'equipement'],
  ['mode', 'classeAge'],
  ['mode', 'acte'],
  ['mode', 'equipement'],
  ['acte', 'classeAge'],
  ['acte', 'equipement'],
  ['equipement', 'classeAge'],
  ['activite', 'mode', 'classeAge'],
  ['activite', 'acte', 'equipement'],
  ['activite', 'mode', 'acte', 'equipement', 'classeAge'],
];

type Codes = ReadonlyMap<NomCritere, string>;

const porteTout = (lue: LueV1, oi: OiV1, codes: Codes, sauf?: NomCritere): boolean =>
  [...codes].every(([nom, code]) => nom === sauf || porte(CRITERES[nom], lue, oi, [code]) === true);

/** How many of the criteria narrow the answer: one that does not would be ignored unseen. */
function portee(lue: LueV1, codes: Codes): number {
  const nombre = (sauf?: NomCritere) => lue.ois.filter((oi) => porteTout(lue, oi, codes, sauf)).length;
  const tous = nombre();
  return [...codes.keys()].filter((nom) => nombre(nom) > tous).length;
}

/** Codes that one internal organisation carries together, those that narrow the answer most. @throws SansObjet */
function pivot(t: Terrain, noms: readonly NomCritere[]): { oi: OiV1; codes: Codes; lue: LueV1 } {
  const { lue } = reference(t);
  let meilleur: { oi: OiV1; codes: Codes; portee: number } | undefined;
  for (const oi of lue.ois) {
    const codes: Codes = new Map(
      noms.flatMap((nom) => {
        const code = CRITERES[nom].codesDe(lue, oi)?.[0];
        return code === undefined ? [] : [[nom, sansZeros(code)] as const];
      }),
    );
    if (codes.size < noms.length) continue;
    const sienne = portee(lue, codes);
    if (sienne > (meilleur?.portee ?? -1)) meilleur = { oi, codes, portee: sienne };
    if (sienne === noms.length) break;
  }
  if (meilleur !== undefined) return { ...meilleur, lue };
  throw new SansObjet(
    `aucune organisation interne ne porte à la fois ${noms.map((n) => CRITERES[n].libelle).join(', ')}`,
  );
}

const combinaisons = COMBINAISONS.map(
  (noms): Corps => ({
    titre: `Recherche par ${noms.map((nom) => CRITERES[nom].libelle).join(' et ')}`,
    regle: 'Recherche v1, REC.2.1.3',
    attendu: 'les organisations internes qui satisfont tous les critères, toutes et elles seules',
    async jouer(t) {
      const { oi, codes, lue: tout } = pivot(t, noms);
      const { lieu, entiere } = reference(t);
      const criteres = Object.assign({}, ...[...codes].map(([nom, code]) => CRITERES[nom].criteres([code])));
      const lue = await chercher(t, [lieu], criteres);
      const dites = [...codes].map(([nom, code]) => `${nom} ${code}`).join(', ');
      const intrus = lue.ois.filter((o) => !porteTout(lue, o, codes)).map(({ id }) => id);
      exiger(intrus.length === 0, `ne satisfont pas ${dites} : ${enumerer(intrus)}`);
      if (entiere)
        memesIds(idsDe(lue), new Set(tout.ois.filter((o) => porteTout(tout, o, codes)).map(({ id }) => id)), dites);
      else exiger(lue.ois.length > 0, `aucun résultat pour ${dites}, que porte ${oi.id}`);
      return `${combien(lue.ois.length)} pour ${dites}`;
    },
  }),
);

const SPECIALITE = { code: '48', oid: '1.2.250.1.71.1.2.38' };

export const SCENARIOS_COMBINAISON: readonly Scenario[] = famille('combinaison', 'CB', [
  ...combinaisons,
  {
    titre: 'Un critère de plus ne rend jamais davantage',
    regle: 'Recherche v1, REC.2.1.3',
    attendu:
      'la réponse avec la spécialité en plus est comprise dans la réponse sans elle, ou la spécialité est refusée',
    async jouer(t) {
      const { lieu, entiere, lue: tout } = reference(t);
      if (!entiere) throw new SansObjet('aucun lieu ne donne moins de 199 résultats : rien à comparer');
      const { lue } = await t.recherche(rechercheEn([lieu], { specialite: SPECIALITE }));
      if (lue.faute ?? lue.erreur) return 'spécialité refusée';
      const dehors = lue.ois.filter(({ id }) => !idsDe(tout).has(id)).map(({ id }) => id);
      exiger(dehors.length === 0, `rendues avec la spécialité seulement : ${enumerer(dehors)}`);
      return combien(lue.ois.length);
    },
  },
  {
    titre: 'La même demande posée deux fois reçoit la même réponse',
    regle: 'Recherche v1, REC.2.1.3',
    attendu: 'mêmes organisations internes, dans le même ordre',
    async jouer(t) {
      const { lieu, lue } = reference(t);
      const { lue: encore } = tenue(await t.rechercheFraiche(rechercheEn([lieu])));
      exiger(
        encore.ois.map(({ id }) => id).join() === lue.ois.map(({ id }) => id).join(),
        `${encore.ois.length} puis ${lue.ois.length} résultats, ou un autre ordre`,
      );
      return combien(lue.ois.length);
    },
  },
]);
