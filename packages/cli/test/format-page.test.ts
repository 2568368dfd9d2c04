import { criteresDeQuestion } from '@inter-ror/search-page';
import { expect, it } from 'vitest';
import { formatPage } from '../src/ask/format-page.js';

it('says how ages were understood, and free beds at the hour of Paris', () => {
  const { avis: _, ...question } = criteresDeQuestion('EHPAD pour une personne de plus de 75 ans en Bretagne');
  const free = { disponibles: 2, dateMiseAJour: '2026-07-01T22:30:00Z' };
  const offer = {
    id: '53-UE-1',
    nom: 'EHPAD',
    distanceKm: null,
    region: { code: '53', nom: 'Bretagne' },
    champActivite: { libelle: null },
    modePriseEnCharge: { libelle: null },
    activitesOperationnelles: [],
    entiteGeographique: null,
    capaciteAccueil: { lits: free, places: null },
  };
  const lines = formatPage({ question, totalCount: 1, totalEstComplet: true, nodes: [offer], regions: [] });
  expect(lines[0]).toBe(
    'Compris : « EHPAD », âge : à partir de 75 ans (« pour une personne de plus de 75 ans »), territoire : Bretagne.',
  );
  expect(lines.map((line) => line.replace(/\s/g, ' '))).toContain('  2 lit(s) disponible(s) (au 02/07/2026 00:30)');
});
