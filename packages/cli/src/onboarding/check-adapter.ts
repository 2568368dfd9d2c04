import {
  AdmissionBox,
  buildSnapshot,
  exposedKey,
  holdsOwnRoot,
  MutualTlsAgents,
  MutualTlsError,
  type TlsIdentity,
} from '@inter-ror/mutual-tls';
import { type AdapterConfig, identityOf, readAdapterConfig } from '../config/index.js';
import { EXIT } from '../output/index.js';
import { CheckReport, type Constat } from './check-report.js';
import { checkData } from './data-check.js';
import { checkEntry } from './entry-check.js';
import { checkClock, readList } from './list-check.js';
import { checkGateway, checkSeen, type NationSight } from './nation-check.js';
import { askPublication } from './publication-check.js';

const NOBODY = buildSnapshot({ version: 1, instance: '', expires: 0, entries: [] });

/**
 * `inter-ror adapter check`: what is right and what is not, in the order in which an adapter needs it.
 * @throws CommandFailure that of the first check that failed
 */
export async function checkAdapter(file: string): Promise<void> {
  const config = readAdapterConfig(file);
  const report = new CheckReport();
  const own = checkIdentity(config);
  const read = readList(config);
  let heard: Awaited<ReturnType<typeof askPublication>> | undefined;
  const sight: NationSight = {};

  await report.check('configuration', [], () => ({
    etat: 'bon',
    dit: `${file}, ${config.region.nom} (${config.region.codes.join(', ')}), ${config.region.solution}`,
  }));
  await report.check('clé et certificat', [], () => own.constat);
  await report.check('liste blanche', [], () => read.constat);
  await report.check('mon entrée dans la liste', ['clé et certificat', 'liste blanche'], () =>
    checkEntry(config, own.identity!, read.admission!, read.list!.document),
  );
  const { publication } = config.listeBlanche;
  if (publication !== undefined) {
    await report.check('publication de la liste', ['mon entrée dans la liste'], async () => {
      heard = await askPublication(publication, own.identity!, read.admission!);
      return heard.constat;
    });
  }
  await report.check('horloge', [], () => checkClock(read, heard?.date));
  await report.check('données', [], () => checkData(config));
  await report.check('passerelle nationale', ['mon entrée dans la liste'], () =>
    checkGateway(config.region.codes, own.identity!, read.admission!, sight),
  );
  await report.check('ce que la passerelle voit de moi', ['passerelle nationale'], () => checkSeen(config, sight));
  report.end();
}

function checkIdentity(config: AdapterConfig): { identity?: TlsIdentity; constat: Constat } {
  try {
    const identity = identityOf(config);
    new MutualTlsAgents({ identity, source: new AdmissionBox(NOBODY) }).close();
    if (!holdsOwnRoot(identity)) {
      const dit = `${config.identite.autorites} ne porte pas la racine de ce certificat : les autres membres seront refusés`;
      return { identity, constat: { etat: 'alerte', dit, remede: 'reprenez ca.pem auprès de l’autorité' } };
    }
    const dit = 'de la même paire, dans leurs dates';
    const exposed = exposedKey(config.identite.cle);
    if (exposed === undefined) return { identity, constat: { etat: 'bon', dit } };
    return { identity, constat: { etat: 'alerte', dit: `${dit} ; ${exposed.dit}`, remede: exposed.remede } };
  } catch (e) {
    if (!(e instanceof MutualTlsError)) throw e;
    const remede = e.message.includes('horloge')
      ? `il est ici ${new Date().toISOString()} : si c’est faux, réglez l’horloge (NTP) ; sinon, renouvelez le certificat`
      : 'corrigez « identite », ou redemandez un certificat pour cette clé';
    return { constat: { etat: 'faux', dit: e.message, remede, code: EXIT.VERIFICATION, cause: e } };
  }
}
