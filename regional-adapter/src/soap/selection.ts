import type { CodeSoap } from '@inter-ror/csd';
import { type Code, estUnite, type OrganisationInterne } from '@inter-ror/exposure-model';
import { cleCode } from '@inter-ror/nomenclatures';
import { ErreurSoap } from '@inter-ror/soap-facade';
import type { GenerationVue } from '../graphql/index.js';
import type { LecteurGeneration } from '../ports/index.js';

/** Internal organisations of one reading. */
const UNITES_MAX = 20_000;
/** No tree of internal organisations is deeper: four levels, and room for what an export may add. */
const PROFONDEUR_MAX = 16;

/** What a reading keeps of an establishment. */
export interface Filtre {
  /** Keys of TRE_R227 (RG_ALIM_020); empty: all. */
  champs: ReadonlySet<string>;
  /** Keys of TRE_R239; empty: all. */
  publics: ReadonlySet<string>;
  /** Epoch milliseconds: only what changed since. */
  depuis: number;
  /** Without elementary units (RG_ALIM_015). */
  restreinte: boolean;
}

export const TOUT: Filtre = {
  champs: new Set(),
  publics: new Set(),
  depuis: Number.NEGATIVE_INFINITY,
  restreinte: false,
};

export function cles(codes: readonly CodeSoap[]): ReadonlySet<string> {
  return new Set(codes.map(({ code }) => cleCode(code)));
}

/** Whether codes meet those asked; nothing asked, all do. */
export function rencontre(codes: readonly Code[] | undefined, demandees: ReadonlySet<string>): boolean {
  return demandees.size === 0 || (codes ?? []).some(({ code }) => demandees.has(cleCode(code)));
}

/** Everything below these sites or organisations, hidden or not. */
export function auDessous(lecteur: LecteurGeneration, racines: readonly string[]): string[] {
  const trouves = new Set<string>();
  let rang: readonly string[] = racines;
  for (let niveau = 0; rang.length > 0 && niveau < PROFONDEUR_MAX; niveau++) {
    const suivant: string[] = [];
    for (const id of rang.flatMap((parent) => lecteur.enfantsDe(parent))) {
      if (trouves.has(id)) continue;
      trouves.add(id);
      suivant.push(id);
    }
    if (trouves.size > UNITES_MAX) {
      throw new ErreurSoap(
        'LIMITE_DEPASSEE',
        413,
        `Plus de ${UNITES_MAX} organisations internes : lisez-les une à une, ou par champ d’activité.`,
      );
    }
    rang = suivant;
  }
  return [...trouves];
}

/** Organisations above, nearest first. */
export function ancetres(lecteur: LecteurGeneration, unite: OrganisationInterne): OrganisationInterne[] {
  const chaine: OrganisationInterne[] = [];
  let courante: OrganisationInterne | undefined = unite;
  for (let niveau = 0; niveau < PROFONDEUR_MAX; niveau++) {
    const parentId: string | undefined = courante?.complement?.parentId;
    courante = parentId === undefined ? undefined : lecteur.organisationInterne(parentId);
    if (courante === undefined) break;
    chaine.push(courante);
  }
  return chaine;
}

/**
 * Which of these internal organisations are given: those that the asker sees and that match, with all that is above
 * them, so that nothing hangs from nowhere.
 */
export function choisir({ acces, lecteur }: GenerationVue, ids: readonly string[], filtre: Filtre): Set<string> {
  const visibles = new Map<string, OrganisationInterne>();
  for (const id of ids) {
    if (acces.voitOrganisationInterne(id)) visibles.set(id, lecteur.organisationInterne(id)!);
  }
  const gardees = new Set<string>();
  for (const [id, unite] of visibles) {
    if (!correspond(unite, filtre)) continue;
    gardees.add(id);
    for (const { id: audessus } of ancetres(lecteur, unite)) if (visibles.has(audessus)) gardees.add(audessus);
  }
  return gardees;
}

function correspond(unite: OrganisationInterne, { champs, publics, depuis, restreinte }: Filtre): boolean {
  const { complement, metadonnees } = unite;
  const elementaire = estUnite(unite);
  if (restreinte && elementaire) return false;
  if (!rencontre(complement?.champsActivite, champs)) return false;
  // What groups units often says nothing of its publics: those of its units do.
  const siens = complement?.patientele.publics;
  if ((elementaire || siens !== undefined) && !rencontre(siens, publics)) return false;
  return !(Date.parse(metadonnees.miseAJour) < depuis);
}
