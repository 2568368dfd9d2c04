import { existsSync } from 'node:fs';
import { type AuditRecord, recordsOf, verifyTrail } from '@inter-ror/audit';
import { csvLine } from '@inter-ror/web-page';
import { CommandFailure, EXIT } from '../output/index.js';

/** Which records are wanted: all the conditions at once. */
export interface AuditFilter {
  membre?: string;
  profil?: number;
  action?: string;
  code?: string;
  depuis?: string;
  jusque?: string;
}

interface Told {
  profil?: number;
  decision?: string;
  motif?: string;
  dureeMs?: number;
  requete?: string;
  recherches?: { criteres: string; codes: string[]; total: number; rendues: number; regions?: string[] }[];
  objets?: string[];
}

/** `inter-ror audit search` */
export async function searchAudit(file: string, o: AuditFilter & { first: number; json?: boolean }): Promise<void> {
  let shown = 0;
  for await (const record of wanted(file, o)) {
    if (shown++ === o.first) break;
    if (o.json) console.log(JSON.stringify(record));
    else
      console.log(
        columnsOf(record)
          .filter((text) => text !== '')
          .join('  '),
      );
  }
  if (shown === 0) throw new CommandFailure(`${file} : aucun enregistrement ne répond à ces conditions.`);
}

/**
 * `inter-ror audit verify`
 * @param expected head noted elsewhere: without it, an end that was cut does not show
 */
export function verifyAuditFile(file: string, expected?: string): void {
  exists(file);
  const { records, head, broken } = verifyTrail(
    file,
    expected === undefined ? [] : [{ hash: expected, source: '--tete' }],
  );
  if (broken !== null) {
    throw new CommandFailure(
      `${file} : journal rompu au n° ${broken.seq} : ${broken.reason}. ${records} enregistrement(s) tiennent avant lui.`,
      EXIT.VERIFICATION,
    );
  }
  console.log(`${records} enregistrement(s) enchaînés, tête ${head}.`);
}

const COLUMNS = [
  'numero',
  'instant',
  'membre',
  'action',
  'cible',
  'profil',
  'decision',
  'duree_ms',
  'requete',
  'criteres',
  'codes',
  'total',
  'rendues',
  'regions',
  'objets',
];

/** `inter-ror audit export` */
export async function exportAudit(file: string, o: AuditFilter & { format: 'csv' | 'jsonl' }): Promise<void> {
  if (o.format === 'csv') process.stdout.write(csvLine(COLUMNS));
  for await (const record of wanted(file, o)) {
    process.stdout.write(o.format === 'jsonl' ? `${JSON.stringify(record)}\n` : csvLine(columnsOf(record)));
  }
}

/** @throws CommandFailure after the records that hold, when the journal has other lines: what they said is not known */
async function* wanted(file: string, filter: AuditFilter): AsyncGenerator<AuditRecord> {
  exists(file);
  let leftOut = 0;
  for await (const record of recordsOf(file, () => void leftOut++)) if (matches(record, filter)) yield record;
  if (leftOut === 0) return;
  throw new CommandFailure(
    `${file} : ${leftOut} ligne(s) changée(s) ou illisible(s) laissée(s) de côté : inter-ror audit verify dit où.`,
    EXIT.VERIFICATION,
  );
}

function matches(record: AuditRecord, { membre, profil, action, code, depuis, jusque }: AuditFilter): boolean {
  const told = toldBy(record);
  if (membre !== undefined && record.actor !== membre && record.target !== membre) return false;
  if (profil !== undefined && told.profil !== profil) return false;
  if (action !== undefined && record.action !== action) return false;
  if (depuis !== undefined && record.ts < depuis) return false;
  if (jusque !== undefined && record.ts >= jusque) return false;
  if (code === undefined) return true;
  const named = [
    ...(told.recherches ?? []).flatMap(({ codes, regions = [] }) => [...codes, ...regions]),
    ...(told.objets ?? []),
  ];
  return named.some((name) => name.split(/[: +]/).includes(code));
}

function columnsOf(record: AuditRecord): string[] {
  const told = toldBy(record);
  const searches = told.recherches ?? [];
  const joined = (read: (search: (typeof searches)[number]) => unknown) => searches.map(read).join(' | ');
  return [
    record.seq,
    record.ts,
    record.actor,
    record.action,
    record.target,
    told.profil,
    told.decision ?? told.motif,
    told.dureeMs,
    told.requete,
    joined(({ criteres }) => criteres),
    joined(({ codes }) => codes.join(',')),
    joined(({ total }) => total),
    joined(({ rendues }) => rendues),
    joined(({ regions }) => regions?.join(',') ?? ''),
    told.objets?.join(','),
  ].map((value) => (value === undefined || value === null ? '' : String(value)));
}

function toldBy({ after }: AuditRecord): Told {
  return (after ?? {}) as Told;
}

function exists(file: string): void {
  if (!existsSync(file)) throw new CommandFailure(`${file} : ce journal n’existe pas.`, EXIT.USAGE);
}
