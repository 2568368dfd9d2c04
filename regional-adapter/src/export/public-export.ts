import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Profil } from '@inter-ror/access-policy';
import type { DatesOpposition } from '../graphql/index.js';
import { exporterEnFil } from './export-thread.js';

/** The public export of a region, as the region tells it. */
export interface ExportPublic {
  /** Name of the generation. */
  generation: string;
  /** Of the generation, ISO 8601. */
  date: string;
  /** When the export was written, ISO 8601. */
  ecritLe: string;
  /** Of the compressed file. */
  octets: number;
  /** SHA-256 of the compressed file, lower-case hex. */
  sha256: string;
}

/** How often a newer generation replaces the public export: once a calendar month (UTC), or each time. */
export type RythmeExport = 'mensuel' | 'generation';

interface Connu extends ExportPublic {
  fichier: string;
  /** Digest of the refusals that were applied. */
  oppositions: string;
}

export interface OptionsExportPublic {
  storeDir: string;
  rythme: RythmeExport;
  /** Name of the generation in force. */
  generation(): string | undefined;
  oppositions(): DatesOpposition;
  /** Told of each writing that fails. */
  surEchec?(err: unknown): void;
  /** @default now */
  maintenant?(): Date;
}

const PUBLIC: Profil = 0;
/** Somebody may refuse diffusion while the export is written: it is written again. */
const ESSAIS = 3;
/** After a failure (a full disk), the same is not tried at each request. */
const REPOS_MS = 60_000;

/**
 * The open-data file of a region, beside its store: written when it is first asked, kept for the month, written again
 * at once when somebody refuses public diffusion.
 */
export class PublicExport {
  readonly #options: OptionsExportPublic;
  readonly #dossier: string;
  readonly #abandon = new AbortController();
  #connu: Connu | undefined;
  #pasAvant = 0;
  #enCours: Promise<Connu | undefined> | undefined;

  constructor(options: OptionsExportPublic) {
    this.#options = options;
    this.#dossier = join(options.storeDir, 'export');
    this.#connu = this.#relire();
  }

  /** What can be given at once; what is due is begun, and given to those who ask later. */
  disponible(): (ExportPublic & { fichier: string }) | undefined {
    if (this.#estDu() && performance.now() > this.#pasAvant) void this.#ecrire().catch(() => {});
    return this.#valable();
  }

  /**
   * Writes it first when there is none to give.
   *
   * @returns `undefined` when nothing is loaded
   */
  async obtenir(): Promise<(ExportPublic & { fichier: string }) | undefined> {
    for (let essai = 0; essai < ESSAIS; essai++) {
      const disponible = this.disponible();
      if (disponible !== undefined || !this.#estDu()) return disponible;
      await this.#ecrire();
    }
    return this.disponible();
  }

  close(): void {
    this.#abandon.abort();
  }

  /** An export that shows those who refuse since is given to nobody. */
  #valable(): Connu | undefined {
    return this.#connu?.oppositions === this.#empreinteOppositions() ? this.#connu : undefined;
  }

  #estDu(): boolean {
    const { generation, rythme, maintenant = () => new Date() } = this.#options;
    const courante = generation();
    if (courante === undefined) return false;
    const valable = this.#valable();
    if (valable === undefined) return true;
    if (valable.generation === courante) return false;
    return rythme === 'generation' || valable.ecritLe.slice(0, 7) !== maintenant().toISOString().slice(0, 7);
  }

  #ecrire(): Promise<Connu | undefined> {
    this.#enCours ??= this.#ecrireUneFois()
      .catch((err: unknown) => {
        this.#pasAvant = performance.now() + REPOS_MS;
        this.#options.surEchec?.(err);
        throw err;
      })
      .finally(() => {
        this.#enCours = undefined;
      });
    return this.#enCours;
  }

  async #ecrireUneFois(): Promise<Connu | undefined> {
    const { storeDir, oppositions: dates, maintenant = () => new Date() } = this.#options;
    const oppositions = this.#empreinteOppositions();
    const demande = { fichier: join(this.#dossier, 'nouveau.xml.gz'), profil: PUBLIC, oppositions: dates() };
    const ecrit = await exporterEnFil({ storeDir, demande }, this.#abandon.signal);
    if (ecrit === undefined) return undefined;
    const { generation, date, octets, sha256 } = ecrit;
    const fichier = join(this.#dossier, `public-${sha256.slice(0, 16)}.xml.gz`);
    renameSync(ecrit.fichier, fichier);
    this.#connu = { fichier, generation, date, ecritLe: maintenant().toISOString(), octets, sha256, oppositions };
    writeFileSync(join(this.#dossier, 'public.json.construction'), JSON.stringify(this.#connu), { mode: 0o600 });
    renameSync(join(this.#dossier, 'public.json.construction'), join(this.#dossier, 'public.json'));
    this.#nettoyer();
    return this.#connu;
  }

  #relire(): Connu | undefined {
    mkdirSync(this.#dossier, { recursive: true, mode: 0o700 });
    try {
      const connu = JSON.parse(readFileSync(join(this.#dossier, 'public.json'), 'utf8')) as Connu;
      return statSync(connu.fichier).size === connu.octets ? connu : undefined;
    } catch {
      // None yet, or one that is no longer whole: it is written again.
      return undefined;
    }
  }

  /** Those who read a former file keep it until they close it. */
  #nettoyer(): void {
    for (const nom of readdirSync(this.#dossier)) {
      const chemin = join(this.#dossier, nom);
      if (nom !== 'public.json' && chemin !== this.#connu?.fichier) rmSync(chemin, { force: true });
    }
  }

  #empreinteOppositions(): string {
    const lignes = [...this.#options.oppositions()].map((ligne) => ligne.join(';')).sort();
    return createHash('sha256').update(lignes.join('\n')).digest('hex');
  }
}
