import type { Scenario } from '../model.js';
import { SCENARIOS_AGE } from './age.js';
import { SCENARIOS_COMBINAISON } from './combination.js';
import { SCENARIOS_CONFIDENTIALITE } from './confidentiality.js';
import { SCENARIOS_COMPTE } from './counts.js';
import { SCENARIOS_CRITERE } from './criterion.js';
import { SCENARIOS_ERREUR } from './errors.js';
import { SCENARIOS_IDENTIFIANT } from './identifiers.js';
import { SCENARIOS_LIEN } from './links.js';
import { SCENARIOS_METADONNEE } from './metadata.js';
import { SCENARIOS_SCHEMA } from './schema.js';
import { SCENARIOS_TERRITOIRE } from './territory.js';
import { SCENARIOS_TEMPS } from './timing.js';

/** Every scenario, family by family. */
export const SCENARIOS: readonly Scenario[] = [
  ...SCENARIOS_SCHEMA,
  ...SCENARIOS_TERRITOIRE,
  ...SCENARIOS_CRITERE,
  ...SCENARIOS_COMBINAISON,
  ...SCENARIOS_AGE,
  ...SCENARIOS_LIEN,
  ...SCENARIOS_COMPTE,
  ...SCENARIOS_IDENTIFIANT,
  ...SCENARIOS_METADONNEE,
  ...SCENARIOS_CONFIDENTIALITE,
  ...SCENARIOS_TEMPS,
  ...SCENARIOS_ERREUR,
];
