import { expect, it } from 'vitest';
import type { EtatConsole } from '../src/console/state-view.js';
import { vueVerdict } from '../src/console/verdict-view.js';

const etat = (enErreur: number): EtatConsole =>
  ({
    generation: { nom: '1-a', nombreOffres: 44 },
    dernierEchec: null,
    synchronisation: { echec: null, enErreur, erreurs: [] },
    nation: { statut: 'OK', generation: '1-a' },
    nationMuette: null,
    liste: null,
  }) as unknown as EtatConsole;

it('does not say that all is well while establishments are badly given', () => {
  expect(vueVerdict(etat(0)).text).toContain('Tout va bien');
  const said = vueVerdict(etat(2)).text;
  expect(said).not.toContain('Tout va bien');
  expect(said).toContain('La solution donne mal 2 établissements');
});
