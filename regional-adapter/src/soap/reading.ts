import { type ErreurMetier, writeLectureResponse } from '@inter-ror/csd';
import { masquerEnregistrement, type Regard } from '@inter-ror/csd-masking';
import {
  type ActiviteOperationnelle,
  type Enregistrement,
  type Equipement,
  estUnite,
  type Organisation,
  type OrganisationInterne,
} from '@inter-ror/exposure-model';
import type { LectureServie } from '@inter-ror/soap-facade';
import type { GenerationVue } from '../graphql/index.js';
import { restreindreOrganisation, restreindreUnite } from './restricted.js';
import { ancetres, auDessous, choisir, type Filtre } from './selection.js';

type Sorte = Enregistrement['sorte'];

/** Where a reading begins. */
export interface Racines {
  sites: readonly string[];
  /** Only this organisation, what is above and what is below it; all of the sites without it. */
  unite?: OrganisationInterne;
}

/** Ids of the records given, by kind, in the order of the wire. */
type Donnes = Readonly<Record<Sorte, Set<string>>>;

/** The tree of these sites as the asker sees it, in an envelope (RG_ALIM_018). */
export function lireArbre(vue: GenerationVue, { sites, unite }: Racines, filtre: Filtre): LectureServie {
  const { lecteur, acces } = vue;
  const visibles = sites.filter((id) => acces.etablissement(id).voit.etablissement);
  const candidates =
    unite === undefined
      ? auDessous(lecteur, visibles)
      : [...ancetres(lecteur, unite).map(({ id }) => id), unite.id, ...auDessous(lecteur, [unite.id])];
  const unites = choisir(vue, candidates, filtre);
  const annexes = annexesDe(vue, unites, filtre);
  const donnes: Donnes = {
    organisation: organisationsDe(vue, visibles),
    activite: new Set(annexes.activites.keys()),
    organisationInterne: unites,
    professionnel: annexes.professionnels,
    equipement: new Set(annexes.equipements.keys()),
  };
  const regard = regardDe(vue, donnes);
  const masques = function* (): Iterable<Enregistrement> {
    for (const enregistrement of enregistrements(vue, donnes, annexes)) {
      const masque = masquerEnregistrement(enregistrement, regard);
      if (masque !== undefined) yield filtre.restreinte ? restreindre(masque) : masque;
    }
  };
  return { enveloppe: writeLectureResponse(masques(), nombreUnites(vue, unites)) };
}

/** RG_ALIM_019: the units of the answer, no more, no less. */
function nombreUnites({ lecteur }: GenerationVue, unites: ReadonlySet<string>): number {
  let nombre = 0;
  for (const id of unites) {
    const valeur = lecteur.organisationInterne(id)!;
    if (estUnite(valeur)) nombre++;
  }
  return nombre;
}

function organisationsDe({ lecteur, acces }: GenerationVue, sites: readonly string[]): Set<string> {
  const entites = sites.flatMap((id) => lecteur.organisation(id)?.entiteJuridiqueId ?? []);
  return new Set([...entites, ...sites].filter((id) => acces.etablissement(id).voit.etablissement));
}

interface Annexes {
  activites: Map<string, ActiviteOperationnelle>;
  equipements: Map<string, Equipement>;
  professionnels: Set<string>;
}

/** What units refer to: a generation keeps it with their offers. */
function annexesDe({ lecteur, acces }: GenerationVue, unites: ReadonlySet<string>, { restreinte }: Filtre): Annexes {
  const annexes: Annexes = { activites: new Map(), equipements: new Map(), professionnels: new Set() };
  if (restreinte) return annexes;
  for (const id of unites) {
    const ordinal = lecteur.ordinalDe(id);
    if (ordinal === undefined) continue;
    const { unite, activites, equipements, professionnelIds } = lecteur.offre(ordinal);
    for (const activite of activites) annexes.activites.set(activite.id, activite);
    if (acces.unite(unite, ordinal).voit.equipement) {
      for (const equipement of equipements) annexes.equipements.set(equipement.id, equipement);
    }
    for (const professionnelId of professionnelIds) {
      const professionnel = lecteur.professionnel(professionnelId);
      if (professionnel !== undefined && acces.exercice(professionnel, id).voit.professionnel) {
        annexes.professionnels.add(professionnelId);
      }
    }
  }
  return annexes;
}

function* enregistrements({ lecteur }: GenerationVue, donnes: Donnes, annexes: Annexes): Iterable<Enregistrement> {
  for (const id of donnes.organisation) {
    const valeur = lecteur.organisation(id);
    if (valeur !== undefined) yield { sorte: 'organisation', valeur };
  }
  for (const valeur of annexes.activites.values()) yield { sorte: 'activite', valeur };
  for (const id of donnes.organisationInterne) {
    yield { sorte: 'organisationInterne', valeur: lecteur.organisationInterne(id)! };
  }
  for (const id of donnes.professionnel) yield { sorte: 'professionnel', valeur: lecteur.professionnel(id)! };
  for (const valeur of annexes.equipements.values()) yield { sorte: 'equipement', valeur };
}

/** What the asker sees, and no record outside of this answer. */
function regardDe({ acces, lecteur }: GenerationVue, donnes: Donnes): Regard {
  return acces.regard({
    donne: (sorte, id) => donnes[sorte].has(id),
    auDessus: (id) => {
      if (donnes.organisationInterne.has(id)) return id;
      const unite = lecteur.organisationInterne(id);
      return unite && ancetres(lecteur, unite).find((autre) => donnes.organisationInterne.has(autre.id))?.id;
    },
  });
}

function restreindre(enregistrement: Enregistrement): Enregistrement {
  const { sorte, valeur } = enregistrement;
  if (sorte === 'organisation') return { sorte, valeur: restreindreOrganisation(valeur) };
  return sorte === 'organisationInterne' ? { sorte, valeur: restreindreUnite(valeur) } : enregistrement;
}

/** An error in the place of data (RG_ALIM_023). */
export function inconnu(
  nom: 'ETABLISSEMENT_INCONNU' | 'ORGANISATION_INCONNUE',
  message: string,
): { erreur: ErreurMetier } {
  return { erreur: { code: 404, message, texte: nom } };
}

/** Sites of an identifier: those of a legal entity, or one site. */
export function sitesDe({ lecteur, acces }: GenerationVue, valeur: string): readonly string[] {
  const voit = (id: string) => acces.etablissement(id).voit.etablissement;
  for (const sorte of ['EG', 'EJ'] as const) {
    for (const champ of ['idNatStruct', 'numFINESS'] as const) {
      const trouves = lecteur.organisationsParIdentifiant(sorte, champ, valeur).filter(voit);
      if (trouves.length > 0) return trouves.flatMap((id) => sitesDuLieu(lecteur.organisation(id), id, lecteur));
    }
  }
  return voit(valeur) ? sitesDuLieu(lecteur.organisation(valeur), valeur, lecteur) : [];
}

function sitesDuLieu(organisation: Organisation | undefined, id: string, lecteur: GenerationVue['lecteur']): string[] {
  if (organisation === undefined) return [];
  return organisation.entiteJuridiqueId === undefined ? lecteur.sitesDe(id) : [id];
}
