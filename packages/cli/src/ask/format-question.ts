import { avisEnMots, lieuIncertain } from '@inter-ror/search-page';
import type { AnsweredQuestion } from './search.js';

const number = new Intl.NumberFormat('fr-FR');

/** How a question was understood, as lines to read, so that nobody takes one place for another. */
export function formatQuestion({ question, totalCount }: AnsweredQuestion): string[] {
  const { age, criteres, texte, autour, dans, homonymes, incertain } = question;
  const understood = [texte === '' ? 'toute offre' : `« ${texte} »`];
  if (age !== undefined) understood.push(`âge : ${age.compris} (« ${age.dit} »)`);
  if (criteres.et !== undefined) understood.push('avec des lits ou des places disponibles');
  if (autour !== undefined) understood.push(`à ${number.format(autour.rayonKm)} km au plus de ${autour.nom}`);
  if (dans !== undefined) understood.push(`territoire : ${dans.nom}`);
  if (autour === undefined && dans === undefined) understood.push('dans toute la France');
  return [
    `Compris : ${understood.join(', ')}.`,
    ...(homonymes.length === 0 ? [] : [`Ou bien : ${homonymes.map(({ nom }) => `« ${nom} »`).join(', ')}.`]),
    ...(totalCount === 0 && incertain !== undefined ? [avisEnMots(lieuIncertain(incertain))] : []),
  ];
}
