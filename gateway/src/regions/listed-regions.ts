import type { AdmissionSnapshot, Member } from '@inter-ror/mutual-tls';
import type { Failure } from './region-client.js';

/** A region of the whitelist, and why it cannot be asked when that is so. */
export interface ListedRegion {
  member: Member;
  unasked?: Failure;
}

/** The regions of a list, and what is wrong with it: a code that two members serve would count its offers twice. */
export interface ListedRegions {
  regions: ListedRegion[];
  doubles: Double[];
}

/** A member that is not asked, because others serve its codes. */
export interface Double {
  /** Ids: its own, then theirs. */
  members: readonly string[];
  message: string;
}

/**
 * Every region that the list names, those that cannot be asked included, but a revoked one, so that nobody takes silence
 * for emptiness. Of two that serve one code, the first of the list is asked, alone.
 */
export function listedRegions({ members, apart }: AdmissionSnapshot): ListedRegions {
  const servedBy = new Map<string, string>();
  const regions: ListedRegion[] = [];
  const doubles: Double[] = [];
  const active = members.filter(({ kind }) => kind === 'region');
  for (const member of active.filter(({ endpoints }) => endpoints.length > 0)) {
    const taken = member.regionCodes.filter((code) => servedBy.has(code));
    const free = member.regionCodes.filter((code) => !servedBy.has(code));
    for (const code of free) servedBy.set(code, member.id);
    if (taken.length === 0) {
      regions.push({ member });
      continue;
    }
    const others = [...new Set(taken.map((code) => servedBy.get(code)!))];
    const message = `La région ${taken.join(', ')} est servie par ${others.join(', ')} dans la liste blanche : ${member.id} n’est pas interrogé. L’autorité doit révoquer l’un des deux.`;
    doubles.push({ members: [member.id, ...others], message });
    add(member, free, { statut: 'ERREUR', code: 'REGION_EN_DOUBLE', message });
  }
  for (const member of active.filter(({ endpoints }) => endpoints.length === 0)) {
    const message = 'La liste blanche ne donne pas d’adresse à cette région : ses offres ne sont pas cherchées.';
    addUnserved(member, { statut: 'ERREUR', code: 'SANS_ADRESSE', message });
  }
  for (const { status, since, ...member } of apart) {
    if (member.kind !== 'region' || status !== 'suspended') continue;
    const day = new Date(since).toISOString().slice(0, 10);
    const message = `L’autorité de la liste blanche a suspendu cette région le ${day} : ses offres ne sont pas cherchées.`;
    addUnserved(
      { ...member, endpoints: [], profile: null, perimeter: [] },
      { statut: 'ERREUR', code: 'SUSPENDUE', message },
    );
  }
  regions.sort((a, b) => ((a.member.regionCodes[0] ?? '') < (b.member.regionCodes[0] ?? '') ? -1 : 1));
  return { regions, doubles };

  function addUnserved(member: Member, unasked: Failure): void {
    const free = member.regionCodes.filter((code) => !servedBy.has(code));
    for (const code of free) servedBy.set(code, member.id);
    add(member, free, unasked);
  }

  function add(member: Member, regionCodes: readonly string[], unasked: Failure): void {
    if (regionCodes.length > 0) regions.push({ member: { ...member, regionCodes, endpoints: [] }, unasked });
  }
}
