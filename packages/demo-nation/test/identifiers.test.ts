import { expect, it } from 'vitest';
import { cleLuhn, finessFictif, OID_ID_NAT_STRUCT, rppsFictif, sirenFictif, siretFictif } from '../src/identifiants.js';
import { nationDe3000, objets } from './invented-nation.js';

const FINESS_INVENTE = /^(?:(?:\d{2}|2[AB])99\d{5}|979[1-6]\d{5})$/;

/** Whether the last digit is the Luhn key of the others. */
const luhnValide = (numero: string) => cleLuhn(numero.slice(0, -1)) === numero.slice(-1);

it('gives well-formed identifiers with a right Luhn key', () => {
  for (const numero of [
    finessFictif('29', 12),
    finessFictif('974', 12),
    sirenFictif(7, 3),
    siretFictif(sirenFictif(7, 3)),
    rppsFictif(7, 3),
  ]) {
    expect(luhnValide(numero), numero).toBe(true);
    expect(luhnValide(numero.slice(0, -1) + ((Number(numero.at(-1)) + 1) % 10))).toBe(false);
  }
  expect(
    [finessFictif('29', 12), finessFictif('2A', 1), sirenFictif(7, 3), rppsFictif(7, 3)].map((n) => n.length),
  ).toEqual([9, 9, 9, 11]);
});

it('refuses to run out of invented numbers silently', () => {
  expect(() => finessFictif('29', 100_000)).toThrow(/FINESS/);
  expect(() => finessFictif('974', 10_000)).toThrow(/FINESS/);
  expect(() => sirenFictif(0, 50_000)).toThrow(/SIREN/);
});

const PLAGES: Record<string, RegExp> = { 1: FINESS_INVENTE, 2: /^99\d{7}$/, 3: /^99\d{12}$/, 4: /^99\d{9}001$/ };

it('identifies every organisation in the ranges that mark it as invented, with a right key', () => {
  const organisations = nationDe3000().flatMap((nation) => nation.organisations);
  const fautives = organisations.filter(({ identifiants }) => {
    const { autorite, valeur } = identifiants![0]!;
    const [prefixe, numero] = [valeur[0]!, valeur.slice(1)];
    const avecCle = prefixe === '4' ? numero.slice(0, 11) : numero;
    return autorite !== OID_ID_NAT_STRUCT || !PLAGES[prefixe]!.test(numero) || !luhnValide(avecCle);
  });
  expect(fautives).toEqual([]);
  expect(new Set(organisations.map(({ identifiants }) => identifiants![0]!.valeur[0]))).toEqual(
    new Set(['1', '2', '3', '4']),
  );
});

it('says of every legal entity and every site that it is invented', () => {
  const noms = nationDe3000().flatMap(({ organisations }) => organisations.map(({ nom }) => nom));
  expect(noms.filter((nom) => !/\((?:fictif|fictive)\)$/.test(nom))).toEqual([]);
});

it('names professionals by an RPPS that begins with 99 and has a right key', () => {
  const rpps = nationDe3000().flatMap(({ professionnels }) =>
    professionnels.map(({ identifiants }) => identifiants![0]!.valeur.slice(1)),
  );
  expect(rpps.filter((numero) => !/^99\d{9}$/.test(numero) || !luhnValide(numero))).toEqual([]);
});

it('gives telephone numbers kept for fiction and addresses under .invalid only', () => {
  const telephone = /^(?:01 99 00|02 61 91|03 53 01|04 65 71|05 36 49|06 39 98) \d{2} \d{2}$/;
  const adresse = /^(?:[a-z0-9.-]+@|https:\/\/|sftp:\/\/)[a-z0-9.-]+\.invalid(?:\/.*)?$|^ANTARES /;
  const fautives: unknown[] = [];
  let vues = 0;
  for (const instance of nationDe3000()) {
    for (const objet of objets([instance.organisations, instance.organisationsInternes, instance.professionnels])) {
      if (!('canal' in objet) || objet.adresse === undefined) continue;
      vues++;
      const telephonique = ['1', '2', '6', '8'].includes((objet.canal as { code: string }).code);
      if (!(telephonique ? telephone : adresse).test(objet.adresse as string)) fautives.push(objet);
    }
  }
  expect(fautives).toEqual([]);
  expect(vues).toBeGreaterThan(3000);
});
