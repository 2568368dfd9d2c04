import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Profil } from '@inter-ror/access-policy';
import { type Anomalie, ecrireCsd, lireCsd } from '@inter-ror/csd';
import { type Enregistrement, schemaContrat } from '@inter-ror/exposure-model';
import { Nomenclatures } from '@inter-ror/nomenclatures';
import { charger, ecrireExport, type LecteurGeneration, openStore } from '@inter-ror/regional-adapter';
import fc from 'fast-check';
import { execute, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Concepts, racine, servirGeneration, VuesRequete } from '../src/graphql/index.js';
import { OfferIndex } from '../src/offer-index/index.js';
import { OPPOSES, regionContrastee } from './access-region.js';
import { documentsAleatoires } from './graphql-selections.js';

const OFFRES = 120;
const schema = schemaContrat();
const nomenclatures = Nomenclatures.officielles();
const closers: (() => void)[] = [];
let dir: string;
let origine: LecteurGeneration;
const region = regionContrastee(OFFRES, 11);

async function chargerDansUnStore(fichier: string): Promise<LecteurGeneration> {
  const storeDir = mkdtempSync(join(dir, 'store-'));
  await charger({ storeDir, fichier, codesRegion: ['53'] });
  const store = openStore(storeDir);
  const lecteur = store.generationCourante()!;
  closers.push(() => {
    lecteur.close();
    store.close();
  });
  return lecteur;
}

async function relire(fichier: string) {
  const enregistrements: Enregistrement[] = [];
  const anomalies: Anomalie[] = [];
  const rapport = await lireCsd([readFileSync(fichier)], {
    surEnregistrement: (e) => void enregistrements.push(e),
    surAnomalie: (a) => void anomalies.push(a),
  });
  return { enregistrements, anomalies, rapport };
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'ir-export-'));
  const fichier = join(dir, 'origine.xml');
  writeFileSync(fichier, [...ecrireCsd(region.enregistrements())].join(''));
  origine = await chargerDansUnStore(fichier);
});
afterAll(() => {
  for (const close of closers) close();
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

/** Asks a generation as a profile; the names of generations, which differ, are left out. */
function demander(lecteur: LecteurGeneration, profil: Profil, oppositions: ReadonlyMap<string, string> = new Map()) {
  const generation = servirGeneration(lecteur, OfferIndex.depuis(lecteur.segment()), {
    instance: { codes: ['53'], nom: 'Bretagne', solution: 'IESS' },
    nomenclatures,
    concepts: new Concepts(nomenclatures),
    octetsFragments: 1 << 20,
    oppositions,
  }).vue(profil);
  return (query: string, variables: Record<string, unknown> = {}) => {
    const contextValue = { generation, vues: new VuesRequete(generation), pointsConfigures: new Map() };
    const answer = execute({
      schema,
      document: parse(query, { noLocation: true }),
      rootValue: racine,
      contextValue,
      variableValues: variables,
    });
    return JSON.parse(JSON.stringify(answer)) as { data: Record<string, unknown>; errors?: unknown };
  };
}

/** The region itself says when and from what it was loaded. */
const sansGeneration = (query: string) =>
  query.replaceAll(/\b(generation|dateGeneration|date)\b(?=[ @}])/g, '__typename');

describe('The public export of a region', () => {
  it('is a valid document that our reader takes whole, and names no record that it does not hold', async () => {
    const fichier = join(dir, 'public.xml');
    const ecrit = await ecrireExport(origine, { fichier, profil: 0, oppositions: OPPOSES });
    const { enregistrements, anomalies, rapport } = await relire(fichier);
    expect(anomalies).toEqual([]);
    expect(rapport.gardes).toEqual(ecrit.enregistrements);
    expect(ecrit.enregistrements.organisationInterne).toBeGreaterThan(20);
    expect(ecrit.enregistrements.equipement).toBe(0);
    const ids = new Set(enregistrements.map(({ sorte, valeur }) => `${sorte} ${valeur.id}`));
    const references = enregistrements.flatMap(({ sorte, valeur }) => {
      if (sorte === 'organisation') {
        return valeur.entiteJuridiqueId === undefined ? [] : [`organisation ${valeur.entiteJuridiqueId}`];
      }
      if (sorte === 'organisationInterne') {
        const { parentId, equipements = [] } = valeur.complement!;
        return [
          ...(parentId === undefined ? [] : [`organisationInterne ${parentId}`]),
          ...equipements.map((id) => `equipement ${id}`),
          ...(valeur.rattachements ?? []).flatMap((r) => [
            `organisation ${r.entiteGeographiqueId}`,
            ...(r.services ?? []).map(({ id }) => `activite ${id}`),
          ]),
        ];
      }
      if (sorte === 'professionnel') {
        return [
          ...(valeur.exercices ?? []).map((x) => `organisationInterne ${x.organisationInterneId}`),
          ...(valeur.organisations ?? []).map(({ id }) => `organisation ${id}`),
        ];
      }
      return [];
    });
    expect(references.length).toBeGreaterThan(100);
    for (const reference of references) expect(ids).toContain(reference);
  });

  it('is the same to the byte each time, plain or compressed', async () => {
    const demande = { profil: 0 as const, oppositions: OPPOSES };
    const [a, b] = [
      await ecrireExport(origine, { ...demande, fichier: join(dir, 'a.xml') }),
      await ecrireExport(origine, { ...demande, fichier: join(dir, 'b.xml') }),
    ];
    expect(a.sha256).toBe(b.sha256);
    const [c, d] = [
      await ecrireExport(origine, { ...demande, fichier: join(dir, 'c.xml.gz') }),
      await ecrireExport(origine, { ...demande, fichier: join(dir, 'd.xml.gz') }),
    ];
    expect(c.sha256).toBe(d.sha256);
    expect(c.octets).toBe(readFileSync(c.fichier).length);
    expect(createHash('sha256').update(readFileSync(c.fichier)).digest('hex')).toBe(c.sha256);
    expect(gunzipSync(readFileSync(c.fichier)).equals(readFileSync(a.fichier))).toBe(true);
  });

  it('keeps those who refuse public diffusion out, and their practices', async () => {
    const sans = await ecrireExport(origine, { fichier: join(dir, 'sans.xml'), profil: 0 });
    const avec = await ecrireExport(origine, { fichier: join(dir, 'avec.xml'), profil: 0, oppositions: OPPOSES });
    for (const id of OPPOSES.keys()) {
      expect(readFileSync(sans.fichier, 'utf8')).toContain(id);
      expect(readFileSync(avec.fichier, 'utf8')).not.toContain(id);
    }
    expect(avec.enregistrements.professionnel).toBe(sans.enregistrements.professionnel - OPPOSES.size);
  });
});

describe.each([0, 1, 2] as const)('The export for profile %i, loaded again', (profil) => {
  let avant: ReturnType<typeof demander>;
  let apres: ReturnType<typeof demander>;

  beforeAll(async () => {
    const oppositions = profil === 0 ? OPPOSES : new Map<string, string>();
    const fichier = join(dir, `profil-${profil}.xml.gz`);
    await ecrireExport(origine, { fichier, profil, oppositions });
    avant = demander(origine, profil, oppositions);
    apres = demander(await chargerDansUnStore(fichier), profil);
  });

  it('answers this profile what the region itself answers to it', () => {
    fc.assert(
      fc.property(documentsAleatoires(schema, 4), ({ query, variables }) => {
        const question = sansGeneration(query);
        expect(apres(question, variables)).toEqual(avant(question, variables));
      }),
      { numRuns: 80, seed: 3 },
    );
  });

  it('gives every offer, site and professional that the region gives, with all that it says', () => {
    const { data } = avant('{ rechercherOffres(criteres: {}, first: 200) { totalCount nodes { id } } }');
    const { totalCount, nodes } = data.rechercherOffres as { totalCount: number; nodes: { id: string }[] };
    expect(totalCount).toBe(nodes.length);
    expect(totalCount < OFFRES).toBe(profil !== 1);
    const ligne = '{ adresse niveauConfidentialite { code } }';
    const unite = `id nom actesSpecifiques { code } professions { code } equipements { id } contacts { nom telecommunications ${ligne} } telecommunications ${ligne} capaciteAccueil { lits { total disponibles } } capaciteCrise { t0 } parent { id } entiteGeographique { id nom zonePoser telecommunications ${ligne} poles { id enfants { id } offres { id } } organisationsInternes { id } }`;
    for (const { id } of nodes) {
      const question = `{ organisationInterne(id: "${id}") { ${unite} activitesDetaillees { id activite { code } } } offre(id: "${id}") { pole { id nom } professionnels { id identite { sexe } organisations { id } situations { organisationInterne { id } modeExercice { code } telecommunication ${ligne} } } } }`;
      expect(apres(question), id).toEqual(avant(question));
    }
  });
});
