import type { IncomingMessage } from 'node:http';
import { type DemandeSoap, writeSoapRequest } from '@inter-ror/csd';
import {
  createInternalOperation,
  type OnInternalError,
  type OperationRequest,
  type ReadyAnswer,
} from '@inter-ror/graphql-endpoint';
import { DOCUMENT_V1, type PageV1, type PortsSoap } from '@inter-ror/soap-facade';
import type { GraphQLSchema } from 'graphql';
import type { NationContext } from '../answer/index.js';
import { askRegions } from './ask-regions.js';
import { joinChanges } from './join-changes.js';
import { joinReadings } from './join-readings.js';

/** A list of changes lacks no region: they have the 5 s of RG_ALIM_024, but for the time to join them. */
const WHOLE_LIST_MS = 4_500;

export interface NationalSoapOptions {
  schema: GraphQLSchema;
  surRequete(request: OperationRequest<NationContext>): ReadyAnswer | undefined | Promise<ReadyAnswer | undefined>;
  recognise: PortsSoap<NationContext>['demandeur'];
  refuse(req: IncomingMessage, code: string): void;
  onInternalError: OnInternalError;
}

/**
 * Answers the inter-ROR flows for the nation. A search is the national search itself, by one document of the contract:
 * it is planned, guarded, merged and masked as any other, where joining the SOAP answers of the regions would need an
 * order, counts and silences of their own. Readings and changes, whose records the contract does not carry whole, are
 * asked of the regions in the same words and joined.
 */
export function nationalSoapPorts({ recognise, refuse, ...o }: NationalSoapOptions): PortsSoap<NationContext> {
  const search = createInternalOperation<NationContext>(DOCUMENT_V1, o);
  const everyRegion = (demande: DemandeSoap, context: NationContext) =>
    askRegions(context.directory.all(), writeSoapRequest(demande), context);
  return {
    demandeur: recognise,
    refuser: (req, { code }) => refuse(req, code),

    rechercher: ({ criteres, first }, { demandeur }) => search<PageV1>(demandeur, { criteres, first }),

    async lireEtablissement(demande, { demandeur }) {
      const { valeur } = demande.etablissement;
      demandeur.trace?.object('lectureEtablissement', valeur);
      return joinReadings(await everyRegion({ operation: 'lectureEtablissement', demande }, demandeur), valeur);
    },

    async lireOrganisationInterne(organisation, { demandeur }) {
      demandeur.trace?.object('lectureOrganisationInterne', organisation.valeur);
      const asked = await everyRegion({ operation: 'lectureOrganisationInterne', organisation }, demandeur);
      return joinReadings(asked, organisation.valeur);
    },

    async notifier(demande, { demandeur }) {
      demandeur.trace?.object('notification', demande.dateRef);
      const deadline = demandeur.deadline.atLeast(WHOLE_LIST_MS);
      return joinChanges(await everyRegion({ operation: 'notification', demande }, { ...demandeur, deadline }));
    },
  };
}
