import type { Enregistrement, Export } from '@inter-ror/exposure-model';
import { genererInstance } from '../src/generer-instance.js';
import { INSTANCES, type Instance } from '../src/instances.js';

/** Offers of the nation that most tests read. */
export const OFFRES = 3000;

export interface InstanceLue extends Export {
  instance: Instance;
}

let nation: InstanceLue[] | undefined;

/** The nation of 3,000 offers, written once for a file of tests. */
export function nationDe3000(): InstanceLue[] {
  nation ??= INSTANCES.map((instance) => ({
    instance,
    ...ranger(genererInstance({ instance, nombreOffres: OFFRES })),
  }));
  return nation;
}

export function ranger(enregistrements: Iterable<Enregistrement>): Export {
  const rangee: Export = {
    organisations: [],
    activites: [],
    organisationsInternes: [],
    professionnels: [],
    equipements: [],
  };
  for (const { sorte, valeur } of enregistrements) {
    if (sorte === 'organisation') rangee.organisations.push(valeur);
    else if (sorte === 'activite') rangee.activites.push(valeur);
    else if (sorte === 'organisationInterne') rangee.organisationsInternes.push(valeur);
    else if (sorte === 'professionnel') rangee.professionnels.push(valeur);
    else rangee.equipements.push(valeur);
  }
  return rangee;
}

/** Level of an elementary unit, whatever its padding. */
export const estUE = (oi: { types: { code: string }[] }): boolean => oi.types[0]?.code === '4';

/** Every object found in a value, itself included. */
export function* objets(valeur: unknown): Generator<Record<string, unknown>> {
  if (Array.isArray(valeur)) for (const element of valeur) yield* objets(element);
  else if (typeof valeur === 'object' && valeur !== null) {
    yield valeur as Record<string, unknown>;
    for (const champ of Object.values(valeur)) yield* objets(champ);
  }
}
