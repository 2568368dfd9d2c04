import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { bilan, type Essai, FAMILLES, junit, ligneDe, pageDe, SCENARIOS, type Verdict } from '../src/index.js';

const HOSTILE = '<script>alert("é & \u0001")</script>]]>';

const verdict = (plus: Partial<Verdict>): Verdict => ({
  id: 'CO-01',
  famille: 'compte',
  titre: 'Le compte est exact',
  regle: 'OInumber',
  attendu: 'autant que de résultats',
  resultat: 'REUSSI',
  recu: '3 annoncées, 3 rendues',
  dureeMs: 12,
  echanges: [],
  ...plus,
});

const ESSAI: Essai = {
  url: 'https://exemple.invalid/soap',
  debut: '2026-11-21T08:00:00.000Z',
  dureeMs: 1_500,
  decouverte: {
    lieu: { type: '1', code: '53' },
    entier: false,
    communes: 2,
    etablissements: 3,
    lus: 2,
    manques: [`liste : ${HOSTILE}`],
  },
  comptes: { REUSSI: 1, ECHEC: 1, NON_APPLICABLE: 1 },
  verdicts: [
    verdict({}),
    verdict({
      id: 'CO-02',
      resultat: 'ECHEC',
      recu: HOSTILE,
      echanges: [{ envoye: HOSTILE, recu: HOSTILE, statut: 500, dureeMs: 9 }],
    }),
    verdict({ id: 'ER-01', famille: 'erreur', resultat: 'NON_APPLICABLE', recu: 'rien à essayer' }),
  ],
};

describe('The scenarios', () => {
  it('are at least 94, each with its own number, a title, a rule and what is expected', () => {
    expect(SCENARIOS.length).toBeGreaterThanOrEqual(94);
    expect(new Set(SCENARIOS.map(({ id }) => id)).size).toBe(SCENARIOS.length);
    expect(new Set(SCENARIOS.map(({ titre }) => titre)).size).toBe(SCENARIOS.length);
    for (const { titre, regle, attendu } of SCENARIOS) {
      expect(titre).toMatch(/^\p{Lu}|^\d/u);
      expect(regle).not.toBe('');
      expect(attendu).not.toBe('');
    }
    expect(new Set(SCENARIOS.map(({ famille }) => famille))).toEqual(new Set(Object.keys(FAMILLES)));
  });
});

describe('The reports of a run', () => {
  it('tell in text each verdict, and what was received in the place of what was expected', () => {
    expect(ligneDe(ESSAI.verdicts[1]!)).toContain('attendu : autant que de résultats');
    expect(ligneDe(ESSAI.verdicts[2]!)).toContain('rien à essayer');
    expect(bilan(ESSAI)).toContain('1 réussi, 1 en échec, 1 non applicable');
    expect(bilan(ESSAI)).toContain('région 53 (réponse limitée à 199)');
  });

  it('are well-formed JUnit XML whatever the server sent', () => {
    const vus: Record<string, number> = {};
    const messages: string[] = [];
    const analyseur = new SaxesParser();
    analyseur.on('error', (e) => {
      throw e;
    });
    analyseur.on('opentag', ({ name, attributes }) => {
      vus[name] = (vus[name] ?? 0) + 1;
      if (name === 'failure') messages.push(String((attributes as Record<string, string>).message));
    });
    analyseur.write(junit(ESSAI)).close();
    expect(vus).toEqual({ testsuites: 1, testsuite: 2, testcase: 3, failure: 1, skipped: 1 });
    expect(messages[0]).toContain('<script>');
  });

  it('are a page without script, that shows what was sent and received of a failure', () => {
    const page = pageDe(ESSAI);
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;');
    expect(page).toMatch(/<details open>/);
    expect(page).toContain('HTTP 500, 9 ms');
    expect(page).toContain('@media print');
    expect(page).toContain('lang="fr"');
    expect(page.match(/<article /g)).toHaveLength(3);
  });
});
