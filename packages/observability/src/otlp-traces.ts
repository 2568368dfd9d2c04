import type { TracedStep } from '@inter-ror/graphql-endpoint';
import { type SpanContext, SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace';
import type { TraceOptions, Traces } from './traces.js';

/** Steps waiting to be sent; more are let go. */
const WAITING_MAX = 4_096;
const SENT_TOGETHER = 512;
const SENT_EVERY_MS = 2_000;
const SENDING_MAX_MS = 5_000;
const SCOPE = { name: 'inter-ror' };

/** Steps go in batches, apart from those who ask. */
export class OtlpTraces implements Traces {
  readonly #share: number;
  readonly #resource: Resource;
  readonly #processor: BatchSpanProcessor;

  constructor({ url, service, share }: TraceOptions) {
    this.#share = share;
    this.#resource = resourceFromAttributes({ 'service.name': service });
    const exporter = new OTLPTraceExporter({ url, timeoutMillis: SENDING_MAX_MS, concurrencyLimit: 1 });
    this.#processor = new BatchSpanProcessor({
      exporter,
      maxQueueSize: WAITING_MAX,
      maxExportBatchSize: SENT_TOGETHER,
      scheduledDelayMillis: SENT_EVERY_MS,
      exportTimeoutMillis: SENDING_MAX_MS,
    });
  }

  begins(): boolean {
    return Math.random() < this.#share;
  }

  ended(step: TracedStep): void {
    this.#processor.onEnd({ ...spanOf(step), resource: this.#resource });
  }

  async close(): Promise<void> {
    await this.#processor.shutdown().catch(() => {});
  }
}

function spanOf({ name, kind, trace, start, ms, failed, attributes }: TracedStep): Omit<ReadableSpan, 'resource'> {
  const context = (spanId: string): SpanContext => ({
    traceId: trace.traceId,
    spanId,
    traceFlags: TraceFlags.SAMPLED,
  });
  return {
    name,
    kind: kind === 'SERVER' ? SpanKind.SERVER : SpanKind.CLIENT,
    spanContext: () => context(trace.spanId),
    ...(trace.parentId === undefined ? {} : { parentSpanContext: { ...context(trace.parentId), isRemote: true } }),
    startTime: seconds(start),
    endTime: seconds(start + ms),
    duration: seconds(ms),
    status: { code: failed ? SpanStatusCode.ERROR : SpanStatusCode.UNSET },
    attributes,
    links: [],
    events: [],
    ended: true,
    instrumentationScope: SCOPE,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

/** Seconds and nanoseconds, as OpenTelemetry writes time. */
function seconds(ms: number): [number, number] {
  const whole = Math.floor(ms / 1_000);
  return [whole, Math.round((ms - whole * 1_000) * 1e6)];
}
