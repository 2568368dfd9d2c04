import { type EtablissementModifie, readNotificationResponse } from '@inter-ror/csd';
import { type ChangementsServis, erreurHorsPerimetre } from '@inter-ror/soap-facade';
import { partial, type SoapAsked, type SoapReply } from './ask-regions.js';

/**
 * The establishments that changed, of all the regions. When one is silent, nothing is answered: whoever asks keeps the
 * date of its question, and would never ask again for what is missing.
 * @throws ErreurSoap `REPONSE_PARTIELLE`, `HORS_PERIMETRE`
 */
export function joinChanges({ replies, outside }: SoapAsked): ChangementsServis {
  if (replies.length === 0 && outside.length > 0) throw erreurHorsPerimetre(outside);
  const read = replies.map(({ region, reply }) => ({ region, list: listOf(reply) }));
  const silent = read.filter(({ list }) => list === undefined);
  if (silent.length > 0) throw partial(silent);
  const kept = new Map<string, EtablissementModifie>();
  for (const changed of read.flatMap(({ list }) => list ?? [])) {
    const { valeur, autorite } = changed.etablissement;
    const key = JSON.stringify([autorite, valeur]);
    if (!kept.has(key)) kept.set(key, changed);
  }
  const reponse = { etablissements: [...kept.values()], nombre: kept.size };
  return outside.length === 0 ? { reponse } : { reponse, couverture: { horsPerimetre: outside } };
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
