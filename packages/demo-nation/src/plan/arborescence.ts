import type { Champ, ModeleUnite } from '../catalogue/index.js';
import { grouperPar } from '../grouper.js';
import { idEntite } from '../identifiants.js';
import type { PlanSite } from './types.js';

/** An internal organisation of a site, the parent before its children. */
export interface Noeud {
  id: string;
  /** TRE_R207. */
  niveau: '1' | '2' | '3' | '4';
  nom: string;
  parentId?: string;
  /** Fields of activity of the units below; exactly one for a unit. */
  champs: readonly Champ[];
  /** The unit, or one of the units below. */
  modele: ModeleUnite;
  /** Rank of the unit in the site, from 0. */
  rangUE?: number;
  /** All the units below are sensitive. */
  sensible: boolean;
}

/** Units of a service from which it has functional units. */
const UNITES_POUR_UNE_UF = 4;

/** Units of a hospital from which it has pôles. */
const UNITES_POUR_DES_POLES = 12;

/** entityID of a unit of a site. */
export function idUnite(site: PlanSite, rangUE: number): string {
  return idEntite(site.region, 'UE', String(site.premiereUE + rangUE).padStart(7, '0'));
}

/**
 * The internal organisation of a site. Hospitals have the four levels; a small one has no pôle, a small service no
 * functional unit, and one unit in thirty hangs from the site itself, as those of small sites do.
 */
export function* arborescence(site: PlanSite): Generator<Noeud> {
  const noms = nomsDistincts(site.unites);
  const rangs = site.unites.map((_, rang) => rang);
  const feuille = (rang: number, parentId?: string): Noeud => ({
    id: idUnite(site, rang),
    niveau: '4',
    nom: noms[rang]!,
    ...(parentId === undefined ? {} : { parentId }),
    champs: [site.unites[rang]!.champ],
    modele: site.unites[rang]!,
    rangUE: rang,
    sensible: site.unites[rang]!.sensible ?? false,
  });
  if (!site.modele.hospitalier) {
    for (const rang of rangs) yield feuille(rang);
    return;
  }
  const isolees = rangs.filter((rang) => (site.premiereUE + rang) % 30 === 0);
  for (const rang of isolees) yield feuille(rang);
  const reste = rangs.filter((rang) => !isolees.includes(rang));
  let numero = 0;
  const groupe = (niveau: '1' | '2' | '3', nom: string, membres: number[], parentId?: string): Noeud => ({
    id: idEntite(site.region, 'OI', `${String(site.rang).padStart(5, '0')}-${++numero}`),
    niveau,
    nom,
    ...(parentId === undefined ? {} : { parentId }),
    champs: [...new Set(membres.map((rang) => site.unites[rang]!.champ))],
    modele: site.unites[membres[0]!]!,
    sensible: membres.every((rang) => site.unites[rang]!.sensible === true),
  });
  for (const [nomPole, duPole] of grouperPar(reste, (rang) => site.unites[rang]!.pole)) {
    const pole = reste.length < UNITES_POUR_DES_POLES ? undefined : groupe('1', nomPole, duPole);
    if (pole !== undefined) yield pole;
    for (const [nomService, duService] of grouperPar(duPole, (rang) => site.unites[rang]!.service)) {
      const service = groupe('2', nomService, duService, pole?.id);
      yield service;
      if (duService.length < UNITES_POUR_UNE_UF) {
        for (const rang of duService) yield feuille(rang, service.id);
        continue;
      }
      for (const [nomUF, deUF] of grouperPar(duService, (rang) => uniteFonctionnelle(site.unites[rang]!))) {
        const uf = groupe('3', `${nomUF} — ${nomService}`, deUF, service.id);
        yield uf;
        for (const rang of deUF) yield feuille(rang, uf.id);
      }
    }
  }
}

function uniteFonctionnelle(unite: ModeleUnite): string {
  if (['28', '34', '13', '46'].includes(unite.mode)) return "UF d'hospitalisation";
  return ['29', '30', '09'].includes(unite.mode) ? 'UF ambulatoire' : 'UF de consultations et plateaux';
}

/** Names of the units, numbered from the second time that a name comes. */
function nomsDistincts(unites: readonly ModeleUnite[]): string[] {
  const vus = new Map<string, number>();
  return unites.map(({ nom }) => {
    const fois = (vus.get(nom) ?? 0) + 1;
    vus.set(nom, fois);
    return fois === 1 ? nom : `${nom} ${fois}`;
  });
}
