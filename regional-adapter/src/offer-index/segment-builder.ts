import type { FicheOffre } from '@inter-ror/exposure-model';
import { accessClassOf } from './access-classes.js';
import { Column } from './column.js';
import { ExactBuilder } from './exact-builder.js';
import { cleTerritoire, LISTES, YES } from './exact-fields.js';
import { GrowableFloats, GrowableInts } from './growable.js';
import { lieuConnu, Places } from './places.js';
import { PostingsBuilder } from './postings-builder.js';
import { SECTIONS as S, SegmentWriter } from './segment-format.js';
import { type TextTable, TextTableBuilder } from './text-table.js';
import { WordsBuilder } from './words-builder.js';

/** Two offers with the same national id: the total order needs them different. */
export class IdentifiantEnDoubleError extends Error {
  override readonly name = 'IdentifiantEnDoubleError';

  constructor(readonly id: string) {
    super(`Deux offres portent l'identifiant ${id} dans la même génération : n'en garder qu'une avant l'indexation.`);
  }
}

/** Free beds and places together; an unknown one counts for none, both unknown give -1. */
function disponibiliteDe(lits: number | null, places: number | null): number {
  return lits === null && places === null ? -1 : (lits ?? 0) + (places ?? 0);
}

/**
 * Makes an index segment, offer by offer. Keeps numbers and folded words, never an offer given:
 * about 300 bytes an offer while it collects.
 */
export class ConstructeurSegment {
  private offers = 0;
  private readonly ids = new TextTableBuilder();
  private readonly names = new TextTableBuilder();
  private readonly exact = new ExactBuilder();
  private readonly words = new WordsBuilder();
  private readonly ages = new Map<string, number>();
  private readonly agePostings = new PostingsBuilder();
  private readonly latitudes = new GrowableFloats();
  private readonly longitudes = new GrowableFloats();
  private readonly beds = new GrowableFloats();
  private readonly places = new GrowableFloats();
  private readonly availabilityDates = new GrowableFloats();
  private readonly availability = new GrowableFloats();
  private readonly updated = new GrowableFloats();
  private readonly accessClasses = new GrowableInts();

  /** Adds an offer. Its ordinal is the number of calls before. */
  ajouter(f: FicheOffre): void {
    this.offers++;
    this.ids.add(f.id);
    this.names.add(this.words.add(f));
    this.accessClasses.push(accessClassOf(f));
    this.addExact(f);
    this.addAge(f);
    const located = lieuConnu(f.latitude, f.longitude);
    this.latitudes.push(located ? f.latitude! : Number.NaN);
    this.longitudes.push(located ? f.longitude! : Number.NaN);
    this.beds.push(f.litsDisponibles ?? Number.NaN);
    this.places.push(f.placesDisponibles ?? Number.NaN);
    this.availabilityDates.push(f.disponibiliteMaj ?? Number.NaN);
    this.availability.push(disponibiliteDe(f.litsDisponibles, f.placesDisponibles));
    this.updated.push(f.misAJour);
  }

  /**
   * The segment of all offers added, for `OfferIndex.depuis`. The builder is not used any more.
   *
   * @throws IdentifiantEnDoubleError
   */
  construire(): ArrayBuffer {
    const writer = new SegmentWriter();
    this.writeOrders(writer);
    writer.add(S.accessClasses, Uint8Array.from(this.accessClasses.view()));
    this.exact.write(writer);
    this.words.write(writer);
    this.writeAges(writer);
    Places.write(writer, this.latitudes.view(), this.longitudes.view());
    Column.write(writer, S.beds, this.beds.view());
    Column.write(writer, S.places, this.places.view());
    Column.write(writer, S.availabilityDate, this.availabilityDates.view());
    return writer.build(this.offers);
  }

  private addExact(f: FicheOffre): void {
    const { exact } = this;
    exact.nextOffer();
    for (const liste of LISTES) for (const cle of f.codes[liste] ?? []) exact.add(liste, cle);
    for (const secteur of f.secteursPsychiatriques) exact.add('secteurPsychiatrique', secteur);
    for (const numero of f.numFINESS) exact.add('numFINESS', numero);
    for (const numero of f.idNatStruct) exact.add('idNatStruct', numero);
    exact.add('region', cleTerritoire(f.region));
    for (const champ of ['departement', 'commune', 'codePostal'] as const) {
      const valeur = f[champ];
      if (valeur !== null) exact.add(champ, cleTerritoire(valeur));
    }
    if (f.accueilSequentielAccepte) exact.add('accueilSequentielAccepte', YES);
    if (f.zonePoser) exact.add('zonePoser', YES);
  }

  private addAge(f: FicheOffre): void {
    const ages = `${f.ageMinJours} ${f.ageMaxJours}`;
    let term = this.ages.get(ages);
    if (term === undefined) {
      term = this.ages.size;
      this.ages.set(ages, term);
    }
    this.agePostings.nextOffer();
    this.agePostings.add(term);
  }

  private writeAges(writer: SegmentWriter): void {
    const bounds = [...this.ages.keys()].map((ages) => ages.split(' ').map(Number));
    writer.add(
      S.ageMinimums,
      Float64Array.from(bounds, ([minimum]) => minimum!),
    );
    writer.add(
      S.ageMaximums,
      Float64Array.from(bounds, ([, maximum]) => maximum!),
    );
    this.agePostings.write(writer, S.agePostings, Int32Array.from(bounds.keys()));
  }

  private writeOrders(writer: SegmentWriter): void {
    const idTable = this.ids.build();
    const nameTable = this.names.build();
    const updated = this.updated.view();
    const availability = this.availability.view();
    writer.add(S.idStarts, idTable.starts);
    writer.add(S.idUnits, idTable.units);
    writer.add(S.nameStarts, nameTable.starts);
    writer.add(S.nameUnits, nameTable.units);
    writer.add(S.updated, updated);
    writer.add(S.availability, availability);

    const ids = strings(idTable);
    const byId = order(this.offers, (a, b) => (ids[a]! < ids[b]! ? -1 : 1));
    for (let r = 1; r < byId.length; r++) {
      if (ids[byId[r - 1]!] === ids[byId[r]!]) throw new IdentifiantEnDoubleError(ids[byId[r]!]!);
    }
    const idRank = ranks(byId);
    const names = strings(nameTable);
    const byName = order(this.offers, (a, b) =>
      names[a] === names[b] ? idRank[a]! - idRank[b]! : names[a]! < names[b]! ? -1 : 1,
    );
    const byUpdate = order(this.offers, (a, b) => updated[b]! - updated[a]! || idRank[a]! - idRank[b]!);
    const byAvailability = order(this.offers, (a, b) => availability[b]! - availability[a]! || idRank[a]! - idRank[b]!);
    const pairs = [
      [S.rankById, S.orderById, byId],
      [S.rankByName, S.orderByName, byName],
      [S.rankByUpdate, S.orderByUpdate, byUpdate],
      [S.rankByAvailability, S.orderByAvailability, byAvailability],
    ] as const;
    for (const [rankSection, orderSection, sorted] of pairs) {
      writer.add(orderSection, sorted);
      writer.add(rankSection, ranks(sorted));
    }
  }
}

function strings(table: TextTable): string[] {
  return Array.from({ length: table.length }, (_, i) => table.get(i));
}

function order(offers: number, compare: (a: number, b: number) => number): Int32Array {
  return Int32Array.from({ length: offers }, (_, o) => o).sort(compare);
}

function ranks(sorted: Int32Array): Int32Array {
  const rank = new Int32Array(sorted.length);
  for (let r = 0; r < sorted.length; r++) rank[sorted[r]!] = r;
  return rank;
}
