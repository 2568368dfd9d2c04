import { type FicheOffre, LONGUEUR_NOM_TRI } from '@inter-ror/exposure-model';
import { motsDe, replierTexte } from '@inter-ror/nomenclatures';
import { detached } from './detached.js';
import { PostingsBuilder } from './postings-builder.js';
import { SECTIONS as S, type SegmentWriter } from './segment-format.js';
import { TextTableBuilder } from './text-table.js';

/** Texts whose words are remembered: names and labels come again and again. */
const REMEMBERED_TEXTS = 20_000;

interface FoldedText {
  folded: string;
  tokens: readonly number[];
}

type TextesOffre = Pick<FicheOffre, 'nom' | 'noms' | 'nomsReserves' | 'libelles' | 'libellesReserves'>;

/** Collects the words of the offers: those of the own name, of all names, of the full text, and of what all may see. */
export class WordsBuilder {
  private readonly tokens = new Map<string, number>();
  private readonly remembered = new Map<string, FoldedText>();
  private readonly ownName = new PostingsBuilder();
  private readonly names = new PostingsBuilder();
  private readonly text = new PostingsBuilder();
  private readonly publicText = new PostingsBuilder();
  private readonly reservedNames = new PostingsBuilder();

  /** Adds the words of an offer. Returns its own name, folded. */
  add({ nom, noms, nomsReserves, libelles, libellesReserves }: TextesOffre): string {
    const { ownName, names, text, publicText, reservedNames } = this;
    for (const family of [ownName, names, text, publicText, reservedNames]) family.nextOffer();
    const own = this.fold(nom);
    for (const token of own.tokens) ownName.add(token);
    this.addWords(noms, [names, text, publicText]);
    this.addWords(libelles, [text, publicText]);
    this.addWords(libellesReserves, [text]);
    this.addWords(nomsReserves, [reservedNames]);
    return own.folded.slice(0, LONGUEUR_NOM_TRI);
  }

  write(writer: SegmentWriter): void {
    const rankOf = new Int32Array(this.tokens.size);
    const table = new TextTableBuilder();
    [...this.tokens.keys()].sort().forEach((word, rank) => {
      table.add(word);
      rankOf[this.tokens.get(word)!] = rank;
    });
    const texts = table.build();
    writer.add(S.tokenStarts, texts.starts);
    writer.add(S.tokenUnits, texts.units);
    this.ownName.write(writer, S.ownNamePostings, rankOf, texts);
    this.names.write(writer, S.namesPostings, rankOf, texts);
    this.text.write(writer, S.textPostings, rankOf, texts);
    this.publicText.write(writer, S.publicTextPostings, rankOf, texts);
    this.reservedNames.write(writer, S.reservedNamesPostings, rankOf, texts);
  }

  private addWords(texts: readonly string[], families: readonly PostingsBuilder[]): void {
    for (const text of texts) {
      for (const token of this.fold(text).tokens) for (const family of families) family.add(token);
    }
  }

  private fold(text: string): FoldedText {
    const known = this.remembered.get(text);
    if (known) return known;
    const folded = replierTexte(text);
    const made = { folded, tokens: motsDe(folded).map((word) => this.token(word)) };
    if (this.remembered.size >= REMEMBERED_TEXTS) this.remembered.clear();
    this.remembered.set(detached(text), made);
    return made;
  }

  private token(word: string): number {
    let token = this.tokens.get(word);
    if (token === undefined) {
      token = this.tokens.size;
      this.tokens.set(detached(word), token);
    }
    return token;
  }
}
