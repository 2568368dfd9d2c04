import {
  type AdmissionSource,
  exposedKey,
  type FollowedIdentity,
  followIdentity,
  type TlsIdentity,
} from '@inter-ror/mutual-tls';
import type { Logger } from 'pino';
import { type IdentityConfig, identityFilesOf } from './open-trust.js';

export interface OwnIdentity {
  /** As read at the start. */
  identity: TlsIdentity;
  source: AdmissionSource;
  renew(identity: TlsIdentity): void;
}

/** Follows the files of the identity of a process, which presents the renewed one without a restart. */
export function followOwnIdentity(
  config: IdentityConfig,
  { identity, source, renew }: OwnIdentity,
  logger: Logger,
): FollowedIdentity {
  const files = identityFilesOf(config);
  const watchMode = () => {
    const exposed = exposedKey(files.key);
    if (exposed !== undefined) logger.warn(`${exposed.dit} : ${exposed.remede}`);
  };
  watchMode();
  return followIdentity({
    files,
    identity,
    source,
    onRenewal(next) {
      renew(next);
      watchMode();
      logger.info('identité renouvelée : les nouveaux fichiers sont pris');
    },
    onError: (err) => logger.error({ err }, 'identité : les nouveaux fichiers ne sont pas pris, les anciens restent'),
  });
}
