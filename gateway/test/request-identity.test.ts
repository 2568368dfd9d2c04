import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendTraces, type Traces } from '@inter-ror/observability';
import { type RegionalAdapter, startAdapter } from '@inter-ror/regional-adapter';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { regionWithOffers } from './support/scripted-region.js';
import { startTestNation } from './support/test-nation.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const STEP = '00f067aa0ba902b7';
const QUESTION = '{ rechercherOffres(criteres: {champActivite: ["01"]}, tri: NOM) { totalCount } }';

/** Lines of a process, at level `debug`. */
function journal() {
  const lines: Record<string, unknown>[] = [];
  return { lines, logger: pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) }) };
}
const dir = mkdtempSync(join(tmpdir(), 'ir-identity-'));
const ofGateway = journal();
const ofAdapter = journal();
const received: IncomingHttpHeaders[] = [];
let adapter: RegionalAdapter;

interface Span {
  service: string;
  name: string;
  kind: number;
  traceId: string;
  spanId: string;
  parentSpanId: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status: { code?: number };
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
}

/** A collector that takes OTLP in JSON, and keeps what it is sent. */
const spans: Span[] = [];
const collector = createServer(async (req, res) => {
  let text = '';
  for await (const chunk of req) text += chunk;
  for (const { resource, scopeSpans } of JSON.parse(text).resourceSpans) {
    const [{ value }] = resource.attributes.filter(({ key }: { key: string }) => key === 'service.name');
    for (const scope of scopeSpans) for (const span of scope.spans) spans.push({ ...span, service: value.stringValue });
  }
  res.writeHead(200, { 'content-type': 'application/json' }).end('{}');
});
const sinks: Traces[] = [];
async function tracesOf(service: string): Promise<Traces> {
  const { port } = collector.address() as AddressInfo;
  sinks.push(await sendTraces({ url: `http://127.0.0.1:${port}/v1/traces`, service, share: 0 }));
  return sinks.at(-1)!;
}
let nation: Awaited<ReturnType<typeof startTestNation>>;

beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const adapterTraces = await tracesOf('adaptateur');
  const offers = regionWithOffers('11', ['a', 'b']);
  nation = await startTestNation(
    [
      {
        codes: ['11'],
        handler: (req, res) => {
          received.push(req.headers);
          offers(req, res);
        },
      },
      {
        codes: ['53'],
        async serve(identity, admission) {
          const listen = { host: '127.0.0.1', port: 0 };
          const instance = { codes: ['53'], nom: 'Bretagne', solution: null, storeDir: dir };
          adapter = await startAdapter({
            ...instance,
            listen,
            identity,
            admission,
            logger: ofAdapter.logger,
            traces: adapterTraces,
          });
          return adapter.url;
        },
      },
    ],
    3_000,
    [],
    { logger: ofGateway.logger, traces: await tracesOf('passerelle') },
  );
});
afterAll(async () => {
  await nation.close();
  await adapter.close(50);
  await Promise.all(sinks.map((sink) => sink.close()));
  collector.close();
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

it('A request keeps its identifier and its trace in the gateway, in the regions and in the logs of both', async () => {
  const headers = { 'x-request-id': 'demande-7', traceparent: `00-${TRACE}-${STEP}-01`, tracestate: 'voisin=1' };
  const answer = await nation.ask(QUESTION, {}, headers);
  expect(answer.headers['x-request-id']).toBe('demande-7');
  const lineOf = ({ lines }: typeof ofGateway, msg: string) =>
    lines.find((line) => line.requete === 'demande-7' && line.msg === msg);
  const answered = 'requête répondue';
  await expect
    .poll(() => [lineOf(ofGateway, answered), lineOf(ofAdapter, answered)], { timeout: 20_000 })
    .toEqual([
      expect.objectContaining({ trace: TRACE, parent: STEP, statut: 200, demandeur: 'consumer-client' }),
      expect.objectContaining({ trace: TRACE, statut: 400, demandeur: 'consumer-client' }),
    ]);
  const step = lineOf(ofGateway, answered)!.etape;
  await Promise.all(sinks.map((sink) => sink.close()));
  const spanOf = (name: string, service: string) =>
    spans.find((span) => span.name === name && span.service === service && span.traceId === TRACE)!;
  const whole = spanOf('POST /graphql', 'passerelle');
  expect(whole).toMatchObject({ kind: 2, spanId: step, parentSpanId: STEP });
  const [first, second] = ['11', '53'].map((code) => spanOf(`question region-${code}`, 'passerelle'));
  expect(first).toMatchObject({ kind: 3, parentSpanId: step });
  expect(second).toMatchObject({ kind: 3, parentSpanId: step, status: { code: 2 } });
  expect(second!.attributes).toContainEqual({ key: 'inter_ror.statut', value: { stringValue: 'ERREUR' } });
  const lasting = (span: Span) => Number(BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano)) / 1e6;
  expect(lasting(whole)).toBeGreaterThanOrEqual(lasting(first!));
  expect(JSON.stringify(spans)).not.toContain('rechercherOffres');
  // The region goes on from the question that it was sent.
  expect(received.find((sent) => sent['x-request-id'] === 'demande-7')).toMatchObject({
    traceparent: `00-${TRACE}-${first!.spanId}-01`,
    tracestate: 'voisin=1',
  });
  expect(lineOf(ofAdapter, answered)!.parent).toBe(second!.spanId);
  expect(spanOf('POST /graphql', 'adaptateur')).toMatchObject({ kind: 2, parentSpanId: second!.spanId });
  expect(lineOf(ofGateway, 'région sans réponse entière')).toMatchObject({
    region: 'region-53',
    code: 'AUCUNE_GENERATION',
  });
});

it('A request without identity receives one, and begins a trace that is not recorded unless it is drawn', async () => {
  const { headers } = await nation.ask(QUESTION);
  const id = headers['x-request-id'];
  const sent = received.find((asked) => asked['x-request-id'] === id)!;
  expect(sent.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  expect(sent.tracestate).toBeUndefined();
  expect(spans.map(({ traceId }) => traceId)).not.toContain(String(sent.traceparent).split('-')[1]);
});
