import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chercherCommunes,
  communeParCode,
  communes,
  communesCommencant,
  communesDeNom,
  communesDeNomProche,
  communesDuCodePostal,
  communesPrincipales,
  departementDeCommune,
  regionDeCommune,
  regions,
} from '../src/index.js';
import { replierNom } from '../src/name-folding.js';

const toutes = [...communes().values()];

describe('Communes', () => {
  it('are found by their INSEE code, with their territory', () => {
    expect(communeParCode('29232')).toMatchObject({
      nom: 'Quimper',
      departement: '29',
      region: '53',
      codesPostaux: ['29000'],
    });
    expect(communeParCode('2a004')?.nom).toBe('Ajaccio');
    expect(communeParCode('97411')?.region).toBe('04');
    expect(communeParCode('00000')).toBeUndefined();
  });

  it('hold the arrondissements of Paris, Lyon and Marseille', () => {
    const arrondissements = toutes.filter(
      (commune) => /^(751|6938|132)/.test(commune.code) && /Arrondissement/.test(commune.nom),
    );
    expect(arrondissements).toHaveLength(20 + 9 + 16);
    expect(communeParCode('75056')?.nom).toBe('Paris');
  });

  it('have the département and the region that their code alone tells', () => {
    const codes = new Set(regions().map((region) => region.code));
    const fautes = toutes.filter(
      (commune) =>
        departementDeCommune(commune.code) !== commune.departement ||
        regionDeCommune(commune.code) !== (codes.has(commune.region) ? commune.region : undefined),
    );
    expect(fautes).toEqual([]);
  });

  it('are found by their postcodes', () => {
    expect(communesDuCodePostal('29000').map((commune) => commune.nom)).toEqual(['Quimper']);
    expect(communesDuCodePostal(' 75012 ').map((commune) => commune.code)).toContain('75112');
    expect(communesDuCodePostal('00000')).toEqual([]);
    for (const commune of toutes.slice(0, 500)) {
      for (const codePostal of commune.codesPostaux) expect(communesDuCodePostal(codePostal)).toContain(commune);
    }
  });
});

describe('chercherCommunes', () => {
  const noms = (texte: string, first: number): string[] => chercherCommunes(texte, first).map((commune) => commune.nom);

  it('forgets accents, case, hyphens and abbreviations, and takes beginnings of words in any order', () => {
    expect(noms('QUIMPER', 1)).toEqual(['Quimper']);
    expect(noms('st malo', 1)).toEqual(['Saint-Malo']);
    expect(noms('hay roses', 1)).toEqual(["L'Haÿ-les-Roses"]);
    expect(noms('roses l’haÿ', 1)).toEqual(["L'Haÿ-les-Roses"]);
    expect(noms('Bœrsch', 1)).toEqual(noms('boersch', 1));
    expect(noms('29000', 1)).toEqual(['Quimper']);
    expect(noms('29232', 1)).toEqual(['Quimper']);
  });

  it('puts the exact name first, then the most populated', () => {
    expect(noms('brest', 1)).toEqual(['Brest']);
    expect(chercherCommunes('la rochelle', 2).map((commune) => commune.code)).toEqual(['17300', '70450']);
    const [premiere, ...suite] = chercherCommunes('lyon', 9);
    expect(premiere?.nom).toBe('Lyon');
    const populations = suite
      .filter((commune) => replierNom(commune.nom) !== 'lyon')
      .map((commune) => commune.population);
    expect(populations).toEqual([...populations].sort((a, b) => b - a));
  });

  it('bounds its answers and its questions', () => {
    for (const first of [0, -3, Number.NaN]) expect(chercherCommunes('a', first)).toEqual([]);
    expect(chercherCommunes('', 5)).toEqual([]);
    expect(chercherCommunes("'-'", 5)).toEqual([]);
    expect(chercherCommunes('saint', 7)).toHaveLength(7);
    expect(chercherCommunes('a'.repeat(1_000_000), 5)).toEqual([]);
  });

  it('has the most populated to show while nothing is typed', () => {
    expect(communesPrincipales(3).map(({ nom }) => nom)).toEqual(['Paris', 'Marseille', 'Lyon']);
    expect(communesPrincipales(0)).toEqual([]);
  });

  it('gives what brute force gives', () => {
    const parPopulation = [...toutes].sort((a, b) => b.population - a.population || (a.code < b.code ? -1 : 1));
    const question = fc
      .tuple(fc.constantFrom(...toutes), fc.nat({ max: 12 }))
      .map(([c, n]) => replierNom(c.nom).slice(0, n + 1));
    fc.assert(
      fc.property(question, fc.integer({ min: 1, max: 20 }), (texte, first) => {
        const replie = replierNom(texte);
        const mots = replie.split(' ');
        const trouvees = parPopulation.filter((commune) => {
          const motsDuNom = replierNom(commune.nom).split(' ');
          return mots.every((mot) => motsDuNom.some((candidat) => candidat.startsWith(mot)));
        });
        const exactes = trouvees.filter((commune) => replierNom(commune.nom) === replie);
        const attendues = [...exactes, ...trouvees.filter((commune) => !exactes.includes(commune))].slice(0, first);
        expect(chercherCommunes(texte, first)).toEqual(attendues);
      }),
      { numRuns: 15 },
    );
  });
});

describe('The light functions', () => {
  it('never read the big file of communes', () => {
    const script = `
      import fs from 'node:fs';
      import { syncBuiltinESMExports } from 'node:module';
      const lus = [];
      const lire = fs.readFileSync;
      fs.readFileSync = (...args) => (lus.push(String(args[0])), lire(...args));
      syncBuiltinESMExports();
      const t = await import('@inter-ror/territory');
      t.regionDeCommune('29232'); t.regions(); t.departements(); t.departementDeCommune('2A004');
      console.log(JSON.stringify(lus.filter((nom) => nom.endsWith('communes.json'))));
      t.communeParCode('29232'); t.communeParCode('29019');
      console.log(JSON.stringify(lus.filter((nom) => nom.endsWith('communes.json')).length));
    `;
    const sortie = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(sortie.trim().split('\n')).toEqual(['[]', '1']);
  });
});

describe('the names of communes', () => {
  it('are found whole, begun, or mistyped, the most populated first', () => {
    expect(
      communesDeNom('SAINT denis')
        .slice(0, 2)
        .map(({ departement }) => departement),
    ).toEqual(['974', '93']);
    expect(communesDeNom('Quimp')).toEqual([]);
    expect(communesCommencant('clermont', 1).map(({ nom }) => nom)).toEqual(['Clermont-Ferrand']);
    expect(communesCommencant('quimp', 3)).toEqual([]);
    for (const typed of ['Quimpper', 'Qiumper', 'Quimpr']) {
      expect(communesDeNomProche(typed, 1).map(({ nom }) => nom)).toEqual(['Quimper']);
    }
    expect(communesDeNomProche('xyzzyville', 3)).toEqual([]);
    for (const nom of ['', "'-'"]) {
      expect([...communesDeNom(nom), ...communesCommencant(nom, 3), ...communesDeNomProche(nom, 3)]).toEqual([]);
    }
  });
});
