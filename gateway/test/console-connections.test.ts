import { buildSnapshot, type Member } from '@inter-ror/mutual-tls';
import { describe, expect, it } from 'vitest';
import { liens, type Sources } from '../src/console/connections.js';

const NOW = Date.parse('2026-11-20T08:00:00Z');
const HOUR = 3_600_000;

const member = (code: string, change: Partial<Member> = {}): Member => ({
  id: `region-${code}`,
  kind: 'region',
  label: code,
  regionCodes: [code],
  endpoints: ['https://127.0.0.1:1'],
  profile: 1,
  perimeter: ['*'],
  ...change,
});
const certificate = (change: object = {}) => ({
  fingerprint: `${Math.random()}`,
  uses: ['client', 'server'] as const,
  slot: 'current' as const,
  notBefore: NOW - HOUR,
  notAfter: NOW + HOUR,
  ...change,
});

/** What region 11 finds between itself and region 53. */
function between(
  [de, vers]: [Partial<Member>, Partial<Member>],
  change: Partial<Sources> & { certs?: [object, object]; expires?: number; vers?: false } = {},
) {
  const { certs = [{}, {}], expires = NOW + HOUR, ...sources } = change;
  const snapshot = buildSnapshot({
    version: 1,
    instance: 'TEST',
    expires,
    entries: [
      { member: member('11', de), certificates: [certificate(certs[0])] },
      ...(change.vers === false ? [] : [{ member: member('53', vers), certificates: [certificate(certs[1])] }]),
    ],
    apart: [
      { id: 'region-27', kind: 'region', label: '27', regionCodes: ['27'], status: 'suspended', since: NOW - 5 * HOUR },
      { id: 'old-27', kind: 'region', label: '27', regionCodes: ['27'], status: 'revoked', since: NOW - HOUR },
    ],
  });
  const all = liens({
    snapshot,
    entendu: () => ({
      statut: 'OK',
      code: null,
      message: null,
      instant: '',
      derniereReponse: null,
      latence: null,
    }),
    gardes: new Map(),
    maintenant: NOW,
    ...sources,
  });
  const one = (from: string, to: string) => all.find((l) => l.de === from && l.vers === to)!.obstacle;
  return { all, there: one('11', '53')?.motif, back: one('53', '11')?.motif, one };
}

describe('a connection between two regions', () => {
  it('is open when both are admitted and the one that is asked answers', () => {
    const { all, there, back } = between([{}, {}]);
    expect(all).toHaveLength(18 * 17);
    expect([there, back]).toEqual([undefined, undefined]);
    expect(all.filter(({ obstacle }) => obstacle === undefined)).toHaveLength(2);
  });

  it('is one way where a perimeter, a profile, an address or a certificate is', () => {
    expect(between([{ perimeter: ['11'] }, {}])).toMatchObject({ there: 'HORS_PERIMETRE', back: undefined });
    expect(between([{ profile: null }, {}])).toMatchObject({ there: 'SANS_PROFIL', back: undefined });
    expect(between([{}, { endpoints: [] }])).toMatchObject({ there: 'SANS_ADRESSE', back: undefined });
    const client = { uses: ['client'] };
    expect(between([{}, {}], { certs: [{}, client] })).toMatchObject({ there: 'CERTIFICAT', back: undefined });
    const over = { notAfter: NOW };
    expect(between([{}, {}], { certs: [over, {}] })).toMatchObject({ there: 'CERTIFICAT', back: 'CERTIFICAT' });
  });

  it('needs every code of the instance in the perimeter', () => {
    const two = { regionCodes: ['53', '52'] };
    expect(between([{ perimeter: ['53'] }, two]).there).toBe('HORS_PERIMETRE');
    expect(between([{ perimeter: ['52', '53'] }, two]).there).toBeUndefined();
  });

  it('is closed by a list that has expired, by silence and by a breaker, which says since when', () => {
    expect(between([{}, {}], { expires: NOW })).toMatchObject({ there: 'LISTE_EXPIREE', back: 'LISTE_EXPIREE' });
    expect(between([{}, {}], { entendu: () => undefined }).there).toBe('PAS_ENCORE_ENTENDUE');
    const garde = { disjoncteur: 'OUVERT', depuis: NOW - 7, enVol: 0, relances: 0, relancesUtiles: 0 } as const;
    const broken = between([{}, {}], { gardes: new Map([['region-53', garde]]) });
    expect(broken).toMatchObject({ there: 'DISJONCTEUR', back: undefined });
    expect(broken.one('11', '53')?.depuis).toBe(NOW - 7);
  });

  it('names who is not admitted, as the list has it: the suspension rather than a former revocation', () => {
    const { one } = between([{}, {}], { vers: false });
    expect(one('11', '53')).toMatchObject({ motif: 'NON_INSCRITE', region: '53' });
    expect(one('11', '27')).toMatchObject({ motif: 'SUSPENDUE', region: '27', depuis: NOW - 5 * HOUR });
    expect(one('27', '11')).toMatchObject({ motif: 'SUSPENDUE', region: '27' });
  });
});
