import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { FAUTES, type FauteDemandee, type TypeFaute } from './faults.js';

const OCTETS_MAX = 64 << 10;

/** What the control of a simulated solution does. */
export interface Commandes {
  etat(): object;
  faute(faute: FauteDemandee): void;
  effacerFautes(): void;
  /** @returns the unit, or undefined when there is none */
  changerLits(unite: string | undefined, disponibles: number): string | undefined;
  ajouterUnite(): string | undefined;
  retirerUnite(id: string): boolean;
  retirerEtablissement(code: string): boolean;
}

type Corps = Record<string, unknown>;

/** The control of a simulated solution, in plain HTTP, for loopback: state, faults and changes on demand. */
export function controlServer(commandes: Commandes): Server {
  const actions: Record<string, (corps: Corps) => unknown> = {
    'GET /etat': () => commandes.etat(),
    'POST /fautes': (corps) => commandes.faute(fauteDe(corps)),
    'DELETE /fautes': () => commandes.effacerFautes(),
    'POST /lits': ({ unite, disponibles }) => {
      if (typeof disponibles !== 'number') throw new RangeError('disponibles : un nombre');
      return { unite: commandes.changerLits(typeof unite === 'string' ? unite : undefined, disponibles) ?? null };
    },
    'POST /unites': () => ({ unite: commandes.ajouterUnite() ?? null }),
    'DELETE /unites': ({ unite }) => ({ retiree: commandes.retirerUnite(String(unite)) }),
    'DELETE /etablissements': ({ etablissement }) => ({
      retire: commandes.retirerEtablissement(String(etablissement)),
    }),
  };
  return createServer((req, res) => {
    const action = actions[`${req.method} ${req.url}`];
    if (action === undefined) return dire(res, 404, { possibles: Object.keys(actions) });
    lire(req)
      .then((corps) => dire(res, 200, action(corps) ?? {}))
      .catch((erreur: Error) => dire(res, 400, { erreur: erreur.message }));
  });
}

function fauteDe({ type, etablissement, fois, ms }: Corps): FauteDemandee {
  if (!FAUTES.includes(type as TypeFaute)) throw new RangeError(`type : ${FAUTES.join(', ')}`);
  return {
    type: type as TypeFaute,
    ...(typeof etablissement === 'string' ? { etablissement } : {}),
    ...(typeof fois === 'number' ? { fois } : {}),
    ...(typeof ms === 'number' ? { ms: Math.min(ms, 60_000) } : {}),
  };
}

async function lire(req: IncomingMessage): Promise<Corps> {
  let texte = '';
  for await (const morceau of req.setEncoding('utf8') as AsyncIterable<string>) {
    texte += morceau;
    if (texte.length > OCTETS_MAX) throw new RangeError(`corps de plus de ${OCTETS_MAX} octets`);
  }
  return texte === '' ? {} : (JSON.parse(texte) as Corps);
}

function dire(res: ServerResponse, status: number, corps: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  res.end(JSON.stringify(corps));
}
