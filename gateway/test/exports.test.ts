import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { request } from 'node:https';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './support/real-regions.js';
import { startTestNation } from './support/test-nation.js';

const FILE = randomBytes(300_000);
const SHA = 'ab'.repeat(32);
const DESCRIPTION = {
  statut: 'OK',
  codes: ['24'],
  generation: '3-abcdef012345',
  date: '2026-11-01T00:00:00.000Z',
  ecritLe: '2026-11-02T00:00:00.000Z',
  octets: FILE.length,
  sha256: SHA,
};

/** A region that answers `/export/public.json` with a status and a body, and gives its file or cuts it. */
function region(status: number, body: unknown, cut = false): RequestListener {
  return (req, res) => {
    if (req.url === '/export/public.json') {
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    } else if (req.url === '/export/public.xml.gz' && status === 200) {
      res.writeHead(200, { 'content-length': FILE.length, etag: `"${SHA}"`, 'set-cookie': 'a=b' });
      if (cut) {
        res.write(FILE.subarray(0, 1_000));
        setTimeout(() => res.destroy(), 50);
      } else res.end(FILE);
    } else res.writeHead(404).end('{}');
  };
}

let nation: Awaited<ReturnType<typeof startTestNation>>;
beforeAll(async () => {
  nation = await startTestNation(
    [
      { codes: ['24'], handler: region(200, DESCRIPTION) },
      { codes: ['53'], handler: region(202, { statut: 'EN_PREPARATION' }) },
      { codes: ['75'], handler: region(200, { ...DESCRIPTION, sha256: '<script>' }) },
      { codes: ['04', '06'], handler: region(200, DESCRIPTION, true) },
      { codes: ['11'], dead: true },
    ],
    600,
    [],
    { publicAccess: { listen: { host: '127.0.0.1', port: 0 }, requestsPerMinute: 100, requestsPerMinuteInAll: 100 } },
  );
});
afterAll(() => nation?.close());

function get(path: string, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; bytes: Buffer; whole: boolean }>(
    (resolve, reject) => {
      const req = request(`${nation.publicUrl}${path}`, { method, ca: nation.ca }, (res) => {
        const chunks: Buffer[] = [];
        const done = (whole: boolean) =>
          resolve({ status: res.statusCode!, headers: res.headers, bytes: Buffer.concat(chunks), whole });
        res.on('data', (chunk: Buffer) => void chunks.push(chunk));
        res.on('end', () => done(true));
        res.on('error', () => done(false));
      });
      req.on('error', reject).end();
    },
  );
}

/** What the journal was told of downloads: each is told once its answer is closed. */
async function downloads(count: number) {
  await until(() => nation.accesses.length >= count);
  return nation.accesses;
}

describe('The exports of the nation', () => {
  it('are listed region by region, with what is missing and why, to anybody', async () => {
    const { status, bytes } = await get('/exports');
    expect(status).toBe(200);
    const { format, profil, exports } = JSON.parse(bytes.toString());
    expect({ format, profil }).toEqual({ format: 'CSD 2.4', profil: 0 });
    const byCode = new Map(exports.map((line: { codes: string[] }) => [line.codes.join('-'), line]));
    const { statut: _ok, codes: _codes, ...described } = DESCRIPTION;
    expect(byCode.get('24')).toMatchObject({ statut: 'OK', ...described, lien: '/exports/24.xml.gz' });
    expect(byCode.get('53')).toMatchObject({ statut: 'EN_PREPARATION' });
    expect(byCode.get('75')).toMatchObject({ statut: 'INDISPONIBLE' });
    expect(byCode.get('11')).toMatchObject({ statut: 'INDISPONIBLE' });
    expect(bytes.toString()).not.toContain('<script>');
  });

  it('pass through the gateway whole, with the digest that the region gives and nothing else of it', async () => {
    nation.accesses.length = 0;
    const { status, headers, bytes } = await get('/exports/24.xml.gz');
    expect(status).toBe(200);
    expect(bytes.equals(FILE)).toBe(true);
    expect(headers).toMatchObject({ etag: `"${SHA}"`, 'content-type': 'application/gzip' });
    expect(headers['set-cookie']).toBeUndefined();
    const head = await get('/exports/24.xml.gz', 'HEAD');
    expect(head.headers['content-length']).toBe(String(FILE.length));
    expect(head.bytes).toHaveLength(0);
    expect(await downloads(1)).toEqual([
      {
        actor: 'public',
        action: 'acces',
        target: '',
        after: {
          profil: 0,
          role: null,
          decision: 'SERVI',
          dureeMs: expect.any(Number),
          requete: expect.any(String),
          objets: ['export:24'],
        },
      },
    ]);
  });

  it('are seen to be cut when a region cuts its own', async () => {
    nation.accesses.length = 0;
    const { whole, bytes } = await get('/exports/04-06.xml.gz');
    expect(whole).toBe(false);
    expect(bytes.length).toBeLessThan(FILE.length);
    expect(await downloads(1)).toMatchObject([{ after: { decision: 'INTERROMPU', objets: ['export:04-06'] } }]);
  });

  it('are refused by name when the region gives none, or when there is no such region', async () => {
    nation.accesses.length = 0;
    for (const [file, status, code] of [
      ['53', 502, 'EXPORT_INDISPONIBLE'],
      ['11', 502, 'EXPORT_INDISPONIBLE'],
      ['99', 404, 'ADRESSE_INCONNUE'],
    ] as const) {
      const answer = await get(`/exports/${file}.xml.gz`);
      expect(answer.status, file).toBe(status);
      expect(JSON.parse(answer.bytes.toString()).errors[0].extensions.code).toBe(code);
    }
    expect(await downloads(2)).toMatchObject(
      ['53', '11'].map((code) => ({ after: { decision: 'EXPORT_INDISPONIBLE', objets: [`export:${code}`] } })),
    );
  });
});
