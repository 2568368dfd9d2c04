import type { Profil } from '@inter-ror/access-policy';
import { masquerEnregistrement, type Regard } from '@inter-ror/csd-masking';
import type { ActiviteOperationnelle, Enregistrement, Equipement } from '@inter-ror/exposure-model';
import { Acces, type DatesOpposition, oppositionsDe } from '../graphql/index.js';
import type { LecteurGeneration } from '../ports/index.js';

/**
 * Every record of a generation as a profile sees it, in the order of the wire, and the references to what it does not
 * see removed. What is held meanwhile is the ids of activities and equipment, never their records.
 */
export function* enregistrementsVus(
  lecteur: LecteurGeneration,
  profil: Profil,
  oppositions: DatesOpposition,
): Generator<Enregistrement> {
  const acces = new Acces(profil, lecteur, oppositionsDe(oppositions, lecteur));
  const regard = regardDe(lecteur, acces);
  const masquer = function* (enregistrement: Enregistrement | undefined): Generator<Enregistrement> {
    const vu = enregistrement && masquerEnregistrement(enregistrement, regard);
    if (vu !== undefined) yield vu;
  };
  for (const id of lecteur.organisations()) {
    const valeur = lecteur.organisation(id);
    yield* masquer(valeur && { sorte: 'organisation', valeur });
  }
  for (const valeur of decritsParOffres(lecteur, ({ activites }) => activites)) {
    yield* masquer({ sorte: 'activite', valeur });
  }
  for (const id of lecteur.organisationsInternes()) {
    const valeur = lecteur.organisationInterne(id);
    yield* masquer(valeur && { sorte: 'organisationInterne', valeur });
  }
  for (const id of lecteur.professionnels()) {
    const valeur = lecteur.professionnel(id);
    yield* masquer(valeur && { sorte: 'professionnel', valeur });
  }
  for (const valeur of decritsParOffres(lecteur, ({ equipements }) => equipements)) {
    yield* masquer({ sorte: 'equipement', valeur });
  }
}

/** Records that offers carry, each once, in the order of the offers. */
function* decritsParOffres<T extends ActiviteOperationnelle | Equipement>(
  lecteur: LecteurGeneration,
  lire: (document: ReturnType<LecteurGeneration['offre']>) => readonly T[],
): Generator<T> {
  const donnes = new Set<string>();
  for (let ordinal = 0; ordinal < lecteur.info.nombreOffres; ordinal++) {
    for (const decrit of lire(lecteur.offre(ordinal))) {
      if (donnes.has(decrit.id)) continue;
      donnes.add(decrit.id);
      yield decrit;
    }
  }
}

function regardDe(lecteur: LecteurGeneration, acces: Acces): Regard {
  const caches = descriptionsCachees(lecteur, acces);
  const donne: Record<Enregistrement['sorte'], (id: string) => boolean> = {
    organisation: (id) => acces.etablissement(id).voit.etablissement,
    activite: (id) => !caches.activites.has(id),
    organisationInterne: (id) => lecteur.organisationInterne(id) === undefined || acces.voitOrganisationInterne(id),
    professionnel: (id) => {
      const professionnel = lecteur.professionnel(id);
      return professionnel === undefined || acces.professionnel(professionnel) !== undefined;
    },
    equipement: (id) => !caches.equipements.has(id),
  };
  return acces.regard({ donne: (sorte, id) => donne[sorte](id), auDessus: (id) => acces.auDessus(id) });
}

/** Ids of the activities and of the equipment that no offer seen shows. */
function descriptionsCachees(lecteur: LecteurGeneration, acces: Acces) {
  const vus = { activites: new Set<string>(), equipements: new Set<string>() };
  const caches = { activites: new Set<string>(), equipements: new Set<string>() };
  for (let ordinal = 0; ordinal < lecteur.info.nombreOffres; ordinal++) {
    const { unite, activites, equipements } = lecteur.offre(ordinal);
    const { voit } = acces.unite(unite, ordinal);
    for (const { id } of activites) (voit.offre ? vus : caches).activites.add(id);
    for (const { id } of equipements) (voit.offre && voit.equipement ? vus : caches).equipements.add(id);
  }
  for (const id of vus.activites) caches.activites.delete(id);
  for (const id of vus.equipements) caches.equipements.delete(id);
  return caches;
}
