import {
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isUnionType,
  printType,
  validateSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { empreinteContrat, empreinteDe, SDL, schemaContrat } from '../src/contract/index.js';
import { COMPOSANTS_ADRESSE } from '../src/model/index.js';
import { type CriteresRecherche, LISTES_DE_CODES, normaliserRecherche, TRIS } from '../src/search/index.js';

const schema = schemaContrat();
const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__'));
const sienne = (type: GraphQLNamedType) => !(isScalarType(type) && !SDL.includes(`scalar ${type.name}\n`));
const objets = types.filter(isObjectType);
const entrees = types.filter(isInputObjectType);
const objet = (nom: string) => schema.getType(nom) as GraphQLObjectType;
const champsDe = (type: GraphQLObjectType | GraphQLInputObjectType) =>
  Object.values(type.getFields()) as (GraphQLField<unknown, unknown> | GraphQLInputField)[];
const tous = [...objets, ...entrees].flatMap((type) => champsDe(type).map((champ) => ({ type, champ })));
const sortants = objets
  .filter(({ name }) => name !== 'Query')
  .flatMap((type) => champsDe(type).map((champ) => ({ type, champ })));
const nommer = ({ type, champ }: (typeof tous)[number]) => `${type.name}.${champ.name}`;

describe('the contract', () => {
  it('is a valid schema without any union or interface', () => {
    expect(validateSchema(schema)).toEqual([]);
    expect(types.filter((type) => isUnionType(type) || isInterfaceType(type))).toEqual([]);
  });

  it('has the root fields that users and scripts rely on', () => {
    const racine = objet('Query').getFields();
    const signature = (nom: string) => {
      const champ = racine[nom]!;
      const args = champ.args.map(
        ({ name, type, defaultValue }) => `${name}: ${type}${defaultValue === undefined ? '' : ` = ${defaultValue}`}`,
      );
      return `${nom}${args.length > 0 ? `(${args.join(', ')})` : ''}: ${champ.type}`;
    };
    expect(Object.keys(racine).map(signature).sort()).toEqual(
      [
        'rechercherOffres(criteres: CriteresRecherche!, tri: TriOffres, first: Int = 20, after: String, accepterPerime: Boolean = false): PageOffres!',
        'offre(id: ID!): Offre',
        'entiteGeographique(numFINESS: String, idNatStruct: String): EntiteGeographique',
        'entiteJuridique(numFINESS: String, idNatStruct: String): EntiteJuridique',
        'organisationInterne(id: ID!): OrganisationInterne',
        'professionnel(idNatPS: String!): Professionnel',
        'regions: [Region!]!',
        'qualite: [QualiteRegion!]!',
        'nomenclature(table: String!, texte: String, first: Int = 20): [Concept!]!',
        'pointDeCommune(commune: String!): PointDeCommune',
      ].sort(),
    );
  });

  it('has the core fields of a page and of an offer with their nullability', () => {
    const typesDe = (nom: string, champs: string[]) =>
      champs.map((champ) => `${champ}: ${objet(nom).getFields()[champ]?.type}`);
    expect(
      typesDe('PageOffres', ['totalCount', 'totalEstComplet', 'nodes', 'pageInfo', 'regions', 'curseurs']),
    ).toEqual([
      'totalCount: Int!',
      'totalEstComplet: Boolean!',
      'nodes: [Offre!]!',
      'pageInfo: PageInfo!',
      'regions: [RegionReponse!]!',
      'curseurs: [String!]!',
    ]);
    expect(
      typesDe('Offre', [
        'id',
        'nom',
        'region',
        'champActivite',
        'modePriseEnCharge',
        'activitesOperationnelles',
        'distanceKm',
      ]),
    ).toEqual([
      'id: ID!',
      'nom: String!',
      'region: Region!',
      'champActivite: Concept!',
      'modePriseEnCharge: Concept!',
      'activitesOperationnelles: [Concept!]!',
      'distanceKm: Float',
    ]);
  });

  it('describes every type, field, argument, criterion and enum value', () => {
    const muets: string[] = [];
    const exiger = (nom: string, description: string | null | undefined) => {
      if (!description?.trim()) muets.push(nom);
    };
    for (const type of types.filter(sienne)) exiger(type.name, type.description);
    for (const { type, champ } of tous) {
      exiger(`${type.name}.${champ.name}`, champ.description);
      if ('args' in champ)
        for (const arg of champ.args) exiger(`${type.name}.${champ.name}(${arg.name})`, arg.description);
    }
    for (const type of types.filter(isEnumType) as GraphQLEnumType[]) {
      for (const valeur of type.getValues()) exiger(`${type.name}.${valeur.name}`, valeur.description);
    }
    expect(muets).toEqual([]);
  });

  it('takes arguments at the root only, so that a selection can be compiled', () => {
    expect(sortants.filter(({ champ }) => 'args' in champ && champ.args.length > 0).map(nommer)).toEqual([]);
  });

  it('names the nomenclature of every field that is a concept', () => {
    const concepts = sortants.filter(({ champ }) => getNamedType(champ.type).name === 'Concept');
    expect(concepts.length).toBeGreaterThan(60);
    expect(
      concepts
        .filter(({ champ }) => !/Nomenclature : ((TRE|JDV)_[RGJ]\d+|celle )/.test(champ.description!))
        .map(nommer),
    ).toEqual([]);
  });

  it('names the table of every criterion that is a list of codes', () => {
    const champs = (schema.getType('CriteresRecherche') as GraphQLInputObjectType).getFields();
    for (const [nom, table] of Object.entries(LISTES_DE_CODES)) {
      expect(champs[nom]!.description).toMatch(new RegExp(`Nomenclature : (TRE|JDV)_${table}-`));
    }
  });

  it('says the unit of every number', () => {
    const nombres = tous.filter(({ champ }) => ['Int', 'Float'].includes(getNamedType(champ.type).name));
    expect(nombres.filter(({ champ }) => !champ.description!.includes('Unité : ')).map(nommer)).toEqual([]);
  });

  it('ends the description of every field that goes out with its confidentiality', () => {
    const niveau =
      /Confidentialité : (public|professionnels|crise|public, sauf unité sensible \(crise\)|public en ville \(champ 05\), professionnels ailleurs|celle de l’objet porteur|selon le niveau porté par (le contact|la télécommunication)|sans objet \(donnée technique\))( \(arrêté du 26\/12\/2023, art\. 2\))?\.$/;
    expect(sortants.filter(({ champ }) => !niveau.test(champ.description!)).map(nommer)).toEqual([]);
  });

  it('lets every datum of a restricted level be absent from the object that carries it', () => {
    const portes = new Set(['Equipement', 'CapaciteCrise']);
    const figes = sortants
      .filter(({ type }) => !portes.has(type.name))
      .filter(({ champ }) => /Confidentialité : (professionnels|crise)/.test(champ.description!))
      .filter(({ champ }) => isNonNullType(champ.type) && !isListType(champ.type.ofType));
    expect(figes.map(nommer)).toEqual([]);
    const versPortes = sortants.filter(({ champ }) => portes.has(getNamedType(champ.type).name));
    expect(versPortes.map(({ champ }) => `${champ.type}`).sort()).toEqual([
      'CapaciteCrise',
      'CapaciteCrise',
      '[Equipement!]!',
      '[Equipement!]!',
    ]);
  });

  it('knows the same criteria and sorts as the search', () => {
    expect((schema.getType('TriOffres') as GraphQLEnumType).getValues().map(({ name }) => name)).toEqual([...TRIS]);
    const refusees = (chemin: (champ: string) => object, entree: string) =>
      Object.keys((schema.getType(entree) as GraphQLInputObjectType).getFields()).filter((champ) => {
        try {
          normaliserRecherche({ criteres: chemin(champ) as CriteresRecherche });
        } catch (erreur) {
          return (erreur as { code: string }).code === 'CRITERE_INCONNU';
        }
        return false;
      });
    expect(refusees((champ) => ({ [champ]: Symbol.iterator }), 'CriteresRecherche')).toEqual([]);
    expect(refusees((champ) => ({ territoire: { [champ]: Symbol.iterator } }), 'CritereTerritoire')).toEqual([]);
    expect(refusees((champ) => ({ proximite: { [champ]: Symbol.iterator } }), 'CritereProximite')).toEqual([]);
    expect(refusees((champ) => ({ disponibilite: { [champ]: Symbol.iterator } }), 'CritereDisponibilite')).toEqual([]);
    expect(refusees((champ) => ({ [`${champ}x`]: 1 }), 'CriteresRecherche')).not.toEqual([]);
  });

  it('carries the 25 components of an address line under their wire names', () => {
    expect(Object.keys(objet('ComposantsAdresse').getFields())).toEqual([...COMPOSANTS_ADRESSE]);
  });

  it('prints back', () => {
    expect(printType(objet('PageInfo'))).toContain('hasNextPage: Boolean!');
  });
});

describe('the digest of the contract', () => {
  it('is a SHA-256, the same for the same contract', () => {
    expect(empreinteContrat).toMatch(/^[0-9a-f]{64}$/);
    expect(empreinteDe(SDL)).toBe(empreinteContrat);
  });

  it('does not change with descriptions, comments or the order of definitions', () => {
    const a = 'type Query { a: Int b(x: Int = 1): T } type T { c: Int }';
    const b = '"T" type T { "C" c: Int } # note\n """Q""" type Query { b("x" x: Int = 1): T, a: Int }';
    expect(empreinteDe(b)).toBe(empreinteDe(a));
  });

  it.each([
    ['nullability', 'type Query { a: Int! }'],
    ['a name', 'type Query { b: Int }'],
    ['a field', 'type Query { a: Int b: Int }'],
    ['an argument', 'type Query { a(x: Int): Int }'],
    ['a default', 'type Query { a(x: Int = 1): Int }'],
  ])('changes with %s', (_quoi, autre) => {
    expect(empreinteDe(autre)).not.toBe(empreinteDe('type Query { a: Int }'));
    expect(empreinteDe('type Query { a(x: Int = 1): Int }')).not.toBe(empreinteDe('type Query { a(x: Int = 2): Int }'));
  });
});
