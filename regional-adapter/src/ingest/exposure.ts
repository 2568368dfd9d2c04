import type { GenerationEnCours, SorteEnregistrement } from '../store/index.js';
import type { AnomalyLog } from './anomaly-log.js';
import { Hierarchy, type NoeudOrganisation, type Position, type PositionLecture } from './hierarchy.js';
import type { RecordIntake } from './record-intake.js';

/** A unit that makes an offer, and where it stands. */
export interface UniteExposee {
  noeud: NoeudOrganisation;
  position: Position;
}

export interface Exposition {
  unites: UniteExposee[];
  /** Records taken back, by kind. */
  ecartes: Partial<Record<SorteEnregistrement, number>>;
}

/**
 * Decides what is exposed of all that was read, makes it findable, and takes back the rest (RG_EXP_002).
 *
 * @param illisibles kind and id of the records that could not be read: what hangs from them is not exposed
 */
export function exposer(
  prise: RecordIntake,
  generation: GenerationEnCours,
  anomalies: AnomalyLog,
  illisibles: ReadonlySet<string>,
): Exposition {
  const illisible = (sorte: 'organisation' | 'organisationInterne', id: string): boolean =>
    illisibles.has(`${sorte} ${id}`);
  const hierarchie = new Hierarchy(prise.organisations, prise.noeuds, (id) => prise.activites.has(id), illisible);
  const organisations = exposerOrganisations(prise, generation, anomalies, hierarchie);
  const { unites, ecartes } = exposerOrganisationsInternes(prise, generation, anomalies, hierarchie);
  signalerAbsents(prise, anomalies, illisible);
  generation.retirer('organisation', organisations);
  generation.retirer('organisation_interne', ecartes);
  return { unites, ecartes: { organisation: organisations.length, organisationInterne: ecartes.length } };
}

/** Gives the ranks of the sites that are not exposed. */
function exposerOrganisations(
  prise: RecordIntake,
  generation: GenerationEnCours,
  anomalies: AnomalyLog,
  hierarchie: Hierarchy,
): number[] {
  const ecartes: number[] = [];
  for (const organisation of prise.organisations.values()) {
    const { id, entiteJuridiqueId } = organisation;
    const ecart = hierarchie.ecartOrganisation(organisation);
    if (ecart !== undefined) {
      const { rang, position } = prise.lectures.get(id)!;
      ecartes.push(rang);
      anomalies.noter({ ...ecart, gravite: 'ECARTE', sorte: 'organisation', id, ...position });
      continue;
    }
    const sorte = entiteJuridiqueId === null ? 'EJ' : 'EG';
    for (const champ of ['numFINESS', 'idNatStruct'] as const) {
      for (const valeur of organisation[champ]) generation.ajouterIdentifiant(sorte, champ, valeur, id);
    }
  }
  return ecartes;
}

function exposerOrganisationsInternes(
  prise: RecordIntake,
  generation: GenerationEnCours,
  anomalies: AnomalyLog,
  hierarchie: Hierarchy,
): { unites: UniteExposee[]; ecartes: number[] } {
  const unites: UniteExposee[] = [];
  const ecartes: number[] = [];
  for (const noeud of prise.noeuds.values()) {
    const { id, rang, lecture, unite } = noeud;
    const verdict = hierarchie.juger(noeud);
    if (!verdict.expose) {
      ecartes.push(rang);
      anomalies.noter({ ...verdict.ecart, gravite: 'ECARTE', sorte: 'organisationInterne', id, ...lecture });
      continue;
    }
    const { parents, site } = verdict.position;
    const auDessus = parents[0]?.id ?? site?.id;
    if (auDessus !== undefined) generation.ajouterEnfant(auDessus, id);
    if (unite) unites.push({ noeud, position: verdict.position });
  }
  return { unites, ecartes };
}

/** Tells what is named and that the export does not hold; what it holds and could not be read is told elsewhere. */
function signalerAbsents(
  { organisations, noeuds, lectures, exercicesNonResolus }: RecordIntake,
  anomalies: AnomalyLog,
  illisible: (sorte: 'organisation' | 'organisationInterne', id: string) => boolean,
): void {
  const signaler = (sorte: SorteEnregistrement, id: string, quoi: string, position?: PositionLecture): void => {
    const message = `${quoi} : absent de l'export ou écarté`;
    anomalies.noter({ code: 'REFERENCE_INCONNUE', gravite: 'SIGNALE', message, sorte, id, ...position });
  };
  for (const { id, entiteJuridiqueId: ej } of organisations.values()) {
    if (ej === null || organisations.has(ej) || illisible('organisation', ej)) continue;
    signaler('organisation', id, `entité juridique ${ej}`, lectures.get(id)?.position);
  }
  for (const { id, parentId, lecture } of noeuds.values()) {
    if (parentId === undefined || noeuds.has(parentId) || illisible('organisationInterne', parentId)) continue;
    signaler('organisationInterne', id, `organisation interne parente ${parentId}`, lecture);
  }
  for (const { professionnelId, uniteId } of exercicesNonResolus) {
    if (!noeuds.has(uniteId)) signaler('professionnel', professionnelId, `lieu d'exercice ${uniteId}`);
  }
}
