import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { recordsSince, verifyTrail } from '@inter-ror/audit';
import { CLOCK_TOLERANCE_MS, type VerifiedList, WhitelistError } from '../document/index.js';
import { keptVersions, lastSigned } from './kept-list.js';
import type { AuthorityFiles } from './layout.js';
import type { AuthorityState, StoredEntry } from './state.js';

/** What names the entries of a state: each record of the journal carries that of the state which its change makes. */
export function entriesDigest(entries: readonly StoredEntry[]): string {
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex');
}

/**
 * Refuses a state that is not the one which the last signed list and the journal tell of: put back from a backup, edited,
 * or beside a journal that was cut or edited. Signing from it would undo changes silently, revocations included, or give
 * one version to two lists.
 * @returns the last signed list
 * @throws WhitelistError `STATE`, `AUDIT`
 */
export function checkAgreement(files: AuthorityFiles, state: AuthorityState): VerifiedList {
  const last = lastSigned(files);
  checkState(files, state, last);
  const broken = journalBreak(files, last);
  if (broken !== null) {
    throw new WhitelistError(
      'AUDIT',
      `${files.audit} ne tient pas, au n° ${broken.seq} : ${broken.reason}. Remettez le journal (${dirname(files.audit)}/audit*.jsonl) ` +
        `tel qu’il était ; s’il est perdu, ${mend(files)}, qui en commence un autre et le dit.`,
    );
  }
  checkRecorded(files, state, last);
  return last;
}

/**
 * Refuses to sign by a clock that is behind the last list: the members would hold the next one for expired.
 * @throws WhitelistError `CLOCK`
 */
export function checkClock(files: AuthorityFiles, { document: { issuedAt } }: VerifiedList): void {
  const now = Date.now();
  const behind = Date.parse(issuedAt) - now;
  if (behind <= CLOCK_TOLERANCE_MS) return;
  throw new WhitelistError(
    'CLOCK',
    `L’horloge de cet hôte (${new Date(now).toISOString()}) retarde de ${Math.round(behind / 1_000)} s sur la dernière liste ` +
      `signée (${issuedAt}) : mettez-la à l’heure (NTP). Si elle est à l’heure, cette liste a été datée du futur : ` +
      `publiez au-delà d’elle par inter-ror whitelist restore --dir ${dirname(files.state)} --by NOM.`,
  );
}

/** The first record of the journal that does not hold, or lacks for the last list; null when all do. */
export function journalBreak(files: AuthorityFiles, last: VerifiedList): { seq: number; reason: string } | null {
  const { auditHead, version } = last.document;
  const head = auditHead === null ? [] : [{ hash: auditHead, source: `la liste version ${version}` }];
  return verifyTrail(files.audit, head).broken;
}

function checkState(files: AuthorityFiles, state: AuthorityState, last: VerifiedList): void {
  const { version, digest, instance } = last.state;
  const signed = Math.max(version, keptVersions(files).at(-1) ?? 0);
  const where = version === signed ? 'la liste signée' : files.version(signed);
  if (state.instance !== instance) {
    throw refused(files, `est celui du réseau « ${state.instance} », et la liste celle de « ${instance} »`);
  }
  if (state.version < signed) {
    throw refused(files, `est en version ${state.version}, plus ancien que ${where} (version ${signed})`);
  }
  if (state.version === version && state.digest !== digest) {
    throw refused(files, `et la liste signée portent la version ${version}, avec une empreinte différente`);
  }
}

/** The state is that of a change recorded since the last list was signed, that of the list included. */
function checkRecorded(files: AuthorityFiles, state: AuthorityState, { document }: VerifiedList): void {
  const since = recordsSince(files.audit, document.auditHead);
  const told = Math.max(document.version, ...since.map(({ docVersion }) => docVersion ?? 0));
  if (state.version > told) {
    throw refused(files, `est en version ${state.version}, que le journal ne connaît pas (il en est à ${told})`);
  }
  // A change that a crash cut short is recorded, of the version after that of the state, and not made.
  if (state.version < told - 1) {
    throw refused(files, `est en version ${state.version}, plus ancien que le journal (version ${told})`);
  }
  const known = since.flatMap(({ after }) => (after as { etat?: string } | null)?.etat ?? []);
  // The journal of an authority made before states were named in it.
  if (known.length === 0) return;
  const { entries } = JSON.parse(readFileSync(files.state, 'utf8')) as AuthorityState;
  if (!known.includes(entriesDigest(entries))) {
    throw refused(files, 'a été modifié : ses entrées ne sont pas celles que le journal a enregistrées');
  }
}

function refused(files: AuthorityFiles, what: string): WhitelistError {
  return new WhitelistError(
    'STATE',
    `${files.state} ${what} : rien n’est signé. Remettez l’état qui va avec cette liste ; si vous ne l’avez pas, ${mend(files)}.`,
  );
}

function mend({ state }: AuthorityFiles): string {
  return `refaites-le d’après la dernière liste signée : inter-ror whitelist restore --dir ${dirname(state)} --by NOM`;
}
