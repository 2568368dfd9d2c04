import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ANNUAIRES, type Structure } from '../src/grammar/index.js';
import { ecrireCsd } from '../src/index.js';
import { COMPLET } from './fixtures/complet.js';
import { lireOctets, lireTexte } from './support/read.js';

const xml = readFileSync(new URL('./fixtures/complet.xml', import.meta.url));

/** Paths of every element and attribute that the grammar knows below a record. */
function chemins(structure: Structure, ici: string): string[] {
  return [
    ...structure.attributs.map((a) => `${ici}/@${a.nom}`),
    ...structure.sequence.flatMap((e) => {
      const chemin = `${ici}/${e.nom}`;
      return typeof e.type === 'string' ? [chemin] : [chemin, ...chemins(e.type, chemin)];
    }),
  ];
}

describe('a document written by hand, with every optional element', () => {
  it('is read into the whole expected model', async () => {
    const { enregistrements, rapport } = await lireOctets([xml]);
    expect(rapport.anomalies).toEqual([]);
    expect(enregistrements).toEqual(COMPLET);
    expect(rapport).toMatchObject({ octets: xml.length, facilityNumber: 2, nombreAnomalies: 0, elementsEtrangers: 6 });
    expect(rapport.gardes).toEqual({
      organisation: 1,
      activite: 1,
      organisationInterne: 1,
      professionnel: 1,
      equipement: 1,
    });
  });

  it('holds every element that the grammar names', () => {
    const vus = new Set([...xml.toString().matchAll(/<(?:\w+:)?(\w+)/g)].map((m) => m[1]));
    const connus = ANNUAIRES.flatMap((a) => chemins(a.structure, a.element)).map((c) => c.split('/').at(-1) as string);
    const absents = connus.filter((nom) => !nom.startsWith('@') && !vus.has(nom));
    expect([...new Set(absents)]).toEqual([]);
  });

  it('reads the same after it was written again', () => {
    const relu = lireTexte([...ecrireCsd(COMPLET)]);
    expect(relu.rapport.anomalies).toEqual([]);
    expect(relu.enregistrements).toEqual(COMPLET);
  });
});
