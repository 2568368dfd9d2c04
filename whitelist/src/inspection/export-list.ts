import { existsSync, readFileSync } from 'node:fs';
import { fingerprintOf } from '@inter-ror/mutual-tls';
import { type AuthorityFiles, verifyOwn } from '../authority/index.js';
import type { WhitelistDocument } from '../document/index.js';

export type ExportFormat = 'jws' | 'json' | 'csv' | 'pem-bundle';

const COLUMNS = [
  'id',
  'kind',
  'status',
  'regions',
  'label',
  'profile',
  'perimeter',
  'endpoints',
  'certificat',
  'slot',
  'use',
  'notAfter',
];

/**
 * The list in force in another form: `jws` as published, `json` its payload, `csv` a line for each certificate,
 * `pem-bundle` the certificates of the active members, for a tool that wants them as files.
 * @throws WhitelistError when the list in force does not verify
 */
export function exportList(files: AuthorityFiles, format: ExportFormat): string {
  const bytes = readFileSync(files.list);
  const { document } = verifyOwn(files, bytes);
  switch (format) {
    case 'jws':
      return bytes.toString('utf8');
    case 'json':
      return JSON.stringify(document, null, 2);
    case 'csv':
      return csvOf(document);
    case 'pem-bundle':
      return pemOf(files, document);
  }
}

function csvOf({ entries }: WhitelistDocument): string {
  const rows = entries.flatMap((entry) => {
    const { id, kind, status, label, profile, endpoints } = entry;
    const shared = [
      id,
      kind,
      status,
      entry.regions.join(' '),
      label,
      profile ?? '',
      entry.perimeter.join(' '),
      endpoints.join(' '),
    ];
    return entry.certs.map(({ sha256, slot, use, notAfter }) => [...shared, sha256, slot, use.join(' '), notAfter]);
  });
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(';')}\n`).join('');
}

/** Quoted when it must be; a text that a spreadsheet would take for a formula is kept a text. */
function cell(value: string | number): string {
  const text = String(value);
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\n\r]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function pemOf(files: AuthorityFiles, { entries }: WhitelistDocument): string {
  return entries
    .filter(({ status }) => status === 'active')
    .flatMap(({ id, certs }) => {
      const wanted = new Map(certs.map(({ sha256, slot }) => [sha256, slot]));
      return [files.certificate(id), files.nextCertificate(id)]
        .filter((file) => existsSync(file))
        .flatMap(
          (file) =>
            readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [],
        )
        .filter((pem) => wanted.has(fingerprintOf(pem)))
        .map((pem) => `# ${id} ${wanted.get(fingerprintOf(pem))} ${fingerprintOf(pem)}\n${pem}\n`);
    })
    .join('');
}
