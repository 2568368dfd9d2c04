import type { AdmissionSource, Member, MemberKind } from './admission.js';
import { MutualTlsError } from './errors.js';
import { fingerprintOf } from './fingerprint.js';
import type { TlsIdentity } from './identity.js';

/** What a process says it is, to be held against its own entry in the list. */
export interface OwnRole {
  kind: MemberKind;
  /** Region codes that it serves. */
  regionCodes?: readonly string[];
}

/**
 * The member that the list names for our own server certificate; `undefined` when it names none yet.
 * @throws MutualTlsError `ERR_IDENTITY` when the entry is of another kind, or does not hold the regions served
 */
export function ownEntry(identity: TlsIdentity, source: AdmissionSource, role: OwnRole): Member | undefined {
  const member = source.current().certificate(fingerprintOf(identity.cert), 'server')?.member;
  if (member === undefined) return undefined;
  if (member.kind !== role.kind) {
    throw new MutualTlsError(
      'ERR_IDENTITY',
      `Ce certificat est celui de « ${member.id} », de nature « ${member.kind} » : il faut celui d’un membre « ${role.kind} ».`,
    );
  }
  const foreign = (role.regionCodes ?? []).filter((code) => !member.regionCodes.includes(code));
  if (foreign.length === 0) return member;
  throw new MutualTlsError(
    'ERR_IDENTITY',
    `L’entrée « ${member.id} » de la liste blanche ne porte pas la région ${foreign.join(', ')} (elle porte ${member.regionCodes.join(', ')}) : corrigez region.codes, ou faites corriger l’entrée.`,
  );
}
