import { comprendreQuestion, type QuestionComprise } from '../question/index.js';

/** The whole of a search, as the address of its page holds it. */
export interface EtatRecherche {
  /** What was typed. */
  q: string;
  comprise: QuestionComprise;
  /** Commune chosen for the place, when several have its name (INSEE). */
  commune: string | undefined;
  rayonKm: number | undefined;
  portee: 'region' | 'france';
  activite: readonly string[];
  mode: readonly string[];
  champ: readonly string[];
  equipement: readonly string[];
  age: number | undefined;
  libre: boolean;
  tri: string | undefined;
  apres: string | undefined;
}

export const RAYONS_KM: readonly number[] = [5, 10, 20, 50, 100, 200];
export const RAYON_PAR_DEFAUT_KM = 50;
const VALUES_MAX = 20;
/** Beyond what is understood, so that a question too long is told so. */
const QUESTION_MAX = 2_000;
const CODE = /^[\w.-]{1,20}$/;
const TRIS = new Set(['DISTANCE', 'NOM', 'MISE_A_JOUR', 'DISPONIBILITE', 'PERTINENCE']);

/** Reads the address of a page; what is not understood there is left out, an address is typed by anybody. */
export function lireEtat(params: URLSearchParams, porteeParDefaut: 'region' | 'france'): EtatRecherche {
  const q = (params.get('q') ?? '').slice(0, QUESTION_MAX).trim();
  const comprise = comprendreQuestion(q);
  const portee = params.get('portee');
  const tri = params.get('tri') ?? '';
  return {
    q,
    comprise,
    commune: code(params.get('commune')),
    rayonKm: number(params.get('rayon'), 0, 1000) ?? comprise.rayonKm,
    portee: portee === 'france' || portee === 'region' ? portee : porteeParDefaut,
    activite: codes(params, 'activite'),
    mode: codes(params, 'mode'),
    champ: codes(params, 'champ'),
    equipement: codes(params, 'equipement'),
    age: number(params.get('age'), 0, 130),
    libre: params.get('libre') === '1' || comprise.libre === true,
    tri: TRIS.has(tri) ? tri : undefined,
    apres: params.get('apres')?.slice(0, 1024) || undefined,
  };
}

/** The address of the same search, with some of it changed. */
export function adresse(etat: EtatRecherche, change: Partial<EtatRecherche> = {}, chemin = '/recherche'): string {
  const e = { ...etat, ...change };
  const params = new URLSearchParams();
  const set = (name: string, value: string | number | undefined) => {
    if (value !== undefined && value !== '') params.append(name, String(value));
  };
  set('q', e.q);
  set('commune', e.commune);
  if (e.rayonKm !== e.comprise.rayonKm) set('rayon', e.rayonKm);
  set('portee', e.portee);
  for (const name of ['activite', 'mode', 'champ', 'equipement'] as const) for (const v of e[name]) set(name, v);
  set('age', e.age);
  if (e.libre && e.comprise.libre !== true) set('libre', 1);
  set('tri', e.tri);
  set('apres', e.apres);
  return `${chemin}?${params}`;
}

function codes(params: URLSearchParams, name: string): string[] {
  return [...new Set(params.getAll(name).filter((v) => CODE.test(v)))].slice(0, VALUES_MAX);
}

function code(value: string | null): string | undefined {
  return value !== null && CODE.test(value) ? value : undefined;
}

function number(value: string | null, min: number, max: number): number | undefined {
  if (value === null || value.trim() === '') return undefined;
  const n = Number(value.replace(',', '.'));
  return Number.isFinite(n) && n >= min && n <= max ? n : undefined;
}
