import { detached } from './detached.js';
import { EXACT_FIELDS, type ExactField } from './exact-fields.js';
import { PostingsBuilder } from './postings-builder.js';
import { SECTIONS as S, type SegmentWriter } from './segment-format.js';
import { TextTableBuilder } from './text-table.js';

/** Collects the values that are matched by equality. */
export class ExactBuilder {
  private readonly postings = new PostingsBuilder();
  private readonly terms = new Map<ExactField, Map<string, number>>(EXACT_FIELDS.map((field) => [field, new Map()]));
  private count = 0;

  nextOffer(): void {
    this.postings.nextOffer();
  }

  add(field: ExactField, value: string): void {
    const known = this.terms.get(field)!;
    let term = known.get(value);
    if (term === undefined) {
      term = this.count++;
      known.set(detached(value), term);
    }
    this.postings.add(term);
  }

  write(writer: SegmentWriter): void {
    const table = new TextTableBuilder();
    const rankOf = new Int32Array(this.count);
    const fieldStarts = new Int32Array(EXACT_FIELDS.length + 1);
    let rank = 0;
    EXACT_FIELDS.forEach((field, f) => {
      const known = this.terms.get(field)!;
      for (const value of [...known.keys()].sort()) {
        table.add(value);
        rankOf[known.get(value)!] = rank++;
      }
      fieldStarts[f + 1] = rank;
    });
    const texts = table.build();
    writer.add(S.exactStarts, texts.starts);
    writer.add(S.exactUnits, texts.units);
    writer.add(S.exactFields, fieldStarts);
    this.postings.write(writer, S.exactPostings, rankOf);
  }
}
