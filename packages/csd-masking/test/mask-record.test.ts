import { champDe, droitsDe, HORS_OFFRE, type Porteur, type Profil } from '@inter-ror/access-policy';
import { ecrireCsd } from '@inter-ror/csd';
import type { Enregistrement, OrganisationInterne, Professionnel } from '@inter-ror/exposure-model';
import { describe, expect, it } from 'vitest';
import { COMPLET } from '../../csd/test/fixtures/complet.js';
import { masquerEnregistrement, type Regard } from '../src/index.js';

const RECORDS: Enregistrement[] = structuredClone(COMPLET);

function unite(id: string): OrganisationInterne | undefined {
  const trouve = RECORDS.find((e) => e.sorte === 'organisationInterne' && e.valeur.id === id);
  return trouve?.valeur as OrganisationInterne | undefined;
}

/** A regard on the records of the fixture: nobody is opposed, everything but `caches` is given. */
function regard(profil: Profil, caches: readonly string[] = [], porteur: Partial<Porteur> = {}): Regard {
  const de = (oi: OrganisationInterne | undefined): Porteur =>
    oi === undefined
      ? HORS_OFFRE
      : {
          sensible: oi.complement?.uniteSensible ?? false,
          champ: champDe((oi.complement?.champsActivite ?? []).map(({ code }) => code)),
          oppose: false,
          ...porteur,
        };
  const exercice = (_: Professionnel, id: string | undefined) =>
    droitsDe(profil, id === undefined ? HORS_OFFRE : de(unite(id) ?? RECORDS_UNITE));
  return {
    unite: (oi) => droitsDe(profil, de(oi)),
    etablissement: () => droitsDe(profil, HORS_OFFRE),
    exercice,
    professionnel: (p) => (caches.includes(p.id) ? undefined : exercice(p, p.exercices?.[0]?.organisationInterneId)),
    voitOrganisation: () => true,
    donne: (_sorte, id) => !caches.includes(id),
    auDessus: (id) => (caches.includes(id) ? undefined : id),
  };
}
const RECORDS_UNITE = RECORDS.find((e) => e.sorte === 'organisationInterne')!.valeur as OrganisationInterne;

const xml = (records: readonly Enregistrement[], r: Regard) =>
  [...ecrireCsd(records.flatMap((e) => masquerEnregistrement(e, r) ?? []))].join('');

describe('A record masked', () => {
  it('is the record itself for whoever sees everything', () => {
    for (const e of RECORDS) expect(masquerEnregistrement(e, regard(1))).toEqual(e);
  });

  it('leaves the record received as it was', () => {
    for (const profil of [0, 2, 3, 4, 5] as const) for (const e of RECORDS) masquerEnregistrement(e, regard(profil));
    expect(RECORDS).toEqual(COMPLET);
  });

  it('has nothing for the public of what the table keeps from it', () => {
    const tout = xml(RECORDS, regard(1));
    const publics = xml(RECORDS, regard(0, [], { sensible: false }));
    const caches = [
      '<crisisAccomodationCapacity',
      'avaible=',
      'updateDate=',
      '<resourcesSkills',
      '<specificAct',
      '<takingCareSpeciality',
      '<equipment ',
      '<dropZone',
      '<levelRecourseORSAN',
      '<gender',
      '<dateOfBirth',
      '<person>',
    ];
    for (const cache of caches) {
      expect(tout, cache).toContain(cache);
      expect(publics, cache).not.toContain(cache);
    }
    expect(publics).toContain('<facility ');
    expect(publics).toContain('total=');
  });

  it('is not given when its unit is sensitive to whoever may not see such units', () => {
    const e: Enregistrement = { sorte: 'organisationInterne', valeur: RECORDS_UNITE };
    for (const profil of [0, 2, 3, 5] as const) {
      expect(masquerEnregistrement(e, regard(profil, [], { sensible: true }))).toBeUndefined();
    }
    // Profile 4 sees such units, and not the flag.
    const valeur = { ...RECORDS_UNITE, complement: { ...RECORDS_UNITE.complement!, uniteSensible: true } };
    const vue = (profil: Profil) =>
      masquerEnregistrement({ sorte: 'organisationInterne', valeur }, regard(profil))!.valeur as OrganisationInterne;
    expect(vue(4).complement!.uniteSensible).toBe(false);
    expect(vue(1).complement!.uniteSensible).toBe(true);
  });

  it('names no record that is not given', () => {
    const references = new Set<string>();
    for (const { sorte, valeur } of RECORDS) {
      if (sorte === 'organisationInterne') {
        if (valeur.complement?.parentId) references.add(valeur.complement.parentId);
        for (const id of valeur.complement?.equipements ?? []) references.add(id);
        for (const { services } of valeur.rattachements ?? []) for (const { id } of services ?? []) references.add(id);
      }
      if (sorte === 'professionnel') for (const x of valeur.exercices ?? []) references.add(x.organisationInterneId);
    }
    expect(references.size).toBeGreaterThan(3);
    const texte = xml(RECORDS, regard(1, [...references]));
    for (const id of references) expect(texte).not.toContain(`entityID="${id}"`);
  });

  it('keeps each place of practice beside its own situation when another leaves', () => {
    const professionnel = structuredClone(RECORDS.find((e) => e.sorte === 'professionnel')!.valeur) as Professionnel;
    const situation = professionnel.situations![0]!;
    professionnel.exercices = ['A', 'B', 'C'].map((organisationInterneId) => ({ organisationInterneId }));
    professionnel.situations = ['a', 'b'].map((code) => ({ ...situation, modeExercice: { code, oid: 'z' } }));
    const { valeur } = masquerEnregistrement({ sorte: 'professionnel', valeur: professionnel }, regard(1, ['A']))!;
    const { exercices, situations } = valeur as Professionnel;
    expect(exercices!.map(({ organisationInterneId }) => organisationInterneId)).toEqual(['B', 'C']);
    expect(situations!.map(({ modeExercice }) => modeExercice.code)).toEqual(['b']);
  });
});
