import { Nomenclatures } from '@inter-ror/nomenclatures';
import { communes } from '@inter-ror/territory';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { avisEnMots, comprendreQuestion } from '../src/question/index.js';
import { criteresDe, lireEtat } from '../src/search/index.js';

const criteres = (q: string, codes: string[] = []) =>
  criteresDe(lireEtat(new URLSearchParams({ q }), codes.length > 0 ? 'region' : 'france'), codes);

describe('a typed question', () => {
  it.each([
    ['IRM', { texte: 'IRM' }],
    ['cardiologie pédiatrique près de Rennes', { texte: 'cardiologie pédiatrique', autour: '35238' }],
    ['IRM près de Quimper à moins de 30 km', { texte: 'IRM', autour: '29232', rayonKm: 30 }],
    ['IRM à moins de 500 m de Quimper', { texte: 'IRM', autour: '29232', rayonKm: 0.5 }],
    ['IRM dans un rayon de 1 000 kilomètres autour de Brest', { texte: 'IRM', autour: '29019', rayonKm: 1000 }],
    ['IRM à Quimper, 20 km', { texte: 'IRM', autour: '29232', rayonKm: 20 }],
    ['table 2 m', { texte: 'table 2 m' }],
    ['scanner autour du Mans, 12,5 km', { texte: 'scanner', autour: '72181', rayonKm: 12.5 }],
    ['EHPAD Alzheimer lits disponibles', { texte: 'EHPAD Alzheimer', libre: true }],
    ['EHPAD avec places libres près d’Auray', { texte: 'EHPAD', libre: true, autour: '56007' }],
    ['IRM près Quimper cardiaque', { texte: 'IRM cardiaque', autour: '29232' }],
    ['répit proche aidant', { texte: 'répit proche aidant' }],
    ['IRM près de Quimper cardiaque', { texte: 'IRM cardiaque', autour: '29232' }],
    ['SSR en Bretagne', { texte: 'SSR', dans: 'region 53' }],
    ['SSR dans le Finistère', { texte: 'SSR', dans: 'departement 29' }],
    ['finistere', { texte: '', dans: 'departement 29' }],
    ['SSR dans le 29', { texte: 'SSR', dans: 'departement 29' }],
    ['SSR en PACA', { texte: 'SSR', dans: 'region 93' }],
    ['IRM à Vienne', { texte: 'IRM', dans: 'commune 38544' }],
    ['IRM dans la Vienne', { texte: 'IRM', dans: 'departement 86' }],
    ['IRM 29000', { texte: 'IRM', dans: 'codePostal 29000' }],
    ['IRM à Paris 15ème', { texte: 'IRM', dans: 'commune 75115' }],
    ['IRM près de Saint-Denis (93)', { texte: 'IRM', autour: '93066' }],
    ['IRM près de Saint Denis à la Réunion', { texte: 'IRM', autour: '97411', dans: 'region 04' }],
    ['Hôpital Nord', { texte: 'Hôpital Nord' }],
    ['hospitalisation à domicile', { texte: 'hospitalisation à domicile', incertain: 'domicile' }],
    ['soins à long terme', { texte: 'soins à long terme', incertain: 'long terme' }],
    ['prise en charge de la douleur à Brest', { texte: 'prise en charge de la douleur', dans: 'commune 29019' }],
  ])('« %s »', (question, read) => {
    const { avis, autour, dans, ...rest } = comprendreQuestion(question);
    expect(avis).toEqual([]);
    expect({
      ...rest,
      ...(autour === undefined ? {} : { autour: autour.code }),
      ...(dans === undefined ? {} : { dans: `${dans.sorte} ${dans.code}` }),
    }).toEqual(read);
  });

  it('becomes criteria of the contract', () => {
    expect(criteres('cardiologie près de Rennes').criteres).toEqual({
      texte: 'cardiologie',
      proximite: { commune: '35238', distanceKm: 50 },
    });
    expect(criteres('maternité en Bretagne').criteres).toEqual({ texte: 'maternité', territoire: { region: ['53'] } });
    expect(criteres('IRM', ['53']).criteres).toEqual({ texte: 'IRM', et: [{ territoire: { region: ['53'] } }] });
  });

  it.each([
    ['IRM près de Xyzzyville', 'Aucune commune ne s’appelle « Xyzzyville » : le lieu n’est pas pris en compte.'],
    ['IRM près de Quimpper', 'le lieu n’est pas pris en compte. Vouliez-vous Quimper (29) ?'],
    [
      'IRM près de la gare de Quimper',
      '« la gare de Quimper » : le lieu n’est pas pris en compte. Vouliez-vous Quimper (29) ?',
    ],
    [
      'IRM près de Quimper à moins de -5 km',
      'Le rayon « -5 km » n’est pas pris en compte : il va de 0 à 1000 km (RG_RECH_05).',
    ],
    ['IRM près de Quimper à moins de 1001 km', 'Le rayon « 1001 km » n’est pas pris en compte'],
    ['IRM à moins de 30 km', 'Le rayon « 30 km » se mesure autour d’une commune : il en faut une'],
    ['IRM en Bretagne à moins de 30 km', 'se mesure autour d’une commune : « Bretagne » n’en est pas une'],
    ['IRM à 20 minutes de Quimper', 'Un temps de trajet ne se calcule pas ici'],
    ['IRM '.repeat(60), 'La question dépasse 200 caractères'],
  ])('« %s » is answered by what is wrong with it', (question, said) => {
    expect(comprendreQuestion(question).avis.map(avisEnMots)).toEqual([expect.stringContaining(said)]);
  });

  it('names the communes that share a name, and takes the one that the address of the page names', () => {
    const { autour, homonymes } = criteres('IRM près de Saint-Denis');
    expect(autour?.nom).toBe('Saint-Denis (974)');
    expect(homonymes[0]).toEqual({ code: '93066', nom: 'Saint-Denis (93)' });
    const etat = lireEtat(new URLSearchParams({ q: 'IRM à Saint-Denis', commune: '93066' }), 'france');
    expect(criteresDe(etat, []).criteres).toEqual({ texte: 'IRM', territoire: { commune: ['93066'] } });
  });

  it('leaves whole every label of the nomenclatures', () => {
    const nomenclatures = Nomenclatures.officielles();
    const tables = nomenclatures.tables().filter(({ name }) => !/Commune|Region|Departement|Pays/.test(name));
    const labels = tables.flatMap(({ name }) =>
      nomenclatures.table(name)!.concepts.map(({ libelle }) => libelle ?? ''),
    );
    const classes = new Set(nomenclatures.table('R208')!.concepts.map(({ libelle }) => libelle!));
    expect(labels.length).toBeGreaterThan(3_000);
    const cut = labels
      .filter((label) => label.length < 200)
      .filter((label) => {
        const { age, autour, dans, avis } = comprendreQuestion(label);
        // The classes of TRE_R208 are ages themselves: « Sénior, 75 ans et plus ».
        const cutByAge = age !== undefined && !classes.has(label);
        return cutByAge || autour !== undefined || dans !== undefined || avis.length > 0;
      });
    expect(cut).toEqual([]);
    for (const label of classes) expect(comprendreQuestion(label).age).toBeDefined();
  });

  it('finds every commune by its name and its département, and loses no word', () => {
    const all = [...communes().values()];
    const what = fc.constantFrom('IRM', 'soins palliatifs', 'lits de réanimation', '');
    const where = fc.constantFrom('près de', 'autour de', 'à proximité de', 'à moins de 20 km de');
    fc.assert(
      fc.property(what, where, fc.constantFrom(...all), fc.boolean(), (texte, around, c, hyphens) => {
        const nom = hyphens ? c.nom : c.nom.replace(/-/g, ' ');
        const read = comprendreQuestion(`${texte} ${around} ${nom} (${c.departement})`);
        expect(read).toMatchObject({ texte, avis: [] });
        expect([read.autour!.code, ...read.autour!.homonymes.map(({ code }) => code)]).toContain(c.code);
      }),
      { numRuns: 1_000 },
    );
  });

  const WORDS = `IRM près de du à en dans le la Quimper Bretagne Saint-Denis (93) 29000 30 km 500 m -5 autour un rayon
    à moins de lits disponibles 3 ans pour enfant de l’ d’ , ; ' " ( ) Finistère la Réunion xyzzy 20 minutes`.split(
    /\s+/,
  );

  it('never drops a word silently: each is a word searched, is of what was recognised, or is told', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...WORDS, 'cardiaque', 'xyzzy', 'Brest'), { maxLength: 14 }), (words) => {
        const { texte, autour, dans, age, avis } = comprendreQuestion(words.join(' '));
        const told = `${texte} ${autour?.nom} ${dans?.nom} ${age?.dit} ${avis.map(avisEnMots).join(' ')}`;
        for (const word of ['IRM', 'cardiaque', 'xyzzy', 'Brest', 'enfant', 'ans'])
          if (words.includes(word)) expect(told).toContain(word);
      }),
      { numRuns: 800 },
    );
  });

  it('never fails, whatever is typed, and reads it in bounded time', () => {
    const typed = fc.oneof(
      fc.string({ maxLength: 400 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(typed, (q) => {
        const started = performance.now();
        expect(typeof comprendreQuestion(q).texte).toBe('string');
        criteres(q);
        expect(performance.now() - started).toBeLessThan(1_000);
      }),
      { numRuns: 500 },
    );
  });
});
