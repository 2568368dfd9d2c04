import type { Code } from '@inter-ror/exposure-model';
import { detacher } from './detached-string.js';

/** Records of a directory of codes (activities, equipment): rank and code of each, by id. Codes are shared. */
export class CodedRecords {
  readonly #rangs = new Map<string, number>();
  readonly #codes: Code[] = [];
  readonly #partages = new Map<string, Code>();

  /** Adds a record and gives its rank. */
  ajouter(id: string, code: Code): number {
    const rang = this.#codes.length;
    this.#rangs.set(id, rang);
    this.#codes.push(this.#partager(code));
    return rang;
  }

  has(id: string): boolean {
    return this.#rangs.has(id);
  }

  rang(id: string): number | undefined {
    return this.#rangs.get(id);
  }

  code(rang: number): Code {
    return this.#codes[rang]!;
  }

  #partager({ code, oid, texte }: Code): Code {
    const cle = `${oid} ${code} ${texte ?? ''}`;
    let partage = this.#partages.get(cle);
    if (partage === undefined) {
      partage = {
        code: detacher(code),
        oid: detacher(oid),
        ...(texte !== undefined && { texte: detacher(texte) }),
      };
      this.#partages.set(detacher(cle), partage);
    }
    return partage;
  }
}
