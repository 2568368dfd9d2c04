import { expect, it } from 'vitest';
import { nationDe3000 } from './invented-nation.js';
import { SCHEMA } from './model-fields.js';

function noter(valeur: unknown, type: string, vus: Set<string>): void {
  if (Array.isArray(valeur)) {
    for (const element of valeur) noter(element, type, vus);
    return;
  }
  for (const [champ, contenu] of Object.entries(valeur as object)) {
    vus.add(`${type}.${champ}`);
    const suite = SCHEMA[type]?.[champ];
    if (suite === undefined) vus.add(`INCONNU ${type}.${champ}`);
    else if (suite !== '') noter(contenu, suite, vus);
  }
}

it('has every field of every type of the model somewhere in 3,000 offers, and no other', () => {
  const vus = new Set<string>();
  for (const nation of nationDe3000()) {
    noter(nation.organisations, 'ORGANISATION', vus);
    noter(nation.activites, 'ACTIVITE', vus);
    noter(nation.organisationsInternes, 'OI', vus);
    noter(nation.professionnels, 'PROFESSIONNEL', vus);
    noter(nation.equipements, 'EQUIPEMENT', vus);
  }
  const attendus = Object.entries(SCHEMA).flatMap(([type, champs]) =>
    Object.keys(champs).map((champ) => `${type}.${champ}`),
  );
  expect([...vus].sort()).toEqual(attendus.sort());
});

it('has every kind of price', () => {
  const sortes = new Set<string>();
  for (const { organisations } of nationDe3000()) {
    for (const { complement } of organisations) {
      for (const { detail } of complement?.tarifs ?? []) sortes.add(detail.sorte);
    }
  }
  expect([...sortes].sort()).toEqual([
    'AIDE_HUMAINE',
    'DEPENDANCE',
    'JOURNEE_DOMICILE',
    'PORTAGE_REPAS',
    'PRESTATION_SUPPLEMENTAIRE',
    'SOCLE_HEBERGEMENT',
    'SUPPLEMENT_CHAMBRE',
  ]);
});
