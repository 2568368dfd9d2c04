import { communeParCode } from '@inter-ror/territory';
import { communesNommees, territoireNomme } from '../question/index.js';
import { type EtatRecherche, lireEtat, RAYON_PAR_DEFAUT_KM } from './search-state.js';

/** A search ready to ask, and what the page must say of how it was understood. */
export interface RechercheComprise {
  criteres: Record<string, unknown>;
  /** Around which commune, when the question names one. */
  autour: { code: string; nom: string; rayonKm: number } | undefined;
  /** Other communes of the same name. */
  homonymes: { code: string; nom: string; departement: string }[];
  /** What was not understood, said in plain words. */
  avis: string[];
}

/**
 * The criteria of the contract for a page's search.
 * @param codesRegion codes of the region of the page, to which `portee: 'region'` keeps the search
 */
export function criteresDe(etat: EtatRecherche, codesRegion: readonly string[]): RechercheComprise {
  const { comprise } = etat;
  const criteres: Record<string, unknown> = {};
  const et: Record<string, unknown>[] = [];
  const result: RechercheComprise = { criteres, autour: undefined, homonymes: [], avis: [] };
  let texte = comprise.texte;
  if (comprise.pres !== undefined) place(etat, comprise.pres, result);
  if (comprise.dans !== undefined) {
    const territoire = territoireNomme(comprise.dans.lieu);
    if (territoire !== undefined) criteres.territoire = { [territoire.sorte]: [territoire.code] };
    else texte = comprise.dans.avec;
  }
  if (texte !== '') criteres.texte = texte;
  const lists = { activiteOperationnelle: etat.activite, modePriseEnCharge: etat.mode, champActivite: etat.champ };
  for (const [name, values] of Object.entries(lists)) if (values.length > 0) criteres[name] = values;
  if (etat.equipement.length > 0) criteres.typeEquipement = etat.equipement;
  const age = etat.age === undefined ? comprise.age : { valeur: etat.age, unite: 'a' };
  if (age !== undefined) {
    criteres.age = age.valeur;
    criteres.uniteAge = age.unite;
  }
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

function place(etat: EtatRecherche, nom: string, result: RechercheComprise): void {
  const named = communesNommees(nom);
  const chosen = etat.commune === undefined ? named[0] : (communeParCode(etat.commune) ?? named[0]);
  if (chosen === undefined) {
    result.avis.push(`Aucune commune ne s’appelle « ${nom} » : le lieu n’est pas pris en compte.`);
    return;
  }
  const rayonKm = etat.rayonKm ?? RAYON_PAR_DEFAUT_KM;
  result.autour = { code: chosen.code, nom: chosen.nom, rayonKm };
  result.homonymes = named
    .filter((c) => c.code !== chosen.code)
    .map(({ code, nom: autre, departement }) => ({ code, nom: autre, departement }));
  result.criteres.proximite = { commune: chosen.code, distanceKm: rayonKm };
}
