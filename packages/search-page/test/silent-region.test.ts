import { describe, expect, it } from 'vitest';
import { lireEtat } from '../src/search/index.js';
import type { PageOffres, ReponseRegion } from '../src/search/offers-page.js';
import { phrase } from '../src/search/regions-view.js';
import { vueResultats } from '../src/search/results-view.js';

const thisYear = new Date().getFullYear();
const reply = (change: Partial<ReponseRegion>): ReponseRegion => ({
  codes: ['53'],
  statut: 'ERREUR',
  latenceMs: null,
  totalCount: null,
  code: null,
  message: null,
  date: null,
  offresConnues: null,
  connuesAu: null,
  region: { nom: 'Bretagne' },
  ...change,
});
const said = (change: Partial<ReponseRegion>): string => phrase(reply(change)).replace(/\s/g, ' ');

/** The words of a page without offers, as regions answered it. */
function words(regions: ReponseRegion[], portee: 'region' | 'france' = 'france'): string {
  const totalEstComplet = regions.every(({ statut }) => statut === 'OK' || statut === 'ECARTEE');
  const page: PageOffres = {
    totalCount: 0,
    totalEstComplet,
    pageInfo: { hasNextPage: false, endCursor: null },
    regions,
    nodes: [],
    regionSeule: false,
  };
  const portail = { codesRegion: ['53'], nomRegion: 'Bretagne' };
  const shown = vueResultats(lireEtat(new URLSearchParams({ q: 'IRM' }), portee), page, portail, undefined);
  return shown.text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}

describe('the sentence of a region that did not answer', () => {
  it.each(['ERREUR', 'DELAI_DEPASSE'])('says what was last known of it, and when (%s)', (statut) => {
    const known = { statut, offresConnues: 1_234, connuesAu: `${thisYear}-11-12T06:00:00Z` };
    expect(said(known)).toBe('Bretagne n’a pas répondu : 1 234 offres connues au 12/11');
    expect(said({ ...known, offresConnues: 1 })).toBe('Bretagne n’a pas répondu : 1 offre connue au 12/11');
  });

  it('says no more than is known', () => {
    expect(said({})).toBe('Bretagne n’a pas répondu');
    expect(said({ offresConnues: 12 })).toBe('Bretagne n’a pas répondu : 12 offres connues');
    expect(said({ statut: 'REFUSEE' })).toBe('Bretagne n’a pas accepté la question');
  });

  it('dates the last known answer of a region that is silent', () => {
    const old = { statut: 'PERIMEE', date: '2026-11-12T07:30:00Z', offresConnues: 12 };
    expect(said(old)).toBe('Bretagne n’a pas répondu : résultats de sa dernière réponse connue (du 12/11/2026 08:30)');
  });
});

describe('what a page without offers says of the regions', () => {
  const corse = (statut: string) => reply({ codes: ['94'], statut, region: { nom: 'Corse' } });

  it('says that none has answered rather than that nothing was found', () => {
    expect(words([reply({}), corse('DELAI_DEPASSE')])).toContain('Aucune région n’a répondu');
    expect(words([reply({ statut: 'OK' }), corse('ERREUR')])).toContain(
      'Aucune offre dans les régions qui ont répondu',
    );
  });

  it('says which hold nothing of the kind, but nothing of those that the search did not concern', () => {
    const answers = [reply({ statut: 'OK' }), corse('ECARTEE')];
    expect(words(answers)).toContain('1 région sur 2 a répondu ; 1 n’a aucune offre de ce genre');
    expect(words(answers, 'region')).toContain('Bretagne a répondu');
    expect(words(answers, 'region')).not.toContain('Corse');
  });
});
