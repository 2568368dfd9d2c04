import type { Metadonnees } from '@inter-ror/exposure-model';

/** `Metadonnees` of the contract. */
export function vueMetadonnees(metadonnees: Metadonnees) {
  return { ...metadonnees, commentaires: metadonnees.commentaires ?? [] };
}

/** `null` when the export gives no record. */
export function vueMetadonneesFacultatives(metadonnees: Metadonnees | undefined) {
  return metadonnees === undefined ? null : vueMetadonnees(metadonnees);
}
