import { communeParCode, departements, regions } from '@inter-ror/territory';
import { expect, it } from 'vitest';
import { VILLES } from '../src/territoire/index.js';
import { nationDe3000, objets } from './invented-nation.js';

const METROPOLE = { sud: 41.2, nord: 51.2, ouest: -5.2, est: 9.7 };
const BOITES: Record<string, typeof METROPOLE> = {
  '01': { sud: 15.8, nord: 16.6, ouest: -61.9, est: -60.9 },
  '02': { sud: 14.3, nord: 14.95, ouest: -61.3, est: -60.7 },
  '03': { sud: 2.1, nord: 5.9, ouest: -54.7, est: -51.5 },
  '04': { sud: -21.5, nord: -20.8, ouest: 55.1, est: 55.9 },
  '06': { sud: -13.1, nord: -12.5, ouest: 44.9, est: 45.4 },
};

function dedans(latitude: number, longitude: number, region: string): boolean {
  const { sud, nord, ouest, est } = BOITES[region] ?? METROPOLE;
  return latitude >= sud && latitude <= nord && longitude >= ouest && longitude <= est;
}

it('gives each town the name that the Code officiel géographique gives to its INSEE code', () => {
  expect(VILLES.map(([insee]) => communeParCode(insee)?.nom)).toEqual(VILLES.map(([, nom]) => nom));
  expect(new Set(VILLES.map(([insee]) => insee)).size).toBe(VILLES.length);
});

it('has a town in every region and in every département', () => {
  const vus = new Set(VILLES.map(([insee]) => communeParCode(insee)!.region));
  expect([...vus].sort()).toEqual(regions().map(({ code }) => code));
  const parDepartement = new Set(VILLES.map(([insee]) => communeParCode(insee)!.departement));
  expect(departements().filter(({ code }) => !parDepartement.has(code))).toEqual([]);
});

it('puts every town and every place inside the box of its region', () => {
  const dehors: unknown[] = VILLES.filter(
    ([insee, , latitude, longitude]) => !dedans(latitude, longitude, communeParCode(insee)!.region),
  );
  for (const { instance, organisationsInternes } of nationDe3000()) {
    for (const objet of objets(organisationsInternes)) {
      if (typeof objet.latitude !== 'number') continue;
      const { latitude, longitude } = objet as { latitude: number; longitude: number };
      if (!instance.codes.some((code) => dedans(latitude, longitude, code))) dehors.push(objet);
    }
  }
  expect(dehors).toEqual([]);
});
