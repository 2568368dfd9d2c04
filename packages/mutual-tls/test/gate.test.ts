import { X509Certificate } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { Gate } from '../src/gate.js';
import { AdmissionBox, memberOf } from '../src/index.js';
import { box, entry, member, snapshot } from './harness/network.js';
import { makePki } from './harness/pki.js';

const alice = makePki().leaf({ name: 'alice' });

it('refuses a resumed session even of a listed certificate', () => {
  const gate = new Gate({ source: box(entry(member('alice'), alice)), accepts: ['consumer'] });
  const certificate = new X509Certificate(alice.cert);
  expect(gate.connection(certificate, false, Date.now()).refused).toBeNull();
  expect(gate.connection(certificate, true, Date.now()).refused).toBe('RESUMED');
});

it('refuses a session without a certificate, whatever TLS says of it', () => {
  expect(new Gate({ source: box(), accepts: ['consumer'] }).connection(undefined, false, Date.now()).refused).toBe(
    'NOT_LISTED',
  );
});

it('refuses a certificate outside its own dates even when its entry is wider', () => {
  const certificate = new X509Certificate(alice.cert);
  const gate = new Gate({
    source: new AdmissionBox(
      snapshot([entry(member('alice'), alice, { notAfter: Number.MAX_SAFE_INTEGER })], Number.MAX_SAFE_INTEGER),
    ),
    accepts: [],
  });
  expect(gate.connection(certificate, false, Date.parse(certificate.validTo)).refused).toBe('EXPIRED');
  expect(gate.connection(certificate, false, Date.parse(certificate.validFrom) - 1).refused).toBe('NOT_YET_VALID');
});

it('gives no member to a request that came by another door', () => {
  expect(() => memberOf(new IncomingMessage(new Socket()))).toThrow(/createMutualTlsServer/);
});

it('tells every listener of a swap even when one of them throws', () => {
  const source = box();
  const versions: number[] = [];
  source.onChange(() => {
    throw new Error('broken');
  });
  source.onChange((now, before) => versions.push(before.version, now.version));
  expect(() => source.swap(snapshot([], undefined, 2))).toThrow(AggregateError);
  expect(versions).toEqual([1, 2]);
  expect(source.current().version).toBe(2);
});
