import type { Code, Organisation } from '@inter-ror/exposure-model';
import { cleCode, type Nomenclatures } from '@inter-ror/nomenclatures';
import { type IdentifiantsEtablissement, identifiantsEtablissement } from './etablissement-ids.js';
import { type Situation, situer } from './place.js';

/** What units inherit from the site or the legal entity above them. Small: one is kept for each organisation of a load. */
export interface ResumeOrganisation extends IdentifiantsEtablissement, Situation {
  id: string;
  noms: string[];
  /** Keys of the categories of a site (JDV_J55). */
  categories: string[];
  zonePoser: boolean;
  /** Legal entity of a site; null on a legal entity. */
  entiteJuridiqueId: string | null;
}

/** Tables that qualify an organisation without being the category of a site: legal status, aggregates, ESPIC. */
const TABLES_DE_STATUT = /^TRE_R(?:69|72|73)\b/;

function categoriesDe(types: readonly Code[], nomenclatures: Nomenclatures): string[] {
  return types
    .filter(({ oid, code }) => !TABLES_DE_STATUT.test(nomenclatures.resoudre(oid, code).table))
    .map(({ code }) => cleCode(code));
}

export function resumerOrganisation(organisation: Organisation, nomenclatures: Nomenclatures): ResumeOrganisation {
  const { complement } = organisation;
  const noms = [organisation.nom, complement?.nomUsuel, ...(organisation.autresNoms ?? []).map(({ valeur }) => valeur)];
  const site = organisation.entiteJuridiqueId !== undefined;
  return {
    id: organisation.id,
    noms: noms.filter((nom): nom is string => nom !== undefined && nom !== ''),
    categories: site ? categoriesDe(organisation.types, nomenclatures) : [],
    zonePoser: complement?.zonePoser ?? false,
    entiteJuridiqueId: organisation.entiteJuridiqueId ?? null,
    ...identifiantsEtablissement(organisation.identifiants),
    ...situer(complement?.lieu, undefined, organisation.adresses),
  };
}
