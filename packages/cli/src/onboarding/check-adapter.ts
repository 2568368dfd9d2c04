import { existsSync, readFileSync } from 'node:fs';
import {
  AdmissionBox,
  type AdmissionSource,
  buildSnapshot,
  fingerprintOf,
  MutualTlsAgents,
  MutualTlsError,
  ownEntry,
  type TlsIdentity,
} from '@inter-ror/mutual-tls';
import { readTrust, readVerifierState, type VerifiedList, verifyList, WhitelistError } from '@inter-ror/whitelist';
import { type AdapterConfig, identityOf, readAdapterConfig } from '../config/index.js';
import { EXIT } from '../output/index.js';
import { CheckReport, type Constat } from './check-report.js';
import { checkData } from './data-check.js';
import { checkGateway, checkSeen, type NationSight } from './nation-check.js';
import { askPublication } from './publication-check.js';

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;
const CLOCK_MS = 60_000;
const NOBODY = buildSnapshot({ version: 1, instance: '', expires: 0, entries: [] });

/**
 * `inter-ror adapter check`: what is right and what is not, in the order in which an adapter needs it.
 * @throws CommandFailure that of the first check that failed
 */
export async function checkAdapter(file: string): Promise<void> {
  const config = readAdapterConfig(file);
  const report = new CheckReport();
  const own = checkIdentity(config);
  const list = readList(config);
  let heard: Awaited<ReturnType<typeof askPublication>> | undefined;
  const sight: NationSight = {};

  await report.check('configuration', [], () => ({
    etat: 'bon',
    dit: `${file}, ${config.region.nom} (${config.region.codes.join(', ')}), ${config.region.solution}`,
  }));
  await report.check('clé et certificat', [], () => own.constat);
  await report.check('liste blanche', [], () => checkList(list));
  await report.check('mon entrée dans la liste', ['clé et certificat', 'liste blanche'], () =>
    checkEntry(config, own.identity!, admissionOf(list)),
  );
  const { publication } = config.listeBlanche;
  if (publication !== undefined) {
    await report.check('publication de la liste', ['mon entrée dans la liste'], async () => {
      heard = await askPublication(publication, own.identity!, admissionOf(list));
      return heard.constat;
    });
  }
  await report.check('horloge', ['liste blanche'], () => checkClock(list as VerifiedList, heard?.date));
  await report.check('données', [], () => checkData(config));
  await report.check('passerelle nationale', ['mon entrée dans la liste'], () =>
    checkGateway(config.region.codes, own.identity!, admissionOf(list), sight),
  );
  await report.check('ce que la passerelle voit de moi', ['passerelle nationale'], () => checkSeen(config, sight));
  report.end();
}

function checkIdentity(config: AdapterConfig): { identity?: TlsIdentity; constat: Constat } {
  try {
    const identity = identityOf(config);
    new MutualTlsAgents({ identity, source: new AdmissionBox(NOBODY) }).close();
    return { identity, constat: { etat: 'bon', dit: 'de la même paire, dans leurs dates' } };
  } catch (e) {
    if (!(e instanceof MutualTlsError)) throw e;
    const remede = 'corrigez « identite », ou redemandez un certificat pour cette clé';
    return { constat: { etat: 'faux', dit: e.message, remede, code: EXIT.VERIFICATION, cause: e } };
  }
}

/** What the adapter itself would take. */
function readList({ listeBlanche: { fichier, confiance, etat } }: AdapterConfig): VerifiedList | WhitelistError {
  const bytes = (path: string, what: string) => {
    try {
      return readFileSync(path);
    } catch (e) {
      throw new WhitelistError('FILE', `${path} : ${what} est illisible (${(e as Error).message}).`);
    }
  };
  try {
    const trust = readTrust(bytes(confiance, 'l’ancre de confiance'), confiance);
    const state = etat !== undefined && existsSync(etat) ? readVerifierState(bytes(etat, 'l’état'), etat) : undefined;
    return verifyList(bytes(fichier, 'la liste'), trust, state);
  } catch (e) {
    if (e instanceof WhitelistError) return e;
    throw e;
  }
}

function checkList(list: VerifiedList | WhitelistError): Constat {
  if (list instanceof WhitelistError) {
    const remede = 'redemandez trust.json et whitelist.json à l’autorité, ou vérifiez les chemins de « listeBlanche »';
    return { etat: 'faux', dit: list.message, remede, code: EXIT.VERIFICATION, cause: list };
  }
  const { instance, version, expires } = list.document;
  return { etat: 'bon', dit: `« ${instance} » version ${version}, signature vérifiée, valable jusqu’au ${expires}` };
}

function checkClock({ document }: VerifiedList, publisherDate: number | undefined): Constat {
  const remede = 'réglez l’horloge de cet hôte (NTP) : elle décide de ce qui est expiré';
  const issued = Date.parse(document.issuedAt);
  if (Date.now() < issued - CLOCK_MS) {
    const dit = `elle retarde : la liste a été signée le ${document.issuedAt}, il est ici ${new Date().toISOString()}`;
    return { etat: 'faux', dit, remede, code: EXIT.VERIFICATION };
  }
  if (publisherDate === undefined) return { etat: 'bon', dit: 'après la signature de la liste' };
  const gap = Math.round((Date.now() - publisherDate) / 1_000);
  if (Math.abs(gap) * 1_000 > CLOCK_MS) {
    const dit = `${Math.abs(gap)} s ${gap > 0 ? 'd’avance' : 'de retard'} sur celle de l’autorité`;
    return { etat: 'faux', dit, remede, code: EXIT.VERIFICATION };
  }
  return { etat: 'bon', dit: `à ${Math.abs(gap)} s de celle de l’autorité` };
}

function checkEntry(config: AdapterConfig, identity: TlsIdentity, admission: AdmissionSource): Constat {
  let member: ReturnType<typeof ownEntry>;
  try {
    member = ownEntry(identity, admission, { kind: 'region', regionCodes: config.region.codes });
  } catch (e) {
    if (!(e instanceof MutualTlsError)) throw e;
    const remede = 'corrigez la configuration, ou demandez à l’autorité de corriger l’entrée';
    return { etat: 'faux', dit: e.message, remede, code: EXIT.VERIFICATION };
  }
  if (member === undefined) {
    return {
      etat: 'faux',
      dit: 'aucune entrée active ne porte ce certificat',
      remede: 'attendez l’approbation, puis reprenez une liste plus récente ; ou vérifiez le certificat remis',
      code: EXIT.REFUSED,
    };
  }
  const { id, endpoints, profile } = member;
  if (endpoints.length === 0) {
    const remede = `demandez à l’autorité : whitelist endpoint ${id} https://hôte:port`;
    return { etat: 'alerte', dit: `${id} n’a pas d’adresse : personne ne peut l’interroger`, remede };
  }
  const dit = `${id}, à ${endpoints.join(', ')}, ${profile === null ? 'sans profil' : `profil ${profile}`}`;
  const end = admission.current().certificate(fingerprintOf(identity.cert), 'server')!.notAfter;
  const days = Math.floor((end - Date.now()) / DAY_MS);
  if (days > SOON_DAYS) return { etat: 'bon', dit };
  return {
    etat: 'alerte',
    dit: `${dit}, finit dans ${days} jour${days > 1 ? 's' : ''}`,
    remede: 'préparez le renouvellement du certificat',
  };
}

function admissionOf(list: VerifiedList | WhitelistError): AdmissionSource {
  return new AdmissionBox((list as VerifiedList).snapshot);
}
