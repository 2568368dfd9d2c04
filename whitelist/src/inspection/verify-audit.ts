import { existsSync, readFileSync } from 'node:fs';
import { type AuditVerdict, type ExpectedHead, verifyTrail } from '@inter-ror/audit';
import type { AuthorityFiles } from '../authority/index.js';
import { readTrust } from '../document/index.js';
import { keptVersions, readKeptVersion, verifyAsIssued } from './kept-list.js';

const VERSIONS_LOOKED_AT = 100;

/**
 * Verifies the authority's journal whole, and against the heads that signed lists carry: the list in force, a hundred
 * of the versions kept, and any other list given, such as a member's copy, which nobody at the authority can have
 * rewritten.
 * @throws WhitelistError when a list does not verify
 */
export function verifyAudit(files: AuthorityFiles, lists: readonly Uint8Array[] = []): AuditVerdict {
  const trust = readTrust(readFileSync(files.trust), files.trust);
  const kept = spread(keptVersions(files)).map((version) => readKeptVersion(files, version));
  const inForce = existsSync(files.list) ? [readFileSync(files.list)] : [];
  const heads = [...kept, ...inForce, ...lists].flatMap((bytes): ExpectedHead[] => {
    const { auditHead, version } = verifyAsIssued(bytes, trust).document;
    return auditHead === null ? [] : [{ hash: auditHead, source: `la liste version ${version}` }];
  });
  return verifyTrail(files.audit, heads);
}

/** The first, the last, and others between them at equal distance. */
function spread(versions: readonly number[]): number[] {
  if (versions.length <= VERSIONS_LOOKED_AT) return [...versions];
  const step = (versions.length - 1) / (VERSIONS_LOOKED_AT - 1);
  return Array.from({ length: VERSIONS_LOOKED_AT }, (_, i) => versions[Math.round(i * step)]!);
}
