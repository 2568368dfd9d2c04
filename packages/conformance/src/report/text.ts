import { compte } from '@inter-ror/web-page';
import type { Essai, Resultat, Verdict } from '../run.js';

const MARQUES: Readonly<Record<Resultat, string>> = {
  REUSSI: 'réussi        ',
  ECHEC: 'ÉCHEC         ',
  NON_APPLICABLE: 'non applicable',
};

/** One line, two when it failed. */
export function ligneDe({ id, titre, resultat, recu, attendu }: Verdict): string {
  const ligne = `${MARQUES[resultat]}  ${id}  ${titre}`;
  if (resultat === 'REUSSI') return ligne;
  if (resultat === 'NON_APPLICABLE') return `${ligne}\n                       ${recu}`;
  return `${ligne}\n                       attendu : ${attendu}\n                       reçu    : ${recu}`;
}

/** What the run found, in some lines. */
export function bilan({ url, comptes, decouverte, dureeMs, verdicts }: Essai): string {
  const { lieu, entier, etablissements, lus, manques } = decouverte;
  const ou =
    lieu === undefined ? 'aucun lieu' : `${['', 'région', 'département', 'commune'][Number(lieu.type)]} ${lieu.code}`;
  return [
    '',
    `${url} : ${verdicts.length} scénarios en ${(dureeMs / 1_000).toFixed(1)} s`,
    `${compte(comptes.REUSSI, 'réussi')}, ${comptes.ECHEC} en échec, ${compte(comptes.NON_APPLICABLE, 'non applicable', 'non applicables')}`,
    `découverte : ${ou}${lieu !== undefined && !entier ? ' (réponse limitée à 199)' : ''}, ${etablissements} établissements nommés, ${lus} lus`,
    ...manques.map((manque) => `  non découvert : ${manque}`),
  ].join('\n');
}
