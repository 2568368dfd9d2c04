import { schemaContrat } from '@inter-ror/exposure-model';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { masquesDuDocument, type Profil, vuDuCritere } from '../src/index.js';

const QUESTION = `query Q { rechercherOffres(criteres: {}) { totalCount nodes { ...F ... on Offre { contacts { nom telecommunications { adresse } } } } } }
fragment F on Offre { id nom uniteSensible autre: equipements { id } capaciteAccueil { lits { total disponibles } } capaciteCrise { t0 } entiteGeographique { nom zonePoser } }`;

const masques = (profil: Profil) =>
  Object.fromEntries(
    masquesDuDocument(schemaContrat(), parse(QUESTION), undefined, profil).map(({ champ, vu }) => [champ, vu]),
  );

describe('The masks of an answer', () => {
  it('name what a profile never or only partly sees, fragments included, and nothing to who sees all', () => {
    expect(masques(1)).toEqual({});
    expect(masques(4)).toEqual({
      'Offre.uniteSensible': 'JAMAIS',
      'Offre.contacts': 'EN_PARTIE',
      'Contact.telecommunications': 'EN_PARTIE',
    });
    expect(masques(2)).toEqual({
      'PageOffres.nodes': 'EN_PARTIE',
      'Offre.uniteSensible': 'JAMAIS',
      'Offre.contacts': 'EN_PARTIE',
      'Contact.telecommunications': 'EN_PARTIE',
      'Offre.capaciteCrise': 'JAMAIS',
      'EntiteGeographique.zonePoser': 'JAMAIS',
    });
    expect(masques(3)).toMatchObject({ 'Offre.equipements': 'EN_PARTIE', 'Capacite.disponibles': 'EN_PARTIE' });
    expect(masques(0)).toMatchObject({ 'Offre.equipements': 'JAMAIS', 'Capacite.disponibles': 'JAMAIS' });
    for (const profil of [0, 2, 3, 5] as const) expect(masques(profil)).not.toHaveProperty(['Offre.nom']);
  });

  it('know the criteria that a profile cannot use', () => {
    expect(vuDuCritere('zonePoser', 2)).toBe('JAMAIS');
    expect(vuDuCritere('disponibilite', 3)).toBe('EN_PARTIE');
    expect(vuDuCritere('disponibilite', 2)).toBeUndefined();
    expect(vuDuCritere('nom', 0)).toBeUndefined();
  });
});
