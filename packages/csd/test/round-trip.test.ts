import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANNUAIRES } from '../src/grammar/index.js';
import { ecrireCsd } from '../src/index.js';
import { ENREGISTREMENTS, exportCsd } from './support/arbitraries.js';
import { lireOctets, lireTexte } from './support/read.js';

describe('writing then reading', () => {
  for (const [i, { sorte }] of ANNUAIRES.entries()) {
    it(`gives back the same ${sorte}, whatever its fields`, () => {
      fc.assert(
        fc.property(ENREGISTREMENTS[i]!, (e) => {
          const { enregistrements, rapport } = lireTexte([...ecrireCsd([e])]);
          expect(rapport.anomalies).toEqual([]);
          expect(enregistrements).toEqual([e]);
        }),
        { numRuns: 60 },
      );
    });
  }

  it('gives back the same export, from bytes cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(exportCsd, fc.infiniteStream(fc.integer({ min: 1, max: 200 })), async (e, tailles) => {
        const octets = Buffer.from([...ecrireCsd(e)].join(''));
        const morceaux: Buffer[] = [];
        for (let i = 0; i < octets.length; ) {
          const taille = tailles.next().value as number;
          morceaux.push(octets.subarray(i, i + taille));
          i += taille;
        }
        const { enregistrements, rapport } = await lireOctets(morceaux);
        expect(enregistrements).toEqual(e);
        expect(rapport.octets).toBe(octets.length);
      }),
      { numRuns: 25 },
    );
  });

  it('gives the same bytes for the same records', () => {
    fc.assert(
      fc.property(exportCsd, (e) => {
        const texte = [...ecrireCsd(e)].join('');
        const relu = lireTexte(texte).enregistrements;
        expect([...ecrireCsd(relu)].join('')).toBe(texte);
      }),
      { numRuns: 15 },
    );
  });
});
