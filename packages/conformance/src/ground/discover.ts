import { departementDeCommune, regionDeCommune } from '@inter-ror/territory';
import { Ecart } from '../faults.js';
import { etablissementDe } from './establishment.js';
import type { Terrain } from './ground.js';
import type { Connu, Lieu } from './known.js';
import { rechercheEn, tenue } from './searches.js';

/** What the caller knows of the server; the rest is discovered. */
export interface Indices {
  /** TRE_R30. */
  region?: string;
  departement?: string;
  /** INSEE codes. */
  commune?: string;
  /** idNat_Struct of establishments to read first. */
  etablissements?: readonly string[];
}

const DEPUIS = '2000-01-01T00:00:00Z';
/** Establishments read, spread over the list. */
const LECTURES = 12;
const COMMUNES = 12;
/** A v1 answer never holds more. */
const RESULTATS_MAX = 199;
/** Authority of an idNat_Struct in requests. */
export const AUTORITE_STRUCTURE = '1.2.250.1.71.1.2.14';

/**
 * Looks for places, establishments and codes that exist at the server. What it cannot find is told in `manques`: the
 * scenarios that need it are without object.
 */
export async function decouvrir(terrain: Terrain, indices: Indices): Promise<void> {
  const { connu } = terrain;
  const noter = async (quoi: string, faire: () => Promise<void>) => {
    try {
      await faire();
    } catch (cause) {
      if (!(cause instanceof Ecart)) throw cause;
      connu.manques.push(`${quoi} : ${cause.message}`);
    }
  };
  for (const valeur of indices.etablissements ?? [])
    connu.etablissements.push({ valeur, autorite: AUTORITE_STRUCTURE });
  await noter('liste des établissements', () => listerEtablissements(terrain));
  await noter('lecture des établissements', () => lireEtablissements(terrain));
  placer(connu, indices);
  for (const lieu of lieuxPossibles(connu)) {
    if (connu.base !== undefined) break;
    await noter(`recherche v1 (${lieu.type}/${lieu.code})`, () => essayerBase(terrain, lieu));
  }
}

async function listerEtablissements(terrain: Terrain): Promise<void> {
  const { lue } = await terrain.notification({ dateRef: DEPUIS, champsActivite: [], publics: [] });
  if (lue.faute !== undefined) throw new Ecart(`faute ${lue.faute.code} : ${lue.faute.raison}`);
  const { etablissements } = terrain.connu;
  for (const { id, autorite } of lue.etablissements) {
    if (id !== '') etablissements.push({ valeur: id, autorite: autorite || AUTORITE_STRUCTURE });
  }
}

async function lireEtablissements(terrain: Terrain): Promise<void> {
  const { connu } = terrain;
  const { etablissements } = connu;
  const pas = Math.max(1, etablissements.length / LECTURES);
  const choisis = new Set(
    Array.from({ length: Math.min(LECTURES, etablissements.length) }, (_, i) => etablissements[Math.floor(i * pas)]!),
  );
  for (const etablissement of choisis) {
    const { lue } = await terrain.lecture({ etablissement, champsActivite: [], publics: [] });
    if (lue.resultat) connu.lus.push(etablissementDe(etablissement, lue));
  }
}

/** The communes of the units read, then the region and the département where most of them are. */
function placer(connu: Connu, indices: Indices): void {
  const communes = connu.lus.flatMap(({ unites, organisations }) => {
    const site = organisations.find(({ complement }) => complement?.lieu !== undefined)?.complement?.lieu?.commune.code;
    return unites.flatMap(({ complement }) => complement?.lieu?.commune.code ?? site ?? []);
  });
  const parNombre = triees(communes);
  if (indices.commune !== undefined) parNombre.unshift(indices.commune);
  connu.communes = [...new Set(parNombre)].slice(0, COMMUNES).map((code) => ({ type: '3', code }));
  const departement = indices.departement ?? triees(communes.flatMap((c) => departementDeCommune(c) ?? []))[0];
  const region = indices.region ?? triees(communes.flatMap((c) => regionDeCommune(c) ?? []))[0];
  if (departement !== undefined) connu.departement = { type: '2', code: departement };
  if (region !== undefined) connu.region = { type: '1', code: region };
  if (region === undefined && departement === undefined && connu.communes.length === 0) {
    connu.manques.push('aucun lieu connu : indiquez au moins une région (--region)');
  }
}

function triees(valeurs: readonly string[]): string[] {
  const nombres = new Map<string, number>();
  for (const valeur of valeurs) nombres.set(valeur, (nombres.get(valeur) ?? 0) + 1);
  return [...nombres].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([valeur]) => valeur);
}

/** The widest first: the more there is, the more is compared. */
function lieuxPossibles({ region, departement, communes }: Connu): Lieu[] {
  return [...(region ? [region] : []), ...(departement ? [departement] : []), ...communes];
}

async function essayerBase(terrain: Terrain, lieu: Lieu): Promise<void> {
  const { lue } = tenue(await terrain.recherche(rechercheEn([lieu])));
  if (lue.ois.length === 0) return;
  const { connu } = terrain;
  connu.apercu ??= { lieu, lue };
  if (lue.ois.length < RESULTATS_MAX) connu.base = { lieu, lue };
}
