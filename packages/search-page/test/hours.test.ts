import { describe, expect, it } from 'vitest';
import { phraseHoraire } from '../src/parts/hours.js';
import { type Horaire, phraseDuJour } from '../src/parts/index.js';

const hours = (change: Partial<Horaire>): Horaire => ({
  ouvert: true,
  jours: [1, 2, 3, 4, 5],
  debut: '08:00:00',
  fin: '18:30:00',
  dateDebut: '2024-01-01',
  dateFin: null,
  ...change,
});
/** A Saturday in Paris, still Friday in London. */
const SATURDAY = new Date('2026-11-20T23:30:00Z');
const FRIDAY = new Date('2026-11-20T12:00:00Z');

describe('opening hours in words', () => {
  it.each([
    ['du lundi au vendredi de 8 h à 18 h 30', {}],
    ['les lundi, mardi et jeudi de 8 h à 18 h 30', { jours: [4, 1, 2] }],
    ['du vendredi au dimanche de 8 h à 18 h 30', { jours: [0, 5, 6] }],
    ['fermé les samedi et dimanche', { ouvert: false, jours: [0, 6], debut: null, fin: null }],
    ['fermé le mercredi', { ouvert: false, jours: [3], debut: null, fin: null }],
    ['tous les jours 24 h sur 24', { jours: [], debut: '00:00:00', fin: '23:59:59' }],
  ])('« %s »', (said, change) => {
    expect(phraseHoraire(hours(change)).replace(/\s/g, ' ')).toBe(said);
  });

  it('say whether it is open today, by the day in Paris and the dates of effect', () => {
    const week = [hours({ debut: '14:00:00' }), hours({ fin: '12:00:00' }), hours({ ouvert: false, jours: [0, 6] })];
    expect(phraseDuJour(week, FRIDAY)).toBe('Ouvert aujourd’hui de 8 h à 12 h, de 14 h à 18 h 30');
    expect(phraseDuJour(week, SATURDAY)).toBe('Fermé aujourd’hui');
    expect(phraseDuJour([hours({ dateFin: '2026-11-19' })], FRIDAY)).toBe('Fermé aujourd’hui');
    expect(phraseDuJour([], FRIDAY)).toBeUndefined();
  });
});
