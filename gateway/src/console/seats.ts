import type { AdmissionSnapshot, Member, MemberApart } from '@inter-ror/mutual-tls';
import { regions } from '@inter-ror/territory';

/** A region code, and who serves it by the list: somebody admitted, somebody who is set apart, or nobody. */
export interface Siege {
  code: string;
  nom: string;
  membre: Member | undefined;
  apart: MemberApart | undefined;
}

const WORTH = { suspended: 2, pending: 1, revoked: 0 };

/** Every code of TRE_R30, and those beyond that the list names, in order. */
export function siegesDe({ members, apart }: AdmissionSnapshot): Siege[] {
  const names = new Map(regions().map(({ code, nom }) => [code, nom]));
  const listed = [...members, ...apart].filter(({ kind }) => kind === 'region');
  const codes = [...new Set([...names.keys(), ...listed.flatMap(({ regionCodes }) => regionCodes)])].sort();
  return codes.map((code) => {
    const own = apart
      .filter(({ kind, regionCodes }) => kind === 'region' && regionCodes.includes(code))
      .sort((a, b) => WORTH[b.status] - WORTH[a.status] || b.since - a.since);
    const membre = members.find(({ kind, regionCodes }) => kind === 'region' && regionCodes.includes(code));
    return { code, nom: names.get(code) ?? code, membre, apart: membre === undefined ? own[0] : undefined };
  });
}
