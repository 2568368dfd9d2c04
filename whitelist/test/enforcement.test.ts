import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMutualTlsServer, MutualTlsAgents, memberOf, type TlsIdentity } from '@inter-ror/mutual-tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Authority, makeKeyAndCsr } from '../src/authority/index.js';
import { openWhitelistFile } from '../src/reader/index.js';

let dir: string;
let authority: Authority;
const identities = new Map<string, TlsIdentity>();
const cleanups: (() => unknown)[] = [];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'enforcement-'));
  authority = await Authority.init({ dir, instance: 'TEST' });
  const members = [
    { kind: 'region', label: 'Bretagne', regionCodes: ['53'] },
    { kind: 'gateway', label: 'nationale', perimeter: ['*'] },
    { kind: 'gateway', label: 'secours', perimeter: ['*'] },
  ] as const;
  const ca = [readFileSync(authority.files.ca, 'utf8')];
  await Promise.all(
    members.map(async (member) => {
      const { key, csr } = await makeKeyAndCsr({ commonName: member.label, organisation: 'test' });
      const { id } = await authority.enroll({
        ...member,
        regionCodes: [...('regionCodes' in member ? member.regionCodes : [])],
        perimeter: ['*'],
        csr,
      });
      const { certificate } = await authority.approve(id, 'test');
      identities.set(id, { key, cert: certificate, ca });
    }),
  );
});
afterAll(async () => {
  for (const act of cleanups) await act();
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

it('from the authority’s revocation to the closed socket: that gateway’s only, in about the time of a poll', async () => {
  const { files } = authority;
  const source = openWhitelistFile({ file: files.list, trustFile: files.trust, pollMs: 50 });
  const server = createMutualTlsServer({
    identity: identities.get('region-53')!,
    source,
    accepts: ['gateway'],
    handler: (req, res) => {
      res.write(memberOf(req).id);
      const timer = setInterval(() => res.write('.'), 20);
      res.once('close', () => clearInterval(timer));
    },
  });
  const url = await server.listen(0, '127.0.0.1');
  await authority.setEndpoints('region-53', [url]);
  await until(() => source.current().members.some(({ endpoints }) => endpoints.includes(url)));

  const [revoked, kept] = ['gateway-nationale', 'gateway-secours'].map((id) => {
    const agents = new MutualTlsAgents({ identity: identities.get(id)!, source });
    cleanups.unshift(() => agents.close());
    const stream = { text: '', closedAt: 0 };
    const request = get(url, { agent: agents.agentFor('region-53') }, (res) => {
      res.setEncoding('utf8').on('data', (chunk) => {
        stream.text += chunk;
      });
      res.on('error', () => {});
      res.on('close', () => {
        stream.closedAt = Date.now();
      });
    });
    request.on('error', () => {});
    return stream;
  }) as [{ text: string; closedAt: number }, { text: string; closedAt: number }];
  cleanups.push(
    () => server.close(0),
    () => source.close(),
  );

  await until(() => revoked.text.startsWith('gateway-nationale.') && kept.text.startsWith('gateway-secours.'));
  await authority.revoke('gateway-nationale', 'test');
  const published = Date.now();
  await until(() => revoked.closedAt > 0);
  expect(revoked.closedAt - published).toBeLessThan(1_000);
  const { length } = kept.text;
  await until(() => kept.text.length > length);
  expect(server.openConnections).toBe(1);
});

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Not so after 5 s: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
