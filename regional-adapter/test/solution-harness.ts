import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ecrireCsd } from '@inter-ror/csd';
import { type GenreSimule, genererInstance, INSTANCES, startSimulatedSolution } from '@inter-ror/demo-nation';
import {
  type ActiviteOperationnelle,
  type Enregistrement,
  estUnite,
  type OrganisationInterne,
} from '@inter-ror/exposure-model';
import { cleCode } from '@inter-ror/nomenclatures';
import { lireCorrespondances, openStore, type ReglagesSolution, type SourceRegion } from '@inter-ror/regional-adapter';

export const BRETAGNE = INSTANCES.find(({ codes }) => codes.includes('53'))!;

/** Slow enough that nothing but what a test asks for happens; a test that waits for a rhythm gives its own. */
export const RYTHMES_LENTS = { disponibilites: 3_600, changements: 3_600, complete: 86_400 };
export const RYTHMES_VIFS = { disponibilites: 0.2, changements: 0.5, complete: 3_600 };

/** Records of an invented Brittany. */
export function bretagne(offresDuPays = 1_500): Enregistrement[] {
  return [...genererInstance({ instance: BRETAGNE, nombreOffres: offresDuPays })];
}

/** Asks something of the control of a simulated solution. */
export async function commander<T = Record<string, unknown>>(
  controle: string,
  methode: string,
  chemin: string,
  corps?: object,
): Promise<T> {
  const res = await fetch(controle + chemin, {
    method: methode,
    ...(corps === undefined ? {} : { body: JSON.stringify(corps) }),
  });
  if (!res.ok) throw new Error(`${methode} ${chemin} : ${res.status} ${await res.text()}`);
  return (await res.json()) as T;
}

/** A simulated solution in this process, and the settings by which an adapter asks it. */
export async function simuler(genre: GenreSimule, enregistrements: Iterable<Enregistrement>, dossier: string) {
  const solution = await startSimulatedSolution(genre, enregistrements);
  const { oids, sansZeros, datesLocales } = solution.reglages;
  const fichier = join(mkdtempSync(join(dossier, 'codes-')), 'codes.csv');
  writeFileSync(fichier, solution.correspondances);
  const reglages: ReglagesSolution = {
    adresses: solution.adresses,
    identite: solution.client,
    vihf: { sujet: '990000000/1', nom: 'adaptateur d’essai', profil: 'CU22' },
    formes: {
      oids,
      sansZeros,
      correspondances: lireCorrespondances(fichier),
      ...(datesLocales ? { dates: { forme: 'JJ/MM/AAAA' as const } } : {}),
    },
    rythmes: RYTHMES_LENTS,
  };
  return {
    ...solution,
    /** Settings of the adapter. */
    source: reglages,
    commander: <T = Record<string, unknown>>(methode: string, chemin: string, corps?: object) =>
      commander<T>(solution.controle, methode, chemin, corps),
  };
}

export interface SourceEnEssai {
  source: SourceRegion;
  /** The same source, in which some codes mean nothing to whoever reads it. */
  sansCorrespondance(): SourceRegion;
  changerLits(unite: string, disponibles: number): Promise<void>;
  retirerUnite(unite: string): Promise<void>;
  retirerEtablissement(etablissement: string): Promise<void>;
  /** Nothing can be read any more, until `reparer`. */
  rompre(): Promise<void>;
  reparer(): Promise<void>;
  close(): Promise<void>;
}

/** A simulated solution under test. */
export interface SolutionEnEssai extends SourceEnEssai {
  source: { solution: ReglagesSolution };
  etablissements: number;
  /** Readings of establishments that it was asked. */
  lectures(): Promise<number>;
  faute(type: string, more?: { etablissement?: string; ms?: number }): Promise<void>;
}

/** A solution that gives these records, followed at a quick rhythm. */
export async function ouvrirSolution(
  genre: GenreSimule,
  enregistrements: Enregistrement[],
  dossier: string,
): Promise<SolutionEnEssai> {
  const { source: reglages, commander, close, etablissements } = await simuler(genre, enregistrements, dossier);
  const source = { solution: { ...reglages, rythmes: RYTHMES_VIFS } };
  const demander = async (methode: string, chemin: string, corps?: object) =>
    void (await commander(methode, chemin, corps));
  return {
    source,
    etablissements,
    sansCorrespondance: () => {
      const { correspondances: _tables, oids: _oids, ...formes } = reglages.formes!;
      return { solution: { ...source.solution, formes } };
    },
    changerLits: (unite, disponibles) => demander('POST', '/lits', { unite, disponibles }),
    retirerUnite: (unite) => demander('DELETE', '/unites', { unite }),
    retirerEtablissement: (etablissement) => demander('DELETE', '/etablissements', { etablissement }),
    rompre: () => demander('POST', '/fautes', { type: 'certificat' }),
    reparer: () => demander('DELETE', '/fautes'),
    lectures: async () => (await commander<{ lectures: number }>('GET', '/etat')).lectures,
    faute: (type, more = {}) => demander('POST', '/fautes', { type, ...more }),
    close,
  };
}

/** An export that gives these records. */
export function ouvrirExport(donnes: readonly Enregistrement[], dossier: string): SourceEnEssai {
  const enregistrements = structuredClone(donnes) as Enregistrement[];
  const lieu = mkdtempSync(join(dossier, 'export-'));
  const fichier = join(lieu, 'export.xml');
  const document = (liste: readonly Enregistrement[]) => [...ecrireCsd(liste)].join('');
  const ecrire = async () => writeFileSync(fichier, document(enregistrements));
  const retirer = (id: string) => {
    const rang = enregistrements.findIndex(({ valeur }) => valeur.id === id);
    enregistrements.splice(rang, 1);
  };
  void ecrire();
  return {
    source: { fichier, surveiller: true },
    sansCorrespondance() {
      const copie = structuredClone(enregistrements);
      const premiere = copie.find(({ sorte }) => sorte === 'activite')!.valeur as ActiviteOperationnelle;
      premiere.activite = { code: 'LOCAL-1', oid: '2.999.3' };
      const autre = join(lieu, 'autre.xml');
      writeFileSync(autre, document(copie));
      return { fichier: autre, surveiller: false };
    },
    async changerLits(unite, disponibles) {
      for (const { sorte, valeur } of enregistrements) {
        if (sorte !== 'organisationInterne' || valeur.id !== unite) continue;
        valeur.complement!.capaciteAccueil!.lits!.disponibles = disponibles;
      }
      await ecrire();
    },
    async retirerUnite(unite) {
      retirer(unite);
      await ecrire();
    },
    async retirerEtablissement(etablissement) {
      const site = enregistrements.find(
        ({ sorte, valeur }) => sorte === 'organisation' && valeur.identifiants?.[0]?.valeur === etablissement,
      );
      retirer(site!.valeur.id);
      await ecrire();
    },
    rompre: async () => writeFileSync(fichier, document(enregistrements).slice(0, -200)),
    reparer: ecrire,
    close: async () => {},
  };
}

/** A unit with free beds that everybody may see, among records. */
export function uniteAvecLits(enregistrements: readonly Enregistrement[]): string {
  return unitesAvecLits(enregistrements)[0]!.unite;
}

/** Units with free beds that everybody may see, one for each establishment that has one, and its number of units. */
export function unitesAvecLits(enregistrements: readonly Enregistrement[]) {
  const internes = new Map<string, OrganisationInterne>();
  const codes = new Map<string, string>();
  for (const { sorte, valeur } of enregistrements) {
    if (sorte === 'organisationInterne') internes.set(valeur.id, valeur);
    if (sorte === 'organisation') codes.set(valeur.id, valeur.identifiants?.[0]?.valeur ?? valeur.id);
  }
  const site = ({ rattachements, complement }: OrganisationInterne): string =>
    rattachements?.[0]?.entiteGeographiqueId ?? site(internes.get(complement!.parentId!)!);
  const trouvees = new Map<string, { unite: string; etablissement: string; unites: number }>();
  const unites = new Map<string, OrganisationInterne[]>();
  for (const interne of internes.values()) {
    if (estUnite(interne)) unites.set(site(interne), [...(unites.get(site(interne)) ?? []), interne]);
  }
  for (const [id, ici] of unites) {
    const unite = ici.find(({ complement: c }) => c?.uniteSensible === false && c.capaciteAccueil?.lits);
    const etablissement = codes.get(id)!;
    if (unite !== undefined) trouvees.set(id, { unite: unite.id, etablissement, unites: ici.length });
  }
  return [...trouvees.values()];
}

/** All that a store serves, whatever the order and the writing of codes that the source chose. */
export function modele(storeDir: string): Record<string, unknown> {
  const store = openStore(storeDir);
  const lecteur = store.generationCourante()!;
  const offres: [string, unknown][] = [];
  const professionnels = new Map<string, unknown>();
  for (let ordinal = 0; ordinal < lecteur.info.nombreOffres; ordinal++) {
    const { ordinal: _rang, ...offre } = lecteur.offre(ordinal);
    offre.professionnelIds = [...offre.professionnelIds].sort();
    offres.push([offre.id, forme(offre)]);
    for (const id of offre.professionnelIds) {
      const { exercices = [], ...reste } = lecteur.professionnel(id)!;
      const lieux = exercices.map(({ organisationInterneId }) => organisationInterneId).sort();
      professionnels.set(id, forme({ ...reste, lieux }));
    }
  }
  const organisations = lecteur.organisations().sort();
  const vu = {
    offres: Object.fromEntries(offres.sort()),
    professionnels: Object.fromEntries([...professionnels].sort()),
    organisations: Object.fromEntries(organisations.map((id) => [id, forme(lecteur.organisation(id))])),
    enfants: Object.fromEntries(organisations.map((id) => [id, lecteur.enfantsDe(id).sort()])),
  };
  lecteur.close();
  store.close();
  return vu;
}

/** Codes by their key; dates of changes, which each source sets by its own clock, left out. */
function forme(valeur: unknown): unknown {
  if (Array.isArray(valeur)) return valeur.map(forme);
  if (typeof valeur !== 'object' || valeur === null) return valeur;
  return Object.fromEntries(
    Object.entries(valeur)
      .filter(([cle]) => cle !== 'miseAJour' && cle !== 'dateMiseAJour')
      .map(([cle, element]) => [
        cle,
        cle === 'code' && typeof element === 'string' ? cleCode(element) : forme(element),
      ]),
  );
}

/** Waits until something holds. */
export async function attendre<T>(quoi: string, lire: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const fin = Date.now() + 60_000;
  for (;;) {
    const vu = await lire();
    if (vu !== undefined && vu !== false) return vu;
    if (Date.now() > fin) throw new Error(`attendu en vain : ${quoi}`);
    await setTimeout(25);
  }
}
