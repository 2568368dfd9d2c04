import { ErreurNomenclature } from './nomenclature-error.js';
import type { ConceptTable, GenreTable, GroupeAssociation, TableNos } from './table-types.js';

/** Bounds of a table, whatever file it comes from. The largest published table of the ROR has about 1,500 rows. */
export const BORNES = {
  octets: 32 * 1024 * 1024,
  concepts: 50_000,
  code: 64,
  libelle: 1_000,
  texte: 500,
  profondeur: 8,
} as const;

const GENRES: readonly GenreTable[] = ['CodeSystem', 'ValueSet', 'ConceptMap'];
const NOM_TABLE = /^([A-Z]{2,4})_([A-Z][0-9]{1,4})-[A-Za-z0-9_-]{1,100}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
const CONTROLES = /[\x00-\x1f\x7f]/;
const FIN = /^(OBSOLETE|\d{4}-\d{2}-\d{2})$/;

/** `R211` from `TRE_R211-ActiviteOperationnelle`; null when the name has not the form of a table name. */
export function nomCourt(nom: string): string | null {
  return NOM_TABLE.exec(nom)?.[2] ?? null;
}

/** `TRE_R211` from `TRE_R211-ActiviteOperationnelle`: what tells a table from any other, all versions alike. */
export function cleTable(nom: string): string {
  const tiret = nom.indexOf('-');
  return tiret < 0 ? nom : nom.slice(0, tiret);
}

/** What a table needs beyond its rows: everything that is not computed from them. */
export type TableALire = Omit<TableNos, 'shortName' | 'count'>;

/**
 * Checks a table whole and freezes its identity: name, codes, labels, repeated codes, bounds.
 *
 * @param origine the file or address named in errors
 * @throws ErreurNomenclature
 */
export function construireTable(lu: TableALire, origine: string): TableNos {
  const shortName = nomCourt(lu.name);
  if (shortName === null) {
    throw new ErreurNomenclature(
      'TABLE_SANS_NOM',
      `${origine} : le nom de table « ${abreger(lu.name)} » n'est pas de la forme TRE_R211-ActiviteOperationnelle ou JDV_J17-ActiviteOperationnelle-ROR.`,
    );
  }
  if (lu.concepts.length > BORNES.concepts) throw tropGrand(origine, `plus de ${BORNES.concepts} concepts`);
  const seen = new Set<string>();
  for (const concept of lu.concepts) {
    const key = `${concept.systeme ?? ''}|${concept.code}`;
    if (seen.has(key)) {
      throw new ErreurNomenclature(
        'CODE_EN_DOUBLE',
        `${origine} : le code « ${concept.code} » est donné deux fois dans ${lu.name} ; n'en garder qu'un.`,
      );
    }
    seen.add(key);
  }
  return { ...lu, shortName, count: lu.concepts.length };
}

/**
 * Reads the project's own form of a table (`data/*.json`).
 *
 * @throws ErreurNomenclature
 */
export function lireTable(json: unknown, origine: string): TableNos {
  const champs = objet(json, origine);
  const kind = champs.kind as GenreTable;
  if (!GENRES.includes(kind)) {
    throw new ErreurNomenclature('FORME_INCONNUE', `${origine} : « kind » doit être ${GENRES.join(', ')}.`);
  }
  const system = texteOuNul(champs.system, 'system', origine);
  return construireTable(
    {
      name: texte(champs.table, 'table', origine),
      kind,
      oid: texteOuNul(champs.oid, 'oid', origine),
      url: texteOuNul(champs.url, 'url', origine),
      system,
      version: texteOuNul(champs.version, 'version', origine),
      date: texteOuNul(champs.date, 'date', origine),
      publisher: texteOuNul(champs.publisher, 'publisher', origine),
      complete: champs.complete === true,
      source: texteOuNul(champs.source, 'source', origine),
      concepts: liste(champs.concepts, 'concepts', origine).map((row, i) => lireLigne(row, system, i, origine)),
      groupes: liste(champs.groups ?? [], 'groups', origine).map((groupe) => lireGroupe(groupe, origine)),
    },
    origine,
  );
}

/** The project's own form of a table, one row a line: `[code, label]`, `[code, label, system]`, `[code, label, system, end]`. */
export function ecrireTable(table: TableNos): string {
  const entete = {
    table: table.name,
    kind: table.kind,
    oid: table.oid,
    url: table.url,
    system: table.system,
    version: table.version,
    date: table.date,
    publisher: table.publisher,
    complete: table.complete,
    ...(table.source === null ? {} : { source: table.source }),
    ...(table.groupes.length === 0
      ? {}
      : { groups: table.groupes.map((g) => ({ source: g.source, target: g.cible, pairs: g.paires })) }),
  };
  const lignes = table.concepts.map((concept) => {
    const systeme = concept.systeme === table.system ? null : concept.systeme;
    const ligne: (string | null)[] = [concept.code, concept.libelle];
    if (systeme !== null || concept.fin !== null) ligne.push(systeme);
    if (concept.fin !== null) ligne.push(concept.fin);
    return JSON.stringify(ligne);
  });
  return `${JSON.stringify(entete).slice(0, -1)},"concepts":[\n${lignes.join(',\n')}\n]}\n`;
}

/**
 * Checks one row.
 *
 * @throws ErreurNomenclature
 */
export function construireConcept(
  code: unknown,
  libelle: unknown,
  systeme: string | null,
  fin: string | null,
  lieu: () => string,
): ConceptTable {
  if (typeof code !== 'string' || code.trim() === '' || code.length > BORNES.code || aDesControles(code)) {
    throw new ErreurNomenclature(
      'CONCEPT_INVALIDE',
      `${lieu()} : le code doit être un texte de 1 à ${BORNES.code} caractères, reçu ${abreger(code)}.`,
    );
  }
  if (libelle !== null && (typeof libelle !== 'string' || libelle.length > BORNES.libelle || aDesControles(libelle))) {
    throw new ErreurNomenclature(
      'CONCEPT_INVALIDE',
      `${lieu()} : le libellé du code « ${code} » doit être un texte d'au plus ${BORNES.libelle} caractères.`,
    );
  }
  return { code: code.trim(), libelle: libelle === null ? null : libelle.trim(), systeme, fin };
}

function lireLigne(row: unknown, system: string | null, index: number, origine: string): ConceptTable {
  const lieu = (): string => `${origine}, concept ${index + 1}`;
  if (!Array.isArray(row) || row.length < 2 || row.length > 4) {
    throw new ErreurNomenclature('CONCEPT_INVALIDE', `${lieu()} : attendu [code, libellé, système?, fin?].`);
  }
  const fin = row[3] ?? null;
  if (fin !== null && (typeof fin !== 'string' || !FIN.test(fin))) {
    throw new ErreurNomenclature('CONCEPT_INVALIDE', `${lieu()} : la fin doit être AAAA-MM-JJ ou OBSOLETE.`);
  }
  const systeme = row[2] === undefined || row[2] === null ? system : texte(row[2], 'système', lieu());
  return construireConcept(row[0], row[1], systeme, fin, lieu);
}

function lireGroupe(groupe: unknown, origine: string): GroupeAssociation {
  const champs = objet(groupe, origine);
  const paires = liste(champs.pairs, 'pairs', origine).map((paire): readonly [string, string] => {
    if (!Array.isArray(paire) || paire.length !== 2) {
      throw new ErreurNomenclature('CONCEPT_INVALIDE', `${origine} : une paire doit être [source, cible].`);
    }
    return [texte(paire[0], 'source', origine), texte(paire[1], 'cible', origine)];
  });
  return { source: texte(champs.source, 'source', origine), cible: texte(champs.target, 'target', origine), paires };
}

export function objet(valeur: unknown, lieu: string): Record<string, unknown> {
  if (typeof valeur !== 'object' || valeur === null || Array.isArray(valeur)) {
    throw new ErreurNomenclature('FORME_INCONNUE', `${lieu} : un objet JSON est attendu.`);
  }
  return valeur as Record<string, unknown>;
}

export function liste(valeur: unknown, champ: string, lieu: string): readonly unknown[] {
  if (!Array.isArray(valeur)) throw metadonnee(champ, 'une liste', lieu);
  if (valeur.length > BORNES.concepts) throw tropGrand(lieu, `« ${champ} » a plus de ${BORNES.concepts} éléments`);
  return valeur;
}

export function texte(valeur: unknown, champ: string, lieu: string): string {
  if (typeof valeur !== 'string' || valeur === '' || valeur.length > BORNES.texte || aDesControles(valeur)) {
    throw metadonnee(champ, `un texte de 1 à ${BORNES.texte} caractères`, lieu);
  }
  return valeur;
}

export function texteOuNul(valeur: unknown, champ: string, lieu: string): string | null {
  return valeur === undefined || valeur === null ? null : texte(valeur, champ, lieu);
}

export function tropGrand(lieu: string, quoi: string): ErreurNomenclature {
  return new ErreurNomenclature('TROP_GRAND', `${lieu} : ${quoi} ; ce n'est pas une nomenclature du ROR.`);
}

function metadonnee(champ: string, attendu: string, lieu: string): ErreurNomenclature {
  return new ErreurNomenclature('METADONNEE_INVALIDE', `${lieu} : « ${champ} » doit être ${attendu}.`);
}

export function abreger(valeur: unknown): string {
  const brut = typeof valeur === 'string' ? valeur : (JSON.stringify(valeur) ?? String(valeur));
  return brut.length > 60 ? `${brut.slice(0, 60)}…` : brut;
}

function aDesControles(valeur: string): boolean {
  return CONTROLES.test(valeur);
}
