import { existsSync, writeFileSync } from 'node:fs';
import { tailOf } from '@inter-ror/audit';
import {
  Authority,
  authorityFiles,
  diffDocuments,
  type EntryDiff,
  type ExportFormat,
  examine,
  expirations,
  exportList,
  type Finding,
  readKeptVersion,
  readTrust,
  readVerifierState,
  verifyAudit,
  verifyList,
  verifyOwn,
  type WhitelistDocument,
} from '@inter-ror/whitelist';
import { CommandFailure, EXIT } from '../output/index.js';
import { seenIn } from './authority-verbs.js';
import { type Dir, download, type HttpsAccess, read } from './files.js';

/** `inter-ror whitelist list` */
export function listEntries(o: Dir & { json?: boolean; expiring?: number }): void {
  const authority = Authority.open(o.dir);
  const entries = authority.list();
  if (o.expiring !== undefined) {
    listExpiring(o, o.expiring, entries);
    return;
  }
  if (o.json) console.log(JSON.stringify(entries, null, 2));
  else for (const e of entries) console.log([e.id, e.kind, e.status, e.regions.join('+') || '-', e.label].join('\t'));
}

function listExpiring(o: Dir & { json?: boolean }, horizonMs: number, entries: WhitelistDocument['entries']): void {
  const { ca } = authorityFiles(o.dir);
  const found = expirations({ entries }, read(ca).toString('utf8'), Date.now(), horizonMs).map((e) => ({
    ...e,
    notAfter: new Date(e.notAfter).toISOString(),
  }));
  if (o.json) console.log(JSON.stringify(found, null, 2));
  else
    for (const { id, fingerprint, slot, notAfter, days } of found) {
      console.log([id, slot ?? 'autorité', fingerprint.slice(0, 16), notAfter, `${days} j`].join('\t'));
    }
  if (found.length > 0) process.exitCode = EXIT.EXPIRING;
}

/** `inter-ror whitelist show` */
export function showEntry(id: string, o: Dir): void {
  console.log(JSON.stringify(Authority.open(o.dir).show(id), null, 2));
}

/** `inter-ror whitelist verify` */
export async function verify(source: string, o: HttpsAccess & { trust: string; state?: string }): Promise<void> {
  if (/^http:/.test(source)) throw new CommandFailure(`${source} : l’adresse doit commencer par https://.`, EXIT.USAGE);
  const bytes = /^https:/.test(source) ? await download(source, o) : read(source);
  const state = o.state === undefined ? undefined : readVerifierState(read(o.state), o.state);
  const trust = readTrust(read(o.trust), o.trust);
  const { snapshot } = verifyList(bytes, trust, state);
  const { instance, version, members, expires } = snapshot;
  console.log(
    `${source} : liste « ${instance} » version ${version}, ${members.length} membre(s) actif(s), valable jusqu’au ${new Date(expires).toISOString()}`,
  );
  console.log(`Racine de ${o.trust}, à comparer de vive voix à celle de l’autorité : ${trust.root.kid}`);
}

/** `inter-ror whitelist diff` */
export function diff(before: string, after: string, o: Dir & { json?: boolean }): void {
  const [old, now] = [before, after].map((which) => documentOf(which, o.dir)) as [WhitelistDocument, WhitelistDocument];
  const changes = diffDocuments(old, now);
  if (o.json) console.log(JSON.stringify({ avant: old.version, apres: now.version, changes }, null, 2));
  else {
    console.log(`Version ${old.version} → ${now.version} : ${changes.length} entrée(s) changée(s).`);
    for (const change of changes) for (const line of linesOf(change)) console.log(line);
  }
}

const MARKS = { ajoutee: '+', retiree: '-', modifiee: '~' };

function linesOf({ id, change, fields }: EntryDiff): string[] {
  const value = (it: unknown) => (it === null ? 'rien' : JSON.stringify(it));
  return [`${MARKS[change]} ${id}`, ...fields.map((f) => `    ${f.field} : ${value(f.before)} → ${value(f.after)}`)];
}

/** A version kept by the authority (`12`, `v12`), or a list in a file. */
function documentOf(which: string, dir: string): WhitelistDocument {
  const files = authorityFiles(dir);
  const [, version] = /^v?(\d+)$/.exec(which) ?? [];
  const bytes = version !== undefined && !existsSync(which) ? readKeptVersion(files, Number(version)) : read(which);
  return verifyOwn(files, bytes).document;
}

/** `inter-ror whitelist export` */
export function exportTo(o: Dir & { format: ExportFormat; out?: string }): void {
  const text = exportList(Authority.open(o.dir).files, o.format);
  if (o.out === undefined) process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  else {
    writeFileSync(o.out, text);
    console.log(`${o.out} écrit.`);
  }
}

/** `inter-ror whitelist audit verify` */
export function auditVerify(o: Dir & { list: string[] }): void {
  const { files } = Authority.open(o.dir);
  const { records, head, broken, begunAgain } = verifyAudit(files, o.list.map(read));
  if (broken !== null) {
    throw new CommandFailure(
      `Journal rompu au n° ${broken.seq} : ${broken.reason}. ${records} enregistrement(s) tiennent avant lui.`,
      EXIT.VERIFICATION,
    );
  }
  console.log(`${records} enregistrement(s) enchaînés, tête ${head}.`);
  if (begunAgain !== null) {
    const { ts, actor, after } = begunAgain;
    const { version, journal } = after as { version: number; journal: string };
    console.log(
      `Journal repris à zéro le ${ts} par ${actor}, après la liste version ${version} (l’ancien : ${journal}).`,
    );
  }
}

/** `inter-ror whitelist audit tail` */
export function auditTail(o: Dir & { lines: number; json?: boolean }): void {
  for (const record of tailOf(Authority.open(o.dir).files.audit, o.lines)) {
    const { seq, ts, actor, action, target, docVersion } = record;
    if (o.json) console.log(JSON.stringify(record));
    else console.log([seq, ts, actor, action, target, docVersion === null ? '-' : `v${docVersion}`].join('\t'));
  }
}

const SIGNS: Record<Finding, string> = { bon: '✓', 'expire-bientot': '⏳', 'a-faire': '!', faux: '✗' };

/** `inter-ror whitelist doctor` */
export function doctor(o: Dir & { expiring: number; json?: boolean }): void {
  const found = examine(Authority.open(o.dir).files, { horizonMs: o.expiring, seen: seenIn(o.dir).seen });
  if (o.json) console.log(JSON.stringify(found, null, 2));
  else for (const { check, finding, detail } of found) console.log(`${SIGNS[finding]} ${check} : ${detail}`);
  const worst = (finding: Finding) => found.some((one) => one.finding === finding);
  if (worst('faux')) process.exitCode = EXIT.VERIFICATION;
  else if (worst('a-faire')) process.exitCode = EXIT.REFUSED;
  else if (worst('expire-bientot')) process.exitCode = EXIT.EXPIRING;
}
