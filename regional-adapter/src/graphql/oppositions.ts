import { champDe } from '@inter-ror/access-policy';
import type { DocumentOffre, LecteurGeneration } from '../ports/index.js';

/** National identifiers (RPPS, ADELI or idNatPS) of those who refuse public diffusion, with the day they did: ISO 8601. */
export type DatesOpposition = ReadonlyMap<string, string>;

/** What refusals of public diffusion hide in one generation (décret 2023-1057). */
export interface Oppositions {
  /** Professionals by id of the generation, with the day. */
  readonly professionnels: ReadonlyMap<string, string>;
  /** Offers in ville whose professionals all refuse: they are the practice of those people. */
  readonly offres: ReadonlySet<number>;
  /** Sites whose offers are all such, and legal entities whose sites all are. */
  readonly etablissements: ReadonlySet<string>;
  /** Internal organisations without an offer, in such sites. */
  readonly organisationsInternes: ReadonlySet<string>;
}

export function oppositionsDe(dates: DatesOpposition, lecteur: LecteurGeneration): Oppositions {
  const professionnels = new Map<string, string>();
  for (const [identifiant, jour] of dates) {
    for (const id of lecteur.professionnelsParIdentifiant(identifiant)) professionnels.set(id, jour);
  }
  const offres = new Set<number>();
  const sites = new Set<string>();
  for (const id of professionnels.keys()) {
    for (const ordinal of lecteur.offresDuProfessionnel(id)) {
      const document = lecteur.offre(ordinal);
      if (!estCabinet(document) || !document.professionnelIds.every((autre) => professionnels.has(autre))) continue;
      offres.add(ordinal);
      if (document.entiteGeographiqueId !== null) sites.add(document.entiteGeographiqueId);
    }
  }
  const etablissements = new Set<string>();
  for (const site of sites) {
    if (lecteur.offresDuSite(site).every((ordinal) => offres.has(ordinal))) etablissements.add(site);
  }
  for (const site of [...etablissements]) {
    const entite = lecteur.organisation(site)?.entiteJuridiqueId;
    if (entite !== undefined && lecteur.sitesDe(entite).every((autre) => etablissements.has(autre))) {
      etablissements.add(entite);
    }
  }
  const organisationsInternes = new Set<string>();
  const descendre = (id: string): void => {
    for (const enfant of lecteur.enfantsDe(id)) {
      if (organisationsInternes.has(enfant)) continue;
      organisationsInternes.add(enfant);
      descendre(enfant);
    }
  };
  for (const id of etablissements) descendre(id);
  return { professionnels, offres, etablissements, organisationsInternes };
}

function estCabinet({ unite }: DocumentOffre): boolean {
  return champDe((unite.complement?.champsActivite ?? []).map(({ code }) => code)) === 'VILLE';
}
