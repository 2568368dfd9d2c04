import { schemaContrat } from '@inter-ror/exposure-model';
import { Nomenclatures } from '@inter-ror/nomenclatures';
import { execute, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { Concepts, racine, servirGeneration, VuesRequete } from '../src/graphql/index.js';
import { OfferIndex } from '../src/offer-index/index.js';
import type { LecteurGeneration } from '../src/ports/index.js';
import { regionEnMemoire } from './graphql-region.js';

const schema = schemaContrat();
const nomenclatures = Nomenclatures.officielles();
const concepts = new Concepts(nomenclatures);

function regionQuiRepond(lecteur: LecteurGeneration, codes = ['53']) {
  const generation = servirGeneration(lecteur, OfferIndex.depuis(lecteur.segment()), {
    instance: { codes, nom: 'Bretagne', solution: 'IR' },
    nomenclatures,
    concepts,
    octetsFragments: 1 << 20,
  }).vue(1);
  const pointsConfigures = new Map([['29155', { latitude: 48.45, longitude: -5.1 }]]);
  return (query: string) => {
    const document = parse(query);
    expect(validate(schema, document)).toEqual([]);
    const contextValue = { generation, vues: new VuesRequete(generation), pointsConfigures };
    // biome-ignore lint/suspicious/noExplicitAny: JSON read by assertions
    return execute({ schema, document, rootValue: racine, contextValue }) as any;
  };
}

const lecteur = regionEnMemoire(40);
const demander = regionQuiRepond(lecteur);

describe('the contract answered by a region', () => {
  it('finds an offer by its id with all that is above it, and says null of an unknown one', () => {
    const { data, errors } = demander(`{
      offre(id: "UE000003") { id nom distanceKm uniteSensible typesOI { code libelle }
        pole { id niveau enfants { id } offres { id } } service { id }
        entiteGeographique { id poles { id } organisationsInternes { id } }
        entiteJuridique { id entitesGeographiques { id } regions { statut codes totalCount } } }
      inconnue: offre(id: "absente") { id }
    }`);
    expect(errors).toBeUndefined();
    const { offre, inconnue } = data;
    expect(inconnue).toBeNull();
    expect(offre).toMatchObject({ id: 'UE000003', distanceKm: null, uniteSensible: false, service: null });
    expect(offre.pole).toMatchObject({ id: 'POLE3', niveau: 'POLE' });
    const desUnites = lecteur.enfantsDe('POLE3').map((id) => ({ id }));
    expect(offre.pole.enfants).toEqual(desUnites);
    expect(offre.pole.offres).toEqual(desUnites);
    expect(offre.entiteGeographique).toEqual({
      id: 'EG3',
      poles: [{ id: 'POLE3' }],
      organisationsInternes: [{ id: 'POLE3' }],
    });
    expect(offre.entiteJuridique.entitesGeographiques.map(({ id }: { id: string }) => id)).toContain('EG3');
    expect(offre.entiteJuridique.regions).toEqual([{ statut: 'OK', codes: ['53'], totalCount: null }]);
  });

  it('describes the activities of a pole by the records that its units carry', () => {
    const decrites = lecteur.enfantsDe('POLE1').flatMap((id) => lecteur.offre(lecteur.ordinalDe(id)!).activites);
    const pole = lecteur.organisationInterne('POLE1')!;
    pole.rattachements = [
      { entiteGeographiqueId: 'EG1', services: [{ id: decrites[0]!.id }, { id: 'ACT-nulle-part' }] },
    ];
    const { data, errors } = demander(`{ organisationInterne(id: "POLE1") {
      activitesOperationnelles { code } activitesDetaillees { id activite { code } metadonnees { statut } } } }`);
    expect(errors).toBeUndefined();
    const activite = { code: decrites[0]!.activite.code };
    expect(data.organisationInterne).toEqual({
      activitesOperationnelles: [activite],
      activitesDetaillees: [
        { id: decrites[0]!.id, activite, metadonnees: { statut: 'ACTIF' } },
        { id: 'ACT-nulle-part', activite: null, metadonnees: null },
      ],
    });
  });

  it('finds a site and a legal entity by FINESS or idNat_Struct, which name each other', () => {
    const { data, errors } = demander(`{
      parFiness: entiteGeographique(numFINESS: "350000001") { id numFINESS idNatStruct siren statutJuridique { nomenclature } categorieEG { nomenclature } }
      parNational: entiteGeographique(idNatStruct: "1350000001") { id }
      lesDeux: entiteGeographique(numFINESS: "350000001", idNatStruct: "1350000001") { id }
      contraires: entiteGeographique(numFINESS: "350000001", idNatStruct: "1350000002") { id }
      ej: entiteJuridique(numFINESS: "290000000") { id }
      pasUneEJ: entiteJuridique(numFINESS: "350000001") { id }
    }`);
    expect(errors).toBeUndefined();
    expect(data.parFiness).toMatchObject({ id: 'EG1', numFINESS: '350000001', idNatStruct: '1350000001', siren: null });
    expect(data.parFiness.statutJuridique.nomenclature).toMatch(/^TRE_R72-/);
    expect(data.parFiness.categorieEG.nomenclature).not.toMatch(/^TRE_R72-/);
    expect([data.parNational, data.lesDeux, data.contraires, data.ej, data.pasUneEJ]).toEqual([
      { id: 'EG1' },
      { id: 'EG1' },
      null,
      { id: 'EJ0' },
      null,
    ]);
    const sans = demander('{ entiteGeographique { id } }');
    expect(sans.errors[0].originalError.extensions).toEqual({ code: 'IDENTIFIANT_REQUIS' });
  });

  it('gives a professional with the places of practice, paired by rank with what is said of the practice', () => {
    const { data, errors } = demander(`{ professionnel(idNatPS: "810000000002") {
      id idNatPS rpps adeli nomFamille prenom professions { code }
      situations { region { code } offre { id } organisationInterne { id niveau } modeExercice { code } metadonnees { statut } } } }`);
    expect(errors).toBeUndefined();
    const { professionnel } = data;
    expect(professionnel).toMatchObject({ id: 'PS2', idNatPS: '810000000002', rpps: '10000000002', adeli: null });
    expect(professionnel.situations).toHaveLength(lecteur.professionnel('PS2')!.exercices!.length);
    expect(professionnel.situations[0]).toMatchObject({
      region: { code: '53' },
      offre: { id: 'UE000002' },
      organisationInterne: { niveau: 'UNITE_ELEMENTAIRE' },
      metadonnees: { statut: 'ACTIF' },
    });
    expect(professionnel.situations[1]).toMatchObject({ modeExercice: null, metadonnees: null });
  });

  it('tells each region of an instance that serves two, with its own offers', () => {
    const deux = regionEnMemoire(20);
    for (let ordinal = 0; ordinal < 20; ordinal++) {
      deux.offre(ordinal).region = deux.offre(ordinal).entiteGeographiqueId === 'EG0' ? '06' : '04';
    }
    const { data, errors } = regionQuiRepond(deux, ['04', '06'])(`{
      regions { code nom codes solution statut nombreOffres }
      entiteGeographique(numFINESS: "350000000") { region { code } entiteJuridique { region { code } } poles { region { code } } }
      offre(id: "UE000000") { region { code } }
      rechercherOffres(criteres: { territoire: { region: ["06"] } }) { totalCount regions { codes totalCount } }
    }`);
    expect(errors).toBeUndefined();
    const attendu = deux.offresDuSite('EG0').length;
    expect(data.regions).toMatchObject([
      { code: '04', codes: ['04', '06'], solution: 'IR', statut: null, nombreOffres: 20 - attendu },
      { code: '06', codes: ['04', '06'], nombreOffres: attendu },
    ]);
    expect(data.entiteGeographique.region).toEqual({ code: '06' });
    expect(data.entiteGeographique.poles[0].region).toEqual({ code: '06' });
    expect(data.offre.region).toEqual({ code: '06' });
    expect(data.rechercherOffres).toEqual({
      totalCount: attendu,
      regions: [{ codes: ['04', '06'], totalCount: attendu }],
    });
  });

  it('searches nomenclatures by any of their names, and refuses a table or a page that is none', () => {
    const { data, errors } = demander(`{
      court: nomenclature(table: "R227", texte: "readapt", first: 3) { code libelle nomenclature statut }
      tout: nomenclature(table: "R227", first: 200) { code }
    }`);
    expect(errors).toBeUndefined();
    expect(data.court[0]).toMatchObject({ nomenclature: 'TRE_R227-ChampActivite', statut: 'COURANT' });
    expect(data.tout.length).toBeGreaterThan(3);
    const inconnue = demander('{ nomenclature(table: "R999999") { code } }');
    expect(inconnue.errors[0].originalError.extensions.code).toBe('NOMENCLATURE_INCONNUE');
    const page = demander('{ nomenclature(table: "R227", first: 201) { code } }');
    expect(page.errors[0].originalError.extensions.code).toBe('PAGE_INVALIDE');
  });

  it('gives communes as a nomenclature, by any name of their table, the most populated when nothing is asked', () => {
    const { data, errors } = demander(`{
      rien: nomenclature(table: "R13", first: 2) { code libelle nomenclature statut }
      vide: nomenclature(table: "urn:inter-ror:nos:TRE_R13", texte: " ", first: 2) { code libelle nomenclature statut }
      quimper: nomenclature(table: "TRE_R13-CommuneOM", texte: "quimpe", first: 1) { code libelle systeme }
      aucune: nomenclature(table: "R13", texte: "zzzz") { code }
    }`);
    expect(errors).toBeUndefined();
    const premieres = [
      { code: '75056', libelle: 'Paris', nomenclature: 'TRE_R13-CommuneOM', statut: 'COURANT' },
      { code: '13055', libelle: 'Marseille', nomenclature: 'TRE_R13-CommuneOM', statut: 'COURANT' },
    ];
    expect([data.rien, data.vide]).toEqual([premieres, premieres]);
    expect(data.quimper).toMatchObject([{ code: '29232', libelle: 'Quimper' }]);
    expect(data.quimper[0].systeme).toContain('TRE-R13-CommuneOM');
    expect(data.aucune).toEqual([]);
  });

  it('places a commune by its own places, then by configuration, and searches around it', () => {
    const { data, errors } = demander(`{
      lieux: pointDeCommune(commune: "29019") { lieux source latitude }
      configure: pointDeCommune(commune: "29155") { lieux source latitude longitude }
      inconnue: pointDeCommune(commune: "01001") { source }
      rechercherOffres(criteres: { proximite: { commune: "29155", distanceKm: 300 } }, first: 3) { nodes { distanceKm } }
    }`);
    expect(errors).toBeUndefined();
    expect(data.lieux.source).toBe('LIEUX');
    expect(data.lieux.lieux).toBeGreaterThan(0);
    expect(data.configure).toEqual({ lieux: 0, source: 'CONFIGURATION', latitude: 48.45, longitude: -5.1 });
    expect(data.inconnue).toBeNull();
    const distances = data.rechercherOffres.nodes.map(({ distanceKm }: { distanceKm: number }) => distanceKm);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
  });

  it('refuses by name a search that breaks a rule, and links that multiply without end', () => {
    const rayon = demander(
      '{ rechercherOffres(criteres: { proximite: { latitude: 48, longitude: -3, distanceKm: 1001 } }) { totalCount } }',
    );
    expect(rayon.errors[0].originalError.extensions).toMatchObject({ code: 'RG_RECH_05', regle: 'RG_RECH_05' });
    const boucle = (tours: number): string =>
      tours === 0 ? 'id' : `entiteGeographique { offres { ${boucle(tours - 1)} } }`;
    const multiplie = demander(`{ rechercherOffres(criteres: {}, first: 40) { nodes { ${boucle(5)} } } }`);
    expect(multiplie.errors[0].originalError.extensions).toMatchObject({
      code: 'LIMITE_DEPASSEE',
      limite: 'objets liés',
    });
  });
});
