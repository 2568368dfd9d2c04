import { replierTexte } from '@inter-ror/nomenclatures';
import { type Commune, chercherCommunes, departements, regions } from '@inter-ror/territory';

/** A territory that a question names. */
export type Territoire =
  | { sorte: 'commune'; code: string; nom: string }
  | { sorte: 'departement'; code: string; nom: string }
  | { sorte: 'region'; code: string; nom: string };

const HOMONYMS_MAX = 6;

/** The commune that a name designates first, and the others of exactly the same name; none when no name fits. */
export function communesNommees(nom: string): Commune[] {
  const found = chercherCommunes(nom, HOMONYMS_MAX);
  const first = found[0];
  if (first === undefined) return [];
  const key = replierTexte(first.nom);
  return [first, ...found.slice(1).filter((c) => replierTexte(c.nom) === key)];
}

/** A region, a département (name or number) or a commune of exactly this name. */
export function territoireNomme(nom: string): Territoire | undefined {
  const key = replierTexte(nom);
  const region = regions().find((r) => replierTexte(r.nom) === key);
  if (region !== undefined) return { sorte: 'region', code: region.code, nom: region.nom };
  const departement = departements().find((d) => replierTexte(d.nom) === key || d.code === nom.toUpperCase());
  if (departement !== undefined) return { sorte: 'departement', code: departement.code, nom: departement.nom };
  const commune = chercherCommunes(nom, 1)[0];
  return commune !== undefined && replierTexte(commune.nom) === key
    ? { sorte: 'commune', code: commune.code, nom: commune.nom }
    : undefined;
}
