import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readAdapterConfig } from '../src/config/index.js';

const dir = mkdtempSync(join(tmpdir(), 'ir-decalage-'));
afterAll(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));

function lire(decalage: string) {
  for (const file of ['a.key', 'a.pem', 'ca.pem', 'whitelist.json', 'trust.json']) writeFileSync(join(dir, file), '{}');
  const file = join(dir, 'adapter.yaml');
  writeFileSync(
    file,
    `region: { codes: ["94"], nom: Corse, solution: IR }
ecoute: { hote: 127.0.0.1, port: 0 }
donnees: donnees
identite: { cle: a.key, certificat: a.pem, autorites: ca.pem }
listeBlanche: { fichier: whitelist.json, confiance: trust.json }
source:
  solution:
    adresse: https://solution.exemple.invalid/ROR
    identite: { cle: a.key, certificat: a.pem, autorites: ca.pem }
    vihf: { sujet: "940000000/1", nom: essai }
    dates: { forme: JJ/MM/AAAA, decalage: "${decalage}" }
`,
  );
  return readAdapterConfig(file);
}

describe('the offset of the clock of a solution', () => {
  it.each(['Z', '+01:00', '-03:00', '+13:45', '+14:00'])('may be %s', (decalage) => {
    expect(() => lire(decalage)).not.toThrow();
  });

  it.each(['+99:00', '+14:30', '+01:60', '+1:00'])(
    'is refused as %s, rather than making every date unreadable',
    (d) => {
      expect(() => lire(d)).toThrow(/decalage.*\+01:00/s);
    },
  );
});
