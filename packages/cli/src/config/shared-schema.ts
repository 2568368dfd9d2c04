import { type AideSchema, schemaEcoute } from '@inter-ror/configuration';
import { isBaseUrl } from '@inter-ror/whitelist';
import { z } from 'zod';

/** Key, certificate and trusted authorities of a process, CRLs of external authorities. */
export const schemaIdentite = (a: AideSchema) =>
  z.strictObject({
    cle: a.fichierExistant(),
    certificat: a.fichierExistant(),
    autorites: a.fichierExistant(),
    /** They may come later: a missing one alarms. */
    crl: z.array(a.chemin()).max(64).optional(),
  });

/** Reverse proxies that may say which client they speak for: none, but those declared. */
export const schemaMandataires = (a: AideSchema) =>
  z
    .array(
      z.strictObject({
        /** With which the proxy connects. */
        certificat: a.fichierExistant(),
        /** Where it puts its client's certificate, PEM then URL-encoded. */
        entete: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/),
      }),
    )
    .max(16)
    .optional();

/** Health and figures, in plain HTTP, for an operator's network; traces, sent to a collector. */
export const schemaExploitation = z
  .strictObject({
    ecoute: schemaEcoute.optional(),
    traces: z
      .strictObject({
        /** Where an OpenTelemetry collector takes traces by OTLP over HTTP. */
        url: z.url({ protocol: /^https?$/ }),
        /** Share of the traces that begin here to send. */
        part: z.number().min(0).max(1).default(1),
      })
      .optional(),
  })
  .optional();

/** The search page, in plain HTTP: TLS and sign-in are before it. */
export const schemaPage = (a: AideSchema) =>
  z.strictObject({
    ecoute: schemaEcoute,
    /** Names by which a proxy before it calls it, when it does not call it by its address. */
    noms: z
      .array(z.string().regex(/^[a-z\d](?:[a-z\d.-]{0,251}[a-z\d])?$/i))
      .max(64)
      .optional(),
    /** `theme.css` and what it needs. */
    theme: a.dossierExistant().optional(),
    /** Said at the head of every page. */
    avertissement: z.string().min(1).max(300).optional(),
  });

/** Where the whitelist is read, and what it is verified with. */
export const schemaListeBlanche = (a: AideSchema) =>
  z
    .strictObject({
      /** The list, followed as it changes; with `publication`, the last good one received. */
      fichier: a.chemin(),
      confiance: a.chemin(),
      etat: a.chemin().optional(),
      /** Address of the authority's publisher. */
      publication: z
        .string()
        .refine(isBaseUrl, {
          message: 'adresse https attendue',
          params: { remede: 'écrivez https://hôte:port, sans chemin' },
        })
        .optional(),
      /** How long an expired list still serves when no other can be had. */
      graceHeures: z.number().min(0).max(4).default(0),
    })
    .superRefine(({ publication, etat, graceHeures }, ctx) => {
      if (publication !== undefined && etat === undefined) {
        ctx.addIssue({
          code: 'custom',
          path: ['etat'],
          message:
            'clé obligatoire avec « publication » : sans elle une liste plus ancienne passerait après un redémarrage',
          params: { remede: 'ajoutez-la : un fichier que ce processus peut écrire, par exemple liste-vue.json' },
        });
      }
      if (publication === undefined && graceHeures > 0) {
        ctx.addIssue({
          code: 'custom',
          path: ['graceHeures'],
          message: 'sans « publication », une liste expirée ne sert plus',
          params: { remede: 'retirez-la, ou donnez l’adresse de publication' },
        });
      }
    });

export const schemaJournal = z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info');
