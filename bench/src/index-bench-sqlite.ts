import type { CleOffre, FicheOffre, Predicat, Recherche } from '@inter-ror/exposure-model';
import { replierTexte } from '@inter-ror/nomenclatures';
import Database from 'libsql';
import type { Compared } from './index-bench-questions.js';

export interface Answer {
  total: number;
  /** National ids of the page, in order; empty when only the count is asked. */
  ids: string[];
}

/** One way to ask SQLite a question. */
export type Variant = (question: Recherche) => Answer;

const EARTH_M = 6_371_008.8;
const RADIANS = Math.PI / 180;
const ROWS_AT_ONCE = 200;
/** More than the offers there are. */
const ORDINALS = 2 ** 24;

const SCHEMA = `
PRAGMA page_size = 8192;
PRAGMA cache_size = -400000;
PRAGMA temp_store = MEMORY;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE offre (ordinal INTEGER PRIMARY KEY, id TEXT, nom TEXT, lat REAL, lon REAL, x REAL, y REAL, z REAL);
CREATE TABLE code (terme INTEGER, ordinal INTEGER, PRIMARY KEY (terme, ordinal)) WITHOUT ROWID;
CREATE VIRTUAL TABLE lieu USING rtree(ordinal, latMin, latMax, lonMin, lonMax, +x REAL, +y REAL, +z REAL, +id TEXT);
CREATE VIRTUAL TABLE texte USING fts5(mots, content='', columnsize=0, detail=none,
  tokenize="unicode61 remove_diacritics 2");`;

type Vector = [number, number, number];

function vectorOf(latitude: number, longitude: number): Vector {
  const flat = Math.cos(latitude * RADIANS);
  return [flat * Math.cos(longitude * RADIANS), flat * Math.sin(longitude * RADIANS), Math.sin(latitude * RADIANS)];
}

/** Rows written many at a time: one by one, calls cost more than SQLite does. */
class BulkInsert {
  private values: (string | number)[] = [];
  private readonly row: string;
  private readonly many: Database.Statement;

  constructor(
    private readonly db: Database.Database,
    private readonly table: string,
    columns: number,
  ) {
    this.row = `(${marks(columns)})`;
    this.many = this.statement(ROWS_AT_ONCE);
  }

  add(...row: (string | number)[]): void {
    this.values.push(...row);
    if (this.values.length < ROWS_AT_ONCE * row.length) return;
    this.many.run(...this.values);
    this.values = [];
  }

  end(): void {
    const columns = this.row.split('?').length - 1;
    if (this.values.length > 0) this.statement(this.values.length / columns).run(...this.values);
  }

  private statement(rows: number): Database.Statement {
    return this.db.prepare(`INSERT INTO ${this.table} VALUES ${Array.from({ length: rows }, () => this.row).join()}`);
  }
}

/**
 * The peer: SQLite in memory, tuned. Codes are integers in a table that is its own index, places are in an R*Tree
 * that carries what the order needs, words are in an index without content, offers have an index in their order.
 */
export class SqlitePeer {
  readonly version: string;
  private readonly db = new Database(':memory:');
  private readonly terms = new Map<string, number>();

  constructor(offers: Iterable<FicheOffre>) {
    this.db.exec(SCHEMA);
    this.db.exec('BEGIN');
    this.insert(offers);
    this.db.exec('COMMIT');
    this.db.exec(
      `CREATE INDEX parNom ON offre (nom, id, ordinal); INSERT INTO texte (texte) VALUES ('optimize'); ANALYZE;`,
    );
    this.version = String((this.db.prepare('SELECT sqlite_version() AS version').get() as { version: string }).version);
  }

  close(): void {
    this.db.close();
  }

  /** Several ways to ask each question: the bench keeps the quickest. */
  variants(kind: Compared): Variant[] {
    switch (kind) {
      case 'codeRadius':
        return this.codeRadius();
      case 'count':
        return this.counts();
      case 'text':
        return this.text();
      default:
        return this.pages();
    }
  }

  private insert(offers: Iterable<FicheOffre>): void {
    const places = new BulkInsert(this.db, 'offre', 8);
    const points = new BulkInsert(this.db, 'lieu', 9);
    const words = new BulkInsert(this.db, 'texte (rowid, mots)', 2);
    const codes: number[] = [];
    let ordinal = 0;
    for (const f of offers) {
      const [lat, lon] = [f.latitude!, f.longitude!];
      const vector = vectorOf(lat, lon);
      places.add(ordinal, f.id, replierTexte(f.nom), lat, lon, ...vector);
      points.add(ordinal, lat, lat, lon, lon, ...vector, f.id);
      words.add(ordinal, [...f.noms, ...f.libelles].map(replierTexte).join(' '));
      const terms = Object.entries(f.codes).flatMap(([liste, cles]) => cles.map((cle) => this.term(liste, cle)));
      for (const term of new Set([...terms, this.term('departement', f.departement!)])) {
        codes.push(term * ORDINALS + ordinal);
      }
      ordinal++;
    }
    const sorted = new BulkInsert(this.db, 'code', 2);
    for (const code of Float64Array.from(codes).sort()) sorted.add(Math.floor(code / ORDINALS), code % ORDINALS);
    for (const bulk of [places, points, words, sorted]) bulk.end();
  }

  private term(liste: string, cle: string): number {
    const key = `${liste} ${cle}`;
    const term = this.terms.get(key) ?? this.terms.size;
    this.terms.set(key, term);
    return term;
  }

  private termsOf(p: Predicat): number[] {
    if (p.sorte === 'codes') return p.cles.map((cle) => this.term(p.liste, cle));
    if (p.sorte === 'territoire') return p.valeurs.map((valeur) => this.term(p.champ, valeur));
    return p.sorte === 'et' ? p.termes.flatMap((terme) => this.termsOf(terme)) : [];
  }

  /** A statement for each shape of lists, prepared once. */
  private prepared(sql: (lists: number[]) => string): (question: Recherche) => Database.Statement {
    const known = new Map<string, Database.Statement>();
    return ({ predicat }) => {
      const lists = partsOf(predicat)
        .map((terme) => this.termsOf(terme).length)
        .filter((length) => length > 0);
      const key = lists.join();
      const statement = known.get(key) ?? this.db.prepare(sql(lists)).raw();
      known.set(key, statement);
      return statement;
    };
  }

  private pages(): Variant[] {
    const counts = this.counts();
    const materialised = this.prepared(
      (lists) => `SELECT id FROM offre o WHERE (nom, id) > (?, ?) AND ${within(lists)} ORDER BY nom, id LIMIT 20`,
    );
    const intersected = this.prepared(
      (lists) => `SELECT id FROM offre o WHERE (nom, id) > (?, ?) AND o.ordinal IN (${intersection(lists)})
        ORDER BY nom, id LIMIT 20`,
    );
    const walked = this.prepared(
      (lists) => `SELECT id FROM offre o INDEXED BY parNom WHERE (nom, id) > (?, ?) AND ${exists(lists)}
        ORDER BY nom, id LIMIT 20`,
    );
    const single = this.prepared(
      (lists) => `SELECT id, count(*) OVER () FROM offre o WHERE ${within(lists)} ORDER BY nom, id LIMIT 20`,
    );
    const twoSteps = [materialised, intersected, walked].flatMap((page) =>
      counts.map((count): Variant => {
        return (question) => {
          const after: CleOffre = question.apres ?? { valeur: '', id: '' };
          const rows = page(question).all(after.valeur, after.id, ...this.termsOf(question.predicat));
          return { total: count(question).total, ids: idsOf(rows) };
        };
      }),
    );
    const oneStep: Variant = (question) => {
      if (question.apres) return twoSteps[0]!(question);
      return withTotal(single(question).all(...this.termsOf(question.predicat)));
    };
    return [...twoSteps, oneStep];
  }

  private counts(): Variant[] {
    const forms = [
      (lists: number[]) => `SELECT count(*) FROM (${intersection(lists)})`,
      (lists: number[]) => `SELECT count(DISTINCT o.ordinal) FROM code o
        WHERE o.terme IN (${marks(lists[0]!)}) AND ${exists(lists.slice(1))}`,
    ];
    return forms.map((form) => {
      const statement = this.prepared(form);
      return (question) => {
        const [total] = statement(question).get(...this.termsOf(question.predicat)) as unknown as [number];
        return { total, ids: [] };
      };
    });
  }

  private codeRadius(): Variant[] {
    const byPlace = this.db
      .prepare(
        `SELECT l.id, count(*) OVER (), l.x * ? + l.y * ? + l.z * ? AS cosinus
        FROM lieu l CROSS JOIN code c ON c.terme = ? AND c.ordinal = l.ordinal
        WHERE l.latMin >= ? AND l.latMax <= ? AND l.lonMin >= ? AND l.lonMax <= ? AND cosinus >= ?
        ORDER BY cosinus DESC, l.id LIMIT 20`,
      )
      .raw();
    const byCode = this.db
      .prepare(
        `SELECT o.id, count(*) OVER (), o.x * ? + o.y * ? + o.z * ? AS cosinus
        FROM code c CROSS JOIN offre o ON o.ordinal = c.ordinal
        WHERE c.terme = ? AND o.lat BETWEEN ? AND ? AND o.lon BETWEEN ? AND ? AND cosinus >= ?
        ORDER BY cosinus DESC, o.id LIMIT 20`,
      )
      .raw();
    return [byPlace, byCode].map((statement) => (question) => {
      const disc = partsOf(question.predicat)[1] as Predicat & { sorte: 'disque' };
      const angle = (disc.rayonM + 0.5) / EARTH_M;
      const height = angle / RADIANS;
      const width = Math.asin(Math.sin(angle) / Math.cos(disc.latitude * RADIANS)) / RADIANS;
      const { latitude, longitude } = disc;
      const box = [latitude - height, latitude + height, longitude - width, longitude + width];
      const [term] = this.termsOf(question.predicat);
      return withTotal(statement.all(...vectorOf(latitude, longitude), term, ...box, Math.cos(angle)));
    });
  }

  private text(): Variant[] {
    const forms = [
      `SELECT o.id, count(*) OVER () FROM texte t CROSS JOIN code c ON c.terme = ?2 AND c.ordinal = t.rowid
        JOIN offre o ON o.ordinal = t.rowid WHERE t.texte MATCH ?1 ORDER BY o.nom, o.id LIMIT 20`,
      `SELECT o.id, count(*) OVER () FROM offre o WHERE o.ordinal IN (SELECT ordinal FROM code WHERE terme = ?2)
        AND o.ordinal IN (SELECT rowid FROM texte WHERE texte MATCH ?1) ORDER BY o.nom, o.id LIMIT 20`,
      `SELECT o.id, count(*) OVER () FROM offre o WHERE o.ordinal IN (SELECT rowid FROM texte WHERE texte MATCH ?1
        INTERSECT SELECT ordinal FROM code WHERE terme = ?2) ORDER BY o.nom, o.id LIMIT 20`,
    ];
    return forms.map((form) => {
      const statement = this.db.prepare(form).raw();
      return (question) => {
        const [texte, code] = partsOf(question.predicat) as [Predicat & { sorte: 'texte' }, Predicat];
        const match = texte.mots.map((mot) => `"${mot}"*`).join(' AND ');
        return withTotal(statement.all(match, this.termsOf(code)[0]));
      };
    });
  }
}

function partsOf(p: Predicat): readonly Predicat[] {
  return p.sorte === 'et' ? p.termes : [p];
}

function marks(count: number): string {
  return Array.from({ length: count }, () => '?').join();
}

function within(lists: number[]): string {
  return lists.map((n) => `o.ordinal IN (SELECT ordinal FROM code WHERE terme IN (${marks(n)}))`).join(' AND ');
}

function exists(lists: number[]): string {
  return lists
    .map((n) => `EXISTS (SELECT 1 FROM code c WHERE c.terme IN (${marks(n)}) AND c.ordinal = o.ordinal)`)
    .join(' AND ');
}

function intersection(lists: number[]): string {
  return lists.map((n) => `SELECT ordinal FROM code WHERE terme IN (${marks(n)})`).join(' INTERSECT ');
}

function idsOf(rows: unknown[]): string[] {
  return (rows as [string][]).map(([id]) => id);
}

function withTotal(rows: unknown[]): Answer {
  return { total: (rows as [string, number][])[0]?.[1] ?? 0, ids: idsOf(rows) };
}
