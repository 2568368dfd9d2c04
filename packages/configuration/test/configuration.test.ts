import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type AideSchema,
  ErreurConfiguration,
  lireConfiguration,
  schemaCodesRegion,
  schemaEcoute,
} from '../src/index.js';

const dossier = mkdtempSync(join(tmpdir(), 'ir-conf-'));
afterAll(() => rmSync(dossier, { recursive: true, force: true, maxRetries: 5 }));

const schema = (a: AideSchema) =>
  z.strictObject({
    ecoute: schemaEcoute,
    cle: a.fichierExistant().optional(),
    delaiMs: z.number().int().min(1).max(5000).default(2000),
    solution: z.enum(['IESS', 'IR']).optional(),
    codes: schemaCodesRegion.optional(),
    oids: z.record(z.string().regex(/^[\d.]+$/, { message: 'un OID' }), z.string()).optional(),
  });

function lire(texte: string) {
  const fichier = join(dossier, 'c.yaml');
  writeFileSync(fichier, texte);
  return lireConfiguration(fichier, schema);
}

function problemes(texte: string) {
  try {
    lire(texte);
  } catch (e) {
    if (e instanceof ErreurConfiguration) return e.problemes;
    throw e;
  }
  throw new Error('accepted');
}

describe('a configuration file', () => {
  it('is read with its defaults', () => {
    expect(lire('ecoute:\n  port: 8443\n')).toEqual({ ecoute: { hote: '127.0.0.1', port: 8443 }, delaiMs: 2000 });
  });

  it('with an unknown key is refused with the line, the key and the nearest known key', () => {
    const [p] = problemes('delaiMs: 10\necoute:\n  prot: 1\n  port: 2\n');
    expect(p).toMatchObject({ ligne: 3, cle: 'ecoute.prot', message: 'clé inconnue' });
    expect(p!.remede).toContain('« port »');
  });

  it('with a wrong port is refused with its line and the bound', () => {
    expect(problemes('ecoute:\n  port: 99999\n')[0]).toMatchObject({
      ligne: 2,
      cle: 'ecoute.port',
      remede: 'le maximum est 65535',
    });
    expect(problemes('ecoute:\n  port: abc\n')[0]).toMatchObject({
      ligne: 2,
      cle: 'ecoute.port',
      remede: 'il faut un nombre',
    });
  });

  it('without a mandatory key says which one', () => {
    expect(problemes('delaiMs: 3\n')[0]).toMatchObject({ ligne: 1, cle: 'ecoute', message: 'clé obligatoire absente' });
  });

  it('that names a missing file says the path and the line', () => {
    const [p] = problemes('ecoute:\n  port: 1\ncle: nulle-part.pem\n');
    expect(p).toMatchObject({ ligne: 3, cle: 'cle' });
    expect(p!.message).toContain(join(dossier, 'nulle-part.pem'));
  });

  it('that is not YAML says the line', () => {
    expect(problemes('ecoute:\n  port: [1\n')[0]!.ligne).toBeGreaterThan(1);
    expect(problemes('ecoute:\n\tport: 1\n')[0]!.message).toBe(
      'YAML illisible : tabulation dans l’indentation : mettez des espaces',
    );
    for (const text of [
      'a: [1',
      'a: {b',
      'a: 1\na: 2',
      'a: "x',
      'a: *b',
      'a: b: c',
      'a\n  b: c',
      'a: @b',
      '---\na: 1\n---\nb: 2',
    ]) {
      expect(problemes(text)[0]!.message).not.toMatch(/\b(?:the|must|with|not|key|and)\b/i);
    }
  });

  it('that does not exist says so', () => {
    expect(() => lireConfiguration(join(dossier, 'absent.yaml'), schema)).toThrow(/n'existe pas/);
  });

  it('with a choice outside the list gives the list', () => {
    expect(problemes('ecoute:\n  port: 1\nsolution: iess\n')[0]!.remede).toContain('IESS, IR');
  });

  it('with a key of a wrong form says what the key is to be', () => {
    expect(problemes('ecoute:\n  port: 1\noids:\n  x: y\n')[0]).toMatchObject({
      ligne: 4,
      cle: 'oids.x',
      remede: 'un OID',
    });
  });

  it('with a region code written twice is refused at the second', () => {
    const [p, ...others] = problemes('ecoute:\n  port: 1\ncodes:\n  - "04"\n  - "06"\n  - "04"\n');
    expect(p).toMatchObject({ ligne: 6, cle: 'codes.2', message: 'le code région 04 figure deux fois' });
    expect(others).toEqual([]);
    expect(lire('ecoute:\n  port: 1\ncodes: ["04", "06"]\n').codes).toEqual(['04', '06']);
  });

  it('never fails with anything but its own error, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (texte) => {
        try {
          lire(texte);
        } catch (e) {
          expect(e).toBeInstanceOf(ErreurConfiguration);
        }
      }),
      { numRuns: 300 },
    );
  });
});
