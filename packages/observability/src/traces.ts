import type { TraceSink } from '@inter-ror/graphql-endpoint';

/** Recorded traces, sent to a collector by OTLP over HTTP. */
export interface Traces extends TraceSink {
  /** Sends what waits, within five seconds. */
  close(): Promise<void>;
}

/** Where traces are sent, and which. */
export interface TraceOptions {
  /** Of the traces of a collector, such as `http://127.0.0.1:4318/v1/traces`. */
  url: string;
  /** Name of this process at the collector. */
  service: string;
  /** Share, 0 to 1, of the traces that begin here to record; one that others record goes on recorded. */
  share: number;
}

/** Sends recorded steps to an OpenTelemetry collector. One that does not answer costs nothing to those who ask. */
export async function sendTraces(o: TraceOptions): Promise<Traces> {
  // Read when it is wanted only: it is long to read.
  const { OtlpTraces } = await import('./otlp-traces.js');
  return new OtlpTraces(o);
}
