import type { Nomenclatures } from '@inter-ror/nomenclatures';
import { Evaluation, type ResultatQualite, type SiteEvalue, type UniteEvaluee } from '@inter-ror/quality';
import { resumerOrganisation, territoireDe } from '../assembly/index.js';
import type { DocumentOffre, LecteurGeneration } from '../ports/index.js';

/**
 * Judges every site of a generation.
 * @param codes codes (TRE_R30) that the instance serves
 * @param jour date of the evaluation, ISO 8601
 */
export function evaluerGeneration(
  lecteur: LecteurGeneration,
  tables: Nomenclatures,
  codes: readonly string[],
  jour: string,
): ResultatQualite {
  const evaluation = new Evaluation(tables, jour);
  for (const id of lecteur.organisations()) {
    const organisation = lecteur.organisation(id);
    if (organisation === undefined) continue;
    const resume = resumerOrganisation(organisation, tables);
    const place = { ...territoireDe(resume, codes), idNatStruct: resume.idNatStruct[0] ?? null };
    if (organisation.entiteJuridiqueId === undefined) {
      evaluation.ajouterEntiteJuridique({ ...place, entite: organisation });
      continue;
    }
    const site: SiteEvalue = {
      ...place,
      site: organisation,
      categorieEG: resume.categories[0] ?? null,
      unites: lecteur.offresDuSite(id).map((ordinal) => evaluee(lecteur, lecteur.offre(ordinal))),
    };
    evaluation.ajouter(site);
  }
  return evaluation.resultat();
}

function evaluee(lecteur: LecteurGeneration, { unite, activites, parents }: DocumentOffre): UniteEvaluee {
  const nomsAuDessus = parents.flatMap((id) => lecteur.organisationInterne(id)?.nom ?? []);
  return { unite, activites, nomsAuDessus };
}
