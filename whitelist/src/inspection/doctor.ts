import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fingerprintOf } from '@inter-ror/mutual-tls';
import {
  type AuthorityFiles,
  checkAgreement,
  heldSigningKey,
  keySetIn,
  lastSigned,
  readBundle,
  readState,
  verifyOwn,
} from '../authority/index.js';
import { CLOCK_TOLERANCE_MS, type VerifiedList } from '../document/index.js';
import { DAY_MS, expirations } from '../expiry/index.js';
import { verifyAudit } from './verify-audit.js';

/** What a check found. `faux`: a signature, a key or the journal does not verify; `a-faire`: an operator must act. */
export type Finding = 'bon' | 'expire-bientot' | 'a-faire' | 'faux';

export interface Diagnosis {
  readonly check: string;
  readonly finding: Finding;
  readonly detail: string;
}

const UNSEEN_DAYS = 7;

export interface DoctorOptions {
  /** @default 90 days */
  readonly horizonMs?: number;
  /** Fingerprints with which a connection has been seen. */
  readonly seen?: ReadonlySet<string>;
  readonly now?: number;
}

/** Looks over an authority's folder: one line a check, each with what to do. */
export function examine(files: AuthorityFiles, o: DoctorOptions = {}): Diagnosis[] {
  const now = o.now ?? Date.now();
  const found: Diagnosis[] = [];
  const say = (check: string, finding: Finding, detail: string) => found.push({ check, finding, detail });
  /** A check that throws is one that failed. */
  const run = (check: string, look: () => void) => {
    try {
      look();
    } catch (error) {
      say(check, 'faux', (error as Error).message);
    }
  };

  run('liste', () => {
    const list = verifyOwn(files, readFileSync(files.list));
    checkClock(list, now, say);
    checkAge(list, now, say);
    for (const e of expirations(list.document, readFileSync(files.ca, 'utf8'), now, o.horizonMs)) {
      const when = e.days < 0 ? 'a expiré' : `expire dans ${e.days} jour(s)`;
      say(
        'échéance',
        'expire-bientot',
        `${e.id} ${e.fingerprint.slice(0, 16)} ${when}, le ${new Date(e.notAfter).toISOString()}`,
      );
    }
    checkUnseen(list, o.seen, now, say);
  });
  run('état', () => checkOwnState(files, say));
  run('clés', () => checkKeys(files, say));
  run('droits', () => checkModes(files, say));
  run('racine', () => checkRoot(files, say));
  run('certificats', () => checkCertificates(files, say));
  run('journal', () => {
    const { records, broken, begunAgain } = verifyAudit(files);
    const since = begunAgain === null ? '' : `, repris à zéro le ${begunAgain.ts} par ${begunAgain.actor}`;
    say(
      'journal',
      broken === null ? 'bon' : 'faux',
      broken === null ? `${records} enregistrements${since}` : `n° ${broken.seq} : ${broken.reason}`,
    );
  });
  return found;
}

type Say = (check: string, finding: Finding, detail: string) => void;

/** Whether the next list can be signed from this state. */
function checkOwnState(files: AuthorityFiles, say: Say): void {
  const state = readState(files.state);
  checkAgreement(files, state);
  const inForce = verifyOwn(files, readFileSync(files.list)).state.version;
  const signed = Math.max(lastSigned(files).state.version, state.version);
  if (inForce === signed) say('état', 'bon', `état, liste et journal s’accordent : version ${signed}`);
  else say('état', 'a-faire', `version ${signed} signée, liste en vigueur ${inForce} : publiez (publish)`);
}

function checkClock({ document }: VerifiedList, now: number, say: Say): void {
  const ahead = Date.parse(document.issuedAt) - now;
  const late = ahead > CLOCK_TOLERANCE_MS;
  say(
    'horloge',
    late ? 'a-faire' : 'bon',
    late
      ? `cet hôte retarde de ${Math.round(ahead / 1000)} s sur la liste qu’il a signée : réglez son horloge`
      : new Date(now).toISOString(),
  );
}

function checkAge({ document }: VerifiedList, now: number, say: Say): void {
  const [begin, end] = [Date.parse(document.notBefore), Date.parse(document.expires)];
  const left = end - now;
  const hours = `${(Math.max(left, 0) / 3_600_000).toFixed(1)} h`;
  const told = `version ${document.version}, encore valable ${hours}`;
  if (left <= 0)
    say(
      'liste',
      'a-faire',
      `version ${document.version} expirée le ${document.expires} : plus personne n’est admis, publiez (publish)`,
    );
  else if (left < (end - begin) / 4) say('liste', 'expire-bientot', `${told} : publiez (publish)`);
  else say('liste', 'bon', told);
}

function checkUnseen({ document }: VerifiedList, seen: ReadonlySet<string> | undefined, now: number, say: Say): void {
  if (seen === undefined) return;
  for (const { id, status, certs } of document.entries) {
    const next = certs.find(({ slot, sha256 }) => slot === 'next' && !seen.has(sha256));
    const ends = Math.min(...certs.filter(({ slot }) => slot === 'current').map((c) => Date.parse(c.notAfter)));
    if (status === 'active' && next !== undefined && ends - now < UNSEEN_DAYS * DAY_MS) {
      say(
        'rotation',
        'a-faire',
        `${id} n’a jamais été vu avec son certificat suivant, et l’actuel finit le ${new Date(ends).toISOString()}`,
      );
    }
  }
}

function checkKeys(files: AuthorityFiles, say: Say): void {
  const intermediate = new X509Certificate(readFileSync(files.intermediate));
  const matches = intermediate.checkPrivateKey(createPrivateKey(readFileSync(files.intermediateKey)));
  const root = readBundle(readFileSync(files.ca, 'utf8'))[0];
  const chained = root !== undefined && intermediate.checkIssued(root) && intermediate.verify(root.publicKey);
  const kids = keySetIn(files).keys.map(({ kid }) => kid);
  const signing = heldSigningKey(files, kids)?.file === files.signingKey;
  say('clés', matches ? 'bon' : 'faux', `intermediate.key ${matches ? 'est' : 'n’est pas'} la clé de intermediate.pem`);
  say(
    'clés',
    chained ? 'bon' : 'faux',
    `intermediate.pem ${chained ? 'est' : 'n’est pas'} signé par la racine de ca.pem`,
  );
  say(
    'clés',
    signing ? 'bon' : 'faux',
    `signing.key ${signing ? 'est' : 'n’est pas'} dans les clés signées par la racine`,
  );
}

function checkModes(files: AuthorityFiles, say: Say): void {
  const secret = [
    files.intermediateKey,
    files.signingKey,
    files.nextSigningKey,
    files.state,
    files.audit,
    files.rootKey,
    files.rootSigningKey,
  ];
  const open = secret.filter((file) => existsSync(file) && (statSync(file).mode & 0o077) !== 0);
  if (open.length === 0) say('droits', 'bon', 'clés, état et journal lisibles de leur seul propriétaire');
  for (const file of open) say('droits', 'a-faire', `${file} est lisible par d’autres : chmod 600`);
}

function checkRoot(files: AuthorityFiles, say: Say): void {
  const here = [files.rootKey, files.rootSigningKey].filter((file) => existsSync(file));
  if (here.length === 0) say('racine', 'bon', 'ses clés ne sont pas sur cet hôte');
  for (const file of here) say('racine', 'a-faire', `${file} est en ligne : gardez-le hors de cet hôte`);
}

function checkCertificates(files: AuthorityFiles, say: Say): void {
  const listed = readState(files.state).entries.filter(({ status }) => status === 'active' || status === 'suspended');
  const lacking = listed.filter(({ id, certs }) => {
    const held = new Set(
      [files.certificate(id), files.nextCertificate(id)]
        .filter((file) => existsSync(file))
        .flatMap((file) => readBundle(readFileSync(file, 'utf8')).map(fingerprintOf)),
    );
    return certs.some(({ sha256 }) => !held.has(sha256));
  });
  const count = existsSync(files.certificates) ? readdirSync(files.certificates).length : 0;
  if (lacking.length === 0) say('certificats', 'bon', `${count} fichier(s), ceux de la liste`);
  for (const { id } of lacking) say('certificats', 'a-faire', `certificates/${id}.pem n’est pas celui de la liste`);
}
