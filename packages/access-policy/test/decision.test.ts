import { readFileSync } from 'node:fs';
import { schemaContrat } from '@inter-ror/exposure-model';
import { isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import {
  accorde,
  CHAMPS,
  champDe,
  decider,
  droitsDe,
  HORS_OFFRE,
  ligneDe,
  NIVEAUX,
  type Niveau,
  niveauDuCode,
  PORTEURS,
  PROFILS,
  type Profil,
  TABLE,
} from '../src/index.js';

interface Ligne {
  nom: string;
  niveau: string;
  vue: Record<string, { sensible?: false; champ?: string[]; niveauMax?: number; oppose?: false }[]>;
}
const FICHIER = JSON.parse(readFileSync(new URL('../data/table.json', import.meta.url), 'utf8')) as {
  donnees: Ligne[];
  contrat: Record<string, string>;
};
const CHAMPS_DU_CONTRAT = Object.values(schemaContrat().getTypeMap())
  .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
  .flatMap((type) =>
    Object.values(
      (type as { getFields(): Record<string, { name: string; description?: string | null }> }).getFields(),
    ).map(({ name, description }) => ({ champ: `${type.name}.${name}`, description: description ?? '' })),
  );
/** Fields whose description speaks of the object that carries them. */
const AUTREMENT = new Set([
  'PageOffres.nodes',
  'SituationOperationnelle.offre',
  'SituationOperationnelle.organisationInterne',
  'Personne.sexe',
  'Personne.dateNaissance',
  'Personne.adresses',
]);
const NATION: readonly string[] = ['*'];

/** The table file read a second time, by another hand. */
function attendu(champ: string, profil: Profil, sensible: boolean, activite: string, oppose: boolean, niveau?: number) {
  const nom = FICHIER.contrat[champ] ?? FICHIER.contrat[champ.split('.')[0]!];
  const ligne = FICHIER.donnees.find((une) => une.nom === nom)!;
  for (const cas of ligne.vue[profil]!) {
    let tient = true;
    if ('sensible' in cas) tient &&= !sensible;
    if ('oppose' in cas) tient &&= !oppose;
    if (cas.champ) tient &&= cas.champ.indexOf(activite) >= 0;
    if (cas.niveauMax) tient &&= niveau !== undefined && niveau <= cas.niveauMax;
    if (tient) return true;
  }
  return false;
}

describe('The one decision', () => {
  it('is that of the table, for each field of the contract, profile, sensitivity, field of activity and level', () => {
    let cas = 0;
    for (const { champ } of CHAMPS_DU_CONTRAT) {
      for (const profil of PROFILS) {
        for (const porteur of PORTEURS) {
          for (const niveau of [undefined, ...NIVEAUX]) {
            const { visible } = decider({ champ, ...(niveau === undefined ? {} : { niveaux: [niveau] }) }, porteur, {
              profil,
              perimetre: NATION,
            });
            const { sensible, champ: activite, oppose } = porteur;
            if (visible !== attendu(champ, profil, sensible, activite, oppose, niveau)) {
              expect.fail(`${champ} profil ${profil} ${JSON.stringify(porteur)} niveau ${niveau} : ${visible}`);
            }
            cas++;
          }
        }
      }
    }
    expect(cas).toBeGreaterThan(100_000);
  });

  it('says of each field of the contract the level that the contract says', () => {
    const debuts: Record<string, RegExp> = {
      'sans objet': /^(sans objet|public|celle de)/,
      porteur: /^(celle de l’objet porteur|public\.?$|public \(|public\b)/,
      public: /^public(?! en ville)/,
      professionnels: /^professionnels/,
      crise: /^crise/,
      porté: /^(selon le niveau porté|celle de l’objet porteur)/,
      'public en ville, professionnels ailleurs': /^(public en ville|celle de l’objet porteur)/,
    };
    for (const { champ, description } of CHAMPS_DU_CONTRAT) {
      const dit = /Confidentialité : (.*)$/.exec(description.trim().split('\n').at(-1)!)?.[1] ?? '';
      const forme = debuts[ligneDe(champ).niveau];
      if (AUTREMENT.has(champ)) continue;
      expect(forme?.test(dit), `${champ} : ${dit} / ${ligneDe(champ).niveau}`).toBe(true);
    }
  });

  it('reads the decision table of the guide, with what the arrêté settles', () => {
    const voit = (
      champ: string,
      profil: Profil,
      sensible: boolean,
      activite: (typeof CHAMPS)[number],
      ...niveaux: Niveau[]
    ) =>
      decider({ champ, niveaux }, { sensible, champ: activite, oppose: false }, { profil, perimetre: NATION }).visible;
    const tableau: Record<string, (p: Profil, s: boolean, ms: boolean, ville: boolean) => boolean> = {
      'Offre.nom': (p, s) => p === 1 || p === 4 || !s,
      'Lieu.adresse': (p, s) => p === 1 || p === 4 || !s,
      'Offre.uniteSensible': (p) => p === 1,
      'Offre.equipements': (p, s, ms) => p === 1 || p === 4 || (!s && (p === 2 || p === 5 || (p === 3 && ms))),
      'Offre.actesSpecifiques': (p, s, ms) => p === 1 || p === 4 || (!s && (p === 2 || p === 5 || (p === 3 && ms))),
      // Arrêté: installed capacity is open to all.
      'Capacite.total': (p, s) => p === 1 || p === 4 || !s,
      'Capacite.disponibles': (p, s, ms) => p === 1 || p === 4 || (!s && (p === 2 || (p === 3 && ms))),
      'CapaciteCrise.t0': (p) => p === 1 || p === 4,
      'Offre.professionnels': (p, s, ms, ville) =>
        p === 1 || p === 4 || (!s && (p === 2 || p === 5 || (p === 3 && (ms || ville)) || (p === 0 && ville))),
      'EntiteGeographique.niveauRecoursORSAN': (p) => p === 1 || p === 4,
      'EntiteGeographique.zonePoser': (p) => p === 1 || p === 4,
      'EntiteGeographique.nom': () => true,
    };
    for (const [champ, regle] of Object.entries(tableau)) {
      for (const p of PROFILS) {
        for (const s of [false, true]) {
          for (const c of CHAMPS) {
            expect(voit(champ, p, s, c), `${champ} ${p} ${s} ${c}`).toBe(regle(p, s, c === 'MS', c === 'VILLE'));
          }
        }
      }
    }
    for (const p of PROFILS) {
      for (const s of [false, true]) {
        for (const c of CHAMPS) {
          for (const a of NIVEAUX) {
            const seul = (n: Niveau) => {
              if (p === 1) return true;
              if (p === 4) return n === 1;
              if (s) return false;
              if (p === 0) return n === 1;
              if (p === 3) return c === 'MS' ? n < 3 : n === 1;
              return n < 3;
            };
            expect(voit('Contact.nom', p, s, c, a), `contact ${p} ${s} ${c} ${a}`).toBe(seul(a));
            for (const b of NIVEAUX) expect(voit('Telecommunication.adresse', p, s, c, a, b)).toBe(seul(a) && seul(b));
          }
        }
      }
    }
  });

  it('refuses what is out of the perimeter, and a datum that the table does not know', () => {
    const porteur = { ...HORS_OFFRE, region: '53' };
    expect(decider({ champ: 'Offre.nom' }, porteur, { profil: 1, perimetre: ['11'] }).visible).toBe(false);
    expect(decider({ champ: 'Offre.nom' }, porteur, { profil: 1, perimetre: ['11', '53'] }).visible).toBe(true);
    expect(decider({ champ: 'Offre.nom' }, porteur, { profil: 1, perimetre: ['*'] }).visible).toBe(true);
    expect(() => decider({ champ: 'Nouveau.champ' }, HORS_OFFRE, { profil: 1, perimetre: ['*'] })).toThrow(/Nouveau/);
  });

  it('hides who refuses public diffusion from the public, and from nobody else', () => {
    const oppose = { sensible: false, champ: 'VILLE', oppose: true } as const;
    for (const champ of ['Professionnel.nomFamille', 'Offre.nom', 'EntiteGeographique.nom']) {
      for (const profil of PROFILS) {
        const { visible } = decider({ champ }, oppose, { profil, perimetre: NATION });
        expect(visible, `${champ} ${profil}`).toBe(profil !== 0);
      }
    }
  });

  it('prepares the same decisions for views and indexes', () => {
    for (const profil of PROFILS) {
      for (const porteur of PORTEURS) {
        const { voit, niveauMax } = droitsDe(profil, porteur);
        for (const [nom, oui] of Object.entries(voit)) {
          const champ = Object.entries(TABLE.contrat).find(([, ligne]) => ligne === nom)![0];
          const nomme = champ.includes('.') ? champ : `${champ}.x`;
          expect(oui, `${nom} ${profil}`).toBe(
            decider({ champ: nomme }, porteur, { profil, perimetre: NATION }).visible,
          );
        }
        for (const niveau of NIVEAUX) {
          const { visible } = decider({ champ: 'Contact.nom', niveaux: [niveau] }, porteur, {
            profil,
            perimetre: NATION,
          });
          expect(visible).toBe(niveau <= niveauMax.contact);
        }
      }
    }
  });

  it('lets a member speak for a narrower profile only', () => {
    const accordes = PROFILS.map((titulaire) => PROFILS.filter((demande) => accorde(titulaire, demande)).join(''));
    expect(accordes).toEqual(['0', '012345', '0235', '03', '04', '05']);
  });

  it('knows the fields of activity and the levels however they are written, and takes the unknown for the strictest', () => {
    expect(champDe(['04'])).toBe('MS');
    expect(champDe(['5'])).toBe('VILLE');
    expect(champDe(['04', '05'])).toBe('AUTRE');
    expect(champDe([])).toBe('AUTRE');
    expect(['1', '01', '2', '3', '9', ''].map(niveauDuCode)).toEqual([1, 1, 2, 3, 3, 3]);
  });
});
