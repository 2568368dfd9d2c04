import { createPublicKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tailOf } from '@inter-ror/audit';
import { fingerprintOf } from '@inter-ror/mutual-tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authority, makeKeyAndCsr, readBundle } from '../src/authority/index.js';
import { weaknessOf } from '../src/authority/proved-key.js';
import { samePerson } from '../src/authority/same-person.js';
import { readTrust, verifyList } from '../src/document/index.js';
import { verifyAudit } from '../src/inspection/index.js';
import { ecCsr, ecPair, makeExternalPki } from './harness/external-pki.js';

let dir: string;
let authority: Authority;
let igc: Awaited<ReturnType<typeof makeExternalPki>>;
let requests: string[];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'authority-members-'));
  const names = Array.from({ length: 8 }, (_, i) => `demande ${i}`);
  [authority, igc, requests] = await Promise.all([
    Authority.init({ dir, instance: 'TEST', by: 'Fondatrice' }),
    makeExternalPki('IGC'),
    Promise.all(names.map(async (commonName) => (await makeKeyAndCsr({ commonName, organisation: 'x' })).csr)),
  ]);
});
afterAll(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));

const published = () =>
  verifyList(readFileSync(authority.files.list), readTrust(readFileSync(authority.files.trust), authority.files.trust));
const refused = (pattern: RegExp) =>
  expect.objectContaining({ code: 'REFUSED', message: expect.stringMatching(pattern) });
const entryOf = (id: string) => published().document.entries.find((entry) => entry.id === id)!;
const ask = (label: string, csr: string, by = 'C. Dubois') => authority.enroll({ csr, kind: 'gateway', label, by });
async function listed(label: string, csr: string) {
  const { id } = await ask(label, csr);
  return authority.approve(id, 'A. Martin');
}

describe('approval', () => {
  it.each([
    ['Élodie MARTIN', 'elodie martin', true],
    ['Martin, Élodie', 'Elodie Martin', true],
    ['ÉLODIE  MARTIN', 'Elodie Martin', true],
    ['E. Martin', 'A. Martin', false],
    ['Elodie Martin', 'Elodie Martine', false],
  ])('%s and %s are one person: %s', (a, b, same) => expect(samePerson(a, b)).toBe(same));

  it('is refused to the person who enrolled, and to nobody in particular', async () => {
    const { id } = await ask('quatre yeux', requests[0]!, 'Élodie Martin');
    await expect(authority.approve(id, 'MARTIN elodie')).rejects.toEqual(refused(/une autre personne/));
    await expect(authority.approve(id, '  ')).rejects.toEqual(refused(/une autre personne/));
    const { entry } = await authority.approve(id, 'A. Martin');
    expect(entry).toMatchObject({ status: 'active', enrolledBy: 'Élodie Martin', approvedBy: 'A. Martin' });
  });

  it('publishes neither who enrolled, nor who approved, nor the request', () => {
    const text = JSON.stringify(published().document);
    expect(text).not.toMatch(/Martin|PUBLIC KEY|enrolledBy|retired|external/);
  });
});

describe('a request for an elliptic key', () => {
  it.each(['P-256', 'P-384', 'P-521'] as const)('on %s receives a certificate that OpenSSL chains', async (curve) => {
    const csr = await ecCsr(curve);
    const { certificate, entry } = await listed(`courbe ${curve}`, csr);
    const leaf = new X509Certificate(certificate);
    const intermediate = new X509Certificate(readFileSync(authority.files.intermediate));
    expect(leaf.checkIssued(intermediate) && leaf.verify(intermediate.publicKey) && !leaf.ca).toBe(true);
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.1']);
    expect(leaf.subject).toContain(`CN=${entry.id}`);
    expect(published().snapshot.serverPins(entry.id)).toEqual(new Set([fingerprintOf(leaf)]));
  });

  it('is refused when its signature is not that of its key', async () => {
    const der = Buffer.from((await ecCsr('P-256')).replace(/-----[^-]+-----|\s/g, ''), 'base64');
    der[der.indexOf('essai')]! ^= 1;
    const pem = `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
    await expect(ask('altérée', pem)).rejects.toEqual(refused(/signature/));
  });

  it('is refused on a curve that is not admitted', () => {
    expect(weaknessOf(createPublicKey(ecPair('secp256k1').publicKey))).toMatch(/secp256k1/);
    expect(weaknessOf(createPublicKey(ecPair('secp224r1').publicKey))).toMatch(/secp224r1/);
    expect(weaknessOf(createPublicKey(ecPair('P-384').publicKey))).toBeUndefined();
  });
});

describe('rotation', () => {
  it('lists both certificates, then the new one alone once it has been seen', async () => {
    const before = await listed('tournante', requests[1]!);
    const { id } = before.entry;
    const old = fingerprintOf(before.certificate);
    await expect(authority.activate(id)).rejects.toEqual(refused(/pas de certificat suivant/));
    await expect(authority.rotate(id, { csr: requests[1]! })).rejects.toEqual(refused(/déjà celle de/));

    const after = await authority.rotate(id, { csr: requests[2]! }, 'C. Dubois');
    const next = fingerprintOf(after.certificate);
    expect(published().snapshot.serverPins(id)).toEqual(new Set([old, next]));
    expect(published().snapshot.certificate(next, 'client')).toMatchObject({ slot: 'next', member: { id } });
    await expect(authority.rotate(id, { csr: requests[3]! })).rejects.toEqual(refused(/déjà un certificat suivant/));
    await expect(authority.activate(id)).rejects.toEqual(refused(/Aucune connexion/));
    await expect(authority.activate(id, { seen: new Set([old]) })).rejects.toEqual(refused(/Aucune connexion/));

    await authority.activate(id, { seen: new Set([next]) });
    expect(entryOf(id).certs).toMatchObject([{ sha256: next, slot: 'current' }]);
    expect(readFileSync(authority.files.certificate(id), 'utf8')).toBe(after.certificate);
    await expect(ask('revenante', requests[1]!)).rejects.toEqual(refused(/déjà celle de/));
  });

  it('is activated unseen by force, and mixes kinds of keys', async () => {
    const { entry } = await listed('forcée', requests[3]!);
    const { certificate } = await authority.rotate(entry.id, { csr: await ecCsr('P-256') });
    await authority.activate(entry.id, { force: true });
    expect(published().snapshot.serverPins(entry.id)).toEqual(new Set([fingerprintOf(certificate)]));
  });

  it('extends the entry to the end of its new certificate', async () => {
    const { id } = (await listed('prolongée', await ecCsr('P-256'))).entry;
    const before = authority.show(id).notAfter;
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const { entry } = await authority.rotate(id, { csr: await ecCsr('P-256') });
    expect(Date.parse(entry.notAfter)).toBeGreaterThan(Date.parse(before));
  });
});

describe('suspension', () => {
  it('admits the member no more, keeps its certificates, and is undone', async () => {
    const { entry, certificate } = await listed('suspendue', requests[4]!);
    const fingerprint = fingerprintOf(certificate);
    await authority.suspend(entry.id, 'incident', 'C. Dubois');
    expect(entryOf(entry.id)).toMatchObject({ status: 'suspended', reason: 'incident' });
    expect(published().snapshot.certificate(fingerprint, 'client')).toBeUndefined();
    await expect(authority.suspend(entry.id, 'x')).rejects.toEqual(refused(/est suspendu, non actif/));
    await authority.resume(entry.id);
    expect(published().snapshot.certificate(fingerprint, 'client')).toBeDefined();
    await expect(authority.resume(entry.id)).rejects.toEqual(refused(/est actif, non suspendu/));
    await authority.revoke(entry.id, 'fin');
    await expect(authority.resume(entry.id)).rejects.toEqual(refused(/déjà révoqué/));
  });
});

describe('revocation of one certificate', () => {
  it('leaves the member its other one, then ends the member with its last', async () => {
    const { entry, certificate } = await listed('perdue', requests[5]!);
    const next = fingerprintOf((await authority.rotate(entry.id, { csr: requests[6]! })).certificate);
    const spelled = new X509Certificate(certificate).fingerprint256;
    const { entry: kept } = await authority.revokeCertificate(spelled, 'clé volée');
    expect(kept).toMatchObject({ status: 'active', certs: [{ sha256: next, slot: 'current' }] });
    expect(kept.retired).toMatchObject([{ sha256: fingerprintOf(certificate), reason: 'clé volée' }]);
    await expect(authority.revokeCertificate(spelled, 'x')).rejects.toEqual(refused(/Aucune entrée/));
    const { entry: ended } = await authority.revokeCertificate(next, 'aussi');
    expect(ended).toMatchObject({ status: 'revoked', certs: [{ sha256: next }] });
  });
});

describe('a certificate of another authority', () => {
  const enroll = (certificates: string[], more = {}) =>
    authority.enroll({ certificates, kind: 'region', regionCodes: ['53'], label: 'externe', by: 'C. Dubois', ...more });

  it('is enrolled as it is, its authorities joining those that members trust', async () => {
    const pair = ecPair();
    const leaf = await igc.leaf('ror.exemple', ['client', 'server'], pair);
    await expect(enroll([leaf])).rejects.toEqual(refused(/--ca/));
    await expect(enroll([leaf], { ca: igc.ca, regionCodes: ['53', '53'] })).rejects.toEqual(refused(/deux fois/));
    await expect(enroll([leaf], { ca: igc.rootPem })).rejects.toEqual(refused(/IGC ACI/));
    const { id } = await enroll([leaf], { ca: igc.ca });
    expect(readFileSync(authority.files.ca, 'utf8')).not.toContain(igc.rootPem.trim());
    const { entry } = await authority.approve(id, 'A. Martin');
    expect(entry.certs).toMatchObject([{ sha256: fingerprintOf(leaf), use: ['client', 'server'], slot: 'current' }]);
    expect(readFileSync(authority.files.certificate(id), 'utf8').trim()).toBe(leaf.trim());
    const trusted = readBundle(readFileSync(authority.files.ca, 'utf8')).map(fingerprintOf);
    expect(trusted.slice(-2).sort()).toEqual([fingerprintOf(igc.rootPem), fingerprintOf(igc.intermediatePem)].sort());
    expect(trusted.length).toBe(4);
    await expect(enroll([leaf])).rejects.toEqual(refused(/déjà celle de/));
  });

  it('may be one of two, a client’s and a server’s, renewed apart', async () => {
    const [client, server] = await Promise.all([
      igc.leaf('client', ['client'], ecPair()),
      igc.leaf('serveur', ['server'], ecPair()),
    ]);
    const { id } = await enroll([client, server], { ca: igc.ca, label: 'deux', regionCodes: ['52'] });
    await authority.approve(id, 'A. Martin');
    expect(entryOf(id).certs.map(({ use }) => use)).toEqual([['client'], ['server']]);
    const renewed = await igc.leaf('serveur', ['server'], ecPair());
    await authority.rotate(id, { certificates: [renewed] });
    await authority.activate(id, { seen: new Set([fingerprintOf(renewed)]) });
    expect(entryOf(id).certs.map(({ sha256 }) => sha256)).toEqual([fingerprintOf(client), fingerprintOf(renewed)]);
    expect(published().snapshot.serverPins(id)).toEqual(new Set([fingerprintOf(renewed)]));
  });

  it('is refused when it has ended, is an authority’s, is not for TLS, or was signed by another of the same name', async () => {
    const past = { notBefore: new Date(Date.now() - 2_000), notAfter: new Date(Date.now() - 1_000) };
    await expect(enroll([await igc.leaf('passé', ['client'], ecPair(), past)], { ca: igc.ca })).rejects.toEqual(
      refused(/valable du/),
    );
    await expect(enroll([igc.intermediatePem], { ca: igc.ca })).rejects.toEqual(refused(/celui d’une autorité/));
    await expect(enroll([await igc.leaf('rien', [], ecPair())], { ca: igc.ca })).rejects.toEqual(refused(/clientAuth/));
    await expect(enroll(['bonjour'], { ca: igc.ca })).rejects.toEqual(refused(/illisible/));
    const altered = Buffer.from(
      (await igc.leaf('altéré', ['client'], ecPair())).replace(/-----[^-]+-----|\s/g, ''),
      'base64',
    );
    altered[altered.length - 1]! ^= 1;
    const pem = `-----BEGIN CERTIFICATE-----\n${altered.toString('base64')}\n-----END CERTIFICATE-----\n`;
    await expect(enroll([pem], { ca: igc.ca })).rejects.toEqual(refused(/manque/));
    const impostor = await makeExternalPki('IGC');
    await expect(enroll([await impostor.leaf('faux', ['client'], ecPair())], { ca: igc.ca })).rejects.toEqual(
      refused(/manque/),
    );
  });

  it('does not come with a request', async () => {
    await expect(enroll([igc.rootPem], { csr: requests[7]! })).rejects.toEqual(refused(/l’un des deux/));
  });
});

describe('the journal', () => {
  it('tells every change, by whom, in which version, and its head is signed in the list', async () => {
    const { id } = await ask('journal', requests[7]!);
    const { version } = await authority.approve(id, 'A. Martin');
    const told = tailOf(authority.files.audit, 2);
    expect(told).toMatchObject([
      { actor: 'C. Dubois', action: 'enroll', target: id, before: null, docVersion: version - 1 },
      {
        actor: 'A. Martin',
        action: 'approve',
        before: { status: 'pending' },
        after: { status: 'active' },
        docVersion: version,
      },
    ]);
    expect(published().document.auditHead).toBe(told[1]!.hash);
    expect(verifyAudit(authority.files)).toMatchObject({ broken: null });
    expect(tailOf(authority.files.audit, 1_000)[0]).toMatchObject({ seq: 1, actor: 'Fondatrice', action: 'init' });
  });

  it('holds no private key', () => {
    expect(readFileSync(authority.files.audit, 'utf8')).not.toContain('PRIVATE');
  });
});
