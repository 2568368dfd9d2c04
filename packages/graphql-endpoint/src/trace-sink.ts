import type { TraceContext } from './request-identity.js';

/** One step of a trace, once it has ended: a request answered, or one sent. */
export interface TracedStep {
  name: string;
  kind: 'SERVER' | 'CLIENT';
  trace: TraceContext;
  /** Milliseconds since 1970. */
  start: number;
  /** How long it took. */
  ms: number;
  failed: boolean;
  attributes: Readonly<Record<string, string | number>>;
}

/** Where recorded traces go. What was asked never does. */
export interface TraceSink {
  /** Whether a trace that begins here is to be recorded. */
  begins(): boolean;
  ended(step: TracedStep): void;
}
