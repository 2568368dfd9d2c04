import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fingerprintOf } from '@inter-ror/mutual-tls';
import {
  instanceName,
  KEY_SET_TYPE,
  type KeySetDocument,
  signJws,
  type Trust,
  WhitelistError,
} from '../document/index.js';
import { keepAnchor } from './anchors.js';
import { CLOCK_MARGIN_MS, YEAR_MS } from './certify.js';
import { issueAuthority, subjectOf } from './issue.js';
import { makeRsaKey, makeSigningKey } from './keys.js';
import { authorityFiles } from './layout.js';
import { publishNext } from './publish.js';
import { recordChange } from './record-change.js';

/**
 * Makes an authority in a folder: root and intermediate certificates, list signing key, key set signed by the offline
 * root signing key, trust anchor, and the empty list version 1. Private keys are readable by their owner alone.
 * @throws WhitelistError `REFUSED` when the folder already holds one, or the instance's name is not allowed
 */
export async function initAuthority(o: { dir: string; instance: string; by?: string }): Promise<void> {
  const files = authorityFiles(o.dir);
  if (existsSync(files.state)) {
    throw new WhitelistError('REFUSED', `${o.dir} contient déjà une autorité : choisissez un autre dossier.`);
  }
  if (!instanceName.safeParse(o.instance).success) {
    throw new WhitelistError(
      'REFUSED',
      `Nom de réseau « ${o.instance} » : majuscules, chiffres et tirets, 63 au plus.`,
    );
  }
  for (const folder of [o.dir, files.offline, files.certificates]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const [root, intermediate, rootSigning, signing] = await Promise.all([
    makeRsaKey(3072),
    makeRsaKey(3072),
    makeSigningKey(),
    makeSigningKey(),
  ]);

  const now = Date.now();
  const notBefore = new Date(now - CLOCK_MARGIN_MS);
  const rootCertificate = issueAuthority({
    subject: subjectOf(`inter-ror ${o.instance} racine`, o.instance),
    ...root,
    notBefore,
    notAfter: new Date(now + 10 * YEAR_MS),
  });
  const intermediateCertificate = issueAuthority({
    subject: subjectOf(`inter-ror ${o.instance} membres`, o.instance),
    ...intermediate,
    notBefore,
    notAfter: new Date(now + 5 * YEAR_MS),
    issuer: { certificate: rootCertificate, privateKey: root.privateKey },
  });
  const keySet: KeySetDocument = {
    schema: 1,
    instance: o.instance,
    version: 1,
    issuedAt: new Date(now).toISOString(),
    keys: [{ kid: signing.kid, jwk: signing.jwk }],
  };
  const keys = signJws(Buffer.from(JSON.stringify(keySet)), KEY_SET_TYPE, rootSigning.kid, rootSigning.privateKey);
  const trust: Trust = { schema: 1, instance: o.instance, root: { kid: rootSigning.kid, jwk: rootSigning.jwk } };

  writeFileSync(files.rootKey, root.privateKey, { mode: 0o600 });
  writeFileSync(files.rootSigningKey, rootSigning.privateKey, { mode: 0o600 });
  writeFileSync(files.intermediateKey, intermediate.privateKey, { mode: 0o600 });
  writeFileSync(files.signingKey, signing.privateKey, { mode: 0o600 });
  writeFileSync(files.intermediate, intermediateCertificate);
  writeFileSync(files.ca, rootCertificate + intermediateCertificate);
  writeFileSync(files.keys, JSON.stringify(keys));
  writeFileSync(files.trust, JSON.stringify(trust, null, 2));
  const auditHead = recordChange(files, {
    by: o.by,
    action: 'init',
    target: o.instance,
    after: { root: rootSigning.kid, signing: signing.kid, ca: fingerprintOf(rootCertificate) },
    docVersion: 1,
    entries: [],
  });
  keepAnchor(files);
  publishNext(
    files,
    { schema: 1, instance: o.instance, version: 0, digest: null, signingKid: signing.kid, entries: [] },
    { auditHead },
  );
}
