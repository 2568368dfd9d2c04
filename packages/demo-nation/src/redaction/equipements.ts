import type { Equipement } from '@inter-ror/exposure-model';
import { OIDS } from '@inter-ror/nomenclatures';
import { idEntite } from '../identifiants.js';
import type { Noeud } from '../plan/index.js';
import { AUTORITE_EQUIPEMENT } from './autorites.js';
import type { Contexte } from './contexte.js';

/** entityIDs of the equipment of a unit. */
export function idsEquipements(contexte: Contexte, noeud: Noeud): string[] {
  const numero = noeud.id.slice(noeud.id.lastIndexOf('-') + 1);
  return (noeud.modele.equipements ?? []).map((code) => idEntite(contexte.site.region, 'EQ', `${numero}-${code}`));
}

/** The equipment of a unit. */
export function* equipements(contexte: Contexte, noeud: Noeud): Generator<Equipement> {
  const ids = idsEquipements(contexte, noeud);
  for (const [i, id] of ids.entries()) {
    const hasard = contexte.hasard(id);
    yield {
      id,
      ...(hasard.chance(500) ? { identifiants: [{ valeur: id, autorite: AUTORITE_EQUIPEMENT }] } : {}),
      type: contexte.code(OIDS.equipement, noeud.modele.equipements![i]!),
      ...(hasard.chance(800) ? { nombreEnService: hasard.entier(1, 3) } : {}),
      metadonnees: contexte.metadonnees(hasard),
    };
  }
}
