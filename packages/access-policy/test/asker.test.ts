import { describe, expect, it } from 'vitest';
import { lireDemandeur, PROFILS } from '../src/index.js';

const ENTETES = {
  'ror-profil-utilisateur-code': 'CU20',
  'ror-profil-utilisateur-system': '1.2.250.1.213.1.6.1.66',
  'ror-role-metier-code': 'AUTOMATE',
  'ror-role-metier-system': '1.2.250.1.213.1.1.4.6',
};
const membre = (profile: number | null) => ({ id: 'logiciel', profile, perimeter: ['53'] });

describe('The asker', () => {
  it('is the member itself when nothing else is told', () => {
    for (const profil of PROFILS) {
      expect(lireDemandeur(membre(profil), {})).toEqual({ profil, perimetre: ['53'], role: null });
    }
  });

  it('is the user named by the four headers, within what the entry grants', () => {
    expect(lireDemandeur(membre(1), ENTETES)).toEqual({ profil: 2, perimetre: ['53'], role: 'AUTOMATE' });
    expect(lireDemandeur(membre(2), ENTETES)).toMatchObject({ profil: 2 });
    for (const profil of [0, 3, 4, 5]) {
      expect(lireDemandeur(membre(profil), ENTETES)).toMatchObject({ code: 'PROFIL_DEPASSE' });
    }
    const codes: [string, number][] = [
      ['CU22', 1],
      ['CU19', 3],
      ['CU23', 0],
    ];
    for (const [code, profil] of codes) {
      const nomme = { ...ENTETES, 'ror-profil-utilisateur-code': code };
      expect(lireDemandeur(membre(1), nomme)).toMatchObject({ profil });
    }
  });

  it('is refused with the rule when headers are missing, repeated or unknown, or when the entry has no profile', () => {
    for (const nom of Object.keys(ENTETES) as (keyof typeof ENTETES)[]) {
      const { [nom]: _ote, ...reste } = ENTETES;
      expect(lireDemandeur(membre(1), reste)).toMatchObject({ code: 'ENTETES_ROR_INCOMPLETS' });
      expect(lireDemandeur(membre(1), { ...ENTETES, [nom]: ['CU20', 'CU20'] })).toMatchObject({
        code: 'ENTETES_ROR_INCOMPLETS',
      });
      for (const faux of ['', 'CU99', '1', 'é', 'a'.repeat(100)]) {
        if (nom === 'ror-role-metier-code' && ['1', 'CU99'].includes(faux)) continue;
        expect(lireDemandeur(membre(1), { ...ENTETES, [nom]: faux }), `${nom} ${faux}`).toMatchObject({
          code: 'ENTETES_ROR_INCONNUS',
        });
      }
    }
    expect(lireDemandeur(membre(null), {})).toMatchObject({ code: 'PROFIL_ABSENT' });
    expect(lireDemandeur(membre(7), ENTETES)).toMatchObject({ code: 'PROFIL_ABSENT' });
  });
});
