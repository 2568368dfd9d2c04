import { describe, expect, it } from 'vitest';
import { type CriteresRecherche, ecrireCurseur, normaliserRecherche, type TriOffres } from '../src/search/index.js';

const ICI = { latitude: 47.996, longitude: -4.1025, distanceKm: 30 };
const LA = { latitude: 48.4, longitude: -4.5, distanceKm: 30 };
const normaliser = (criteres: CriteresRecherche, tri?: TriOffres) => normaliserRecherche({ criteres, tri });
const empreinte = (criteres: CriteresRecherche, tri?: TriOffres) => normaliser(criteres, tri).empreinte;

describe('the normal form', () => {
  it('has a predicate for each criterion, in one order', () => {
    const { predicat } = normaliser({
      texte: "IRM d'Œuvre",
      nom: 'Hôpital',
      disponibilite: { litsDisponiblesMin: 1, placesDisponiblesMin: 2, depuis: '2026-05-04T00:00:00Z' },
      proximite: ICI,
      territoire: { region: ['1', '53'], departement: ['2a', '1'], commune: ['1004'], codePostal: ['1000'] },
      idNatStruct: [' 1 750712184 '],
      numFINESS: ['2a0000014'],
      secteurPsychiatrique: ['29g04'],
      zonePoser: true,
      accueilSequentielAccepte: false,
      age: 2,
      activiteOperationnelle: ['68', '013', '13'],
    });
    expect(predicat).toEqual({
      sorte: 'et',
      termes: [
        { sorte: 'codes', liste: 'activiteOperationnelle', cles: ['13', '68'] },
        { sorte: 'age', jours: 730.5 },
        { sorte: 'booleen', champ: 'accueilSequentielAccepte', valeur: false },
        { sorte: 'booleen', champ: 'zonePoser', valeur: true },
        { sorte: 'secteurPsychiatrique', secteurs: ['29G04'] },
        { sorte: 'nom', mots: ['hopital'] },
        { sorte: 'texte', mots: ['irm', 'd', 'oeuvre'] },
        { sorte: 'identifiant', champ: 'numFINESS', valeurs: ['2A0000014'] },
        { sorte: 'identifiant', champ: 'idNatStruct', valeurs: ['1750712184'] },
        { sorte: 'territoire', champ: 'region', valeurs: ['01', '53'] },
        { sorte: 'territoire', champ: 'departement', valeurs: ['01', '2A'] },
        { sorte: 'territoire', champ: 'commune', valeurs: ['01004'] },
        { sorte: 'territoire', champ: 'codePostal', valeurs: ['01000'] },
        { sorte: 'disque', latitude: 47.996, longitude: -4.1025, rayonM: 30_000 },
        { sorte: 'lits', minimum: 1 },
        { sorte: 'places', minimum: 2 },
        { sorte: 'disponibiliteDepuis', instant: Date.UTC(2026, 4, 4) },
      ],
    });
  });

  it('opens nested conjunctions, keeps alternatives, leaves single terms bare', () => {
    const a = { champActivite: ['1'] };
    const b = { champActivite: ['2'] };
    const c = { champActivite: ['3'] };
    const terme = (cle: string) => ({ sorte: 'codes', liste: 'champActivite', cles: [cle] });
    expect(normaliser({ et: [a, { et: [b, c] }] }).predicat).toEqual({
      sorte: 'et',
      termes: [terme('1'), terme('2'), terme('3')],
    });
    expect(normaliser({ ou: [a] }).predicat).toEqual(terme('1'));
    expect(normaliser({ ...a, ou: [b, { et: [b, c] }], non: c }).predicat).toEqual({
      sorte: 'et',
      termes: [
        terme('1'),
        { sorte: 'ou', termes: [terme('2'), { sorte: 'et', termes: [terme('2'), terme('3')] }] },
        { sorte: 'non', terme: terme('3') },
      ],
    });
  });
});

describe('the default sort', () => {
  it.each<[string, CriteresRecherche, TriOffres]>([
    ['DISTANCE with one proximity', { proximite: ICI }, 'DISTANCE'],
    ['DISTANCE with one proximity and a text', { proximite: ICI, texte: 'irm' }, 'DISTANCE'],
    ['DISTANCE with a proximity among the criteria of et', { et: [{ proximite: ICI }] }, 'DISTANCE'],
    [
      'DISTANCE with one proximity, whatever the alternatives',
      { proximite: ICI, ou: [{ proximite: LA }, { age: 3 }] },
      'DISTANCE',
    ],
    ['NOM with two proximities', { proximite: ICI, et: [{ proximite: LA }] }, 'NOM'],
    ['NOM with a proximity among alternatives', { ou: [{ proximite: ICI }, { age: 3 }] }, 'NOM'],
    ['NOM with a proximity that is excluded', { non: { proximite: ICI } }, 'NOM'],
    ['PERTINENCE with a text', { texte: 'irm', age: 3 }, 'PERTINENCE'],
    ['PERTINENCE with a name', { nom: 'hôpital' }, 'PERTINENCE'],
    ['NOM with a text that is excluded', { non: { texte: 'irm' } }, 'NOM'],
    ['NOM with anything else', { age: 3 }, 'NOM'],
  ])('is %s', (_quoi, criteres, tri) => {
    expect(normaliser(criteres).tri).toBe(tri);
  });
});

describe('the point and the words of a search', () => {
  it('keeps the one point asked for any sort, and none when there are several', () => {
    const point = { latitude: ICI.latitude, longitude: ICI.longitude };
    expect(normaliser({ proximite: ICI }, 'NOM').origine).toEqual(point);
    expect(normaliser({ proximite: ICI, non: { proximite: LA } }).origine).toEqual(point);
    expect(normaliser({ ou: [{ proximite: ICI }, { proximite: { ...ICI, distanceKm: 3 }, age: 1 }] }).origine).toEqual(
      point,
    );
    expect(normaliser({ ou: [{ proximite: ICI }, { proximite: LA }] })).not.toHaveProperty('origine');
    expect(normaliser({ age: 3 })).not.toHaveProperty('origine');
  });

  it('counts relevance on the words of texte, else of nom, never on excluded ones', () => {
    expect(normaliser({ texte: 'IRM cardiaque irm', nom: 'hôpital' }).motsPertinence).toEqual(['irm', 'cardiaque']);
    expect(normaliser({ nom: 'Hôpital', non: { texte: 'privé' } }).motsPertinence).toEqual(['hopital']);
    expect(normaliser({ age: 3 }, 'PERTINENCE').motsPertinence).toEqual([]);
  });
});

describe('the digest of a search', () => {
  it('is the same whatever the padding, the order and the repeats of codes', () => {
    const a = empreinte({ activiteOperationnelle: ['013', '68'], age: 12, uniteAge: 'mo' });
    expect(empreinte({ uniteAge: 'mo', age: 12, activiteOperationnelle: ['68', '13', '0013'] })).toBe(a);
    expect(a).toMatch(/^[\w-]{16}$/);
  });

  it('is the same for the same distance in km or m, and for a commune or its point', () => {
    const { distanceKm: _, ...point } = ICI;
    expect(empreinte({ proximite: { ...point, distance: 30_000, uniteDistance: 'm' } })).toBe(
      empreinte({ proximite: ICI }),
    );
    const parCommune = normaliserRecherche(
      { criteres: { proximite: { commune: '29232', distanceKm: 30 } } },
      { pointDeCommune: () => point },
    );
    expect(parCommune.empreinte).toBe(empreinte({ proximite: ICI }));
  });

  it('changes with a criterion or a sort, not with the size of the page or the cursor', () => {
    const a = empreinte({ age: 3 });
    expect(empreinte({ age: 4 })).not.toBe(a);
    expect(empreinte({ age: 3 }, 'MISE_A_JOUR')).not.toBe(a);
    const after = ecrireCurseur('NOM', a, { valeur: 'x', id: 'y' });
    const suite = normaliserRecherche({ criteres: { age: 3 }, first: 7, after });
    expect(suite).toMatchObject({ empreinte: a, first: 7, apres: { valeur: 'x', id: 'y' } });
  });

  it('refuses the cursor of another search or of another sort', () => {
    const after = ecrireCurseur('NOM', empreinte({ age: 3 }), { valeur: 'x', id: 'y' });
    const demander = (criteres: CriteresRecherche, tri?: TriOffres) => () =>
      normaliserRecherche({ criteres, tri, after });
    expect(demander({ age: 4 })).toThrow(expect.objectContaining({ code: 'CURSEUR_AUTRE_RECHERCHE' }));
    expect(demander({ age: 3 }, 'MISE_A_JOUR')).toThrow(expect.objectContaining({ code: 'CURSEUR_AUTRE_TRI' }));
  });
});
