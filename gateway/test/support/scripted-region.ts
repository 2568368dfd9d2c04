import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { ANSWERED_PROFILE_HEADER, ASKER_HEADER } from '@inter-ror/asker';
import { ecrireCurseur, empreinteContrat, normaliserRecherche, schemaContrat } from '@inter-ror/exposure-model';
import { execute, parse } from 'graphql';

/** Reads a whole request body. */
export async function bodyOf(req: IncomingMessage): Promise<{ query: string; variables: Record<string, unknown> }> {
  let text = '';
  for await (const chunk of req) text += chunk;
  return JSON.parse(text);
}

/** The profile that the gateway states; its signature is not looked at. */
function statedProfile({ headers }: IncomingMessage): number {
  const stated = headers[ASKER_HEADER];
  if (typeof stated !== 'string') return 0;
  return JSON.parse(Buffer.from(stated.split('.')[1]!, 'base64url').toString('utf8')).profil;
}

export function sendJson(res: ServerResponse, value: unknown, contract: string | null = empreinteContrat): void {
  if (contract !== null) res.setHeader('x-inter-ror-contrat', contract);
  res.setHeader(ANSWERED_PROFILE_HEADER, statedProfile(res.req));
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify(value));
}

/** A region that holds offers named `names`, and answers the contract over them by graphql-js. */
export function regionWithOffers(code: string, names: readonly string[]): RequestListener {
  const region = { code, nom: code, codes: [code] };
  const concept = { code: '01', libelle: null, nomenclature: 'TRE', statut: 'COURANT' };
  const offers = names
    .map((nom) => ({
      id: `${code}-${nom}`,
      nom,
      region,
      champActivite: concept,
      equipements: [{ id: 'EQ' }],
      entiteJuridique: { id: 'ej', nom: 'EJ', idNatStruct: '1750000018', region },
    }))
    .sort((a, b) => (a.nom < b.nom ? -1 : 1));
  const root = {
    rechercherOffres: (args: { criteres: object; tri: 'NOM'; first: number; after?: string }) => {
      const recherche = normaliserRecherche({ ...args, criteres: { ...args.criteres } });
      const after = recherche.apres;
      const rest = offers.filter(
        (o) => after === undefined || o.nom > (after.valeur as string) || (o.nom === after.valeur && o.id > after.id),
      );
      const nodes = rest.slice(0, recherche.first);
      return {
        totalCount: offers.length,
        totalEstComplet: true,
        nodes,
        curseurs: nodes.map((o) => ecrireCurseur('NOM', recherche.empreinte, { valeur: o.nom, id: o.id })),
        pageInfo: { hasNextPage: rest.length > nodes.length, hasPreviousPage: false },
        regions: [{ region, codes: [code], statut: 'OK', generation: '7' }],
      };
    },
    offre: ({ id }: { id: string }) => offers.find((o) => o.id === id) ?? null,
    entiteJuridique: ({ idNatStruct }: { idNatStruct?: string }) =>
      idNatStruct === '1750000018' && offers.length > 0
        ? { ...offers[0]!.entiteJuridique, entitesGeographiques: [{ id: `eg-${code}`, nom: `Site ${code}`, region }] }
        : null,
  };
  return async (req, res) => {
    const { query, variables } = await bodyOf(req);
    sendJson(
      res,
      await execute({ schema: schemaContrat(), document: parse(query), rootValue: root, variableValues: variables }),
    );
  };
}
