import { readFileSync } from 'node:fs';
import {
  type CrlAlarm,
  type DeclaredProxy,
  fingerprintOf,
  type IdentityFiles,
  MutualTlsError,
  RevocationLists,
  readIdentity,
  type TlsIdentity,
} from '@inter-ror/mutual-tls';
import {
  type FollowedWhitelist,
  openWhitelistFile,
  openWhitelistNetwork,
  type WhitelistState,
} from '@inter-ror/whitelist';
import type { Logger } from 'pino';

export interface IdentityConfig {
  identite: { cle: string; certificat: string; autorites: string; crl?: readonly string[] | undefined };
}

interface TrustConfig extends IdentityConfig {
  listeBlanche: {
    fichier: string;
    confiance: string;
    etat?: string | undefined;
    publication?: string | undefined;
    graceHeures: number;
  };
}

const STATES: Record<WhitelistState, string> = {
  fresh: 'liste blanche : à jour',
  degraded: 'liste blanche : plus de nouvelles de l’autorité, la dernière bonne reste en vigueur',
  grace: 'liste blanche : expirée, tolérée le temps de la grâce',
  closed: 'liste blanche : expirée, plus personne n’est admis',
};

/** Where a configuration keeps the identity of its process. */
export function identityFilesOf({ identite: { cle, certificat, autorites } }: IdentityConfig): IdentityFiles {
  return { key: cle, cert: certificat, ca: autorites };
}

/** @throws MutualTlsError `ERR_IDENTITY` */
export function identityOf(config: IdentityConfig): TlsIdentity {
  return readIdentity(identityFilesOf(config));
}

/** The reverse proxies that the configuration declares. @throws MutualTlsError `ERR_IDENTITY` */
export function proxiesOf({
  mandataires = [],
}: {
  mandataires?: readonly { certificat: string; entete: string }[] | undefined;
}): DeclaredProxy[] {
  return mandataires.map(({ certificat, entete }) => {
    try {
      return { fingerprint: fingerprintOf(readFileSync(certificat, 'utf8')), header: entete };
    } catch (cause) {
      throw new MutualTlsError('ERR_IDENTITY', `${certificat} : certificat de mandataire illisible (PEM attendu).`, {
        cause,
      });
    }
  });
}

/** The CRLs of the configuration, if it names any, followed; whoever opens them closes them. */
export function openRevocations(
  { identite: { crl = [] } }: IdentityConfig,
  { ca }: TlsIdentity,
  logger: Logger,
): RevocationLists | undefined {
  if (crl.length === 0) return undefined;
  const onAlarm = ({ code, place, message }: CrlAlarm) => logger.error({ code, place }, `CRL : ${message}`);
  return new RevocationLists({ files: crl, ca, onAlarm });
}

/** The whitelist of the configuration, verified and followed. @throws WhitelistError: do not listen */
export async function openAdmission(
  config: TrustConfig,
  identity: TlsIdentity,
  logger: Logger,
): Promise<FollowedWhitelist> {
  const { fichier, confiance, etat, publication, graceHeures } = config.listeBlanche;
  const onError = (err: Error) => logger.error({ err }, 'liste blanche refusée : la dernière bonne reste en vigueur');
  if (publication === undefined || etat === undefined) {
    return openWhitelistFile({
      file: fichier,
      trustFile: confiance,
      ...(etat === undefined ? {} : { stateFile: etat }),
      onError,
    });
  }
  return openWhitelistNetwork({
    urls: [publication],
    trustFile: confiance,
    cacheFile: fichier,
    stateFile: etat,
    identity,
    graceMs: graceHeures * 3_600_000,
    onStatus: ({ state }) => logger[state === 'fresh' ? 'info' : 'error']({ etat: state }, STATES[state]),
    onError: (err) => logger.error({ err }, 'liste blanche : échec, la dernière bonne reste en vigueur'),
  });
}
