import { type AideSchema, lireConfiguration, schemaEcoute } from '@inter-ror/configuration';
import { z } from 'zod';
import { schemaIdentite, schemaJournal, schemaListeBlanche } from './shared-schema.js';

const schema = (a: AideSchema) =>
  z.strictObject({
    ecoute: schemaEcoute,
    /** Folder of the authority. */
    autorite: a.dossierExistant(),
    identite: schemaIdentite(a),
    journal: schemaJournal,
  });

export type PublisherConfig = z.output<ReturnType<typeof schema>>;

/** @throws ErreurConfiguration */
export function readPublisherConfig(file: string): PublisherConfig {
  return lireConfiguration(file, schema);
}

const listOnly = (a: AideSchema) => z.looseObject({ listeBlanche: schemaListeBlanche(a) });

/** Where a configuration, of an adapter or of a gateway, keeps its whitelist. @throws ErreurConfiguration */
export function readListConfig(file: string): z.output<ReturnType<typeof listOnly>>['listeBlanche'] {
  return lireConfiguration(file, listOnly).listeBlanche;
}
