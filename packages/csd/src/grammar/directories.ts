import type { ActiviteOperationnelle, Enregistrement, Equipement } from '@inter-ror/exposure-model';
import { CODE, ENTITY_ID, IDENTIFIANT, RECORD } from './common.js';
import { ORGANISATION_INTERNE } from './facility.js';
import { fusion, notation, type Structure } from './notation.js';
import { ORGANISATION } from './organization.js';
import { PROFESSIONNEL } from './provider.js';

const a = notation<ActiviteOperationnelle>();
const ACTIVITE = a.structure('service', {
  attributs: [ENTITY_ID],
  sequence: [
    a.un('codedType', 'activite', CODE, { table: 'TRE_R211-ActiviteOperationnelle' }),
    fusion(
      'extension',
      0,
      a.structure('serviceExtension', {
        extension: true,
        sequence: [a.liste('actFamily', 'familles', CODE, { table: 'JDV_J51-FamilleActiviteOperationnelle-ROR' })],
      }),
    ),
    RECORD,
  ],
});

const q = notation<Equipement>();
const EQUIPEMENT = q.structure('device', {
  attributs: [ENTITY_ID],
  sequence: [
    q.liste('otherID', 'identifiants', IDENTIFIANT),
    q.un('codedType', 'type', CODE, { table: 'TRE_R212-Equipement' }),
    fusion(
      'extension',
      0,
      q.structure('deviceExtension', {
        extension: true,
        sequence: [q.opt('nbInService', 'nombreEnService', 'entier')],
      }),
    ),
    RECORD,
  ],
});

/** Kind of a record of an export. */
export type Sorte = Enregistrement['sorte'];

/** A directory of the type `CSD` and the records that it lists. */
export interface Annuaire {
  readonly nom: string;
  readonly element: string;
  readonly sorte: Sorte;
  readonly structure: Structure;
}

/** Namespace of every element. */
export const ESPACE_CSD = 'urn:ihe:iti:csd:2013';

/** The five directories, in the order of the wire. */
export const ANNUAIRES: readonly Annuaire[] = [
  { nom: 'organizationDirectory', element: 'organization', sorte: 'organisation', structure: ORGANISATION },
  { nom: 'serviceDirectory', element: 'service', sorte: 'activite', structure: ACTIVITE },
  { nom: 'facilityDirectory', element: 'facility', sorte: 'organisationInterne', structure: ORGANISATION_INTERNE },
  { nom: 'providerDirectory', element: 'provider', sorte: 'professionnel', structure: PROFESSIONNEL },
  { nom: 'deviceDirectory', element: 'device', sorte: 'equipement', structure: EQUIPEMENT },
];
