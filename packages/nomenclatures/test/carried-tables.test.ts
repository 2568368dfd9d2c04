import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { familleDe, Nomenclatures, OIDS, TABLES_CONNUES, TABLES_DE_SAISIE } from '../src/index.js';
import { DOSSIER_OFFICIEL, lireJson } from '../src/table-folder.js';
import { ecrireTable, lireTable } from '../src/table-format.js';

const nomenclatures = Nomenclatures.officielles();
const files = readdirSync(DOSSIER_OFFICIEL).filter((name) => name.endsWith('.json'));
const tables = files.map((file) => lireTable(lireJson(join(DOSSIER_OFFICIEL, file)), file));

describe('The carried tables', () => {
  it.each(tables.map((table) => [table.name, table] as const))('%s is found by every reference', (name, table) => {
    expect(`${table.name}.json`).toBe(files.find((file) => file === `${name}.json`));
    const prefix = name.slice(0, name.indexOf('-'));
    const references = [
      name,
      name.toLowerCase(),
      prefix,
      table.url,
      name.replace('_', '-'),
      `urn:inter-ror:nos:${prefix}`,
    ];
    if (!TABLES_CONNUES[table.shortName] || name.startsWith('TRE')) references.push(table.shortName);
    if (table.oid !== null) references.push(table.oid, `urn:oid:${table.oid}`);
    if (table.kind === 'CodeSystem') references.push(table.system);
    for (const reference of references) expect(nomenclatures.table(reference!)?.name, reference!).toBe(name);
  });

  it('say where they come from: publisher, version and date, or the source of a part', () => {
    for (const table of tables) {
      expect(table.publisher, table.name).toMatch(/Agence du Numérique en Santé/);
      if (table.complete) {
        expect(table.version, table.name).toMatch(/^\d{14}$/);
        expect(table.date?.replaceAll('-', ''), table.name).toBe(table.version?.slice(0, 8));
      } else expect(table.source, table.name).not.toBeNull();
    }
  });

  it('are written as they are read', () => {
    for (const [i, table] of tables.entries()) {
      const written = ecrireTable(table);
      expect(lireTable(JSON.parse(written), table.name)).toEqual(table);
      expect(JSON.parse(written)).toEqual(JSON.parse(readFileSync(join(DOSSIER_OFFICIEL, files[i]!), 'utf8')));
    }
  });

  it('resolve each of their codes, whatever the padding, to one and the same concept', () => {
    for (const table of tables.filter((candidate) => candidate.kind !== 'ConceptMap')) {
      for (const { code, libelle, systeme } of table.concepts) {
        const concept = nomenclatures.resoudre(table.name, code, systeme);
        expect(concept.code, `${table.name} ${code}`).toBe(code);
        expect(concept.libelle).toBe(libelle);
        expect(concept.statut).not.toBe('INCONNU');
        if (/^\d+$/.test(code)) expect(nomenclatures.resoudre(table.name, `00${code}`, systeme)).toBe(concept);
      }
    }
  });

  it('never hold two codes of one system that only their padding tells apart', () => {
    for (const table of tables) {
      const keys = table.concepts.map((c) => `${c.systeme}|${c.code.replace(/^0+(?=\d)/, '').toUpperCase()}`);
      expect(new Set(keys).size, table.name).toBe(keys.length);
    }
  });

  it('answer to the reference of each coded element of the model', () => {
    expect(OIDS.activiteOperationnelle).toBe('1.2.250.1.213.3.3.12');
    expect(OIDS.langue).toBe('urn:inter-ror:nos:TRE_G00');
    for (const [element, reference] of Object.entries(OIDS)) {
      const { table } = nomenclatures.resoudre(reference, '1');
      expect(table, element).toMatch(/^(TRE|JDV)_[A-Z]\d+-/);
    }
    for (const [element, court] of Object.entries(TABLES_DE_SAISIE)) {
      expect(nomenclatures.chercher(court, '', 1), element).toHaveLength(1);
    }
  });
});

describe('familleDe', () => {
  it('gives families that JDV_J51 names', () => {
    expect(familleDe('287')).toEqual(['005']);
    expect(familleDe('0325')).toEqual(['01']);
    expect(familleDe('013')).toEqual([]);
    expect(nomenclatures.resoudre('J51', '005').libelle).toContain('2.1.1.2');
  });
});
