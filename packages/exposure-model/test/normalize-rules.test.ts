import { graphql } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schemaContrat } from '../src/contract/index.js';
import {
  type ArgumentsRecherche,
  BORNES,
  type CriteresRecherche,
  ErreurRecherche,
  normaliserRecherche,
  type OptionsNormalisation,
} from '../src/search/index.js';

const POINT = { latitude: 47.996, longitude: -4.1025 };
const pointDeCommune: OptionsNormalisation['pointDeCommune'] = (code) => (code === '29232' ? POINT : undefined);

function erreurDe(criteres: object, autres: object = {}): ErreurRecherche | undefined {
  try {
    normaliserRecherche({ criteres, ...autres } as ArgumentsRecherche, { pointDeCommune });
    return undefined;
  } catch (erreur) {
    if (erreur instanceof ErreurRecherche) return erreur;
    throw erreur;
  }
}
const codeDe = (criteres: object, autres: object = {}) => erreurDe(criteres, autres)?.code ?? 'OK';
const proche = (proximite: object) => ({ proximite: { ...POINT, ...proximite } });
const imbriquer = (niveaux: number): CriteresRecherche =>
  niveaux === 1 ? { champActivite: ['01'] } : { et: [imbriquer(niveaux - 1)] };
const repeter = (nombre: number, valeur: (i: number) => unknown) => Array.from({ length: nombre }, (_, i) => valeur(i));

describe('RG_RECH_05: the distance is from 0 to 1000 km, both included', () => {
  it.each([0, -0, 0.001, 1000])('takes %d km', (distanceKm) => {
    expect(codeDe(proche({ distanceKm }))).toBe('OK');
  });
  it.each([-0.001, 1000.001, Number.NaN, Number.POSITIVE_INFINITY, 1e300])('refuses %d km', (distanceKm) => {
    expect(codeDe(proche({ distanceKm }))).toBe('RG_RECH_05');
  });
  it('holds in metres too', () => {
    expect(codeDe(proche({ distance: 1_000_000, uniteDistance: 'm' }))).toBe('OK');
    expect(codeDe(proche({ distance: 1_000_001, uniteDistance: 'm' }))).toBe('RG_RECH_05');
    expect(codeDe(proche({ distance: -1, uniteDistance: 'm' }))).toBe('RG_RECH_05');
  });
  it('names the place, the value and the mend', () => {
    const erreur = erreurDe({ et: [{ champActivite: ['01'] }, proche({ distanceKm: 1001 })] })!;
    expect(erreur.champ).toBe('criteres.et[1].proximite.distanceKm');
    expect(erreur.message).toBe(
      'criteres.et[1].proximite.distanceKm vaut 1001 : donnez un nombre de 0 à 1000 km, bornes comprises.',
    );
    expect(erreur.extensions).toEqual({
      code: 'RG_RECH_05',
      champ: 'criteres.et[1].proximite.distanceKm',
      regle: 'RG_RECH_05',
    });
  });
});

describe('RG_RECH_08: the maximum age is at least the minimum age', () => {
  it('takes equal bounds and refuses crossed ones', () => {
    expect(codeDe({ ageMin: 18, ageMax: 18 })).toBe('OK');
    expect(codeDe({ ageMin: 18, ageMax: 17.99 })).toBe('RG_RECH_08');
    expect(erreurDe({ ageMin: 18, ageMax: 17 })!.champ).toBe('criteres.ageMax');
  });
});

describe('RG_RECH_10: a psychiatric sector', () => {
  it.each(['29G04', '75I12', '974G01', '2AG01', '2BI03', ' 29g04 '])('takes %s', (secteur) => {
    expect(codeDe({ secteurPsychiatrique: [secteur] })).toBe('OK');
  });
  it.each(['29X04', '2G04', '9744G01', '29G4', '29G004', '2CG01', '29G04 bis', '٢٩G04'])('refuses %s', (secteur) => {
    expect(codeDe({ secteurPsychiatrique: ['29G04', secteur] })).toBe('RG_RECH_10');
    expect(erreurDe({ secteurPsychiatrique: ['29G04', secteur] })!.champ).toBe('criteres.secteurPsychiatrique[1]');
  });
});

describe('RG_RECH_12: a sort by distance has one point to count from', () => {
  const ici = { proximite: { ...POINT, distanceKm: 10 } };
  const ailleurs = { proximite: { latitude: 48.4, longitude: -4.5, distanceKm: 10 } };
  it('refuses without a point, or with several', () => {
    expect(codeDe({}, { tri: 'DISTANCE' })).toBe('RG_RECH_12');
    expect(codeDe({ ou: [ici, ailleurs] }, { tri: 'DISTANCE' })).toBe('RG_RECH_12');
    expect(erreurDe({}, { tri: 'DISTANCE' })!.champ).toBe('tri');
  });
  it('takes one point, wherever it is asked', () => {
    expect(codeDe(ici, { tri: 'DISTANCE' })).toBe('OK');
    expect(codeDe({ ou: [ici, { champActivite: ['01'] }] }, { tri: 'DISTANCE' })).toBe('OK');
    expect(codeDe({ non: ici }, { tri: 'DISTANCE' })).toBe('OK');
    expect(codeDe({ ...ici, non: { proximite: { ...POINT, distanceKm: 2 } } }, { tri: 'DISTANCE' })).toBe('OK');
  });
});

describe('RG_RECH_13 and RG_RECH_14: the unit of distance is km or m, km when it is not given', () => {
  const rayon = (proximite: object) => {
    const { predicat } = normaliserRecherche({ criteres: proche(proximite) as CriteresRecherche });
    return predicat.sorte === 'disque' ? predicat.rayonM : undefined;
  };
  it('reads km, m and nothing', () => {
    expect(rayon({ distance: 2, uniteDistance: 'km' })).toBe(2000);
    expect(rayon({ distance: 2, uniteDistance: 'm' })).toBe(2);
    expect(rayon({ distance: 2 })).toBe(2000);
    expect(rayon({ distance: 2, uniteDistance: null })).toBe(2000);
    expect(rayon({ distanceKm: 1.001 })).toBe(1001);
  });
  it.each(['mi', 'KM', '', 'toString'])('refuses %j', (uniteDistance) => {
    expect(codeDe(proche({ distance: 2, uniteDistance }))).toBe('RG_RECH_13');
  });
});

describe('RG_RECH_52: a page is of 1 to 200 offers', () => {
  it.each([1, 200])('takes %d', (first) => expect(codeDe({}, { first })).toBe('OK'));
  it.each([0, 201, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (first) => {
    expect(codeDe({}, { first })).toBe('RG_RECH_52');
  });
  it('is of 20 when nothing is asked', () => {
    expect(normaliserRecherche({ criteres: {} }).first).toBe(20);
    expect(normaliserRecherche({ criteres: {}, first: null, tri: null, after: null }).first).toBe(20);
  });
});

describe('a proximity', () => {
  it.each([
    ['without a point', { distanceKm: 1 }, 'PROXIMITE_INCOMPLETE', ''],
    ['without a longitude', { latitude: 1, distanceKm: 1 }, 'PROXIMITE_INCOMPLETE', '.longitude'],
    ['without a latitude', { longitude: 1, distanceKm: 1 }, 'PROXIMITE_INCOMPLETE', '.latitude'],
    ['without a distance', { ...POINT }, 'PROXIMITE_INCOMPLETE', '.distanceKm'],
    ['with a unit alone', { ...POINT, uniteDistance: 'km' }, 'PROXIMITE_INCOMPLETE', '.distanceKm'],
    ['with a point and a commune', { ...POINT, commune: '29232', distanceKm: 1 }, 'PROXIMITE_CONTRADICTOIRE', ''],
    [
      'with half a point and a commune',
      { latitude: 1, commune: '29232', distanceKm: 1 },
      'PROXIMITE_CONTRADICTOIRE',
      '',
    ],
    ['with two distances', { ...POINT, distanceKm: 1, distance: 1 }, 'PROXIMITE_CONTRADICTOIRE', ''],
    ['with km twice told', { ...POINT, distanceKm: 1, uniteDistance: 'm' }, 'PROXIMITE_CONTRADICTOIRE', ''],
    ['beyond the pole', { latitude: 90.001, longitude: 0, distanceKm: 1 }, 'COORDONNEES_INVALIDES', '.latitude'],
    [
      'beyond the antimeridian',
      { latitude: 0, longitude: -180.001, distanceKm: 1 },
      'COORDONNEES_INVALIDES',
      '.longitude',
    ],
    ['at NaN', { latitude: Number.NaN, longitude: 0, distanceKm: 1 }, 'COORDONNEES_INVALIDES', '.latitude'],
    ['at a text', { latitude: '48', longitude: 0, distanceKm: 1 }, 'TYPE_INVALIDE', '.latitude'],
    ['at something that is no commune', { commune: 'Quimper', distanceKm: 1 }, 'TERRITOIRE_INVALIDE', '.commune'],
    ['at a commune without a point', { commune: '29019', distanceKm: 1 }, 'COMMUNE_SANS_POINT', '.commune'],
  ])('%s is refused', (_quoi, proximite, code, suite) => {
    const erreur = erreurDe({ proximite });
    expect(erreur?.code).toBe(code);
    expect(erreur?.champ).toBe(`criteres.proximite${suite}`);
  });

  it('takes the poles and the antimeridian', () => {
    expect(codeDe({ proximite: { latitude: -90, longitude: 180, distanceKm: 1 } })).toBe('OK');
  });

  it('is placed by its commune, and names the commune that cannot be', () => {
    expect(
      normaliserRecherche({ criteres: { proximite: { commune: '29232', distanceKm: 5 } } }, { pointDeCommune }),
    ).toMatchObject({
      predicat: { sorte: 'disque', ...POINT, rayonM: 5000 },
      origine: POINT,
      tri: 'DISTANCE',
    });
    expect(erreurDe({ proximite: { commune: '29019', distanceKm: 1 } })!.message).toContain('29019');
    expect(() => normaliserRecherche({ criteres: { proximite: { commune: '29232', distanceKm: 1 } } })).toThrow(
      /29232/,
    );
  });
});

describe('an age', () => {
  const jours = (criteres: CriteresRecherche) => {
    const { predicat } = normaliserRecherche({ criteres });
    const termes = predicat.sorte === 'et' ? predicat.termes : [predicat];
    return termes.map((terme) => (terme.sorte === 'age' ? terme.jours : Number.NaN));
  };
  it.each([
    ['a', 365.25],
    ['mo', 30.4375],
    ['wk', 7],
    ['d', 1],
    ['h', 1 / 24],
  ])('in %s is read as days', (uniteAge, attendu) => {
    expect(jours({ age: 1, uniteAge })).toEqual([attendu]);
  });
  it('is in years when no unit is given', () => expect(jours({ age: 2 })).toEqual([730.5]));
  it('bounds alone or together each ask that the unit take that age', () => {
    expect(jours({ ageMin: 1, uniteAge: 'd' })).toEqual([1]);
    expect(jours({ ageMax: 3, uniteAge: 'd' })).toEqual([3]);
    expect(jours({ ageMin: 1, ageMax: 3, uniteAge: 'd' })).toEqual([1, 3]);
  });
  it.each([-1, -0.001, 200.1, Number.NaN, Number.POSITIVE_INFINITY])('of %d years is refused', (age) => {
    expect(codeDe({ age })).toBe('AGE_INVALIDE');
  });
  it.each(['y', 'A', '', 'constructor', 3])('in %j is refused', (uniteAge) => {
    expect(codeDe({ age: 1, uniteAge })).toBe('UNITE_AGE_INCONNUE');
  });
});

describe('an availability', () => {
  it.each([-1, 1.5, Number.NaN, 2 ** 31])('of %d beds or places is refused', (nombre) => {
    expect(codeDe({ disponibilite: { litsDisponiblesMin: nombre } })).toBe('CAPACITE_INVALIDE');
    expect(codeDe({ disponibilite: { placesDisponiblesMin: nombre } })).toBe('CAPACITE_INVALIDE');
  });
  it.each(['2026-05-04T08:30:00Z', '2026-05-04T10:30:00.123+02:00', '2026-05-04T08:30Z', '2024-02-29'])(
    'since %s is taken',
    (depuis) => {
      const { predicat } = normaliserRecherche({ criteres: { disponibilite: { depuis } } });
      expect(predicat).toEqual({ sorte: 'disponibiliteDepuis', instant: Date.parse(depuis) });
    },
  );
  it.each([
    '2026-02-30',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-05-04T08:30:00',
    '2026-05-04T25:00:00Z',
    '04/05/2026',
    'hier',
    '',
    '+275761-01-01',
  ])('since %j is refused', (depuis) => {
    expect(codeDe({ disponibilite: { depuis } })).toBe('DATE_INVALIDE');
  });
});

describe('a bound', () => {
  it('of 8 levels', () => {
    expect(codeDe(imbriquer(BORNES.profondeur))).toBe('OK');
    expect(codeDe(imbriquer(BORNES.profondeur + 1))).toBe('TROP_PROFOND');
    const sansFin: CriteresRecherche = {};
    sansFin.non = sansFin;
    expect(codeDe(sansFin)).toBe('TROP_PROFOND');
  });
  it('of 200 criteria in all', () => {
    const ou = (nombre: number) => ({ ou: repeter(nombre, (i) => ({ champActivite: [`${i}`] })) });
    expect(codeDe(ou(BORNES.termes))).toBe('OK');
    expect(codeDe(ou(BORNES.termes + 1))).toBe('TROP_DE_TERMES');
    expect(codeDe({ ...ou(BORNES.termes), nom: 'un de plus' })).toBe('TROP_DE_TERMES');
  });
  it('of 500 values in a list', () => {
    expect(codeDe({ numFINESS: repeter(BORNES.valeurs, String) })).toBe('OK');
    expect(codeDe({ numFINESS: repeter(BORNES.valeurs + 1, String) })).toBe('LISTE_TROP_LONGUE');
  });
  it('of 200 characters and 20 words in a text', () => {
    expect(codeDe({ texte: 'a'.repeat(BORNES.caracteresTexte) })).toBe('OK');
    expect(codeDe({ texte: 'a'.repeat(BORNES.caracteresTexte + 1) })).toBe('TEXTE_TROP_LONG');
    expect(codeDe({ nom: repeter(BORNES.motsTexte, (i) => `m${i}`).join(' ') })).toBe('OK');
    expect(codeDe({ nom: repeter(BORNES.motsTexte + 1, (i) => `m${i}`).join(' ') })).toBe('TEXTE_TROP_LONG');
  });
  it('of 100 characters in a code', () => {
    expect(codeDe({ acteSpecifique: ['x'.repeat(BORNES.caracteresValeur)] })).toBe('OK');
    expect(codeDe({ acteSpecifique: ['x'.repeat(BORNES.caracteresValeur + 1)] })).toBe('VALEUR_INVALIDE');
  });
});

describe('what says nothing is a mistake', () => {
  it.each([
    [{ activiteOperationnelle: [] }, 'LISTE_VIDE', 'criteres.activiteOperationnelle'],
    [{ et: [] }, 'LISTE_VIDE', 'criteres.et'],
    [{ territoire: { commune: [] } }, 'LISTE_VIDE', 'criteres.territoire.commune'],
    [{ territoire: {} }, 'CRITERE_VIDE', 'criteres.territoire'],
    [{ disponibilite: { depuis: null } }, 'CRITERE_VIDE', 'criteres.disponibilite'],
    [{ ou: [{ age: 3 }, {}] }, 'CRITERE_VIDE', 'criteres.ou[1]'],
    [{ non: { uniteAge: 'a' } }, 'CRITERE_VIDE', 'criteres.non'],
    [{ texte: ' — !' }, 'TEXTE_VIDE', 'criteres.texte'],
    [{ profession: ['10', '  '] }, 'VALEUR_INVALIDE', 'criteres.profession[1]'],
  ])('%j is refused', (criteres, code, champ) => {
    expect(erreurDe(criteres)).toMatchObject({ code, champ });
  });

  it('but no criterion at all asks for every offer, and null is nothing', () => {
    expect(normaliserRecherche({ criteres: {} }).predicat).toEqual({ sorte: 'et', termes: [] });
    expect(codeDe({ texte: null, age: null, et: null, non: null, proximite: null, champActivite: null })).toBe('OK');
  });
});

describe('what is not of the contract', () => {
  it.each([
    [{ activite: ['1'] }, 'CRITERE_INCONNU', 'criteres'],
    [{ territoire: { pays: ['FR'] } }, 'CRITERE_INCONNU', 'criteres.territoire'],
    [JSON.parse('{"__proto__": {"age": 3}}'), 'CRITERE_INCONNU', 'criteres'],
    [{ champActivite: '01' }, 'TYPE_INVALIDE', 'criteres.champActivite'],
    [{ champActivite: [1] }, 'TYPE_INVALIDE', 'criteres.champActivite[0]'],
    [{ zonePoser: 'oui' }, 'TYPE_INVALIDE', 'criteres.zonePoser'],
    [{ non: [{ age: 3 }] }, 'TYPE_INVALIDE', 'criteres.non'],
    [{ territoire: { departement: ['Finistère'] } }, 'TERRITOIRE_INVALIDE', 'criteres.territoire.departement[0]'],
    [{ territoire: { codePostal: ['29'] } }, 'TERRITOIRE_INVALIDE', 'criteres.territoire.codePostal[0]'],
  ])('%j is refused', (criteres, code, champ) => {
    expect(erreurDe(criteres)).toMatchObject({ code, champ });
  });

  it('is refused among the arguments too', () => {
    expect(codeDe({}, { tri: 'PRIX' })).toBe('TRI_INCONNU');
    expect(codeDe({}, { first: '20' })).toBe('TYPE_INVALIDE');
    expect(codeDe({}, { after: 20 })).toBe('CURSEUR_INVALIDE');
    expect(codeDe({}, { limite: 20 })).toBe('CRITERE_INCONNU');
  });
});

describe('through GraphQL', () => {
  const rootValue = {
    rechercherOffres: (args: ArgumentsRecherche) => {
      normaliserRecherche(args);
      return { totalCount: 0, totalEstComplet: true, nodes: [], curseurs: [], pageInfo: {}, regions: [] };
    },
  };
  const demander = (variableValues: Record<string, unknown>) =>
    graphql({
      schema: schemaContrat(),
      source: 'query ($c: CriteresRecherche!, $n: Int) { rechercherOffres(criteres: $c, first: $n) { totalCount } }',
      rootValue,
      variableValues,
    });

  it('accepts what GraphQL makes of arguments: null prototypes, defaults, single values as lists', async () => {
    expect(await demander({ c: { champActivite: '01', age: 3, texte: null } })).toEqual({
      data: { rechercherOffres: { totalCount: 0 } },
    });
  });

  it('carries the code, the place and the rule into the error', async () => {
    const { errors } = await demander({ c: { age: 3 }, n: 201 });
    expect(errors?.[0]?.extensions).toEqual({ code: 'RG_RECH_52', champ: 'first', regle: 'RG_RECH_52' });
    expect(errors?.[0]?.message).toBe('first vaut 201 : donnez un nombre entier de 1 à 200.');
  });
});
