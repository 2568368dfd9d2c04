import type { Enregistrement } from '@inter-ror/exposure-model';
import { type Instance, REGIONS_SERVIES } from './instances.js';
import { arborescence, type PlanSite, planifierRegion } from './plan/index.js';
import {
  activites,
  Contexte,
  entiteGeographique,
  entiteJuridique,
  equipements,
  organisationInterne,
  professionnels,
} from './redaction/index.js';
import { type CarteRegion, carteRegion, repartir } from './territoire/index.js';

/** Date of the invented nation, when none is asked. */
const DATE_DE_REFERENCE = '2026-11-20T06:00:00Z';

export interface OptionsInstance {
  instance: Instance;
  /** @default 1 */
  graine?: number;
  /** Offers (UE) of the whole nation, shared among regions by population. @default 20000 */
  nombreOffres?: number;
  /** ISO 8601; no date of an object is later, free beds were told shortly before. @default DATE_DE_REFERENCE */
  dateReference?: string;
}

/** Offers of the nation, when no number is asked. */
const NOMBRE_OFFRES = 20_000;

/**
 * The records of one invented instance, in the order of the wire. The same options give the same records on every
 * machine. Only the plan of the sites is held in memory; objects are written as they are read.
 *
 * @throws RangeError when the number of offers or the date cannot be used
 */
export function* genererInstance(options: OptionsInstance): Generator<Enregistrement> {
  const { instance, graine = 1, nombreOffres = NOMBRE_OFFRES, dateReference = DATE_DE_REFERENCE } = options;
  const reference = Date.parse(dateReference);
  if (Number.isNaN(reference)) throw new RangeError(`Date de référence illisible : « ${dateReference} ».`);
  const parts = repartir(nombreOffres, REGIONS_SERVIES);
  const regions = instance.codes.map((code) => {
    const carte = carteRegion(code);
    return { carte, plan: planifierRegion(carte, REGIONS_SERVIES.indexOf(code), parts.get(code)!, graine) };
  });
  const sites = function* (): Generator<[Contexte, PlanSite, CarteRegion]> {
    for (const { carte, plan } of regions) {
      for (const site of plan) yield [new Contexte(site, graine, reference), site, carte];
    }
  };

  for (const [contexte, site] of sites()) {
    if (site.premierDeEJ) yield { sorte: 'organisation', valeur: entiteJuridique(contexte) };
    yield { sorte: 'organisation', valeur: entiteGeographique(contexte) };
  }
  for (const [contexte] of sites()) {
    for (const valeur of activites(contexte)) yield { sorte: 'activite', valeur };
  }
  for (const [contexte, site, carte] of sites()) {
    for (const noeud of arborescence(site)) {
      yield { sorte: 'organisationInterne', valeur: organisationInterne(contexte, noeud, carte) };
    }
  }
  for (const [contexte] of sites()) {
    for (const valeur of professionnels(contexte)) yield { sorte: 'professionnel', valeur };
  }
  for (const [contexte, site] of sites()) {
    for (const noeud of arborescence(site)) {
      if (noeud.rangUE === undefined) continue;
      for (const valeur of equipements(contexte, noeud)) yield { sorte: 'equipement', valeur };
    }
  }
}
