import { type RechercheV1, writeRechercheResponse } from '@inter-ror/csd';
import type { Echange, PortsSoap } from './ports.js';
import { couvertureDe, questionDe, resultatDe } from './search/index.js';
import { ErreurSoap, erreurDuCode, erreurHorsPerimetre } from './soap-error.js';

/**
 * The answer to a search v1, whole. When regions that were to answer are silent, it says so in its header; when all
 * are, or when the asker may ask none of them, it is a fault: what is silent is not empty.
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
  const { vide, manquantes, horsPerimetre } = couverture;
  if (vide && manquantes.length === 0) throw erreurHorsPerimetre(horsPerimetre);
  if (vide) {
    throw new ErreurSoap(
      'REPONSE_PARTIELLE',
      503,
      `Les régions demandées n’ont pas répondu (${manquantes.join(', ')}) : réessayez.`,
    );
  }
  return writeRechercheResponse({ resultat: resultatDe(data) }, couverture);
}
