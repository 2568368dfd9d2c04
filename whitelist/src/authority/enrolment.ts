import { regions } from '@inter-ror/territory';
import { z } from 'zod';
import {
  contact,
  endpoints,
  FRENCH,
  label,
  memberKind,
  perimeter,
  profile,
  regionCodes,
  WhitelistError,
} from '../document/index.js';

const MAX_PEM = 16 * 1024;
/** These texts are shown on terminals, in logs and in tables. */
const ONE_LINE = /^\P{Cc}*$/u;
const SAID = 'sans caractère de contrôle ni retour à la ligne';
const plain = z.string().trim().regex(ONE_LINE, SAID);
const person = plain.max(200);

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
    label: label.trim().min(1, 'donnez un nom').regex(ONE_LINE, SAID),
    /** FINESS or SIREN of the organisation. */
    org: plain.max(64).default(''),
    contact: contact.regex(ONE_LINE, SAID).default(''),
    regionCodes: regionCodes.default([]),
    profile: profile.default(null),
    perimeter: perimeter.default([]),
    endpoints: endpoints.transform((all) => all.map((address) => new URL(address).origin)).default([]),
  })
  .refine(
    (o) => (o.csr === undefined) !== (o.certificates === undefined),
    'une demande (CSR) ou un certificat, l’un des deux',
  )
  .refine((o) => o.kind !== 'region' || o.regionCodes.length > 0, 'une région porte au moins un code région')
  .refine((o) => new Set(o.regionCodes).size === o.regionCodes.length, 'un code région figure deux fois')
  .superRefine(({ regionCodes, perimeter }, ctx) => {
    const known = regions();
    const strange = [...regionCodes, ...perimeter].filter(
      (asked) => asked !== '*' && !known.some((r) => r.code === asked),
    );
    if (strange.length === 0) return;
    const codes = known.map(({ code, nom }) => `${code} ${nom}`).join(', ');
    ctx.addIssue({ code: 'custom', message: `aucune région n’a le code ${strange.join(', ')} (${codes})` });
  });

/** What a newcomer asks for. */
export type Enrolment = z.input<typeof enrolment>;
export type CheckedEnrolment = z.output<typeof enrolment>;

/** @throws WhitelistError `REFUSED` naming the first wrong field */
export function checkEnrolment(asked: Enrolment): CheckedEnrolment {
  const result = enrolment.safeParse(asked, FRENCH);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  throw new WhitelistError('REFUSED', `Demande d’inscription refusée : ${path.join('.') || 'demande'} : ${message}`);
}
