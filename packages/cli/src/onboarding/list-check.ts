import { existsSync, readFileSync } from 'node:fs';
import { AdmissionBox, type AdmissionSource } from '@inter-ror/mutual-tls';
import {
  reachOf,
  readKept,
  readTrust,
  readVerifierState,
  type VerifiedList,
  verifyList,
  WhitelistError,
} from '@inter-ror/whitelist';
import type { AdapterConfig } from '../config/index.js';
import { causeOf, EXIT } from '../output/index.js';
import type { Constat } from './check-report.js';

const CLOCK_MS = 60_000;
const HOUR_MS = 3_600_000;

/** The list that the adapter would begin with, or why it would not. */
export interface ListRead {
  list?: VerifiedList;
  /** What it allows to reach, even when it has expired: those who give the next one. */
  admission?: AdmissionSource;
  refused?: WhitelistError;
  constat: Constat;
}

/** Reads the list as `adapter serve` does: with a publisher, its kept copy stands for it, and an expired one is renewed. */
export function readList(config: AdapterConfig): ListRead {
  const { fichier, publication, etat } = config.listeBlanche;
  try {
    if (publication === undefined || etat === undefined) return good(readFile(config));
    return followed(config, fichier, etat);
  } catch (e) {
    if (!(e instanceof WhitelistError)) throw e;
    const constat: Constat = { etat: 'faux', dit: e.message, remede: mendOf(e), code: EXIT.VERIFICATION, cause: e };
    return { refused: e, constat };
  }
}

function followed({ listeBlanche }: AdapterConfig, fichier: string, stateFile: string): ListRead {
  const now = Date.now();
  const { list, refused } = readKept({ cacheFile: fichier, trustFile: listeBlanche.confiance, stateFile }, now);
  const { version, expires } = list.document;
  const found = good(list);
  if (now >= Date.parse(expires) + listeBlanche.graceHeures * HOUR_MS) {
    const dit = `version ${version}, expirée le ${expires} (il est ici ${new Date(now).toISOString()}) : l’adaptateur en demandera une autre à la publication, et n’écoutera pas sans elle`;
    return { ...found, constat: { etat: 'alerte', dit, remede: mendOf({ code: 'EXPIRED' }) } };
  }
  if (refused === undefined) return found;
  const dit = `${refused.message} Sa copie ${fichier}.copie, version ${version}, est bonne : l’adaptateur servira avec elle`;
  return { ...found, constat: { etat: 'alerte', dit, remede: mendOf(refused) } };
}

function good(list: VerifiedList): ListRead {
  const { instance, version, expires } = list.document;
  const dit = `« ${instance} » version ${version}, signature vérifiée par la racine ${list.state.roots!.accepted[0]!.kid}, valable jusqu’au ${expires}`;
  return { list, admission: new AdmissionBox(reachOf(list)), constat: { etat: 'bon', dit } };
}

/** Without a publisher, the file is all there is. */
function readFile({ listeBlanche: { fichier, confiance, etat } }: AdapterConfig): VerifiedList {
  const bytes = (path: string, what: string) => {
    try {
      return readFileSync(path);
    } catch (e) {
      throw new WhitelistError('FILE', `${path} : ${what} est illisible (${causeOf(e)}).`);
    }
  };
  const trust = readTrust(bytes(confiance, 'l’ancre de confiance'), confiance);
  const state = etat !== undefined && existsSync(etat) ? readVerifierState(bytes(etat, 'l’état'), etat) : undefined;
  const list = bytes(fichier, 'la liste');
  try {
    return verifyList(list, trust, state);
  } catch (e) {
    if (!(e instanceof WhitelistError)) throw e;
    throw new WhitelistError(e.code, `${fichier} : ${e.message}`, { cause: e });
  }
}

function mendOf({ code }: Pick<WhitelistError, 'code'>): string {
  switch (code) {
    case 'NOT_YET_VALID':
      return 'mettez l’horloge de cet hôte à l’heure (NTP) : elle retarde sur celle de l’autorité';
    case 'EXPIRED':
      return 'reprenez la liste auprès de l’autorité (whitelist import), ou mettez l’horloge de cet hôte à l’heure (NTP) si elle avance';
    case 'ROLLBACK':
    case 'KEYS_ROLLBACK':
      return 'reprenez la liste en vigueur auprès de l’autorité : celle-ci est plus ancienne que la dernière acceptée';
    case 'EQUIVOCATION':
    case 'CHAIN_BREAK':
      return 'alertez l’autorité : cette liste et la dernière acceptée ne viennent pas de la même suite';
    case 'STATE':
      return 'remettez le fichier « listeBlanche.etat » de votre sauvegarde';
    default:
      return 'redemandez trust.json et whitelist.json à l’autorité, ou vérifiez les chemins de « listeBlanche »';
  }
}

/** Held against what the list was signed at, and what the publisher says it is. */
export function checkClock({ list, refused }: ListRead, publisherDate: number | undefined): Constat {
  const remede = 'réglez l’horloge de cet hôte (NTP) : elle décide de ce qui est expiré';
  const late = (dit: string): Constat => ({
    etat: 'faux',
    dit: `elle retarde : ${dit}`,
    remede,
    code: EXIT.VERIFICATION,
  });
  if (refused?.code === 'NOT_YET_VALID') return late(refused.message);
  if (list === undefined) return { etat: 'sans', dit: 'à vérifier quand « liste blanche » sera bon' };
  const { issuedAt } = list.document;
  const now = Date.now();
  if (now < Date.parse(issuedAt) - CLOCK_MS) {
    return late(`la liste a été signée le ${issuedAt}, il est ici ${new Date(now).toISOString()}`);
  }
  if (publisherDate === undefined) return { etat: 'bon', dit: 'après la signature de la liste' };
  const gap = now - publisherDate;
  if (Math.abs(gap) <= CLOCK_MS)
    return { etat: 'bon', dit: `à ${Math.abs(Math.round(gap / 1_000))} s de celle de l’autorité` };
  const dit = `${lengthOf(Math.abs(gap))} ${gap > 0 ? 'd’avance' : 'de retard'} sur celle de l’autorité`;
  return { etat: 'faux', dit, remede, code: EXIT.VERIFICATION };
}

function lengthOf(ms: number): string {
  return ms < HOUR_MS ? `${Math.round(ms / 1_000)} s` : `${(ms / HOUR_MS).toFixed(1).replace('.', ',')} h`;
}
