import type { Droits } from '@inter-ror/access-policy';
import type {
  Capacite,
  CapaciteAccueil,
  CapaciteCrise,
  CapaciteHabitation,
  Equipement,
  Mesure,
} from '@inter-ror/exposure-model';
import type { Concepts } from '../concepts.js';
import { vueMetadonnees } from './metadonnees.js';

/** `CapaciteAccueil` of the contract. */
export function vueCapaciteAccueil(capacite: CapaciteAccueil | undefined, { voit }: Droits) {
  if (capacite === undefined || !(voit.capaciteInstallee || voit.capaciteDisponible)) return null;
  const vueDe = (nombres: Capacite | undefined): Capacite | undefined =>
    nombres && {
      ...(voit.capaciteInstallee ? { total: nombres.total } : {}),
      ...(voit.capaciteDisponible ? { disponibles: nombres.disponibles, dateMiseAJour: nombres.dateMiseAJour } : {}),
    };
  return {
    lits: vueDe(capacite.lits),
    places: vueDe(capacite.places),
    metadonnees: vueMetadonnees(capacite.metadonnees),
  };
}

/** `CapaciteCrise` of the contract. */
export function vueCapaciteCrise(capacite: CapaciteCrise | undefined, { voit }: Droits) {
  if (capacite === undefined || !voit.capaciteCrise) return null;
  return { t0: capacite.t0, t60: capacite.t60, metadonnees: vueMetadonnees(capacite.metadonnees) };
}

/** `CapaciteHabitation` of the contract. */
export function vuesCapacitesHabitation(concepts: Concepts, capacites: readonly CapaciteHabitation[] | undefined) {
  return (capacites ?? []).map(({ type, nombre, metadonnees }) => ({
    type: concepts.de(type),
    nombre,
    metadonnees: vueMetadonnees(metadonnees),
  }));
}

/** `Equipement` of the contract. */
export function vueEquipement(concepts: Concepts, equipement: Equipement) {
  return {
    id: equipement.id,
    identifiants: equipement.identifiants ?? [],
    type: concepts.de(equipement.type),
    nombreEnService: equipement.nombreEnService,
    metadonnees: vueMetadonnees(equipement.metadonnees),
  };
}

/** `Mesure` of the contract. */
export function vueMesure(concepts: Concepts, mesure: Mesure | undefined) {
  return mesure === undefined ? null : { valeur: mesure.valeur, unite: concepts.de(mesure.unite) };
}
