import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ArgumentsRecherche,
  BORNES,
  type CriteresRecherche,
  ErreurRecherche,
  LISTES_DE_CODES,
  normaliserRecherche,
  type Predicat,
  type Recherche,
  TRIS,
} from '../src/search/index.js';

const quelconque = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSparseArray: true,
});
const ouBien = <T>(juste: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 20, arbitrary: juste as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: quelconque });
const codes = fc.array(fc.oneof(fc.stringMatching(/^[0-9]{1,4}$/), fc.string({ maxLength: 12 })), { maxLength: 4 });
const nombre = fc.oneof(fc.double(), fc.integer({ min: -3, max: 1100 }));
const texte = fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 40 }));

/** Criteria of the right shape most of the time, with anything at all in any place. */
const criteresHostiles = (niveaux: number): fc.Arbitrary<unknown> => {
  const champs: Record<string, fc.Arbitrary<unknown>> = {
    ...Object.fromEntries(Object.keys(LISTES_DE_CODES).map((liste) => [liste, ouBien(codes)])),
    age: ouBien(nombre),
    uniteAge: ouBien(fc.constantFrom('a', 'mo', 'wk', 'd', 'h')),
    ageMin: ouBien(nombre),
    ageMax: ouBien(nombre),
    accueilSequentielAccepte: ouBien(fc.boolean()),
    zonePoser: ouBien(fc.boolean()),
    secteurPsychiatrique: ouBien(fc.array(fc.stringMatching(/^[0-9]{2,3}[GI][0-9]{2}$/), { maxLength: 3 })),
    nom: ouBien(texte),
    numFINESS: ouBien(codes),
    idNatStruct: ouBien(codes),
    territoire: ouBien(
      fc.record({ region: ouBien(codes), departement: ouBien(codes), commune: ouBien(codes) }, { requiredKeys: [] }),
    ),
    proximite: ouBien(
      fc.record(
        {
          latitude: ouBien(nombre),
          longitude: ouBien(nombre),
          commune: ouBien(fc.string({ maxLength: 5 })),
          distanceKm: ouBien(nombre),
          distance: ouBien(nombre),
          uniteDistance: ouBien(fc.constantFrom('km', 'm')),
        },
        { requiredKeys: [] },
      ),
    ),
    disponibilite: ouBien(
      fc.record(
        { litsDisponiblesMin: ouBien(fc.nat()), depuis: ouBien(fc.date().map((date) => `${Number(date)}`)) },
        { requiredKeys: [] },
      ),
    ),
    texte: ouBien(texte),
    ...(niveaux === 0 ? {} : imbriques(criteresHostiles(niveaux - 1))),
  };
  return fc
    .subarray(Object.keys(champs), { maxLength: 4 })
    .chain((noms) => fc.record(Object.fromEntries(noms.map((nom) => [nom, champs[nom]!]))));
};
const imbriques = (criteres: fc.Arbitrary<unknown>) => ({
  et: ouBien(fc.array(criteres, { maxLength: 2 })),
  ou: ouBien(fc.array(criteres, { maxLength: 2 })),
  non: ouBien(criteres),
});
const hostiles = criteresHostiles(2);

function tenter(args: unknown): Recherche | ErreurRecherche {
  try {
    return normaliserRecherche(args as ArgumentsRecherche, { pointDeCommune: () => ({ latitude: 48, longitude: 2 }) });
  } catch (erreur) {
    expect(erreur).toBeInstanceOf(ErreurRecherche);
    const { champ, message } = erreur as ErreurRecherche;
    expect(champ).toMatch(/^(criteres|arguments|tri|first|after)/);
    expect(message.length).toBeLessThan(1500);
    return erreur as ErreurRecherche;
  }
}

function* feuilles(predicat: Predicat): Generator<Predicat> {
  if (predicat.sorte === 'non') yield* feuilles(predicat.terme);
  else if (predicat.sorte === 'et' || predicat.sorte === 'ou')
    for (const terme of predicat.termes) yield* feuilles(terme);
  else yield predicat;
}

describe('a search, whatever is sent', () => {
  it('is refused by name or put in a form whose every value is sound', () => {
    let acceptees = 0;
    fc.assert(
      fc.property(
        hostiles,
        ouBien(fc.constantFrom(...TRIS)),
        ouBien(fc.integer({ min: -1, max: 201 })),
        (criteres, tri, first) => {
          const recherche = tenter({ criteres, tri, first });
          if (recherche instanceof ErreurRecherche) return;
          acceptees++;
          const termes = [...feuilles(recherche.predicat)];
          expect(termes.length).toBeLessThanOrEqual(BORNES.termes);
          expect(recherche.first).toBeGreaterThanOrEqual(1);
          expect(recherche.first).toBeLessThanOrEqual(BORNES.page);
          expect(recherche.tri !== 'DISTANCE' || recherche.origine !== undefined).toBe(true);
          expect(JSON.stringify(recherche.predicat)).not.toMatch(/[:,[]null/);
          for (const terme of termes) {
            if (terme.sorte === 'codes') expect(terme.cles.length).toBeGreaterThan(0);
            if (terme.sorte === 'disque') expect(terme.rayonM).toBeLessThanOrEqual(1_000_000);
            if (terme.sorte === 'texte' || terme.sorte === 'nom') expect(terme.mots.length).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 600 },
    );
    expect(acceptees).toBeGreaterThan(30);
  });

  it('never throws anything but a named refusal', () => {
    fc.assert(
      fc.property(
        quelconque,
        quelconque,
        (criteres, autre) => void [tenter({ criteres, after: autre }), tenter(autre)],
      ),
      {
        numRuns: 500,
      },
    );
  });
});

type Formule = { atome: number } | { et: Formule[] } | { ou: Formule[] } | { non: Formule };
const { formule } = fc.letrec<{ formule: Formule }>((tie) => ({
  formule: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({ atome: fc.nat({ max: 4 }) }),
    fc.record({ et: fc.array(tie('formule'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ ou: fc.array(tie('formule'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ non: tie('formule') }),
  ),
}));

function enCriteres(f: Formule): CriteresRecherche {
  if ('atome' in f) return { champActivite: [`0${f.atome}`] };
  if ('et' in f) return { et: f.et.map(enCriteres) };
  return 'ou' in f ? { ou: f.ou.map(enCriteres) } : { non: enCriteres(f.non) };
}
function vraie(f: Formule, atomes: readonly boolean[]): boolean {
  if ('atome' in f) return atomes[f.atome]!;
  if ('et' in f) return f.et.every((g) => vraie(g, atomes));
  return 'ou' in f ? f.ou.some((g) => vraie(g, atomes)) : !vraie(f.non, atomes);
}
function satisfait(predicat: Predicat, atomes: readonly boolean[]): boolean {
  if (predicat.sorte === 'et') return predicat.termes.every((terme) => satisfait(terme, atomes));
  if (predicat.sorte === 'ou') return predicat.termes.some((terme) => satisfait(terme, atomes));
  if (predicat.sorte === 'non') return !satisfait(predicat.terme, atomes);
  return predicat.sorte === 'codes' && atomes[Number(predicat.cles[0])]!;
}

describe('et, ou, non', () => {
  it('mean the same once normalised', () => {
    const atomes = fc.array(fc.boolean(), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(formule, atomes, (f, valeurs) => {
        const { predicat } = normaliserRecherche({ criteres: enCriteres(f) });
        expect(satisfait(predicat, valeurs)).toBe(vraie(f, valeurs));
      }),
      { numRuns: 500 },
    );
  });
});
