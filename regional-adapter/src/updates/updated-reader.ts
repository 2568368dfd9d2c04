import type { Organisation, OrganisationInterne, Professionnel } from '@inter-ror/exposure-model';
import type { DocumentOffre, InfoGeneration, LecteurGeneration, ReperesGeneration } from '../ports/index.js';
import type { SharedReader } from './shared-reader.js';

/**
 * A generation in which some units were replaced since. Their offers come after all the others, as in the index: the
 * ranks that they had are given to nobody.
 */
export class UpdatedReader implements LecteurGeneration {
  readonly info: InfoGeneration;
  readonly #base: LecteurGeneration;
  readonly #release: () => void;
  readonly #first: number;
  readonly #documents: readonly DocumentOffre[];
  /** Rank in `documents`, by the rank that the offer had. */
  readonly #ranks: ReadonlyMap<number, number>;
  readonly #units: ReadonlyMap<string, DocumentOffre>;

  /**
   * @param documents offers whose unit is replaced, as they are now
   * @param first rank of the first of them in the index
   */
  constructor(shared: SharedReader, documents: readonly DocumentOffre[], first: number) {
    this.#base = shared.reader;
    this.#release = shared.hold();
    this.info = this.#base.info;
    this.#first = first;
    this.#documents = documents.map((document, i) => ({ ...document, ordinal: first + i }));
    this.#ranks = new Map(documents.map(({ ordinal }, i) => [ordinal, i]));
    this.#units = new Map(this.#documents.map((document) => [document.id, document]));
  }

  segment(): ArrayBuffer {
    return this.#base.segment();
  }

  offre(ordinal: number): DocumentOffre {
    const rank = ordinal >= this.#first ? ordinal - this.#first : this.#ranks.get(ordinal);
    return (rank === undefined ? undefined : this.#documents[rank]) ?? this.#base.offre(ordinal);
  }

  ordinalDe(idOffre: string): number | undefined {
    return this.#units.get(idOffre)?.ordinal ?? this.#base.ordinalDe(idOffre);
  }

  organisation(id: string): Organisation | undefined {
    return this.#base.organisation(id);
  }

  organisationInterne(id: string): OrganisationInterne | undefined {
    return this.#units.get(id)?.unite ?? this.#base.organisationInterne(id);
  }

  professionnel(id: string): Professionnel | undefined {
    return this.#base.professionnel(id);
  }

  organisations(): string[] {
    return this.#base.organisations();
  }

  organisationsInternes(): string[] {
    return this.#base.organisationsInternes();
  }

  professionnels(): string[] {
    return this.#base.professionnels();
  }

  organisationsParIdentifiant(sorte: 'EJ' | 'EG', champ: 'numFINESS' | 'idNatStruct', valeur: string): string[] {
    return this.#base.organisationsParIdentifiant(sorte, champ, valeur);
  }

  professionnelsParIdentifiant(idNatPS: string): string[] {
    return this.#base.professionnelsParIdentifiant(idNatPS);
  }

  sitesDe(entiteJuridiqueId: string): string[] {
    return this.#base.sitesDe(entiteJuridiqueId);
  }

  enfantsDe(id: string): string[] {
    return this.#base.enfantsDe(id);
  }

  offresDuSite(entiteGeographiqueId: string): number[] {
    return this.#base.offresDuSite(entiteGeographiqueId).map((ordinal) => this.#now(ordinal));
  }

  offresDuProfessionnel(professionnelId: string): number[] {
    return this.#base.offresDuProfessionnel(professionnelId).map((ordinal) => this.#now(ordinal));
  }

  reperes(): ReperesGeneration {
    const { unites, ...others } = this.#base.reperes();
    return {
      ...others,
      unites: unites.map((unite) => {
        const replaced = this.#units.get(unite.id)?.unite;
        return replaced === undefined ? unite : { ...unite, miseAJour: replaced.metadonnees.miseAJour };
      }),
    };
  }

  close(): void {
    this.#release();
  }

  #now(ordinal: number): number {
    const rank = this.#ranks.get(ordinal);
    return rank === undefined ? ordinal : this.#first + rank;
  }
}
