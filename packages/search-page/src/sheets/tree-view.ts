import { type Html, html } from '@inter-ror/web-page';
import { type Concept, libelle } from '../search/index.js';
import { grouperPar } from './group.js';

/** An internal organisation of an establishment, flat. */
export interface Organisation {
  id: string;
  nom: string;
  niveau: string | null;
  parent: { id: string } | null;
}

/** An offer of the establishment, and the organisations above it. */
export interface UniteListee {
  id: string;
  nom: string;
  activitesOperationnelles: Concept[];
  pole: { id: string } | null;
  service: { id: string } | null;
  uniteFonctionnelle: { id: string } | null;
}

const LEVELS_MAX = 8;

/** Poles, services and functional units, with the offers under the nearest one. */
export function vueArbre(organisations: readonly Organisation[], offres: readonly UniteListee[]): Html {
  const shown = organisations.filter((o) => o.niveau !== 'UNITE_ELEMENTAIRE');
  const known = new Set(shown.map((o) => o.id));
  const children = grouperPar(shown, (o) => (o.parent !== null && known.has(o.parent.id) ? o.parent.id : ''));
  const units = grouperPar(offres, (o) => {
    const above = [o.uniteFonctionnelle, o.service, o.pole].find((a) => a !== null && known.has(a.id));
    return above?.id ?? '';
  });
  const branch = (id: string, level: number): Html | undefined => {
    const below = children.get(id) ?? [];
    const own = units.get(id) ?? [];
    if (level > LEVELS_MAX || below.length + own.length === 0) return undefined;
    return html`<ul class="arbre">${own.map(
      (o) =>
        html`<li><a href="/offre/${encodeURIComponent(o.id)}">${o.nom}</a> <small>${o.activitesOperationnelles.map(libelle).join(', ')}</small></li>`,
    )}${below.map((o) => html`<li><span>${o.nom}</span>${branch(o.id, level + 1)}</li>`)}</ul>`;
  };
  return html`${branch('', 0)}`;
}
