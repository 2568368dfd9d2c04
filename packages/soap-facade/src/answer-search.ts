import { type RechercheV1, writeRechercheResponse } from '@inter-ror/csd';
import type { Echange, PortsSoap } from './ports.js';
import { couvertureDe, questionDe, resultatDe } from './search/index.js';
import { ErreurSoap, erreurDuCode } from './soap-error.js';

/**
 * The answer to a search v1, whole. When regions that were to answer are silent, it says so in its header; when all
 * are, it is a fault: what is silent is not empty.
 * @throws ErreurSoap
 */
export async function answerSearch<D>(
  recherche: RechercheV1,
  echange: Echange<D>,
  ports: PortsSoap<D>,
): Promise<string> {
  const question = questionDe(recherche);
  const { data, errors } = await ports.rechercher(question, echange);
  const [first] = errors;
  if (data === null) throw erreurDuCode(first?.code ?? null, first?.message ?? 'Aucune réponse.');
  const couverture = couvertureDe(data, question);
  if (couverture.vide) {
    throw new ErreurSoap(
      'REPONSE_PARTIELLE',
      503,
      `Les régions demandées n’ont pas répondu (${couverture.manquantes.join(', ')}) : réessayez.`,
    );
  }
  return writeRechercheResponse({ resultat: resultatDe(data) }, couverture);
}
