import { type EtablissementModifie, type ReponseNotification, readNotificationResponse } from '@inter-ror/csd';
import { ErreurSoap } from '@inter-ror/soap-facade';
import { codesOf, type SoapReply } from './ask-regions.js';

/**
 * The establishments that changed, of all the regions. When one is silent, nothing is answered: whoever asks keeps the
 * date of its question, and would never ask again for what is missing.
 * @throws ErreurSoap `REPONSE_PARTIELLE`
 */
export function joinChanges(replies: readonly SoapReply[]): ReponseNotification {
  const read = replies.map(({ region, reply }) => ({ region, list: listOf(reply) }));
  const silent = read.filter(({ list }) => list === undefined);
  if (silent.length > 0) {
    const codes = codesOf(silent);
    throw new ErreurSoap('REPONSE_PARTIELLE', 503, `Des régions n’ont pas répondu (${codes}) : réessayez.`);
  }
  const kept = new Map<string, EtablissementModifie>();
  for (const changed of read.flatMap(({ list }) => list ?? [])) {
    const { valeur, autorite } = changed.etablissement;
    const key = JSON.stringify([autorite, valeur]);
    if (!kept.has(key)) kept.set(key, changed);
  }
  return { etablissements: [...kept.values()], nombre: kept.size };
}

function listOf(reply: SoapReply['reply']): EtablissementModifie[] | undefined {
  if (!('bytes' in reply)) return undefined;
  try {
    const read = readNotificationResponse(reply.bytes);
    return 'reponse' in read ? read.reponse.etablissements : undefined;
  } catch {
    return undefined;
  }
}
