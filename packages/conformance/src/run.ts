import type { Cible } from './client/index.js';
import { Ecart, SansObjet } from './faults.js';
import { decouvrir, type Echange, type Indices, type Lieu, type ProfilVihf, Terrain } from './ground/index.js';
import type { Famille, Scenario } from './model.js';
import { SCENARIOS } from './scenarios/index.js';

export type Resultat = 'REUSSI' | 'ECHEC' | 'NON_APPLICABLE';

/** One scenario, once played. */
export interface Verdict extends Pick<Scenario, 'id' | 'famille' | 'titre' | 'regle' | 'attendu'> {
  resultat: Resultat;
  /** What was seen, what was received instead, or why there was nothing to try. */
  recu: string;
  dureeMs: number;
  echanges: Echange[];
}

/** A whole run. */
export interface Essai {
  url: string;
  /** ISO 8601. */
  debut: string;
  dureeMs: number;
  decouverte: {
    lieu: Lieu | undefined;
    entier: boolean;
    communes: number;
    etablissements: number;
    lus: number;
    manques: string[];
  };
  comptes: Record<Resultat, number>;
  verdicts: Verdict[];
}

export interface OptionsEssai extends Indices {
  cible: Cible;
  /** Stated by the VIHF of readings and lists. @default 1 */
  profil?: ProfilVihf;
  /** @default all of them */
  familles?: readonly Famille[];
  /** Told of each verdict as it comes. */
  surVerdict?(verdict: Verdict): void;
}

/** Discovers a server, then plays the scenarios one after another: a server is not to be hurried by its own test. */
export async function essayer({ cible, profil = 1, familles, surVerdict, ...indices }: OptionsEssai): Promise<Essai> {
  const debut = new Date();
  const terrain = new Terrain(cible, profil, { communes: [], etablissements: [], lus: [], manques: [] });
  const verdicts: Verdict[] = [];
  try {
    await decouvrir(terrain, indices);
    terrain.releverEchanges();
    for (const scenario of SCENARIOS) {
      if (familles !== undefined && !familles.includes(scenario.famille)) continue;
      const verdict = await jouer(scenario, terrain);
      verdicts.push(verdict);
      surVerdict?.(verdict);
    }
  } finally {
    terrain.close();
  }
  const comptes: Record<Resultat, number> = { REUSSI: 0, ECHEC: 0, NON_APPLICABLE: 0 };
  for (const { resultat } of verdicts) comptes[resultat]++;
  const { base, apercu, communes, etablissements, lus, manques } = terrain.connu;
  return {
    url: cible.url,
    debut: debut.toISOString(),
    dureeMs: Date.now() - debut.getTime(),
    decouverte: {
      lieu: (base ?? apercu)?.lieu,
      entier: base !== undefined,
      communes: communes.length,
      etablissements: etablissements.length,
      lus: lus.length,
      manques,
    },
    comptes,
    verdicts,
  };
}

async function jouer(scenario: Scenario, terrain: Terrain): Promise<Verdict> {
  const { id, famille, titre, regle, attendu } = scenario;
  const debut = performance.now();
  let resultat: Resultat = 'REUSSI';
  let recu: string;
  try {
    recu = await scenario.jouer(terrain);
  } catch (cause) {
    if (cause instanceof Ecart) resultat = 'ECHEC';
    else if (cause instanceof SansObjet) resultat = 'NON_APPLICABLE';
    else throw cause;
    recu = cause.message;
  }
  const dureeMs = Math.round(performance.now() - debut);
  return { id, famille, titre, regle, attendu, resultat, recu, dureeMs, echanges: terrain.releverEchanges() };
}
