import { CommandFailure, type EXIT } from '../output/index.js';

/** What one check found. */
export type Constat =
  | { etat: 'bon'; dit: string }
  /** It works, and something will have to be done. */
  | { etat: 'alerte'; dit: string; remede: string }
  | { etat: 'faux'; dit: string; remede: string; code: (typeof EXIT)[keyof typeof EXIT]; cause?: Error }
  /** Cannot be told before another is mended. */
  | { etat: 'sans'; dit: string };

const MARKS = { bon: '✓', alerte: '!', faux: '✗', sans: '·' } as const;

/** Says each check as it ends, in order, and remembers the first that failed. */
export class CheckReport {
  #failure: Error | undefined;
  #failed = new Set<string>();
  #reserved = false;

  async check(name: string, needs: readonly string[], work: () => Constat | Promise<Constat>): Promise<void> {
    const missing = needs.find((need) => this.#failed.has(need));
    const found: Constat =
      missing === undefined ? await work() : { etat: 'sans', dit: `à vérifier quand « ${missing} » sera bon` };
    console.log(`${MARKS[found.etat]} ${name} : ${found.dit}`);
    if ('remede' in found) console.log(`    → ${found.remede}`);
    this.#reserved ||= found.etat !== 'bon';
    if (found.etat === 'faux' || found.etat === 'sans') this.#failed.add(name);
    if (found.etat === 'faux')
      this.#failure ??= found.cause ?? new CommandFailure(`${name} : ${found.dit}`, found.code);
  }

  /** @throws Error what the first check that failed found */
  end(): void {
    if (this.#failure !== undefined) throw this.#failure;
    console.log(this.#reserved ? 'Rien n’empêche de servir : voyez les lignes « ! ».' : 'Tout est bon.');
  }
}
