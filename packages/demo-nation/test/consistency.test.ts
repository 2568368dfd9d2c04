import type { Code, Metadonnees, OrganisationInterne } from '@inter-ror/exposure-model';
import { cleCode, Nomenclatures } from '@inter-ror/nomenclatures';
import { expect, it } from 'vitest';
import { genererInstance } from '../src/generer-instance.js';
import { INSTANCES } from '../src/instances.js';
import { PARTAGES, REGIONS_DE_LA_FONDATION } from '../src/plan/index.js';
import { estUE, nationDe3000, objets, ranger } from './invented-nation.js';

const PLANTES = { obsoletes: ['148', '46'], inconnus: ['990', '9990'] };

const unites = (): OrganisationInterne[] =>
  nationDe3000().flatMap(({ organisationsInternes }) => organisationsInternes.filter(estUE));

it('gives each object an entityID that is unique in the nation and begins with its region', () => {
  const vus = new Set<string>();
  const fautifs: string[] = [];
  for (const { instance, ...directories } of nationDe3000()) {
    for (const { id } of Object.values(directories).flat()) {
      if (vus.has(id) || !instance.codes.includes(id.slice(0, 2))) fautifs.push(id);
      vus.add(id);
    }
  }
  expect(fautifs).toEqual([]);
});

it('refers only to objects of the same export', () => {
  const perdues: string[] = [];
  for (const { organisations, activites, organisationsInternes, professionnels, equipements } of nationDe3000()) {
    const ids = (liste: { id: string }[]) => new Set(liste.map(({ id }) => id));
    const [orgs, acts, ois, pss, eqs] = [
      organisations,
      activites,
      organisationsInternes,
      professionnels,
      equipements,
    ].map(ids) as [Set<string>, Set<string>, Set<string>, Set<string>, Set<string>];
    const utilises = new Set<string>();
    const suivre = (cibles: Set<string>, id: string | undefined) => {
      if (id === undefined) return;
      if (!cibles.has(id)) perdues.push(id);
      utilises.add(id);
    };
    for (const { entiteJuridiqueId } of organisations) suivre(orgs, entiteJuridiqueId);
    for (const { rattachements, complement } of organisationsInternes) {
      for (const rattachement of rattachements ?? []) {
        suivre(orgs, rattachement.entiteGeographiqueId);
        for (const { id } of rattachement.services ?? []) suivre(acts, id);
      }
      suivre(ois, complement?.parentId);
      for (const id of complement?.equipements ?? []) suivre(eqs, id);
    }
    for (const { exercices, organisations: rattachements } of professionnels) {
      for (const { id } of rattachements ?? []) suivre(orgs, id);
      for (const { organisationInterneId, services } of exercices ?? []) {
        suivre(ois, organisationInterneId);
        for (const { id, organisationId } of services ?? []) {
          suivre(acts, id);
          suivre(orgs, organisationId);
        }
      }
    }
    for (const objet of objets([organisations, organisationsInternes]))
      suivre(pss, objet.professionnel as string | undefined);
    perdues.push(...[...acts, ...eqs].filter((id) => !utilises.has(id)));
  }
  expect(perdues).toEqual([]);
});

it('uses only codes that the carried nomenclatures know, but for those planted', () => {
  const officielles = Nomenclatures.officielles();
  const statuts = new Map<string, Set<string>>();
  for (const nation of nationDe3000()) {
    for (const objet of objets(nation)) {
      if (typeof objet.code !== 'string' || typeof objet.oid !== 'string') continue;
      const { code, oid } = objet as unknown as Code;
      const table = officielles.table(oid);
      if (table === undefined || table.concepts.length === 0) continue;
      const { statut } = officielles.resoudre(oid, code);
      if (statut === 'COURANT') continue;
      if (!statuts.has(statut)) statuts.set(statut, new Set());
      statuts.get(statut)!.add(`${table.name} ${cleCode(code)}`);
    }
  }
  const autres = [...statuts.values()]
    .flatMap((codes) => [...codes])
    .filter((ligne) => ![...PLANTES.obsoletes, ...PLANTES.inconnus].some((code) => ligne.endsWith(` ${code}`)));
  expect(autres).toEqual([]);
  expect([...statuts.values()].flatMap((codes) => [...codes]).length).toBeGreaterThanOrEqual(3);
});

it('writes codes with their zeros and without', () => {
  const codes = new Set(nationDe3000().flatMap(({ activites }) => activites.map(({ activite }) => activite.code)));
  expect(codes.has('013') && codes.has('13')).toBe(true);
});

it('has one field of activity and one way of care in each unit, found in all above it (RG_EXP_010, RG_ALIM_006)', () => {
  const fautifs: string[] = [];
  for (const { organisationsInternes } of nationDe3000()) {
    const parId = new Map(organisationsInternes.map((oi) => [oi.id, oi]));
    for (const unite of organisationsInternes.filter(estUE)) {
      if (unite.complement!.champsActivite.length !== 1) fautifs.push(unite.id);
      const [champ] = unite.complement!.champsActivite;
      for (let oi = unite; oi.complement?.parentId !== undefined; ) {
        oi = parId.get(oi.complement.parentId)!;
        if (!oi.complement!.champsActivite.some(({ code }) => code === champ!.code)) fautifs.push(unite.id);
      }
    }
  }
  expect(fautifs).toEqual([]);
});

it('has units under every level and under the site itself, in the four levels', () => {
  const niveaux = new Set<string>();
  for (const { organisationsInternes } of nationDe3000()) {
    const parId = new Map(organisationsInternes.map((oi) => [oi.id, oi]));
    for (const { complement } of organisationsInternes.filter(estUE)) {
      niveaux.add(complement!.parentId === undefined ? 'EG' : parId.get(complement!.parentId)!.types[0]!.code);
    }
    for (const { types } of organisationsInternes) niveaux.add(`niveau ${types[0]!.code}`);
  }
  expect([...niveaux].sort()).toEqual(['2', '3', 'EG', 'niveau 1', 'niveau 2', 'niveau 3', 'niveau 4']);
});

it('never updates an object before its creation (RG_EXP_020, RG_EXP_023)', () => {
  const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
  const fautifs: unknown[] = [];
  let vus = 0;
  for (const nation of nationDe3000()) {
    for (const objet of objets(nation)) {
      if (!('creation' in objet)) continue;
      const { creation, miseAJour } = objet as unknown as Metadonnees;
      vus++;
      if (!instant.test(creation) || !instant.test(miseAJour) || creation > miseAJour) fautifs.push(objet);
    }
  }
  expect(fautifs).toEqual([]);
  expect(vus).toBeGreaterThan(30_000);
});

it('charges a supplement for single rooms only, and names health territories only (RG_EXP_029, RG_EXP_030)', () => {
  for (const { organisations } of nationDe3000()) {
    for (const { complement } of organisations) {
      for (const { detail } of complement?.tarifs ?? []) {
        if (detail.sorte === 'SUPPLEMENT_CHAMBRE') expect(cleCode(detail.typeHabitation.code)).toBe('2');
      }
      for (const { type } of complement?.territoiresSante ?? []) expect(type.code).toBe('4');
    }
  }
});

it('flags as sensitive the units for detained persons and for NRBC risks, and no other', () => {
  const sensible = /UHSI|USMP|UHSA|SMPR|NRBC|détenu|pénitentia/;
  const noms = new Set(unites().flatMap(({ nom, complement }) => (complement!.uniteSensible ? [nom] : [])));
  expect(unites().filter(({ nom, complement }) => complement!.uniteSensible !== sensible.test(nom))).toEqual([]);
  expect(noms.size).toBeGreaterThanOrEqual(3);
});

it('has contacts and telecommunications of the three levels, and a telecommunication above its contact', () => {
  const paires = new Set<string>();
  for (const { complement } of unites()) {
    for (const contact of complement!.contacts ?? []) {
      for (const { confidentialites } of contact.telecommunications ?? []) {
        paires.add(`${contact.niveauConfidentialite.code}/${confidentialites![0]!.niveauConfidentialite.code}`);
      }
    }
  }
  expect([...paires].sort()).toEqual(['1/1', '1/2', '1/3', '2/2', '3/3']);
});

it('has the four components of activity in each first hospital', () => {
  for (const { organisations, organisationsInternes } of nationDe3000()) {
    const hopital = organisations.find(({ id }) => id.endsWith('-EG-00001'))!;
    const champs = new Set(
      organisationsInternes
        .filter((oi) => estUE(oi) && oi.rattachements![0]!.entiteGeographiqueId === hopital.id)
        .map(({ complement }) => cleCode(complement!.champsActivite[0]!.code)),
    );
    for (const champ of ['1', '2', '3', '4']) expect(champs, hopital.nom).toContain(champ);
  }
});

it('has a legal entity with sites in six regions, and professionals who practise in two', () => {
  const finess = new Map<string, Set<string>>();
  const rpps = new Map<string, Set<string>>();
  const noter = (index: Map<string, Set<string>>, cle: string, region: string) =>
    index.set(cle, (index.get(cle) ?? new Set()).add(region));
  for (const { organisations, professionnels } of nationDe3000()) {
    for (const { id, entiteJuridiqueId, identifiants } of organisations) {
      if (entiteJuridiqueId === undefined) noter(finess, identifiants![0]!.valeur, id.slice(0, 2));
    }
    for (const { id, identifiants } of professionnels) noter(rpps, identifiants![0]!.valeur, id.slice(0, 2));
  }
  const partagees = [...finess.values()].filter((regions) => regions.size > 1);
  expect(partagees).toEqual([new Set(REGIONS_DE_LA_FONDATION)]);
  const partages = [...rpps.entries()].filter(([, regions]) => regions.size > 1);
  expect(partages.map(([valeur]) => valeur).sort()).toEqual(PARTAGES.map(({ rpps: valeur }) => `8${valeur}`).sort());
});

it('answers the examples: IRM cardiaque near Quimper, cardiologie pédiatrique at Rennes, EHPAD Alzheimer everywhere', () => {
  const nommees = (nom: RegExp, commune?: string) =>
    unites().filter(
      (ue) => nom.test(ue.nom) && (commune === undefined || ue.complement!.lieu?.commune.code === commune),
    );
  const [irm] = nommees(/^IRM cardiaque$/, '29232');
  const services = irm!.rattachements![0]!.services!.map(({ id }) => id.split('-').at(-1));
  expect(services).toEqual(['068', '013']);
  expect(irm!.complement!.equipements![0]).toMatch(/-054$/);
  expect(nommees(/^Cardiologie pédiatrique/, '35238').length).toBeGreaterThanOrEqual(2);
  const regions = new Set(nommees(/^EHPAD — unité Alzheimer/).map(({ id }) => id.slice(0, 2)));
  expect(regions.size).toBe(18);
});

it('keeps the examples of Bretagne in a nation of 150 offers', () => {
  const instance = INSTANCES.find(({ codes }) => codes.includes('53'))!;
  const { organisationsInternes } = ranger(genererInstance({ instance, nombreOffres: 150 }));
  const noms = organisationsInternes.filter(estUE).map(({ nom }) => nom);
  expect(noms).toContain('IRM cardiaque');
  expect(noms).toContain('Cardiologie pédiatrique — consultations');
});
