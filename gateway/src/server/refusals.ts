import type { IncomingMessage } from 'node:http';
import { AccessTrace, type TracedAsker } from '@inter-ror/audit';
import { identityOfRequest } from '@inter-ror/graphql-endpoint';
import { RefusalWindow } from '@inter-ror/mutual-tls';
import { LRUCache } from 'lru-cache';
import type { GatewayOptions } from './gateway-options.js';

const MEMBERS_MAX = 10_000;

/** Tells refused requests to the log, to the journal, and to the figures. */
export class Refusals {
  readonly #o: Pick<GatewayOptions, 'logger' | 'onAccess' | 'onRefused'>;
  readonly #windows = new LRUCache<string, RefusalWindow>({ max: MEMBERS_MAX });

  constructor(options: Pick<GatewayOptions, 'logger' | 'onAccess' | 'onRefused'>) {
    this.#o = options;
  }

  /** Whoever asks may not. */
  forbidden(req: IncomingMessage, asker: TracedAsker, code: string): void {
    this.#o.onRefused?.(asker.membre, code);
    this.#tell(req, asker, code);
  }

  /** A bound that a request went over; what comes too often is counted rather than told. */
  overLimit(req: IncomingMessage, asker: TracedAsker, code: string): void {
    this.#o.onRefused?.(asker.membre, code);
    let window = this.#windows.get(asker.membre);
    if (window === undefined) {
      window = new RefusalWindow();
      this.#windows.set(asker.membre, window);
    }
    if (window.tells(performance.now(), (count) => this.#tellSilenced(asker.membre, count))) {
      this.#tell(req, asker, code);
    }
  }

  #tell(req: IncomingMessage, asker: TracedAsker, code: string): void {
    const { logger, onAccess } = this.#o;
    const { id: requete, trace } = identityOfRequest(req);
    logger.warn({ requete, trace: trace.traceId, membre: asker.membre, profil: asker.profil, code }, 'requête refusée');
    onAccess?.(new AccessTrace().event(asker, code, { requete }));
  }

  #tellSilenced(membre: string, nombre: number): void {
    this.#o.logger.warn({ membre, nombre }, 'requêtes refusées, non détaillées');
    this.#o.onAccess?.({ actor: 'journal', action: 'refus-non-detailles', target: membre, after: { nombre } });
  }
}
