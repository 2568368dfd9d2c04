import { buildSnapshot, type Member } from '@inter-ror/mutual-tls';
import { expect, it } from 'vitest';
import { listedRegions } from '../src/index.js';

const region = (id: string, regionCodes: string[], endpoints = ['https://127.0.0.1:1']): Member => ({
  id,
  kind: 'region',
  label: id,
  regionCodes,
  endpoints,
  profile: 1,
  perimeter: ['*'],
});
const listed = (members: readonly Member[], suspended: readonly Member[] = []) =>
  listedRegions(
    buildSnapshot({
      version: 1,
      instance: 'TEST',
      expires: Number.POSITIVE_INFINITY,
      entries: members.map((member) => ({ member, certificates: [] })),
      apart: suspended.map(({ id, kind, label, regionCodes }) => ({
        id,
        kind,
        label,
        regionCodes,
        status: 'suspended',
        since: 0,
      })),
    }),
  );
const brief = ({ regions }: ReturnType<typeof listedRegions>) =>
  regions.map(({ member, unasked }) => [member.id, member.regionCodes.join(), unasked?.code]);

it('asks the first of two members that serve a region, says which, and still lists what nobody else serves', () => {
  const found = listed([region('b', ['53']), region('a', ['53']), region('c', ['06', '53']), region('d', ['04'])]);
  expect(brief(found)).toEqual([
    ['d', '04', undefined],
    ['c', '06', 'REGION_EN_DOUBLE'],
    ['b', '53', undefined],
  ]);
  expect(found.doubles.map(({ members }) => members)).toEqual([
    ['a', 'b'],
    ['c', 'b'],
  ]);
  expect(found.doubles[0]!.message).toContain('a n’est pas interrogé');
});

it('lists a region without address, and a suspended one, unless another serves its code', () => {
  const found = listed(
    [region('a', ['53'], []), region('b', ['52'])],
    [region('c', ['52', '75']), region('d', ['53'])],
  );
  expect(brief(found)).toEqual([
    ['b', '52', undefined],
    ['a', '53', 'SANS_ADRESSE'],
    ['c', '75', 'SUSPENDUE'],
  ]);
  expect(found.doubles).toEqual([]);
});
