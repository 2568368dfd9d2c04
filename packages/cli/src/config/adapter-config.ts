import { type AideSchema, lireConfiguration, schemaCodesRegion, schemaEcoute } from '@inter-ror/configuration';
import { z } from 'zod';
import {
  schemaExploitation,
  schemaIdentite,
  schemaJournal,
  schemaListeBlanche,
  schemaMandataires,
  schemaPage,
} from './shared-schema.js';
import { schemaSource } from './source-schema.js';

const schema = (a: AideSchema) =>
  z.strictObject({
    region: z.strictObject({
      codes: schemaCodesRegion,
      nom: z.string().min(1),
      solution: z.enum(['IESS', 'IR']),
    }),
    ecoute: schemaEcoute,
    donnees: a.chemin(),
    source: schemaSource(a).optional(),
    /** CSV `code_insee;latitude;longitude`, for communes where the region has no place. */
    pointsDeCommune: a.fichierExistant().optional(),
    /** CSV `identifiant;date` of those who refuse public diffusion. */
    oppositions: a.fichierExistant().optional(),
    /** When a newer generation replaces the public export: the first time that it is asked in a month, or each time. */
    exportPublic: z.enum(['mensuel', 'generation']).default('mensuel'),
    /** Tables imported by `inter-ror nomenclature import`. */
    nomenclatures: a.dossierExistant().optional(),
    page: schemaPage(a).optional(),
    /** For those who run the adapter. */
    console: schemaPage(a).optional(),
    exploitation: schemaExploitation,
    introspection: z.boolean().default(true),
    seuilReduction: z.number().min(0).max(1).default(0.3),
    identite: schemaIdentite(a),
    mandataires: schemaMandataires(a),
    listeBlanche: schemaListeBlanche(a),
    /** Hash-chained journal: who saw what, refused connections. */
    audit: a.chemin().optional(),
    /** Days that its records are kept. */
    auditJours: z.int().min(1).max(36_500).optional(),
    journal: schemaJournal,
  });

export type AdapterConfig = z.output<ReturnType<typeof schema>>;

/** @throws ErreurConfiguration */
export function readAdapterConfig(file: string): AdapterConfig {
  return lireConfiguration(file, schema);
}
