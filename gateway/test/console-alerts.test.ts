import { describe, expect, it } from 'vitest';
import { alertesDe, instancesQuiRepondent } from '../src/console/alerts.js';
import { vueAlertes } from '../src/console/alerts-view.js';
import type { EtatLien, EtatNation, EtatRegion } from '../src/console/nation-state.js';

const NOW = '2026-11-12T03:00:00.000Z';
const heard = { statut: 'OK', code: null, message: null, instant: NOW, derniereReponse: NOW, latence: null } as const;

const region = (code: string, change: Partial<EtatRegion> = {}): EtatRegion => ({
  codes: [code],
  nom: `Région ${code}`,
  membre: `region-${code}`,
  contact: null,
  liste: 'ADMISE',
  listeDepuis: null,
  disjoncteur: 'FERME',
  disjoncteurDepuis: null,
  enVol: 0,
  relances: 0,
  entendu: heard,
  servi: null,
  ...change,
});
const closed = (vers: string, motif: EtatLien['motif'], depuis: string): EtatLien => {
  const message = `Région ${vers} : ${motif}.`;
  return { de: '11', vers, ouvert: false, depuis, motif, region: vers, message };
};
const nation = (change: Partial<EtatNation> = {}): EtatNation => ({
  instant: NOW,
  observeDepuis: NOW,
  codes: [],
  liens: [],
  ouverts: 0,
  possibles: 0,
  historique: [],
  regions: [region('11'), region('53')],
  charge: { enCours: 0, parMinute: 0, refuseesParMinute: 0 },
  refus: [],
  liste: { instance: 'TEST', version: 1, etat: 'fresh', age: 0, expire: NOW, battement: null },
  echeances: [],
  ...change,
});
const ends = (jours: number, alarme: number) => ({ quoi: 'certificat', id: 'region-53', fin: NOW, jours, alarme });

describe('the alerts of the console', () => {
  it('are none when all is well', () => {
    expect(alertesDe(nation())).toEqual([]);
    expect(vueAlertes(nation()).text).toContain('Tout répond : 2 instances sur 2 répondent');
  });

  it('put what is down first, then what has lasted longest; a silence began at the last answer', () => {
    const last = '2026-11-11T22:10:00.000Z';
    const silent = region('53', {
      contact: 'astreinte@exemple.invalid',
      disjoncteur: 'OUVERT',
      entendu: { ...heard, statut: 'ERREUR', derniereReponse: last },
    });
    const state = nation({
      regions: [region('11'), silent, region('76', { liste: 'SUSPENDUE', entendu: null }), region('84')],
      liens: [
        closed('76', 'SUSPENDUE', '2026-11-01T00:00:00.000Z'),
        closed('53', 'DISJONCTEUR', '2026-11-12T02:59:00.000Z'),
        { ...closed('53', 'DISJONCTEUR', '2026-11-12T02:59:00.000Z'), de: '84' },
        closed('84', 'HORS_PERIMETRE', NOW),
        closed('84', 'PAS_ENCORE_ENTENDUE', NOW),
      ],
      echeances: [ends(12, 30), ends(80, 90)],
    });
    expect(alertesDe(state).map(({ gravite, quoi, depuis }) => [gravite, quoi, depuis])).toEqual([
      ['PANNE', 'Région 53 : DISJONCTEUR.', last],
      ['VEILLE', 'Région 76 : SUSPENDUE.', '2026-11-01T00:00:00.000Z'],
      ['VEILLE', 'certificat region-53 : expire dans 12 jours.', null],
    ]);
    expect(instancesQuiRepondent(state.regions)).toEqual({ repondent: 2, admises: 3 });
    const text = vueAlertes(state).text.replace(/\s/g, ' ');
    expect(text).toContain('1 panne : 2 instances sur 3 répondent');
    expect(text).toContain('(astreinte@exemple.invalid)');
    expect(text).toContain('(5 h)');
  });

  it.each([
    ['degraded', 'VEILLE'],
    ['grace', 'PANNE'],
    ['closed', 'PANNE'],
  ])('tell a list that is %s (%s), and a certificate that has ended', (etat, gravite) => {
    const { liste } = nation();
    const [first] = alertesDe(nation({ liste: { ...liste, etat } }));
    expect(first).toMatchObject({ gravite, quoiFaire: expect.stringContaining('whitelist publish') });
    expect(alertesDe(nation({ echeances: [ends(-1, 0)] }))[0]).toMatchObject({ gravite: 'PANNE', depuis: NOW });
  });
});
