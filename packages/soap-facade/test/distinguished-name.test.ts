import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameName } from '../src/index.js';

describe('two distinguished names', () => {
  const node = 'C=FR\nO=GCS e-santé\\, Bretagne\nOU=0002 130012345\nCN=ror.exemple.fr';
  it('are the same whatever their order, separators, case and blanks', () => {
    for (const other of [
      'CN=ror.exemple.fr,OU=0002 130012345,O=GCS e-santé\\, Bretagne,C=FR',
      'cn = ROR.exemple.fr ; ou=0002  130012345; o="GCS E-Santé, Bretagne"; c=fr',
      'C=FR, O=GCS e-sant\\C3\\A9\\, Bretagne, OU=0002 130012345, CN=ror.exemple.fr',
      '/C=FR/O=GCS e-santé, Bretagne/OU=0002 130012345/CN=ror.exemple.fr',
      '2.5.4.3=ror.exemple.fr,OID.2.5.4.11=0002 130012345,O=GCS e-santé\\, Bretagne,C=FR',
    ]) {
      expect(sameName(other, node), other).toBe(true);
    }
  });

  it('are not the same when one is a part of the other, or says more, less or something else', () => {
    for (const other of [
      'CN=ror.exemple.fr',
      'CN=ror.exemple.fr,OU=0002 130012345,O=GCS e-santé\\, Bretagne,C=FR,DC=x',
      'CN=ror.exemple.fr,OU=0002 130012345,O=GCS e-santé,C=FR',
      'OU=0002 130012345,CN=ror.exemple.fr,O=GCS e-santé\\, Bretagne,C=FR',
      'CN=ror.exemple.fr+OU=0002 130012345,O=GCS e-santé\\, Bretagne,C=FR',
      '',
      'ror.exemple.fr',
      'CN=ror.exemple.fr\\',
      `CN=${'x'.repeat(2000)}`,
    ]) {
      expect(sameName(other, node), other).toBe(false);
    }
    expect(sameName('', '')).toBe(false);
  });

  it('are compared by all that they hold, however it is escaped', () => {
    const value = fc.string({
      unit: fc.constantFrom('a', 'b', ',', '=', '+', '\\', '"', 'é', '/'),
      minLength: 1,
      maxLength: 6,
    });
    const parts = fc.array(fc.tuple(fc.constantFrom('CN', 'O', 'OU'), value), { minLength: 1, maxLength: 4 });
    const write = (ps: [string, string][]) =>
      ps
        .map(
          ([type, v]) => `${type}=${[...Buffer.from(v)].map((b) => `\\${b.toString(16).padStart(2, '0')}`).join('')}`,
        )
        .join(',');
    const escaped = (ps: [string, string][]) =>
      ps.map(([type, v]) => `${type}=${v.replace(/[,=+\\"]/g, '\\$&')}`).join('\n');
    const canonical = (ps: [string, string][]) => JSON.stringify(ps);
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        expect(sameName(write(a), escaped(a))).toBe(true);
        const same = [canonical(b), canonical(b.toReversed())].includes(canonical(a));
        expect(sameName(write(a), escaped(b))).toBe(same);
      }),
      { numRuns: 500 },
    );
  });
});
