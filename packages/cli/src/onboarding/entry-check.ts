import { listedRegions } from '@inter-ror/gateway';
import { type AdmissionSource, fingerprintOf, MutualTlsError, ownEntry, type TlsIdentity } from '@inter-ror/mutual-tls';
import { DAY_MS, type WhitelistDocument, type WhitelistEntry } from '@inter-ror/whitelist';
import type { AdapterConfig } from '../config/index.js';
import { EXIT } from '../output/index.js';
import type { Constat } from './check-report.js';

const SOON_DAYS = 30;

/** What the list says of this adapter: by its certificate, else by its region. */
export function checkEntry(
  { region }: AdapterConfig,
  identity: TlsIdentity,
  admission: AdmissionSource,
  document: WhitelistDocument,
): Constat {
  let member: ReturnType<typeof ownEntry>;
  try {
    member = ownEntry(identity, admission, { kind: 'region', regionCodes: region.codes });
  } catch (e) {
    if (!(e instanceof MutualTlsError)) throw e;
    const remede = 'corrigez la configuration, ou demandez à l’autorité de corriger l’entrée';
    return { etat: 'faux', dit: e.message, remede, code: EXIT.VERIFICATION };
  }
  const fingerprint = fingerprintOf(identity.cert);
  if (member === undefined) return notAdmitted(document, fingerprint, region.codes);
  const { id, endpoints, profile } = member;
  const end = admission.current().certificate(fingerprint, 'server')!.notAfter;
  if (Date.now() >= end) {
    const dit = `${id} n’est plus inscrit avec ce certificat depuis le ${new Date(end).toISOString()}`;
    return { etat: 'faux', dit, remede: RENEW, code: EXIT.REFUSED };
  }
  if (endpoints.length === 0) {
    const remede = `demandez à l’autorité : whitelist endpoint ${id} https://hôte:port`;
    return { etat: 'alerte', dit: `${id} n’a pas d’adresse : personne ne peut l’interroger`, remede };
  }
  const { doubles, regions } = listedRegions(admission.current());
  const double = doubles.find(({ members }) => members.includes(id));
  if (double !== undefined) {
    const remede = 'prévenez l’autorité : elle révoque celui qui ne sert plus (whitelist revoke)';
    const asked = regions.some((listed) => listed.member.id === id && listed.unasked === undefined);
    if (asked) return { etat: 'alerte', dit: double.message, remede };
    return { etat: 'faux', dit: double.message, remede, code: EXIT.REFUSED };
  }
  const dit = `${id}, à ${endpoints.join(', ')}, ${profile === null ? 'sans profil' : `profil ${profile}`}`;
  const days = Math.floor((end - Date.now()) / DAY_MS);
  if (days > SOON_DAYS) return { etat: 'bon', dit };
  return {
    etat: 'alerte',
    dit: `${dit}, finit dans ${days} jour${days > 1 ? 's' : ''}`,
    remede: 'préparez le renouvellement du certificat',
  };
}

const RENEW =
  'faites une clé et une demande neuves, que l’autorité inscrit à côté (whitelist rotate), puis installez-les';

/** Why no active entry carries this certificate, as far as the list tells. */
function notAdmitted({ entries, version }: WhitelistDocument, fingerprint: string, codes: readonly string[]): Constat {
  const wrong = (dit: string, remede: string): Constat => ({ etat: 'faux', dit, remede, code: EXIT.REFUSED });
  const own = entries.find(({ certs }) => certs.some(({ sha256 }) => sha256 === fingerprint));
  if (own?.status === 'suspended') {
    return wrong(
      `${own.id} est suspendu ${sinceOf(own)}`,
      'voyez l’autorité : elle seule le reprend (whitelist resume)',
    );
  }
  if (own?.status === 'revoked') {
    const remede = 'faites une clé et une demande neuves (adapter init, dans un autre dossier), et faites-les inscrire';
    return wrong(`${own.id} est révoqué ${sinceOf(own)}`, remede);
  }
  if (own !== undefined) {
    return wrong(`${own.id} porte ce certificat pour appeler seulement, non pour servir`, RENEW);
  }
  const ofRegion = entries.find(
    ({ kind, status, regions }) => kind === 'region' && status === 'active' && regions.some((c) => codes.includes(c)),
  );
  if (ofRegion !== undefined) {
    return wrong(
      `la liste version ${version} porte ${ofRegion.id} avec un autre certificat que celui-ci`,
      'installez le dernier certificat que l’autorité vous a remis, avec sa clé, ou reprenez une liste plus récente',
    );
  }
  return wrong(
    'aucune entrée active ne porte ce certificat',
    'attendez l’approbation, puis reprenez une liste plus récente ; ou vérifiez le certificat remis',
  );
}

function sinceOf({ statusSince, reason }: WhitelistEntry): string {
  return `depuis le ${statusSince}${reason === null ? '' : ` (${reason})`}`;
}
