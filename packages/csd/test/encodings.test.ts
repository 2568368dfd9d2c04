import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ErreurCsd } from '../src/index.js';
import { COMPLET } from './fixtures/complet.js';
import { document, facility } from './support/documents.js';
import { lireOctets } from './support/read.js';

const texte = document(facility('A', { nom: '<primaryName>Sœur Élodie 🚑</primaryName>' }));

async function nomLu(octets: Uint8Array[]): Promise<unknown> {
  return (await lireOctets(octets)).enregistrements.map((e) => ('nom' in e.valeur ? e.valeur.nom : ''));
}

async function erreur(octets: Uint8Array): Promise<ErreurCsd> {
  return lireOctets([octets]).then(
    () => expect.fail('lu'),
    (e) => {
      expect(e).toBeInstanceOf(ErreurCsd);
      return e as ErreurCsd;
    },
  );
}

describe('bytes become text', () => {
  it('in UTF-8, one byte at a time', async () => {
    const octets = Buffer.from(texte);
    const unParUn = Array.from(octets, (_, i) => octets.subarray(i, i + 1));
    expect(await nomLu(unParUn)).toEqual(['Sœur Élodie 🚑']);
    const complet = readFileSync(new URL('./fixtures/complet.xml', import.meta.url));
    const parTrois = Array.from({ length: Math.ceil(complet.length / 3) }, (_, i) =>
      complet.subarray(i * 3, i * 3 + 3),
    );
    expect((await lireOctets(parTrois)).enregistrements).toEqual(COMPLET);
  });

  it('in UTF-8 with a byte order mark', async () => {
    expect(await nomLu([Buffer.from(`\ufeff${texte}`)])).toEqual(['Sœur Élodie 🚑']);
  });

  it('in ISO-8859-1, Windows-1252 and ISO-8859-15 when the declaration says so', async () => {
    for (const [nom, oe] of [
      ['ISO-8859-1', 0x9c],
      ['windows-1252', 0x9c],
      ['iso-8859-15', 0xbd],
    ] as const) {
      const declare = document(facility('A', { nom: '<primaryName>S\u0001ur Élodie</primaryName>' })).replace(
        'UTF-8',
        nom,
      );
      const octets = Buffer.from(declare, 'latin1').map((o) => (o === 1 ? oe : o));
      expect(await nomLu([octets])).toEqual(['Sœur Élodie']);
    }
  });

  it('refuses UTF-16, UTF-32 and other declared encodings by name', async () => {
    const refus = [
      Buffer.from(`\ufeff${texte}`, 'utf16le'),
      Buffer.from(texte, 'utf16le'),
      Buffer.from(`\ufeff${texte}`, 'utf16le').swap16(),
      Buffer.from(texte, 'utf16le').swap16(),
      Buffer.from(texte.replace('UTF-8', 'EBCDIC-FR')),
    ];
    for (const octets of refus) expect((await erreur(octets)).code).toBe('ENCODAGE_REFUSE');
    expect((await erreur(refus[4]!)).message).toContain('EBCDIC-FR');
  });

  it('refuses bytes that are not UTF-8, at their line and column', async () => {
    const [avant, apres] = texte.split('Élodie') as [string, string];
    for (const mauvais of [[0xc9], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xff]]) {
      const e = await erreur(Buffer.concat([Buffer.from(avant), Buffer.from(mauvais), Buffer.from(apres)]));
      expect(e).toMatchObject({ code: 'UTF8_INVALIDE', ligne: 6, colonne: 19 });
    }
  });

  it('refuses a document that stops inside a character', async () => {
    const octets = Buffer.from(texte);
    const fin = octets.indexOf(Buffer.from('🚑')) + 2;
    expect((await erreur(octets.subarray(0, fin))).code).toBe('DOCUMENT_TRONQUE');
  });
});
