import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { entetesRor } from '@inter-ror/access-policy';
import type { Asker } from '@inter-ror/asker';
import type { AccessTrace } from '@inter-ror/audit';
import { type CriteresRecherche, codesDesCriteres, schemaContrat } from '@inter-ror/exposure-model';
import {
  createInternalOperation,
  type InternalAnswer,
  identityOfRequest,
  type OnInternalError,
  traceHeaders,
} from '@inter-ror/graphql-endpoint';
import { type NationClient, NationUnreachable } from '@inter-ror/nation-client';
import { cleCode } from '@inter-ror/nomenclatures';
import {
  DOCUMENT_V1,
  ErreurSoap,
  erreurHorsPerimetre,
  HORS_PERIMETRE,
  type PageV1,
  type PortsSoap,
  type QuestionV1,
} from '@inter-ror/soap-facade';
import { type ContexteRequete, creerRepondreCompile, racine } from '../graphql/index.js';
import { changements } from './changes.js';
import { inconnu, lireArbre, sitesDe } from './reading.js';
import { cles, TOUT } from './selection.js';

/** What a SOAP request is answered from, once it is known who asks. */
export interface ContexteSoap {
  readonly asker: Asker;
  /** A gateway asks for the asker: it asks each region itself. */
  readonly viaPasserelle: boolean;
  readonly contexte: ContexteRequete;
  readonly trace: AccessTrace | undefined;
}

export interface OptionsPortsSoap {
  /** R30 codes of the instance. */
  codes: readonly string[];
  nation: NationClient;
  recognise: PortsSoap<ContexteSoap>['demandeur'];
  refuse(req: IncomingMessage, code: string): void;
  onInternalError: OnInternalError;
}

/** Answers the inter-ROR flows from the region, and from the nation for the places of other regions. */
export function portsSoap({
  codes,
  nation,
  recognise,
  refuse,
  onInternalError,
}: OptionsPortsSoap): PortsSoap<ContexteSoap> {
  const schema = schemaContrat();
  const surRequete = creerRepondreCompile(schema);
  const locale = createInternalOperation<ContexteRequete>(DOCUMENT_V1, {
    schema,
    rootValue: racine,
    surRequete,
    onInternalError,
  });
  return {
    demandeur: recognise,
    refuser: (req, { code }) => refuse(req, code),

    async rechercher(question, { req, signal, demandeur }) {
      const ici = demandeur.viaPasserelle || [...question.regions].every((region) => codes.includes(region));
      const { criteres, first } = question;
      const dansLaRegion = () => locale<PageV1>(demandeur.contexte, { criteres, first });
      if (ici) return await dansLaRegion();
      try {
        return await dansLaNation(nation, question, demandeur, req, signal);
      } catch (cause) {
        if (!(cause instanceof NationUnreachable)) throw cause;
        if (codes.some((code) => question.regions.has(code)))
          return sansLaNation(await dansLaRegion(), question, codes);
        throw new ErreurSoap('NATION_INJOIGNABLE', 503, `La recherche nationale ne répond pas : ${cause.message}.`);
      }
    },

    async lireEtablissement({ etablissement, champsActivite, publics, dateRef, restreinte }, { demandeur }) {
      const { valeur } = etablissement;
      const { generation } = demandeur.contexte;
      demandeur.trace?.object('lectureEtablissement', valeur);
      const sites = sitesDe(generation, valeur);
      if (sites.length === 0) {
        return inconnu('ETABLISSEMENT_INCONNU', `Établissement ${valeur.slice(0, 60)} inconnu de cette région.`);
      }
      return lireArbre(
        generation,
        { sites },
        {
          champs: cles(champsActivite),
          publics: cles(publics),
          depuis: dateRef === undefined ? TOUT.depuis : Date.parse(dateRef),
          restreinte: restreinte ?? false,
        },
      );
    },

    async lireOrganisationInterne({ valeur }, { demandeur }) {
      const { generation, vues } = demandeur.contexte;
      demandeur.trace?.object('lectureOrganisationInterne', valeur);
      const vue = vues.organisationInterne(valeur);
      const unite = vue === null ? undefined : generation.lecteur.organisationInterne(valeur);
      if (vue === null || unite === undefined) {
        return inconnu(
          'ORGANISATION_INCONNUE',
          `Organisation interne ${valeur.slice(0, 60)} inconnue de cette région.`,
        );
      }
      const site = vue.entiteGeographique?.id;
      return lireArbre(generation, { sites: site === undefined ? [] : [site], unite }, TOUT);
    },

    async notifier(demande, { demandeur }) {
      demandeur.trace?.object('notification', demande.dateRef);
      return { reponse: await changements(demandeur.contexte.generation, demande) };
    },
  };
}

/**
 * Asks the gateway, in the name of who asks here, for the regions that it may ask for.
 * @throws NationUnreachable
 */
async function dansLaNation(
  nation: NationClient,
  { criteres, first, regions }: QuestionV1,
  { asker, trace }: ContexteSoap,
  req: IncomingMessage,
  signal: AbortSignal,
): Promise<InternalAnswer<PageV1>> {
  const { perimetre } = asker;
  if (![...regions].some(estAccordee(perimetre))) {
    throw erreurHorsPerimetre([...regions].sort());
  }
  const { id, trace: contexte } = identityOfRequest(req);
  const bornes = dansLePerimetre(criteres, perimetre);
  const reponse = await nation.ask<PageV1>(
    DOCUMENT_V1,
    { criteres: bornes, first },
    { headers: { ...traceHeaders(contexte), 'x-request-id': id, ...entetesRor(asker) }, signal },
  );
  const data = reponse.data && pourLePerimetre(reponse.data, perimetre);
  const page = data?.rechercherOffres;
  trace?.search({
    criteres: createHash('sha256').update(JSON.stringify(bornes)).digest('base64url').slice(0, 16),
    codes: codesDesCriteres(bornes),
    total: page?.totalCount ?? 0,
    rendues: page?.nodes.length ?? 0,
    regions: page?.regions.map((region) => `${region.codes.join('-')} ${region.statut}`) ?? [],
  });
  return { ...reponse, data };
}

/** What the region knows alone, and the name of those that nobody could ask. */
function sansLaNation(
  reponse: InternalAnswer<PageV1>,
  { regions }: QuestionV1,
  codes: readonly string[],
): InternalAnswer<PageV1> {
  const page = reponse.data?.rechercherOffres;
  if (page === undefined) return reponse;
  const autres = [...regions].filter((code) => !codes.includes(code));
  const muettes = autres.map((code) => ({ codes: [code], statut: 'ERREUR', code: 'NATION_INJOIGNABLE' }));
  return { ...reponse, data: { rechercherOffres: { ...page, regions: [...page.regions, ...muettes] } } };
}

function estAccordee(perimetre: readonly string[]): (region: string) => boolean {
  if (perimetre.includes('*')) return () => true;
  const cles = new Set(perimetre.map(cleCode));
  return (region) => cles.has(cleCode(region));
}

/** Regions beyond the perimeter found nothing because they were not to look: the page says so of each. */
function pourLePerimetre({ rechercherOffres: page }: PageV1, perimetre: readonly string[]): PageV1 {
  const accordee = estAccordee(perimetre);
  const regions = page.regions.flatMap((region) => {
    const dedans = region.codes.filter(accordee);
    const dehors = region.codes.filter((code) => !accordee(code));
    return [
      ...(dedans.length > 0 ? [{ ...region, codes: dedans }] : []),
      ...(dehors.length > 0 ? [{ codes: dehors, statut: 'REFUSEE', code: HORS_PERIMETRE }] : []),
    ];
  });
  return { rechercherOffres: { ...page, regions } };
}

/** The gateway knows the perimeter of this region; that of the asker may be narrower. */
function dansLePerimetre(criteres: CriteresRecherche, perimetre: readonly string[]): CriteresRecherche {
  if (perimetre.includes('*')) return criteres;
  return { ...criteres, et: [...(criteres.et ?? []), { territoire: { region: [...perimetre] } }] };
}
