import { describe, expect, it } from 'vitest';
import { comprendreQuestion } from '../src/question/index.js';
import { criteresDe, lireEtat } from '../src/search/index.js';

describe('an age in a typed question', () => {
  it.each([
    ['dialyse 72 ans', 'dialyse', { age: 72, uniteAge: 'a' }, '72 ans'],
    ['EHPAD 80 ans', 'EHPAD', { age: 80, uniteAge: 'a' }, '80 ans'],
    ['EHPAD, 80 ans, à Rennes', 'EHPAD,', { age: 80, uniteAge: 'a' }, '80 ans'],
    ['hanche à l’âge de 80 ans', 'hanche', { age: 80, uniteAge: 'a' }, '80 ans'],
    ['hanche âge : 80ans', 'hanche', { age: 80, uniteAge: 'a' }, '80 ans'],
    ['urgences pour un enfant de 3 mois', 'urgences', { age: 3, uniteAge: 'mo' }, '3 mois'],
    ['urgences enfant de 6 mois', 'urgences', { age: 6, uniteAge: 'mo' }, '6 mois'],
    ['urgences enfant 6 mois', 'urgences enfant', { age: 6, uniteAge: 'mo' }, '6 mois'],
    ['nourrisson de 10 jours', '', { age: 10, uniteAge: 'd' }, '10 jours'],
    ['nouveau-né de 6 heures', '', { age: 6, uniteAge: 'h' }, '6 heures'],
    ['bébé de 3 semaines réanimation', 'réanimation', { age: 3, uniteAge: 'wk' }, '3 semaines'],
    ['pédiatrie pour un enfant d’un an', 'pédiatrie', { age: 1, uniteAge: 'a' }, '1 an'],
    ['CAMSP enfant de 2 ans et demi', 'CAMSP', { age: 2.5, uniteAge: 'a' }, '2,5 ans'],
    ['pédiatrie jusqu’à 15 ans et 3 mois', 'pédiatrie', { ageMax: 183, uniteAge: 'mo' }, 'jusqu’à 15 ans et 3 mois'],
    ['entre 3 et 12 ans', '', { ageMin: 3, ageMax: 12, uniteAge: 'a' }, 'de 3 à 12 ans'],
    ['IME de 3 à 12 ans', 'IME', { ageMin: 3, ageMax: 12, uniteAge: 'a' }, 'de 3 à 12 ans'],
    ['IME de 3 ans à 12 ans', 'IME', { ageMin: 3, ageMax: 12, uniteAge: 'a' }, 'de 3 à 12 ans'],
    ['EHPAD pour ma mère de 84 ans', 'EHPAD', { age: 84, uniteAge: 'a' }, '84 ans'],
    ['IME 12 à 3 ans', 'IME', { ageMin: 3, ageMax: 12, uniteAge: 'a' }, 'de 3 à 12 ans'],
    ['IME pour les 3-12 ans', 'IME', { ageMin: 3, ageMax: 12, uniteAge: 'a' }, 'de 3 à 12 ans'],
    ['vaccination (0-12 ans)', 'vaccination', { ageMin: 0, ageMax: 12, uniteAge: 'a' }, 'de 0 à 12 ans'],
    ['crèche entre 6 mois et 3 ans', 'crèche', { ageMin: 6, ageMax: 36, uniteAge: 'mo' }, 'de 6 mois à 3 ans'],
    ['de 10 jours à 2 semaines', '', { ageMin: 10, ageMax: 14, uniteAge: 'd' }, 'de 10 jours à 2 semaines'],
    ['enfants âgés entre 3 et 12 ans', '', { ageMin: 3, ageMax: 12, uniteAge: 'a' }, 'de 3 à 12 ans'],
    ['de 3 ans jusqu’à 12 ans', '', { ageMin: 3, ageMax: 12, uniteAge: 'a' }, 'de 3 à 12 ans'],
    ['plus de 3 ans et moins de 12 ans', '', { ageMin: 3, ageMax: 11, uniteAge: 'a' }, 'de 3 à 11 ans'],
    ['EHPAD plus de 75 ans', 'EHPAD', { ageMin: 75, uniteAge: 'a' }, 'à partir de 75 ans'],
    ['personnes âgées de plus de 75 ans', '', { ageMin: 75, uniteAge: 'a' }, 'à partir de 75 ans'],
    ['personnes âgées 80 ans', 'personnes âgées', { age: 80, uniteAge: 'a' }, '80 ans'],
    ['gériatrie + de 75 ans', 'gériatrie', { ageMin: 75, uniteAge: 'a' }, 'à partir de 75 ans'],
    ['gériatrie > 75 ans', 'gériatrie', { ageMin: 75, uniteAge: 'a' }, 'à partir de 75 ans'],
    ['gériatrie 75 ans et plus', 'gériatrie', { ageMin: 75, uniteAge: 'a' }, 'à partir de 75 ans'],
    ['gériatrie 75 ans +', 'gériatrie', { ageMin: 75, uniteAge: 'a' }, 'à partir de 75 ans'],
    ['gériatrie plus 75 ans', 'gériatrie', { ageMin: 75, uniteAge: 'a' }, 'à partir de 75 ans'],
    ['SSR à partir de 60 ans', 'SSR', { ageMin: 60, uniteAge: 'a' }, 'à partir de 60 ans'],
    ['orthophonie dès 3 ans', 'orthophonie', { ageMin: 3, uniteAge: 'a' }, 'à partir de 3 ans'],
    ['crèche moins de 2 ans', 'crèche', { ageMax: 23, uniteAge: 'mo' }, 'jusqu’à 23 mois'],
    ['crèche moins d’un an', 'crèche', { ageMax: 11, uniteAge: 'mo' }, 'jusqu’à 11 mois'],
    ['moins d’un mois', '', { ageMax: 30, uniteAge: 'd' }, 'jusqu’à 30 jours'],
    ['accueil d’enfants de moins de 3 ans', 'accueil d’enfants', { ageMax: 2, uniteAge: 'a' }, 'jusqu’à 2 ans'],
    ['pédiatrie - de 18 ans', 'pédiatrie', { ageMax: 17, uniteAge: 'a' }, 'jusqu’à 17 ans'],
    ['pédiatrie avant 16 ans', 'pédiatrie', { ageMax: 15, uniteAge: 'a' }, 'jusqu’à 15 ans'],
    ['pédiatrie jusqu’à 18 ans', 'pédiatrie', { ageMax: 18, uniteAge: 'a' }, 'jusqu’à 18 ans'],
    ['pédiatrie 18 ans maximum', 'pédiatrie', { ageMax: 18, uniteAge: 'a' }, 'jusqu’à 18 ans'],
    [
      'maison des adolescents de 12 à 18 ans',
      'maison des adolescents',
      { ageMin: 12, ageMax: 18, uniteAge: 'a' },
      'de 12 à 18 ans',
    ],
  ])('« %s »', (question, texte, criteres, compris) => {
    const { age, ...rest } = comprendreQuestion(question);
    expect({ texte: rest.texte, avis: rest.avis }).toEqual({ texte, avis: [] });
    expect(age).toMatchObject({ criteres, compris });
    for (const word of question.split(/[\s,()]+/)) expect(`${texte} ${age!.dit} à Rennes`).toContain(word);
  });

  it.each([
    'téléexpertise en moins de 7 jours',
    'hébergement 90 jours par an',
    'séjour de 3 semaines',
    'plaie depuis plus de 3 mois',
    'centre parents-enfants de moins de 3 ans',
    'grossesse de 3 mois',
    'femme enceinte de 8 mois',
    'bilan à 2 heures',
    'hospitalisation d’un jour',
    'urgences 24h/24',
  ])('« %s » tells none', (question) => {
    const { texte, age } = comprendreQuestion(question);
    expect({ texte, age }).toEqual({ texte: question, age: undefined });
  });

  it('is taken with a place and a radius', () => {
    const { texte, age, autour, rayonKm } = comprendreQuestion('SSR 80 ans et plus près de Rennes à moins de 20 km');
    expect({ texte, age: age?.criteres, autour: autour?.code, rayonKm }).toEqual({
      texte: 'SSR',
      age: { ageMin: 80, uniteAge: 'a' },
      autour: '35238',
      rayonKm: 20,
    });
  });

  it('beyond the contract is told', () => {
    expect(comprendreQuestion('EHPAD 300 ans').avis).toEqual([
      { dit: 'L’âge « 300 ans » n’est pas pris en compte : il va de 0 à 200 ans.' },
    ]);
  });

  it('gives way to the age of the filter, and says so', () => {
    const etat = lireEtat(new URLSearchParams({ q: 'IME entre 3 et 12 ans', age: '40' }), 'france');
    const { criteres, avis } = criteresDe(etat, []);
    expect(criteres).toEqual({ texte: 'IME', age: 40, uniteAge: 'a' });
    expect(avis).toEqual([{ dit: 'L’âge du filtre est pris à la place de « entre 3 et 12 ans ».' }]);
  });
});
