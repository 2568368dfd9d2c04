import type { AuditEvent } from './record.js';

/** Who asked, as far as the journal tells. */
export interface TracedAsker {
  membre: string;
  profil: number;
  role: string | null;
}

/** One search of a request: what may be kept of it. No text, no age and no place: they may be a patient's. */
export interface TracedSearch {
  /** Digest of the criteria. */
  criteres: string;
  /** Codes asked, `critere:code`. */
  codes: readonly string[];
  total: number;
  rendues: number;
  /** Regions asked, with what they answered: `53 OK`. */
  regions?: readonly string[];
}

const MAX = 20;

/** What one request saw, gathered while it is answered. */
export class AccessTrace {
  readonly #start = performance.now();
  readonly #searches: TracedSearch[] = [];
  readonly #objects: string[] = [];

  search(search: TracedSearch): void {
    if (this.#searches.length < MAX) this.#searches.push(search);
  }

  /** An object asked by its identifier. */
  object(field: string, id: string): void {
    if (this.#objects.length < MAX) this.#objects.push(`${field}:${id.slice(0, 100)}`);
  }

  /** @param via the gateway that asked for the member, at a region */
  event(
    asker: TracedAsker,
    decision: string,
    more: { requete?: string | undefined; via?: string | undefined },
  ): AuditEvent {
    const { membre, profil, role } = asker;
    return {
      actor: membre,
      action: 'acces',
      target: more.via ?? '',
      after: {
        profil,
        role,
        decision,
        dureeMs: Math.round(performance.now() - this.#start),
        ...(more.requete === undefined ? {} : { requete: more.requete }),
        ...(this.#searches.length === 0 ? {} : { recherches: this.#searches }),
        ...(this.#objects.length === 0 ? {} : { objets: this.#objects }),
      },
    };
  }
}
