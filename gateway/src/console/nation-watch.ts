import type { AdmissionSource } from '@inter-ror/mutual-tls';
import { Deadline } from '../deadline/index.js';
import type { Guards } from '../guard/index.js';
import { type RegionDirectory, readReply, writeQuestion } from '../regions/index.js';
import type { Activity } from './activity.js';
import { Changes } from './changes.js';
import { ConnectedHistory } from './connected-history.js';
import { liens } from './connections.js';
import { answered, type Hearings, type Servi } from './hearings.js';
import type { LastRefusals } from './last-refusals.js';
import type { EtatObserve, EtatRegion } from './nation-state.js';
import { type Siege, siegesDe } from './seats.js';

/** What a gateway notes of itself, whether it is looked at or not. */
export interface Noted {
  hearings: Hearings;
  activity: Activity;
  refusals: LastRefusals;
}

export interface NationWatchOptions extends Noted {
  admission: AdmissionSource;
  directory: RegionDirectory;
  guards: Guards;
  /** File of the course of the share connected. */
  historique?: string | undefined;
  onError(error: Error): void;
  /** @default 10 s */
  everyMs?: number;
}

const EVERY_MS = 10_000;
const TIMEOUT_MS = 2_000;
const QUESTION = writeQuestion('{ r: regions { generation dateGeneration nombreOffres } }');

/** Asks each region at intervals what it serves, and keeps the state of the connections for a console. */
export class NationWatch {
  readonly #o: NationWatchOptions;
  readonly #changes = new Changes();
  readonly #history: ConnectedHistory;
  readonly #since = Date.now();
  readonly #timer: NodeJS.Timeout;
  readonly #stopFollowing: () => void;
  #looking: Promise<void> | undefined;

  constructor(o: NationWatchOptions) {
    this.#o = o;
    this.#history = new ConnectedHistory(o.historique, o.onError);
    this.#timer = setInterval(() => void this.look(), o.everyMs ?? EVERY_MS).unref();
    this.#stopFollowing = o.admission.onChange(() => void this.look());
  }

  /** Asks every region once, and notes the state of the connections; a look under way serves all those who ask for one. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  state(): EtatObserve {
    const { admission, activity, refusals } = this.#o;
    const now = Date.now();
    const snapshot = admission.current();
    const connections = this.#connections(now);
    const open = connections.filter(({ ouvert }) => ouvert).length;
    return {
      instant: new Date(now).toISOString(),
      observeDepuis: new Date(this.#since).toISOString(),
      codes: siegesDe(snapshot).map(({ code, nom }) => ({ code, nom })),
      liens: connections,
      ouverts: open,
      possibles: connections.length,
      historique: this.#history.points,
      regions: this.#regions(),
      charge: activity.charge(now),
      refus: refusals.all(),
    };
  }

  close(): void {
    clearInterval(this.#timer);
    this.#stopFollowing();
  }

  async #look(): Promise<void> {
    const { directory, guards, hearings } = this.#o;
    const deadline = new Deadline(TIMEOUT_MS, 'console', performance.now());
    const asker = { deadline, perimeter: ['*'], profil: 0, stated: undefined } as const;
    await Promise.all(
      directory.asked().map(async (region) => {
        const reply = await guards.ask(region, QUESTION, asker, TIMEOUT_MS);
        hearings.examined(region.member.id, reply, answered(reply) ? serviDe(readReply(reply).data) : undefined);
      }),
    );
    const connections = this.#connections(Date.now());
    this.#history.note(connections.filter(({ ouvert }) => ouvert).length, connections.length, Date.now());
  }

  #connections(now: number): EtatObserve['liens'] {
    const { admission, guards, hearings } = this.#o;
    const all = liens({
      snapshot: admission.current(),
      entendu: (member) => hearings.entendu(member),
      gardes: guards.states(),
      maintenant: now,
    });
    return all.map((lien) => {
      const { de, vers, obstacle } = lien;
      const { motif = null, region = null, message = null } = obstacle ?? {};
      const depuis = new Date(this.#changes.since(lien, now)).toISOString();
      return { de, vers, ouvert: obstacle === undefined, depuis, motif, region, message };
    });
  }

  #regions(): EtatRegion[] {
    const states = this.#o.guards.states();
    const seen = new Map<string, EtatRegion>();
    for (const siege of siegesDe(this.#o.admission.current())) {
      const key = siege.membre?.id ?? siege.apart?.id ?? siege.code;
      const known = seen.get(key);
      if (known !== undefined) known.nom += ` et ${siege.nom}`;
      else seen.set(key, this.#region(siege, states));
    }
    return [...seen.values()];
  }

  #region({ code, nom, membre, apart }: Siege, states: ReturnType<Guards['states']>): EtatRegion {
    const { hearings } = this.#o;
    const garde = membre && states.get(membre.id);
    return {
      codes: membre?.regionCodes ?? apart?.regionCodes ?? [code],
      nom,
      membre: membre?.id ?? apart?.id ?? null,
      contact: membre?.contact || null,
      liste: membre !== undefined ? 'ADMISE' : apart === undefined ? 'ABSENTE' : LISTED[apart.status],
      listeDepuis: apart === undefined ? null : new Date(apart.since).toISOString(),
      disjoncteur: garde?.disjoncteur ?? null,
      disjoncteurDepuis: garde?.depuis === undefined ? null : new Date(garde.depuis).toISOString(),
      enVol: garde?.enVol ?? 0,
      relances: garde?.relances ?? 0,
      entendu: (membre && hearings.entendu(membre.id)) ?? null,
      servi: (membre && hearings.servi(membre.id)) ?? null,
    };
  }
}

const LISTED = { pending: 'EN_ATTENTE', suspended: 'SUSPENDUE', revoked: 'REVOQUEE' } as const;

/** A region may say anything: only what has the right shape is kept. An instance says one entry a code. */
function serviDe(data: Record<string, unknown> | undefined): Servi | undefined {
  const said = data?.r;
  if (!Array.isArray(said) || typeof said[0] !== 'object' || said[0] === null) return undefined;
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 100) : null);
  const counts = said.map((one: Record<string, unknown> | null) => one?.nombreOffres);
  const known = counts.every((n): n is number => Number.isSafeInteger(n));
  return {
    generation: text(said[0].generation),
    dateGeneration: text(said[0].dateGeneration),
    nombreOffres: known ? counts.reduce((sum, n) => sum + n, 0) : null,
  };
}
