import { readFileSync } from 'node:fs';
import type { AdmissionSource, TlsIdentity } from '@inter-ror/mutual-tls';
import { openWhitelistFile, openWhitelistNetwork, type WhitelistState } from '@inter-ror/whitelist';
import type { Logger } from 'pino';

interface IdentityConfig {
  identite: { cle: string; certificat: string; autorites: string };
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

/** Key, certificate and authorities, from their files. */
export function readIdentity({ identite }: IdentityConfig): TlsIdentity {
  return {
    key: readFileSync(identite.cle, 'utf8'),
    cert: readFileSync(identite.certificat, 'utf8'),
    ca: [readFileSync(identite.autorites, 'utf8')],
  };
}

/** The whitelist of the configuration, verified and followed. @throws WhitelistError: do not listen */
export async function openAdmission(config: TrustConfig, logger: Logger): Promise<AdmissionSource> {
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
    identity: readIdentity(config),
    graceMs: graceHeures * 3_600_000,
    onStatus: ({ state }) => logger[state === 'fresh' ? 'info' : 'error']({ etat: state }, STATES[state]),
    onError: (err) => logger.error({ err }, 'liste blanche : échec, la dernière bonne reste en vigueur'),
  });
}
