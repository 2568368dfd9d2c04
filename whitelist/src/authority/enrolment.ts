import { z } from 'zod';
import {
  contact,
  endpoints,
  label,
  memberKind,
  perimeter,
  profile,
  regionCodes,
  WhitelistError,
} from '../document/index.js';

const MAX_PEM = 16 * 1024;
const person = z.string().max(200);

const enrolment = z
  .strictObject({
    /** PKCS#10 request, PEM: its key will be certified here. */
    csr: z.string().optional(),
    /** In place of it, certificates of another authority, PEM: one for both uses, or one for each. */
    certificates: z.array(z.string().max(MAX_PEM)).min(1).max(2).optional(),
    /** Certificates of that authority, PEM; not needed when a member of it is already listed. */
    ca: z
      .string()
      .max(16 * MAX_PEM)
      .default(''),
    /** Who enrols: somebody else must approve. */
    by: person.default(''),
    kind: memberKind,
    label,
    /** FINESS or SIREN of the organisation. */
    org: z.string().max(64).default(''),
    contact: contact.default(''),
    regionCodes: regionCodes.default([]),
    profile: profile.default(null),
    perimeter: perimeter.default([]),
    endpoints: endpoints.default([]),
  })
  .refine(
    (o) => (o.csr === undefined) !== (o.certificates === undefined),
    'une demande (CSR) ou un certificat, l’un des deux',
  )
  .refine((o) => o.kind !== 'region' || o.regionCodes.length > 0, 'une région porte au moins un code région')
  .refine((o) => new Set(o.regionCodes).size === o.regionCodes.length, 'un code région figure deux fois');

/** What a newcomer asks for. */
export type Enrolment = z.input<typeof enrolment>;
export type CheckedEnrolment = z.output<typeof enrolment>;

/** @throws WhitelistError `REFUSED` naming the first wrong field */
export function checkEnrolment(asked: Enrolment): CheckedEnrolment {
  const result = enrolment.safeParse(asked);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  throw new WhitelistError('REFUSED', `Demande d’inscription refusée : ${path.join('.') || 'demande'} : ${message}`);
}
