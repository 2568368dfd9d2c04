import { PROFILS, type Profil } from '@inter-ror/access-policy';
import { schemaContrat } from '@inter-ror/exposure-model';
import { Nomenclatures } from '@inter-ror/nomenclatures';
import fc from 'fast-check';
import { execute, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { Concepts, creerRepondreCompile, racine, servirGeneration, VuesRequete } from '../src/graphql/index.js';
import { OfferIndex } from '../src/offer-index/index.js';
import type { LecteurGeneration } from '../src/ports/index.js';
import { OPPOSES, regionContrastee, regionMasquee } from './access-region.js';
import { documentsAleatoires } from './graphql-selections.js';

const schema = schemaContrat();
const nomenclatures = Nomenclatures.officielles();

type Reponse = (query: string, variables?: Record<string, unknown>) => string;

/** Asks a region as a profile, by the compiled selections when they can, else by graphql-js. */
function demander(lecteur: LecteurGeneration, profil: Profil, oppositions: ReadonlyMap<string, string>): Reponse {
  const generation = servirGeneration(lecteur, OfferIndex.depuis(lecteur.segment()), {
    instance: { codes: ['53'], nom: 'Bretagne', solution: 'IESS' },
    nomenclatures,
    concepts: new Concepts(nomenclatures),
    octetsFragments: 1 << 20,
    oppositions,
  }).vue(profil);
  const compiler = creerRepondreCompile(schema);
  return (query, variables = {}) => {
    const document = parse(query, { noLocation: true });
    const contexte = () => ({ generation, vues: new VuesRequete(generation), pointsConfigures: new Map() });
    const prepared = { text: query, document };
    const prete = compiler({ prepared, operationName: undefined, variables, context: contexte() });
    const args = { schema, document, rootValue: racine, contextValue: contexte(), variableValues: variables };
    const lente = JSON.stringify(execute(args));
    if (prete !== undefined) expect(donnees(prete.toString())).toBe(donnees(lente));
    return donnees(lente);
  };
}

/** The data and the errors: what the table alone adds is compared elsewhere. */
function donnees(json: string): string {
  const { data, errors } = JSON.parse(json) as { data: unknown; errors?: unknown };
  return JSON.stringify({ data, errors });
}

const region = regionContrastee(90, 5);

describe.each(PROFILS)('What profile %i gets', (profil) => {
  const entiere = demander(region, profil, OPPOSES);
  // In a region without the hidden data, the one that sees everything gets as much.
  const masquee = demander(regionMasquee(region, profil), 1, profil === 0 ? new Map() : OPPOSES);

  it('is, for any selection, what a region without the hidden data gives', () => {
    fc.assert(
      fc.property(documentsAleatoires(schema, 4), ({ query, variables }) => {
        const sansDate = query.replaceAll('uniteSensible', 'nom').replaceAll('oppositionDiffusion', 'id');
        expect(entiere(sansDate, variables)).toBe(masquee(sansDate, variables));
      }),
      { numRuns: 60, seed: profil },
    );
  });

  it('is, object by object, what a region without the hidden data gives', () => {
    const unite =
      '{ id nom actesSpecifiques { code } professions { code } equipements { id } capaciteAccueil { lits { total disponibles } } contacts { nom telecommunications { adresse } } telecommunications { adresse } entiteGeographique { id } }';
    const professionnel =
      '{ id identite { sexe adresses { lignes { texte } } telecommunications { canal { code } } } organisations { id telecommunications { canal { code } } } situations { offre { id } organisationInterne { id } telecommunication { canal { code } } } }';
    const questions = [
      ...Array.from({ length: 90 }, (_, o) => region.offre(o)).flatMap(({ id, parents, entiteGeographiqueId: eg }) => [
        `{ offre(id: "${id}") { ...U professionnels ${professionnel} } organisationInterne(id: "${parents[0]}") { ...I parent { id } enfants { id } offres { id } activitesDetaillees { activite { code } } } }`,
        `{ entiteGeographique(idNatStruct: "1${region.organisation(eg!)!.identifiants![0]!.valeur}") { id zonePoser niveauRecoursORSAN { code } region { nombreOffres } poles { id } organisationsInternes { id } offres { id } contacts { nom } entiteJuridique { id entitesGeographiques { id } } } }`,
      ]),
      ...Array.from(
        { length: 7 },
        (_, n) => `{ professionnel(idNatPS: "8100000000${String(n).padStart(2, '0')}") ${professionnel} }`,
      ),
      '{ regions { code nombreOffres } }',
    ].map(
      (question) =>
        `${question}${question.includes('...U') ? ` fragment U on Offre ${unite} fragment I on OrganisationInterne ${unite}` : ''}`,
    );
    for (const question of questions) expect(entiere(question), question).toBe(masquee(question));
  });

  it('finds, counts and sorts only by what it sees', () => {
    const criteres = [
      '{ acteSpecifique: ["0001"] }',
      '{ non: { acteSpecifique: ["0001", "0250"] } }',
      '{ typeEquipement: ["06"] }',
      '{ profession: ["10"] }',
      '{ zonePoser: true }',
      '{ non: { zonePoser: true } }',
      '{ zonePoser: false }',
      '{ disponibilite: { litsDisponiblesMin: 3 } }',
      '{ non: { disponibilite: { placesDisponiblesMin: 1 } } }',
      '{ texte: "irm" }',
      '{ texte: "cardio" }',
      '{ nom: "pole1" }',
      '{ nom: "urgences" }',
      '{ champActivite: ["04"] }',
      '{ ou: [{ texte: "scanner" }, { specialisationPriseEnCharge: ["2"] }] }',
      '{}',
    ];
    for (const critere of criteres) {
      for (const tri of ['NOM', 'MISE_A_JOUR', 'DISPONIBILITE', 'PERTINENCE'] as const) {
        if (tri === 'PERTINENCE' && !/texte|nom/.test(critere)) continue;
        const question = `query ($apres: String) { rechercherOffres(criteres: ${critere}, tri: ${tri}, first: 7, after: $apres) { totalCount curseurs nodes { id } pageInfo { hasNextPage endCursor } } }`;
        let apres: string | null = null;
        do {
          const page = entiere(question, { apres });
          expect(page, question).toBe(masquee(question, { apres }));
          const { data } = JSON.parse(page) as {
            data: { rechercherOffres: { pageInfo: { hasNextPage: boolean; endCursor: string } } };
          };
          apres = data.rechercherOffres.pageInfo.hasNextPage ? data.rechercherOffres.pageInfo.endCursor : null;
        } while (apres !== null);
      }
    }
  });

  it('hides something, or this compares nothing', () => {
    const tout = demander(region, 1, OPPOSES);
    const question = '{ rechercherOffres(criteres: {}, first: 200) { totalCount nodes { id contacts { nom } } } }';
    expect(entiere(question) === tout(question)).toBe(profil === 1);
  });
});

describe('The flag of sensitive units', () => {
  it('is told to profile 1 alone, and communes stand where all may see them to', () => {
    const question = '{ rechercherOffres(criteres: {}, first: 200) { nodes { uniteSensible } } }';
    for (const profil of PROFILS) {
      const reponse = demander(region, profil, OPPOSES)(question);
      expect(reponse.includes('true')).toBe(profil === 1);
      expect(reponse.includes('false')).toBe(profil === 1);
    }
    const points = PROFILS.map((profil) =>
      demander(region, profil, OPPOSES)('{ pointDeCommune(commune: "29019") { latitude longitude lieux } }'),
    );
    expect(new Set(points).size).toBe(1);
    expect(points[0]).toContain('lieux');
  });
});
