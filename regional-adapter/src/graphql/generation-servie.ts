import type { Profil } from '@inter-ror/access-policy';
import type { Nomenclatures } from '@inter-ror/nomenclatures';
import type { LecteurGeneration, OfferSearch } from '../ports/index.js';
import { Acces } from './acces.js';
import { FragmentCache, type FragmentsVus } from './compilation/index.js';
import type { Concepts } from './concepts.js';
import { type DatesOpposition, oppositionsDe } from './oppositions.js';
import { type InstanceRegionale, nomGeneration, regionsServies } from './region-servie.js';
import type { VueRegion } from './vues/index.js';

/** One generation as one profile sees it: all that is counted, searched, shown or kept ready is of that profile. */
export interface GenerationVue {
  /** Name of the state that is served: two that differ in anything visible never share it. */
  readonly etat: string;
  readonly lecteur: LecteurGeneration;
  readonly acces: Acces;
  readonly index: OfferSearch;
  /** Where communes stand for everybody: from what all may see. */
  readonly points: OfferSearch;
  readonly concepts: Concepts;
  readonly regions: ReadonlyMap<string, VueRegion>;
  readonly fragments: FragmentsVus;
}

/** One generation with all that is made from it. Requests hold it whole: a swap never mixes two. */
export interface GenerationServie {
  readonly lecteur: LecteurGeneration;
  /** Name of the state that views have now. */
  readonly etat: string;
  vue(profil: Profil): GenerationVue;
  /** Hides those who refuse public diffusion from now on; views taken before stay as they were. */
  opposer(dates: DatesOpposition): void;
}

/** An index that profiles see each in their own way. */
export interface IndexParProfil {
  pour(profil: Profil, opposees: ReadonlySet<number>): OfferSearch;
}

export interface OptionsGeneration {
  instance: InstanceRegionale;
  nomenclatures: Nomenclatures;
  concepts: Concepts;
  /** Bound of the ready texts of offers, bytes. */
  octetsFragments: number;
  /** @default nobody */
  oppositions?: DatesOpposition;
  /** Names a state. @default by its generation */
  nommerEtat?: () => string;
}

const PUBLIC: Profil = 0;

/** Joins a reader and its index. The caller closes the reader once no request holds the generation. */
export function servirGeneration(
  lecteur: LecteurGeneration,
  index: IndexParProfil,
  { instance, nomenclatures, concepts, octetsFragments, oppositions = new Map(), ...o }: OptionsGeneration,
): GenerationServie {
  const { nommerEtat = () => nomGeneration(lecteur.info) } = o;
  let vues: (profil: Profil) => GenerationVue;
  let etat: string;

  function opposer(dates: DatesOpposition): void {
    const nom = nommerEtat();
    const opposees = oppositionsDe(dates, lecteur);
    const fragments = new FragmentCache(octetsFragments);
    const indexes = new Map<Profil, OfferSearch>();
    const indexDe = (profil: Profil) => retenir(indexes, profil, () => index.pour(profil, opposees.offres));
    const faites = new Map<Profil, GenerationVue>();
    vues = (profil) =>
      retenir(faites, profil, () => ({
        etat: nom,
        lecteur,
        acces: new Acces(profil, lecteur, opposees),
        index: indexDe(profil),
        points: indexDe(PUBLIC),
        concepts,
        regions: regionsServies(instance, nomenclatures, lecteur.info, indexDe(profil)),
        fragments: fragments.pour(profil),
      }));
    etat = nom;
  }

  opposer(oppositions);
  return {
    lecteur,
    get etat() {
      return etat;
    },
    vue: (profil) => vues(profil),
    opposer,
  };
}

function retenir<C, V>(retenus: Map<C, V>, cle: C, faire: () => V): V {
  let valeur = retenus.get(cle);
  if (valeur === undefined) {
    valeur = faire();
    retenus.set(cle, valeur);
  }
  return valeur;
}
