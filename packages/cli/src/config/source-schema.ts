import type { AideSchema } from '@inter-ror/configuration';
import { z } from 'zod';

const schemaAdresse = z.string().refine(isHttps, {
  message: 'adresse https attendue',
  params: { remede: 'écrivez https://hôte:port/chemin, sans identifiant ni ancre' },
});

const schemaOid = z.string().regex(/^[0-9]+(\.[0-9]+)+$/, { message: 'un OID, par exemple 1.2.250.1.213.3.3.12' });

/** A live solution: where it answers, who asks, what it does in its own way, how often it is asked. */
const schemaSolution = (a: AideSchema) =>
  z
    .strictObject({
      /** One address for all the operations. */
      adresse: schemaAdresse.optional(),
      /** Or one for each. */
      adresses: z.strictObject({ notification: schemaAdresse, lecture: schemaAdresse }).optional(),
      /** The certificate that the solution knows, and the authorities of its own. */
      identite: z.strictObject({
        cle: a.fichierExistant(),
        certificat: a.fichierExistant(),
        autorites: a.fichierExistant(),
      }),
      vihf: z.strictObject({
        /** Structure, or structure and person: `Subject/NameID`. */
        sujet: z.string().min(1).max(256),
        nom: z.string().min(1).max(256),
        /** JDV_J68-ProfilAccesReferentiel-ROR. */
        profil: z.enum(['CU19', 'CU20', 'CU22', 'CU23']).default('CU22'),
      }),
      /** Authority of the identifiers of establishments, when it is not the one that the lists give. */
      autorite: schemaOid.optional(),
      /** OIDs of its own, to those of the nomenclatures. */
      oids: z.record(schemaOid, schemaOid).optional(),
      /** Its codes come without their leading zeros. */
      codesSansZeros: z.boolean().default(false),
      dates: z
        .strictObject({
          forme: z.enum(['JJ/MM/AAAA', 'AAAA-MM-JJ HH:MM:SS']),
          /** Of its clock, when a date does not say. */
          decalage: z
            .string()
            .regex(/^(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)$/, { message: 'Z, ou un décalage comme +01:00' })
            .default('Z'),
        })
        .optional(),
      /** CSV `oid_local;code_local;oid;code`. */
      correspondances: a.fichierExistant().optional(),
      rythmes: z
        .strictObject({
          disponibilitesSecondes: z.number().min(1).max(86_400).default(60),
          changementsSecondes: z.number().min(1).max(86_400).default(600),
          completeHeures: z.number().min(0.1).max(8_760).default(24),
        })
        .prefault({}),
      /** Establishments read at once. */
      concurrence: z.int().min(1).max(32).default(4),
      /** For one question (RG_ALIM_024). */
      delaiSecondes: z.number().min(0.5).max(60).default(5),
    })
    .superRefine(({ adresse, adresses }, ctx) => {
      if ((adresse === undefined) !== (adresses === undefined)) return;
      ctx.addIssue({
        code: 'custom',
        path: adresse === undefined ? [] : ['adresses'],
        message: adresse === undefined ? 'adresse de la solution absente' : '« adresse » est donnée aussi',
        params: {
          remede: 'écrivez « adresse » (une pour tout) ou « adresses » (une par opération), et une seule des deux',
        },
      });
    });

/** Where a region comes from: an export, or a live solution. */
export const schemaSource = (a: AideSchema) =>
  z
    .strictObject({
      fichier: a.chemin().optional(),
      surveiller: z.boolean().default(true),
      solution: schemaSolution(a).optional(),
    })
    .superRefine(({ fichier, solution }, ctx) => {
      if ((fichier === undefined) !== (solution === undefined)) return;
      ctx.addIssue({
        code: 'custom',
        path: fichier === undefined ? [] : ['solution'],
        message: fichier === undefined ? 'source sans contenu' : '« fichier » est donné aussi',
        params: {
          remede: 'écrivez « fichier » (un export) ou « solution » (une solution vivante), et une seule des deux',
        },
      });
    });

export type SourceConfig = z.output<ReturnType<typeof schemaSource>>;
export type SolutionConfig = z.output<ReturnType<typeof schemaSolution>>;

function isHttps(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hash, username, password } = new URL(address);
  return protocol === 'https:' && `${hash}${username}${password}` === '';
}
