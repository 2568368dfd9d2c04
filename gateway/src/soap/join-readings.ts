import {
  type Couverture,
  type ErreurMetier,
  estUniteElementaire,
  readLectureResponse,
  writeLectureResponse,
} from '@inter-ror/csd';
import { cleIdentifiant, type Enregistrement } from '@inter-ror/exposure-model';
import { erreurHorsPerimetre, type LectureServie } from '@inter-ror/soap-facade';
import { partial, type SoapAsked, type SoapReply } from './ask-regions.js';

/** Kinds of records, in the order of the wire. */
const KINDS: readonly Enregistrement['sorte'][] = [
  'organisation',
  'activite',
  'organisationInterne',
  'professionnel',
  'equipement',
];

/** Errors by which a region says that it does not hold what is asked. */
const UNKNOWN: ReadonlySet<string | undefined> = new Set(['ETABLISSEMENT_INCONNU', 'ORGANISATION_INCONNUE']);
/** RG_ALIM_019. */
const COUNT_MISMATCH = 405;

interface Holding {
  bytes: Buffer;
  records: Enregistrement[];
}

/** What one region said: the records that it holds, that it holds none, or an error of its own; undefined when it is silent. */
type Said = { holding: Holding } | { erreur: ErreurMetier } | { unknown: ErreurMetier } | undefined;

/**
 * Joins what regions read of one identifier. A legal entity may stand in several; when one of those that could hold a
 * part of it is silent, nothing is answered: what is silent is not empty. Regions that the asker may not ask are named,
 * whether they hold it or not.
 * @throws ErreurSoap `REPONSE_PARTIELLE`
 */
export async function joinReadings({ replies, outside }: SoapAsked, identifier: string): Promise<LectureServie> {
  const said = await Promise.all(replies.map(async ({ reply, region }) => ({ region, said: await read(reply) })));
  const holdings = said.flatMap(({ said: s }) => (s !== undefined && 'holding' in s ? [s.holding] : []));
  const silent = said.filter(({ said: s }) => s === undefined);
  const whole = holdings.some(({ records }) => records.some((record) => isWholly(record, identifier)));
  if (silent.length > 0 && !whole) throw partial(silent);
  const [first, ...others] = holdings;
  if (first === undefined) return { erreur: errorOf(said, outside) };
  if (outside.length > 0 && !whole) return { enveloppe: joined(holdings, { horsPerimetre: outside }) };
  return { enveloppe: others.length === 0 ? [first.bytes] : joined(holdings) };
}

async function read(reply: SoapReply['reply']): Promise<Said> {
  if (!('bytes' in reply)) return undefined;
  const records: Enregistrement[] = [];
  try {
    const issue = await readLectureResponse([reply.bytes], { surEnregistrement: (record) => records.push(record) });
    if ('faute' in issue) return undefined;
    if ('erreur' in issue) return UNKNOWN.has(issue.erreur.texte) ? { unknown: issue.erreur } : issue;
    const units = records.filter(estUniteElementaire).length;
    if (units === issue.rapport.facilityNumber) return { holding: { bytes: reply.bytes, records } };
    const message = `facilityNumber ne compte pas les unités reçues (${units}) : RG_ALIM_019.`;
    return { erreur: { code: COUNT_MISMATCH, message, texte: 'NOMBRE_UNITES' } };
  } catch {
    return undefined;
  }
}

/** Whether a record is all that the identifier names: a site or an internal organisation stands in one region only. */
function isWholly({ sorte, valeur }: Enregistrement, identifier: string): boolean {
  const asked = cleIdentifiant(identifier);
  if (sorte === 'organisationInterne') return valeur.id === identifier;
  if (sorte !== 'organisation' || valeur.entiteJuridiqueId === undefined) return false;
  const names = [valeur.id, ...(valeur.identifiants ?? []).map((i) => i.valeur)].map(cleIdentifiant);
  // The FINESS number of an idNat_Struct is what follows its first digit (RG_ALIM_014).
  return names.some((name) => name === asked || name === `1${asked}`);
}

/** The error of a region that failed on its own data, else that those that were asked do not know the identifier. */
function errorOf(all: readonly { said: Said }[], outside: readonly string[]): ErreurMetier {
  const errors = all.flatMap(({ said }) => (said !== undefined && 'erreur' in said ? [said.erreur] : []));
  if (errors[0] !== undefined) return errors[0];
  if (outside.length > 0) {
    const { statut, code, message } = erreurHorsPerimetre(outside);
    return { code: statut, message, texte: code };
  }
  const unknown = all.flatMap(({ said }) => (said !== undefined && 'unknown' in said ? [said.unknown] : []));
  return unknown[0] ?? { code: 404, message: 'Aucune région à interroger.', texte: 'AUCUNE_REGION' };
}

function joined(holdings: readonly Holding[], couverture?: Couverture): Iterable<string> {
  const kept = new Map<string, Enregistrement>();
  for (const { records } of holdings) {
    for (const record of records) {
      const key = `${record.sorte} ${record.valeur.id}`;
      if (!kept.has(key)) kept.set(key, record);
    }
  }
  const all = [...kept.values()];
  const ordered = KINDS.flatMap((kind) => all.filter(({ sorte }) => sorte === kind));
  return writeLectureResponse(ordered, all.filter(estUniteElementaire).length, couverture);
}
