import { lireCsd, type RapportLecture } from '@inter-ror/csd';
import type { LoadSource, OptionsSource } from './load-source.js';
import { SourceFile } from './source-file.js';

/** An export file, plain or compressed by gzip. */
export class ExportSource implements LoadSource {
  readonly #fichier: SourceFile;

  private constructor(fichier: SourceFile) {
    this.#fichier = fichier;
  }

  /** @throws ErreurChargement FICHIER_INTROUVABLE or FICHIER_ILLISIBLE */
  static async ouvrir(chemin: string): Promise<ExportSource> {
    return new ExportSource(await SourceFile.ouvrir(chemin));
  }

  get nom(): string {
    return this.#fichier.chemin;
  }

  get octets(): number {
    return this.#fichier.octets;
  }

  get octetsLus(): number {
    return this.#fichier.octetsLus;
  }

  lire(options: OptionsSource): Promise<RapportLecture> {
    return lireCsd(this.#fichier.xml(options.signal), options);
  }

  empreinteSeule(signal?: AbortSignal): Promise<string> {
    return this.#fichier.empreinteSeule(signal);
  }

  empreinte(): Promise<string> {
    return this.#fichier.empreinte();
  }

  synchronisation(): undefined {
    return undefined;
  }

  fermer(): Promise<void> {
    return this.#fichier.fermer();
  }
}
