import { type AideSchema, lireConfiguration, schemaEcoute } from '@inter-ror/configuration';
import { z } from 'zod';
import {
  schemaExploitation,
  schemaIdentite,
  schemaJournal,
  schemaListeBlanche,
  schemaMandataires,
  schemaPage,
} from './shared-schema.js';

const schema = (a: AideSchema) =>
  z.strictObject({
    ecoute: schemaEcoute,
    identite: schemaIdentite(a),
    mandataires: schemaMandataires(a),
    listeBlanche: schemaListeBlanche(a),
    /** Hash-chained journal: who saw what, refused connections. */
    audit: a.chemin().optional(),
    /** Days that its records are kept. */
    auditJours: z.int().min(1).max(36_500).optional(),
    /** Milliseconds given to one national request. */
    delaiMs: z.number().int().min(50).max(5_000).default(2_000),
    /** What one member may ask; each refusal says the limit and what was asked. */
    limites: z
      .strictObject({
        /** Points that one request may cost: the price of each field and page is in docs/integrators.md. */
        cout: z.int().min(1_000).max(1_000_000_000).default(1_000_000),
        /** Requests of one member at work at once. */
        simultanees: z.int().min(1).max(128).default(64),
        /** Requests of one member in a minute. */
        demandesParMinute: z.int().min(1).max(10_000_000).default(60_000),
      })
      .prefault({}),
    /** Where gateways of one network count their members' requests together. */
    redis: z.strictObject({ url: z.string().refine(isRedis, REDIS_EXPECTED) }).optional(),
    /** CSV `code_insee;latitude;longitude`. */
    pointsDeCommune: a.fichierExistant().optional(),
    /** Tables imported by `inter-ror nomenclature import`. */
    nomenclatures: a.dossierExistant().optional(),
    /** Asks as a consumer of the list, whose key and certificate these are. */
    page: schemaPage(a).extend({ cle: a.fichierExistant(), certificat: a.fichierExistant() }).optional(),
    /** For those who run the gateway. */
    console: schemaPage(a)
      .extend({
        /** Course of the share connected, kept over restarts: a file of this process alone. */
        historique: a.chemin().optional(),
      })
      .optional(),
    /** Access without a certificate: profile 0 alone. */
    accesPublic: z
      .strictObject({
        ecoute: schemaEcoute,
        demandesParMinute: z.int().min(1).max(100_000).default(60),
        demandesParMinuteEnTout: z.int().min(1).max(1_000_000).default(1_200),
      })
      .optional(),
    exploitation: schemaExploitation,
    introspection: z.boolean().default(true),
    journal: schemaJournal,
  });

const REDIS_EXPECTED = {
  message: 'adresse de Redis attendue',
  params: { remede: 'écrivez redis://hôte:port, ou rediss://utilisateur:motdepasse@hôte:port' },
};

function isRedis(address: string): boolean {
  return URL.canParse(address) && ['redis:', 'rediss:'].includes(new URL(address).protocol);
}

export type GatewayConfig = z.output<ReturnType<typeof schema>>;

/** @throws ErreurConfiguration */
export function readGatewayConfig(file: string): GatewayConfig {
  return lireConfiguration(file, schema);
}
