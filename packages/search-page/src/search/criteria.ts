import { communeParCode } from '@inter-ror/territory';
import type { AgeLu } from '../age/index.js';
import { type Avis, communeDite, type Lieu, proposerLieux } from '../question/index.js';
import { type EtatRecherche, lireEtat, RAYON_PAR_DEFAUT_KM } from './search-state.js';

/** A search ready to ask, and what the page must say of how it was understood. */
export interface RechercheComprise {
  criteres: Record<string, unknown>;
  /** Words searched in names and labels. */
  texte: string;
  /** Around which commune, when the question names one. */
  autour: { code: string; nom: string; rayonKm: number } | undefined;
  /** In which territory, when the question names one: « Finistère », « Quimper (29) ». */
  dans: { nom: string } | undefined;
  /** Other communes that the same name may mean, as they are to be typed. */
  homonymes: { code: string; nom: string }[];
  /** The ages that the question gives, when they are those of the search. */
  age: AgeLu | undefined;
  /** What was not understood, said in plain words. */
  avis: Avis[];
  /** Words that stand where a place would and name none: searched as words. */
  incertain: string | undefined;
}

/**
 * The criteria of the contract for a page's search.
 * @param codesRegion codes of the region of the page, to which `portee: 'region'` keeps the search
 */
export function criteresDe(etat: EtatRecherche, codesRegion: readonly string[]): RechercheComprise {
  const { comprise } = etat;
  const { texte, incertain } = comprise;
  const age = etat.age === undefined ? comprise.age : undefined;
  const avis = [...comprise.avis];
  if (etat.age !== undefined && comprise.age !== undefined)
    avis.push({ dit: `L’âge du filtre est pris à la place de « ${comprise.age.dit} ».` });
  const criteres: Record<string, unknown> = {};
  const et: Record<string, unknown>[] = [];
  const homonymes: RechercheComprise['homonymes'] = [];
  const places = { autour: undefined, dans: undefined, homonymes };
  const result: RechercheComprise = { criteres, texte, ...places, age, avis, incertain };
  if (comprise.autour !== undefined) {
    const { code, nom } = choisie(comprise.autour, etat.commune, homonymes);
    const rayonKm = etat.rayonKm ?? RAYON_PAR_DEFAUT_KM;
    result.autour = { code, nom, rayonKm };
    criteres.proximite = { commune: code, distanceKm: rayonKm };
  }
  if (comprise.dans !== undefined) {
    const { code, nom } = choisie(comprise.dans, etat.commune, homonymes);
    result.dans = { nom };
    criteres.territoire = { [comprise.dans.sorte]: [code] };
  }
  if (texte !== '') criteres.texte = texte;
  const lists = { activiteOperationnelle: etat.activite, modePriseEnCharge: etat.mode, champActivite: etat.champ };
  for (const [name, values] of Object.entries(lists)) if (values.length > 0) criteres[name] = values;
  if (etat.equipement.length > 0) criteres.typeEquipement = etat.equipement;
  Object.assign(criteres, etat.age === undefined ? comprise.age?.criteres : { age: etat.age, uniteAge: 'a' });
  if (etat.libre) {
    et.push({
      ou: [{ disponibilite: { litsDisponiblesMin: 1 } }, { disponibilite: { placesDisponiblesMin: 1 } }],
    });
  }
  if (etat.portee === 'region' && codesRegion.length > 0) et.push({ territoire: { region: codesRegion } });
  if (et.length > 0) criteres.et = et;
  return result;
}

/** The criteria of a question typed in French, for the whole country. */
export function criteresDeQuestion(question: string): RechercheComprise {
  return criteresDe(lireEtat(new URLSearchParams({ q: question }), 'france'), []);
}

/** What to say of words that may have been meant as a place, when nothing was found. */
export function lieuIncertain(mots: string): Avis {
  return {
    dit: `« ${mots} » n’est le nom d’aucun lieu connu : ces mots ont été cherchés comme les autres.`,
    inconnu: { mots, propositions: proposerLieux(mots) },
  };
}

/** The commune that the page's address names among those of the place, else the place; the others are told. */
function choisie(lieu: Lieu, asked: string | undefined, homonymes: RechercheComprise['homonymes']) {
  const first = lieu.sorte === 'commune' ? communeParCode(lieu.code) : undefined;
  if (first === undefined) return lieu;
  const all = [first, ...lieu.homonymes];
  const chosen = all.find(({ code }) => code === asked) ?? first;
  for (const other of all) if (other !== chosen) homonymes.push({ code: other.code, nom: communeDite(other) });
  return { code: chosen.code, nom: communeDite(chosen) };
}
