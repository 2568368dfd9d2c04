import { existsSync, readFileSync } from 'node:fs';
import { type AuditRecord, type AuditVerdict, type ExpectedHead, recordsSince, verifyTrail } from '@inter-ror/audit';
import { type AuthorityFiles, keptVersions, RESTORE, readKeptVersion, verifyOwn } from '../authority/index.js';

const VERSIONS_LOOKED_AT = 100;

export interface AuthorityVerdict extends AuditVerdict {
  /** The first record, when the journal was begun again: it says from which list, and why. */
  readonly begunAgain: AuditRecord | null;
}

/**
 * Verifies the authority's journal whole, and against the heads that signed lists carry: the list in force, a hundred
 * of the versions kept, and any other list given, such as a member's copy, which nobody at the authority can have
 * rewritten. A journal that {@link Authority.restore} began again vouches for the lists after the one that it says.
 * @throws WhitelistError when a list does not verify
 */
export function verifyAudit(files: AuthorityFiles, lists: readonly Uint8Array[] = []): AuthorityVerdict {
  const [first] = recordsSince(files.audit, null);
  const begunAgain = first?.seq === 1 && first.action === RESTORE ? first : null;
  const before = (begunAgain?.after as { version: number } | undefined)?.version ?? 0;
  const kept = spread(keptVersions(files)).map((version) => readKeptVersion(files, version));
  const inForce = existsSync(files.list) ? [readFileSync(files.list)] : [];
  const heads = [...kept, ...inForce, ...lists].flatMap((bytes): ExpectedHead[] => {
    const { auditHead, version } = verifyOwn(files, bytes).document;
    return auditHead === null || version <= before ? [] : [{ hash: auditHead, source: `la liste version ${version}` }];
  });
  return { ...verifyTrail(files.audit, heads), begunAgain };
}

/** The first, the last, and others between them at equal distance. */
function spread(versions: readonly number[]): number[] {
  if (versions.length <= VERSIONS_LOOKED_AT) return [...versions];
  const step = (versions.length - 1) / (VERSIONS_LOOKED_AT - 1);
  return Array.from({ length: VERSIONS_LOOKED_AT }, (_, i) => versions[Math.round(i * step)]!);
}
