import { OID_V1, type OrganisationV1, type ResultatV1, type ServiceV1 } from '@inter-ror/csd';
import { HORS_PERIMETRE } from '../soap-error.js';
import { classesDesAges } from './age-classes.js';
import type { OffreV1, PageV1 } from './document.js';
import type { QuestionV1 } from './question.js';

/** What the answer covers: this flow has no place for it, so it goes beside. */
export interface Couverture {
  /** Offers that match, counted where regions answered. */
  total: number;
  /** Regions that were to answer and did not. */
  manquantes: string[];
  /** Regions that are silent, of which the last known answer stands in the place of theirs. */
  perimees: string[];
  /** Regions that were not asked: the entry of the asker does not grant them. */
  horsPerimetre: string[];
  /** Whether none of the regions named answered. */
  vide: boolean;
}

/** A region that is set aside has proved that it has nothing to say. */
const A_REPONDU: ReadonlySet<string> = new Set(['OK', 'ECARTEE', 'PERIMEE']);

/** Which of the regions that the question names did not answer; any region when a disc may reach it. */
export function couvertureDe({ rechercherOffres }: PageV1, { regions, deborde }: QuestionV1): Couverture {
  const concernees = rechercherOffres.regions.filter(({ codes }) => deborde || codes.some((c) => regions.has(c)));
  const sansReponse = concernees.filter(({ statut }) => !A_REPONDU.has(statut));
  const codesDe = (horsPerimetre: boolean) =>
    sansReponse.flatMap(({ codes, code }) => ((code === HORS_PERIMETRE) === horsPerimetre ? codes : []));
  const connues = new Set(rechercherOffres.regions.flatMap(({ codes }) => codes));
  const absentes = [...regions].filter((code) => !connues.has(code));
  return {
    total: rechercherOffres.totalCount,
    manquantes: [...codesDe(false), ...absentes].sort(),
    perimees: concernees.flatMap(({ codes, statut }) => (statut === 'PERIMEE' ? codes : [])).sort(),
    horsPerimetre: codesDe(true).sort(),
    vide: sansReponse.length === concernees.length,
  };
}

const avecOid = (oid: string) => (code: string | { code: string }) => ({
  code: typeof code === 'string' ? code : code.code,
  oid,
});

/** The answer of a search v1; `nombre` counts the internal organisations that are in it. */
export function resultatDe({ rechercherOffres: { nodes } }: PageV1): ResultatV1 {
  const organisations = new Map<string, OrganisationV1>();
  const equipements = new Map<string, { id: string; type: { code: string; oid: string } }>();
  const services: ServiceV1[] = [];
  const organisationsInternes = nodes.map((offre) => {
    const siennes = servicesDe(offre);
    services.push(...siennes);
    for (const organisation of organisationsDe(offre)) organisations.set(organisation.id, organisation);
    for (const { id, type } of offre.equipements) {
      equipements.set(id, { id, type: avecOid(OID_V1.equipement)(type) });
    }
    const { id, nom, identifiants, ageMin, ageMax, modePriseEnCharge, entiteGeographique } = offre;
    return {
      id,
      identifiants,
      nom,
      classesAge: classesDesAges(ageMin, ageMax).map(avecOid(OID_V1.classeAge)),
      modesPriseEnCharge: [avecOid(OID_V1.modePriseEnCharge)(modePriseEnCharge)],
      organisations:
        entiteGeographique === null
          ? []
          : [{ id: entiteGeographique.id, services: siennes.map((service) => service.id) }],
      equipements: offre.equipements.map((equipement) => equipement.id),
    };
  });
  return {
    nombre: organisationsInternes.length,
    organisations: [...organisations.values()],
    services,
    organisationsInternes,
    equipements: [...equipements.values()],
  };
}

/** Acts are those of the unit: each unit has services of its own, so that no act is read under another unit. */
function servicesDe({ id, activitesOperationnelles, actesSpecifiques }: OffreV1): ServiceV1[] {
  return activitesOperationnelles.map((activite) => ({
    id: `${id}.${activite.code}`,
    activite: avecOid(OID_V1.activiteOperationnelle)(activite),
    actes: actesSpecifiques.map(avecOid(OID_V1.acteSpecifique)),
  }));
}

function organisationsDe({ entiteGeographique }: OffreV1): OrganisationV1[] {
  if (entiteGeographique === null) return [];
  const { entiteJuridique } = entiteGeographique;
  const lire = ({ id, nom, identifiants, types }: Omit<typeof entiteGeographique, 'entiteJuridique'>) => ({
    id,
    identifiants,
    types: types.map(({ code, oid }) => ({ code, oid: oid ?? '' })),
    nom,
  });
  return entiteJuridique === null
    ? [lire(entiteGeographique)]
    : [lire(entiteJuridique), { ...lire(entiteGeographique), parent: entiteJuridique.id }];
}
