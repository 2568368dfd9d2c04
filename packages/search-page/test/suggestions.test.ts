import { Nomenclatures } from '@inter-ror/nomenclatures';
import { describe, expect, it } from 'vitest';
import { comprendreQuestion } from '../src/question/index.js';
import { criteresDe, ListesDeCodes, lireEtat, vueComprise, vueFiltres } from '../src/search/index.js';
import { Vocabulaire } from '../src/spelling/index.js';
import { suggestions } from '../src/suggest/index.js';

const nomenclatures = Nomenclatures.officielles();
const vocabulaire = new Vocabulaire(nomenclatures);
const suggested = (typed: string) => suggestions(typed, { nomenclatures, vocabulaire }).map(({ texte }) => texte);
const etat = (q: string, more: Record<string, string> = {}) => lireEtat(new URLSearchParams({ q, ...more }), 'france');

describe('what is suggested while one types', () => {
  it.each([
    ['EHPAD dans le Fin', 'EHPAD dans le Finistère'],
    ['EHPAD dans l’Ess', 'EHPAD dans l’Essonne'],
    ['EHPAD dans Les Fins', 'EHPAD dans Les Fins'],
    ['IRM en Breta', 'IRM en Bretagne'],
    ['IRM près de Quimp', 'IRM près de Quimper'],
    ['IRM à Vienn', 'IRM à Vienne'],
    ['réanim', 'Réanimation chirurgicale'],
  ])('« %s »', (typed, first) => {
    const all = suggested(typed);
    expect(all).toContain(first);
    expect(new Set(all).size).toBe(all.length);
  });

  it('is understood as what it says, communes of one name included', () => {
    const all = suggested('IRM près de Saint-Deni');
    expect(all.slice(0, 2)).toEqual(['IRM près de Saint-Denis (974)', 'IRM près de Saint-Denis (93)']);
    expect(all.map((q) => comprendreQuestion(q).autour?.code).slice(0, 2)).toEqual(['97411', '93066']);
  });
});

describe('a place that nobody knows', () => {
  it.each([
    ['IRM près de Quimpper', 'commune 29232'],
    ['IRM près de la gare de Quimper à moins de 5 km', 'commune 29232'],
    ['IRM 80 ans près de Bretagn', 'region 53'],
  ])('« %s » is followed by links to the same question with each place that may be meant', (q, place) => {
    const shown = vueComprise(etat(q), criteresDe(etat(q), []), { codesRegion: [], nomRegion: undefined }).text;
    const [, href] = /class="avis".*?href="([^"]*)"/s.exec(shown)!;
    const { comprise } = lireEtat(new URL(href!.replaceAll('&amp;', '&'), 'http://page').searchParams, 'france');
    const { autour, dans, ...rest } = comprise;
    const { rayonKm, age } = etat(q).comprise;
    const lieu = autour ?? dans!;
    expect(`${lieu.sorte} ${lieu.code}`).toBe(place);
    expect(rest).toMatchObject({ texte: 'IRM', avis: [] });
    expect([rest.rayonKm, rest.age]).toEqual([/\d km/.test(q) ? 5 : rayonKm, age]);
  });
});

describe('the filter of distance', () => {
  const listes = new ListesDeCodes(nomenclatures);
  const sent = (e: ReturnType<typeof etat>) =>
    /name="rayon">.*?<option value="(\d*)" selected>(\d+) km/s.exec(vueFiltres(e, listes, true).text)!.slice(1);

  it('does not hold back a radius that is typed next', () => {
    expect(sent(etat('IRM près de Rennes'))).toEqual(['', '50']);
    expect(sent(etat('IRM à moins de 30 km de Rennes', { rayon: '' }))).toEqual(['', '30']);
    expect(sent(etat('IRM près de Rennes', { rayon: '100' }))).toEqual(['100', '100']);
  });
});
