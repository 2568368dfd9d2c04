import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprintOf } from '@inter-ror/mutual-tls';
import forge from 'node-forge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authority, makeKeyAndCsr } from '../src/authority/index.js';
import { readTrust, verifyList } from '../src/document/index.js';

let dir: string;
let authority: Authority;
let requests: { key: string; csr: string }[];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'authority-'));
  const names = ['un', 'deux', 'trois', 'quatre', 'cinq'];
  [authority, requests] = await Promise.all([
    Authority.init({ dir: join(dir, 'autorite'), instance: 'TEST' }),
    Promise.all(names.map((commonName) => makeKeyAndCsr({ commonName, organisation: 'GRADeS' }))),
  ]);
});
afterAll(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));

const published = () =>
  verifyList(readFileSync(authority.files.list), readTrust(readFileSync(authority.files.trust), authority.files.trust));
const refused = (pattern: RegExp) =>
  expect.objectContaining({ code: 'REFUSED', message: expect.stringMatching(pattern) });

describe('a new authority', () => {
  it('publishes an empty list, version 1, that its trust anchor verifies', () => {
    const { document, snapshot } = published();
    expect([document.version, document.prev, snapshot.members.length]).toEqual([1, null, 0]);
    expect(document.instance).toBe('TEST');
  });

  it('keeps its private keys to their owner, the root’s apart, and none in what it publishes', () => {
    const { files } = authority;
    for (const key of [files.rootKey, files.rootSigningKey, files.intermediateKey, files.signingKey, files.state]) {
      expect(statSync(key).mode & 0o777, key).toBe(0o600);
    }
    expect(readdirSync(files.offline).sort()).toEqual(['root-signing.key', 'root.key']);
    for (const file of [files.list, files.trust, files.ca, files.intermediate, files.keys]) {
      expect(readFileSync(file, 'utf8')).not.toMatch(/PRIVATE|"d":/);
    }
  });

  it('chains the intermediate to the root, and lets it sign leaves only', () => {
    const [root, intermediate] = readFileSync(authority.files.ca, 'utf8')
      .split(/(?=-----BEGIN)/)
      .map((pem) => new X509Certificate(pem)) as [X509Certificate, X509Certificate];
    expect(root.ca && root.verify(root.publicKey)).toBe(true);
    expect(intermediate.ca && intermediate.verify(root.publicKey) && intermediate.checkIssued(root)).toBe(true);
    expect(root.publicKey.asymmetricKeyDetails?.modulusLength).toBe(3072);
    const { extensions } = forge.pki.certificateFromPem(intermediate.toString());
    expect(extensions.find(({ name }) => name === 'basicConstraints')).toMatchObject({
      pathLenConstraint: 0,
      critical: true,
    });
  });

  it('is not made over another, nor under a wrong name, nor opened where there is none', async () => {
    await expect(
      Authority.init({ dir: authority.files.state.replace('/state.json', ''), instance: 'TEST' }),
    ).rejects.toEqual(refused(/déjà une autorité/));
    await expect(Authority.init({ dir: join(dir, 'x'), instance: 'nom avec espaces' })).rejects.toEqual(
      refused(/majuscules/),
    );
    expect(() => Authority.open(join(dir, 'nowhere'))).toThrow(expect.objectContaining({ code: 'FILE' }));
  });
});

describe('a member', () => {
  it('is pending once enrolled: in nobody’s list', async () => {
    const entry = await authority.enroll({
      csr: requests[0]!.csr,
      kind: 'region',
      label: 'Provence-Alpes-Côte d’Azur et Corse',
      regionCodes: ['93', '94'],
      endpoints: ['https://adaptateur.paca.test:8443', 'https://127.0.0.1:8443'],
      profile: 3,
      perimeter: ['*'],
      contact: 'ror@paca.test',
    });
    expect(entry).toMatchObject({ id: 'region-93-94', status: 'pending', certs: [] });
    expect(published().document).toMatchObject({ version: 1, entries: [] });
  });

  it('is listed once approved, with a certificate for its key, its uses and its addresses', async () => {
    const { certificate, version, entry } = await authority.approve('region-93-94', 'Mme Seconde');
    expect(version).toBe(2);
    expect(entry).toMatchObject({ status: 'active', approvedBy: 'Mme Seconde' });
    const leaf = new X509Certificate(certificate);
    const intermediate = new X509Certificate(readFileSync(authority.files.intermediate));
    expect(leaf.verify(intermediate.publicKey) && leaf.checkIssued(intermediate) && !leaf.ca).toBe(true);
    expect(leaf.checkPrivateKey(createPrivateKey(requests[0]!.key))).toBe(true);
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.1']);
    expect(leaf.subjectAltName).toBe('DNS:adaptateur.paca.test, IP Address:127.0.0.1');
    expect(leaf.subject).toContain('CN=region-93-94');
    expect(readFileSync(authority.files.certificate('region-93-94'), 'utf8')).toBe(certificate);

    const { snapshot, document } = published();
    expect(document.prev).not.toBeNull();
    const admitted = snapshot.certificate(fingerprintOf(certificate), 'client');
    expect(admitted).toMatchObject({
      slot: 'current',
      member: { id: 'region-93-94', kind: 'region', regionCodes: ['93', '94'] },
    });
    expect([...snapshot.serverPins('region-93-94')]).toEqual([fingerprintOf(certificate)]);
    expect(readFileSync(authority.files.list, 'utf8')).not.toContain('publicKey');
  });

  it('that only consumes receives no server certificate', async () => {
    const { id } = await authority.enroll({
      csr: requests[1]!.csr,
      kind: 'consumer',
      label: 'SAMU 29',
      profile: 1,
      perimeter: ['53'],
    });
    expect(id).toBe('consumer-samu-29');
    const { certificate } = await authority.approve(id, 'Mme Seconde');
    expect(new X509Certificate(certificate).keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    expect(published().snapshot.serverPins(id).size).toBe(0);
  });

  it('may change its addresses', async () => {
    await authority.setEndpoints('region-93-94', ['https://10.0.0.1:9443/']);
    expect(published().snapshot.members.find(({ id }) => id === 'region-93-94')?.endpoints).toEqual([
      'https://10.0.0.1:9443',
    ]);
    await expect(authority.setEndpoints('region-93-94', ['http://10.0.0.1'])).rejects.toEqual(refused(/https/));
  });

  it('is the only one of its region: another is refused when it is enrolled, and when it is approved', async () => {
    const asked = { kind: 'region' as const, label: 'Autre', endpoints: ['https://127.0.0.1:8443'] };
    const [first, second] = [
      await authority.enroll({ ...asked, csr: requests[2]!.csr, regionCodes: ['53'] }),
      await authority.enroll({ ...asked, csr: requests[3]!.csr, regionCodes: ['52', '53'] }),
    ];
    const both = await Promise.allSettled([authority.approve(first.id, 'x'), authority.approve(second.id, 'x')]);
    const late = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect([both.filter(({ status }) => status === 'fulfilled').length, late.reason]).toEqual([
      1,
      refused(/La région 53 est déjà servie par « region-(52-)?53 »/),
    ]);
    const [holder] = published().snapshot.members.filter(({ regionCodes }) => regionCodes.includes('53'));
    await authority.suspend(holder!.id, 'incident');
    const { csr } = await makeKeyAndCsr({ commonName: 'autre', organisation: 'GRADeS' });
    await expect(authority.enroll({ ...asked, csr, regionCodes: ['53'] })).rejects.toEqual(refused(/déjà servie/));
    for (const { id, status } of [authority.show(first.id), authority.show(second.id)]) {
      if (status !== 'revoked') await authority.revoke(id, 'essai');
    }
    expect((await authority.enroll({ ...asked, csr, regionCodes: ['53'] })).status).toBe('pending');
  });

  it('once revoked stays in the list as revoked, and its key never comes back', async () => {
    const before = published();
    const { version } = await authority.revoke('consumer-samu-29', 'clé perdue');
    const { document, snapshot } = published();
    expect(document).toMatchObject({ version, prev: before.state.digest });
    expect(document.entries.find(({ id }) => id === 'consumer-samu-29')).toMatchObject({
      status: 'revoked',
      reason: 'clé perdue',
    });
    expect(snapshot.members.map(({ id }) => id)).not.toContain('consumer-samu-29');
    const again = { csr: requests[1]!.csr, kind: 'consumer', label: 'SAMU 29' } as const;
    await expect(authority.enroll(again)).rejects.toEqual(refused(/déjà celle de « consumer-samu-29 »/));
    await expect(authority.approve('consumer-samu-29', 'x')).rejects.toEqual(refused(/n’est pas en attente/));
    await expect(authority.revoke('consumer-samu-29', 'x')).rejects.toEqual(refused(/déjà révoqué/));
    expect(() => authority.show('unknown')).toThrow(refused(/Aucune entrée/));
  });
});

describe('a request', () => {
  const ask = (csr: string, more = {}) => authority.enroll({ csr, kind: 'consumer', label: 'Essai', ...more });

  it('is refused when its signature is not that of the key it carries', async () => {
    const der = Buffer.from(requests[4]!.csr.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    der[der.length - 5]! ^= 1;
    await expect(ask(pem(der))).rejects.toEqual(refused(/signature/));
    const asked = Buffer.from(der);
    asked[der.length - 5]! ^= 1;
    asked[asked.indexOf('cinq')]! ^= 1;
    await expect(ask(pem(asked))).rejects.toEqual(refused(/signature/));
  });

  it('is refused when it is unreadable, too long, of a weak key or a weak hash', async () => {
    await expect(ask('not a request')).rejects.toEqual(refused(/illisible/));
    await expect(ask('A'.repeat(20_000))).rejects.toEqual(refused(/16384 octets/));
    await expect(ask(forgedCsr(1024, forge.md.sha256.create()))).rejects.toEqual(refused(/1024 bits/));
    await expect(ask(forgedCsr(2048, forge.md.sha1.create()))).rejects.toEqual(refused(/SHA-256/));
  });

  it('is refused when a field is wrong, naming it', async () => {
    const { csr } = requests[4]!;
    await expect(ask(csr, { kind: 'region' })).rejects.toEqual(refused(/code région/));
    await expect(ask(csr, { kind: 'region', regionCodes: ['Bretagne'] })).rejects.toEqual(refused(/regionCodes.0/));
    await expect(ask(csr, { kind: 'region', regionCodes: ['99'] })).rejects.toEqual(
      refused(/le code 99 \(01 Guadeloupe/),
    );
    await expect(ask(csr, { perimeter: ['53', '20'] })).rejects.toEqual(refused(/le code 20/));
    await expect(ask(csr, { profile: 9 })).rejects.toEqual(refused(/profile/));
    await expect(ask(csr, { endpoints: ['https://h:1/graphql'] })).rejects.toEqual(refused(/endpoints.0/));
    await expect(ask(csr, { label: '   ' })).rejects.toEqual(refused(/label : donnez un nom/));
    await expect(ask(csr, { contact: 'a\nb' })).rejects.toEqual(refused(/contact : sans caractère de contrôle/));
    await expect(ask(requests[4]!.key)).rejects.toEqual(refused(/clé privée/));
    await expect(ask(csr, { admin: true })).rejects.toEqual(refused(/admin/));
  });
});

describe('a request that waits', () => {
  it('is replaced by one of the same key, whose mistake is mended; a key that was listed is not', async () => {
    const { key: _, csr } = await makeKeyAndCsr({ commonName: 'six', organisation: 'GRADeS' });
    const asked = { csr, kind: 'consumer' as const, label: 'Faute' };
    expect((await authority.enroll(asked)).replaces).toBeNull();
    const mended = await authority.enroll({ ...asked, label: 'Juste', perimeter: ['53'], by: 'C. Dubois' });
    expect(mended).toMatchObject({ id: 'consumer-juste', replaces: 'consumer-faute' });
    expect(() => authority.show('consumer-faute')).toThrow(refused(/Aucune entrée/));
    await authority.approve('consumer-juste', 'A. Martin');
    await expect(authority.enroll({ ...asked, label: 'Encore' })).rejects.toEqual(
      refused(/celle de « consumer-juste » \(actif\)/),
    );
    await expect(authority.rotate('consumer-juste', { csr })).rejects.toEqual(refused(/déjà celle/));
  });
});

describe('the folder', () => {
  it('is shared by operations at the same time without losing one', async () => {
    const other = Authority.open(join(dir, 'autorite'));
    const { version } = await authority.publish();
    await Promise.all([authority.publish(), other.publish(), authority.publish(), other.publish()]);
    expect(published().document.version).toBe(version + 4);
  });

  it('is taken over from a process that died while changing it', async () => {
    writeFileSync(join(dir, 'autorite', '.lock'), '999999999');
    await authority.publish();
    expect(existsSync(join(dir, 'autorite', '.lock'))).toBe(false);
  });

  it('refuses a validity that no verifier would accept', async () => {
    await expect(authority.publish({ validityMs: 8 * 86_400_000 })).rejects.toEqual(refused(/7 jours/));
  });
});

function pem(der: Buffer): string {
  return `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
}

function forgedCsr(modulusLength: number, hash: forge.md.MessageDigest): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength });
  const key = forge.pki.privateKeyFromPem(privateKey.export({ type: 'pkcs1', format: 'pem' }).toString());
  const csr = forge.pki.createCertificationRequest();
  csr.publicKey = forge.pki.setRsaPublicKey(key.n, key.e);
  csr.setSubject([{ name: 'commonName', value: 'faible' }]);
  csr.sign(key, hash);
  return forge.pki.certificationRequestToPem(csr);
}
