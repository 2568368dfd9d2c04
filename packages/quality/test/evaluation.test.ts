import type { OrganisationInterne } from '@inter-ror/exposure-model';
import { Nomenclatures } from '@inter-ror/nomenclatures';
import { describe, expect, it } from 'vitest';
import { Evaluation, type Indicateur, type SiteEvalue, type UniteEvaluee } from '../src/index.js';

const tables = Nomenclatures.officielles();
const JOUR = '2026-11-20T06:00:00Z';
const RECENT = { creation: '2026-01-05T00:00:00Z', miseAJour: '2026-06-01T00:00:00Z', statut: 'actif' };
const ANCIEN = { creation: '2020-01-05T00:00:00Z', miseAJour: '2024-06-01T00:00:00Z', statut: 'actif' };
const code = (c: string) => ({ code: c, oid: 'x' });
const adresse = {
  lignes: [{ composants: { streetName: 'rue du Puits', cityName: 'Quimper', postCode: '29000' } }],
};

type Complement = NonNullable<OrganisationInterne['complement']>;

function unite(
  change: Partial<Complement> = {},
  more: Partial<OrganisationInterne> = {},
  au: string[] = [],
): UniteEvaluee {
  const complement: Complement = {
    champsActivite: [code('01')],
    modePriseEnCharge: code('28'),
    patientele: {
      ageMin: { valeur: 0, unite: code('a') },
      ageMax: { valeur: 120, unite: code('a') },
      metadonnees: RECENT,
    },
    contacts: [
      {
        nature: code('01'),
        niveauConfidentialite: code('1'),
        telecommunications: [{ canal: code('1'), adresse: '02 61 91 00 00' }],
        metadonnees: RECENT,
      },
    ],
    uniteSensible: false,
    ...change,
  };
  return {
    unite: {
      id: 'UE-1',
      types: [code('4')],
      nom: 'Médecine',
      adresses: [adresse],
      complement,
      metadonnees: RECENT,
      ...more,
    },
    activites: [{ id: 'A-1', activite: code('037'), metadonnees: RECENT }],
    nomsAuDessus: au,
  };
}

function site(categorieEG: string | null, unites: UniteEvaluee[], idNatStruct = '1290000017'): SiteEvalue {
  return {
    site: { id: 'EG-1', types: [], nom: 'CH', adresses: [adresse], metadonnees: RECENT },
    region: '53',
    departement: '29',
    categorieEG,
    idNatStruct,
    unites,
  };
}

/** `[perimetre, ecarts]` of an indicator. */
function chiffres(indicateur: Indicateur, ...sites: SiteEvalue[]): [number, number] {
  const evaluation = new Evaluation(tables, JOUR);
  for (const s of sites) evaluation.ajouter(s);
  const lines = evaluation.resultat().lignes.filter((l) => l.indicateur === indicateur);
  return [lines.reduce((n, l) => n + l.perimetre, 0), lines.reduce((n, l) => n + l.ecarts, 0)];
}

describe('CP4, peuplement of a site', () => {
  it('is met when every unit has the elements asked', () => {
    expect(chiffres('CP4', site('355', [unite(), unite()]))).toEqual([1, 0]);
  });
  it.each([
    ['no contact', unite({ contacts: [] })],
    ['an unknown champ', unite({ champsActivite: [code('99')] })],
    ['an unknown mode', unite({ modePriseEnCharge: code('999') })],
    ['no postcode', unite({}, { adresses: [{ lignes: [{ composants: { streetName: 'rue', cityName: 'Brest' } }] }] })],
    ['no activity', { ...unite(), activites: [] }],
  ])('is not met with %s in one unit', (_what, broken) => {
    expect(chiffres('CP4', site('355', [unite(), broken]))).toEqual([1, 1]);
  });
  it('is not met by a site without unit', () => {
    expect(chiffres('CP4', site('355', []))).toEqual([1, 1]);
  });
  it('asks the category of organisation in categories 209, 354 and 460 only', () => {
    expect(chiffres('CP4', site('354', [unite()]))).toEqual([1, 1]);
    expect(chiffres('CP4', site('354', [unite({ categorieOrganisation: code('30') })]))).toEqual([1, 0]);
  });
  it('leaves closed sites and closed units aside', () => {
    const closed = site('355', [unite()]);
    closed.site.complement = { dateFermeture: '2025-01-01' };
    expect(chiffres('CP4', closed)).toEqual([0, 0]);
    expect(
      chiffres('CP4', site('355', [unite(), unite({ contacts: [], dateFermetureDefinitive: '2025-01-01' })])),
    ).toEqual([1, 0]);
  });
});

describe('CP5 and CP6, medico-social units', () => {
  const ms = (change: Partial<Complement>) => unite({ modePriseEnCharge: code('46'), ...change });
  it('CP5 asks category and kind of stay', () => {
    expect(
      chiffres('CP5', site('500', [ms({ categorieOrganisation: code('21'), temporaliteAccueil: code('02') })])),
    ).toEqual([1, 0]);
    expect(chiffres('CP5', site('500', [ms({ categorieOrganisation: code('21') })]))).toEqual([1, 1]);
  });
  it('CP5 looks at category 500 in mode 46 only, and not outside the scope', () => {
    expect(chiffres('CP5', site('500', [ms({ modePriseEnCharge: code('47') })]))).toEqual([0, 0]);
    expect(chiffres('CP5', site('355', [ms({})]))).toEqual([0, 0]);
  });
  it('CP6 asks installed places, but of category 25', () => {
    const places = (total: number) => ({ capaciteAccueil: { places: { total }, metadonnees: RECENT } });
    expect(chiffres('CP6', site('500', [ms(places(12))]))).toEqual([1, 0]);
    expect(chiffres('CP6', site('500', [ms(places(0))]))).toEqual([1, 1]);
    expect(chiffres('CP6', site('500', [ms({ categorieOrganisation: code('25') })]))).toEqual([0, 0]);
    expect(chiffres('CP6', site('500', [ms({ categorieOrganisation: code('38') })]))).toEqual([0, 0]);
  });
});

describe('CO3, sensitive units', () => {
  it('is a gap both ways', () => {
    expect(chiffres('CO3', site('355', [unite({}, { nom: 'UHSI de Rennes' })]))).toEqual([1, 1]);
    expect(chiffres('CO3', site('355', [unite({ uniteSensible: true }, { nom: 'UHSI de Rennes' })]))).toEqual([1, 0]);
    expect(chiffres('CO3', site('355', [unite({ uniteSensible: true })]))).toEqual([1, 1]);
  });
  it('reads the name above too, without accents, and knows SMPR from rehabilitation', () => {
    expect(chiffres('CO3', site('355', [unite({}, {}, ['Unité sécurisée interrégionale'])]))).toEqual([1, 1]);
    expect(chiffres('CO3', site('355', [unite({}, { nom: 'SMPR réadaptation' })]))).toEqual([1, 0]);
  });
  it('does not look at practices nor EHPAD', () => {
    expect(chiffres('CO3', site('SA05', [unite()]), site('500', [unite()]))).toEqual([0, 0]);
  });
});

describe('RE1.2, freshness', () => {
  const old = () => unite({ contacts: [] }, { metadonnees: ANCIEN });
  it('asks one fresh unit of a small site, a quarter of a large one', () => {
    expect(chiffres('RE1.2', site('355', [old(), unite()]))).toEqual([1, 0]);
    expect(chiffres('RE1.2', site('355', [old(), old()]))).toEqual([1, 1]);
    expect(chiffres('RE1.2', site('355', [unite(), ...Array.from({ length: 7 }, old)]))).toEqual([1, 1]);
    expect(chiffres('RE1.2', site('355', [unite(), unite(), ...Array.from({ length: 6 }, old)]))).toEqual([1, 0]);
  });
  it('takes the date of a contact, a site without category, and a site without unit', () => {
    expect(chiffres('RE1.2', site(null, [unite({}, { metadonnees: ANCIEN })]))).toEqual([1, 0]);
    expect(chiffres('RE1.2', site('355', []))).toEqual([1, 0]);
    expect(chiffres('RE1.2', site('SA07', [old()]))).toEqual([0, 0]);
  });
});

describe('ST3, one structure an identifier', () => {
  it('counts each one too many, sites and legal entities alike, within a region', () => {
    expect(chiffres('ST3', site('355', []), site('355', []), site('355', [], '1290000025'))).toEqual([3, 1]);
    expect(chiffres('ST3', site('355', []), { ...site('355', []), region: '52' })).toEqual([2, 0]);
    const evaluation = new Evaluation(tables, JOUR);
    evaluation.ajouter(site('355', []));
    const entite = { id: 'EJ-1', types: [], nom: 'EJ', metadonnees: RECENT };
    evaluation.ajouterEntiteJuridique({ entite, region: '53', departement: '29', idNatStruct: '1290000017' });
    evaluation.ajouterEntiteJuridique({
      entite: { ...entite, id: 'EJ-2ejv' },
      region: '53',
      departement: '29',
      idNatStruct: '1290000017',
    });
    const { ecarts } = evaluation.resultat();
    expect(ecarts.filter((e) => e.indicateur === 'ST3').map((e) => e.remede)).toEqual([
      'L’identifiant 1290000017 est porté par 2 structures.',
    ]);
  });
});

it('every gap says where it is and what to do', () => {
  const evaluation = new Evaluation(tables, JOUR);
  evaluation.ajouter(site('355', [unite({ contacts: [] })]));
  const { ecarts, ecartsTotal } = evaluation.resultat();
  expect(ecartsTotal).toBe(1);
  expect(ecarts[0]).toMatchObject({
    indicateur: 'CP4',
    region: '53',
    departement: '29',
    domaine: 'Sanitaire',
    siteNom: 'CH',
    remede: 'Compléter : contact joignable (1 unité).',
  });
});
