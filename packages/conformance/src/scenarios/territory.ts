import { OID_V1 } from '@inter-ror/csd';
import { departementDeCommune } from '@inter-ror/territory';
import { sansZeros } from '../codes.js';
import { exiger, SansObjet, trouver } from '../faults.js';
import { type Lieu, rechercheEn, type Terrain } from '../ground/index.js';
import { type Corps, famille, type Scenario } from '../model.js';
import type { LueV1 } from '../reading/index.js';
import { chercher, combien, enumerer, idsDe, inclus, memesIds } from './criteria.js';

const REGLE = 'Recherche v1, otherParams/destination';
const RESULTATS_MAX = 199;

const region = (t: Terrain) => trouver(t.connu.region, 'aucune région connue : indiquez --region');
const departement = (t: Terrain) => trouver(t.connu.departement, 'aucun département connu : indiquez --departement');
const commune = (t: Terrain, rang = 0) =>
  trouver(t.connu.communes[rang], 'pas assez de communes connues : indiquez --commune');

/** A commune of which the answer is whole. */
async function communeEntiere(t: Terrain): Promise<{ lieu: Lieu; lue: LueV1 }> {
  for (const lieu of t.connu.communes.slice(0, 5)) {
    const lue = await chercher(t, [lieu]);
    if (lue.ois.length > 0 && lue.ois.length < RESULTATS_MAX) return { lieu, lue };
  }
  throw new SansObjet('aucune commune connue ne rend de 1 à 198 résultats');
}

async function nonVide(t: Terrain, lieu: Lieu): Promise<string> {
  const lue = await chercher(t, [lieu]);
  exiger(lue.ois.length > 0, `aucun résultat pour ${lieu.code}`);
  return `${combien(lue.ois.length)} pour ${lieu.code}`;
}

/** @throws SansObjet when the larger answer is cut */
function comprise(petite: LueV1, grande: LueV1, quoi: string): string {
  if (grande.ois.length >= RESULTATS_MAX) throw new SansObjet('la plus large des réponses est limitée à 199 résultats');
  inclus(idsDe(petite), idsDe(grande), quoi);
  return `${petite.ois.length} compris dans ${grande.ois.length}`;
}

const DISTANCES = [5, 20, 50] as const;

export const SCENARIOS_TERRITOIRE: readonly Scenario[] = famille('territoire', 'TE', [
  {
    titre: 'Recherche dans une région',
    regle: `${REGLE}/type 1`,
    attendu: 'des organisations internes',
    jouer: (t) => nonVide(t, region(t)),
  },
  {
    titre: 'Recherche dans un département',
    regle: `${REGLE}/type 2`,
    attendu: 'des organisations internes',
    jouer: (t) => nonVide(t, departement(t)),
  },
  {
    titre: 'Recherche dans une commune',
    regle: `${REGLE}/type 3`,
    attendu: 'des organisations internes',
    jouer: (t) => nonVide(t, commune(t)),
  },
  {
    titre: 'Ce que rend une commune est rendu par son département',
    regle: REGLE,
    attendu: 'la réponse de la commune est comprise dans celle du département',
    async jouer(t) {
      const lieu = commune(t);
      const code = trouver(departementDeCommune(lieu.code), `commune ${lieu.code} sans département`);
      const grande = await chercher(t, [{ type: '2', code }]);
      return comprise(await chercher(t, [lieu]), grande, 'dans la commune et pas dans le département');
    },
  },
  {
    titre: 'Ce que rend un département est rendu par sa région',
    regle: REGLE,
    attendu: 'la réponse du département est comprise dans celle de la région',
    async jouer(t) {
      const grande = await chercher(t, [region(t)]);
      return comprise(await chercher(t, [departement(t)]), grande, 'dans le département et pas dans la région');
    },
  },
  {
    titre: 'Le type de division sous l’OID des NOS est compris de même',
    regle: `${REGLE}, TRE_R201 sous 1.2.250.1.213.2.3.2 et 1.2.250.1.213.3.3.2`,
    attendu: 'la même réponse sous les deux OID',
    async jouer(t) {
      const { lieu, lue } = await communeEntiere(t);
      memesIds(idsDe(await chercher(t, [{ ...lieu, oid: OID_V1.typeDivisionNos }])), idsDe(lue), 'sous l’OID des NOS');
      return combien(lue.ois.length);
    },
  },
  {
    titre: 'Le code de lieu sans ses zéros de tête est compris de même',
    regle: `${REGLE}/code`,
    attendu: 'la même réponse pour 1053 que pour 01053',
    async jouer(t) {
      const lieu = [...t.connu.communes, t.connu.departement, t.connu.region].find((l) => l?.code.startsWith('0'));
      const complet = trouver(lieu, 'aucun lieu connu n’a de zéro de tête');
      const lue = await chercher(t, [complet]);
      memesIds(idsDe(await chercher(t, [{ ...complet, code: sansZeros(complet.code) }])), idsDe(lue), 'sans zéros');
      return combien(lue.ois.length);
    },
  },
  {
    titre: 'Recherche dans deux communes',
    regle: `${REGLE} 1..*`,
    attendu: 'la réunion des réponses des deux communes, sans répétition',
    async jouer(t) {
      const deux = [commune(t, 0), commune(t, 1)];
      const [a, b] = [await chercher(t, [deux[0]!]), await chercher(t, [deux[1]!])];
      const union = new Set([...idsDe(a), ...idsDe(b)]);
      if (union.size >= RESULTATS_MAX) throw new SansObjet('les deux communes dépassent 198 résultats');
      const lue = await chercher(t, deux);
      memesIds(idsDe(lue), union, 'réunion des deux communes');
      return combien(lue.ois.length);
    },
  },
  {
    titre: 'La même commune demandée deux fois ne double pas la réponse',
    regle: `${REGLE} 1..*`,
    attendu: 'chaque organisation interne une fois',
    async jouer(t) {
      const { lieu, lue } = await communeEntiere(t);
      const double = await chercher(t, [lieu, lieu]);
      exiger(double.ois.length === lue.ois.length, `${double.ois.length} résultats au lieu de ${lue.ois.length}`);
      return combien(lue.ois.length);
    },
  },
  ...DISTANCES.map(
    (distanceKm): Corps => ({
      titre: `Recherche à moins de ${distanceKm} km d’une commune`,
      regle: `${REGLE}/distance`,
      attendu: 'des organisations internes',
      async jouer(t) {
        const lue = await chercher(t, [{ ...commune(t), distanceKm }]);
        exiger(lue.ois.length > 0, `aucun résultat à ${distanceKm} km de ${commune(t).code}, qui en a`);
        return `${combien(lue.ois.length)} à ${distanceKm} km de ${commune(t).code}`;
      },
    }),
  ),
  {
    titre: 'Plus loin de la commune, on ne perd rien de ce qui est plus près',
    regle: `${REGLE}/distance`,
    attendu: 'la réponse à 5 km est comprise dans la réponse à 20 km, et celle-ci dans la réponse à 50 km',
    async jouer(t) {
      const lues: LueV1[] = [];
      for (const distanceKm of DISTANCES) lues.push(await chercher(t, [{ ...commune(t), distanceKm }]));
      const vues: string[] = [];
      for (const [i, lue] of lues.slice(1).entries()) {
        if (lue.ois.length >= RESULTATS_MAX) continue;
        vues.push(comprise(lues[i]!, lue, `à ${DISTANCES[i]} km et pas à ${DISTANCES[i + 1]} km`));
      }
      if (vues.length === 0) throw new SansObjet('à 20 et à 50 km, la réponse est limitée à 199 résultats');
      return vues.join(' ; ');
    },
  },
  {
    titre: 'Les unités lues à la commune sont trouvées par la commune',
    regle: `${REGLE}/type 3, TR_Lecture-OffresSanteEtablissement`,
    attendu: 'chaque unité élémentaire ouverte dont le lieu est dans la commune est dans la réponse',
    async jouer(t) {
      const { lieu, lue } = await communeEntiere(t);
      const unites = t.connu.lus
        .flatMap((e) => e.unites)
        .filter(
          ({ complement }) =>
            complement?.lieu?.commune.code === lieu.code && complement.dateFermetureDefinitive === undefined,
        );
      if (unites.length === 0) throw new SansObjet(`aucune unité lue n’a son lieu à ${lieu.code}`);
      const absentes = unites.filter(({ id }) => !idsDe(lue).has(id)).map(({ id }) => id);
      exiger(absentes.length === 0, `lues dans la commune et pas trouvées : ${enumerer(absentes)}`);
      return `${unites.length} unités lues à ${lieu.code}, toutes trouvées`;
    },
  },
  {
    titre: 'Une région qui n’existe pas ne rend rien',
    regle: `${REGLE}/code`,
    attendu: 'aucune organisation interne, ou une erreur dite',
    async jouer(t) {
      const { lue } = await t.recherche(rechercheEn([{ type: '1', code: '10' }]));
      if (lue.faute ?? lue.erreur) return `refusé : ${lue.faute?.raison ?? lue.erreur?.message}`;
      exiger(lue.ois.length === 0, `${combien(lue.ois.length)} dans une région inexistante`);
      return 'aucun résultat';
    },
  },
]);
