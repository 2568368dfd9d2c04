import type { IncomingMessage, ServerResponse } from 'node:http';
import { entetesDuCode } from '@inter-ror/access-policy';
import {
  ErreurCsd,
  type RequeteSoap,
  readSoapRequest,
  type Vihf,
  writeLectureErreur,
  writeNotificationResponse,
  writeWsdl,
} from '@inter-ror/csd';
import { identityOfRequest, type OnInternalError } from '@inter-ror/graphql-endpoint';
import { subjectOf } from '@inter-ror/mutual-tls';
import { answerSearch } from './answer-search.js';
import { sameName } from './distinguished-name.js';
import type { Echange, LectureServie, PortsSoap } from './ports.js';
import { readBody } from './read-body.js';
import { sendFault, sendText, sendWhole } from './send.js';
import { ErreurSoap, erreurDeCause, erreurDuCode } from './soap-error.js';

/** RG_ALIM_024, and the bound of the search v1. */
const DEADLINE_MS = 5_000;
/** Requests at work at once. */
const IN_FLIGHT_MAX = 64;

export interface SoapFacadeOptions<D> {
  ports: PortsSoap<D>;
  onInternalError: OnInternalError;
}

/** Serves the flows at one address: `POST` of envelopes, told apart by their body; `GET ?wsdl` describes them. */
export type SoapFacade = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/** What is under an address, behind an admission: the requests that come here have passed a mutual-TLS listener. */
export function createSoapFacade<D>({ ports, onInternalError }: SoapFacadeOptions<D>): SoapFacade {
  let inFlight = 0;
  return async (req, res) => {
    if (req.method === 'GET' || req.method === 'HEAD') {
      describe(req, res);
      return;
    }
    if (inFlight >= IN_FLIGHT_MAX) {
      res.setHeader('retry-after', '1');
      sendFault(res, new ErreurSoap('SURCHARGE', 503, `Déjà ${IN_FLIGHT_MAX} demandes SOAP en cours : réessayez.`));
      return;
    }
    inFlight++;
    const deadline = deadlineOf(res);
    try {
      if (req.method !== 'POST') throw new ErreurSoap('METHODE_REFUSEE', 400, 'Envoyez une enveloppe par POST.');
      await Promise.race([serve(req, res, deadline.signal, ports), deadline.passed]);
    } catch (cause) {
      fail(req, res, cause, onInternalError);
    } finally {
      deadline.end();
      inFlight--;
    }
  };
}

async function serve<D>(
  req: IncomingMessage,
  res: ServerResponse,
  signal: AbortSignal,
  ports: PortsSoap<D>,
): Promise<void> {
  const corps = await readBody(req);
  const requete = readRequest(corps, req, ports);
  const entetes = requete.vihf && headersOf(requete.vihf, req, ports);
  const demandeur = ports.demandeur(req, corps, entetes);
  if (isRefused(demandeur)) throw erreurDuCode(demandeur.refus.code, demandeur.refus.message);
  await answer(requete, { req, demandeur, signal }, ports, res);
}

/** Who claims badly is refused as who claims too much: both are kept in the journal. */
function readRequest<D>(corps: Buffer, req: IncomingMessage, ports: PortsSoap<D>): RequeteSoap {
  try {
    return readSoapRequest(corps);
  } catch (cause) {
    if (cause instanceof ErreurCsd && cause.code === 'VIHF_INVALIDE') ports.refuser(req, cause);
    throw cause;
  }
}

function isRefused<D>(read: D | { refus: { code: string; message: string } }): read is {
  refus: { code: string; message: string };
} {
  return typeof read === 'object' && read !== null && 'refus' in read;
}

async function answer<D>(
  requete: RequeteSoap,
  echange: Echange<D>,
  ports: PortsSoap<D>,
  res: ServerResponse,
): Promise<void> {
  switch (requete.operation) {
    case 'recherche':
      return sendText(res, await answerSearch(requete.recherche, echange, ports));
    case 'notification': {
      const { reponse, couverture } = await ports.notifier(requete.demande, echange);
      return sendText(res, writeNotificationResponse(reponse, couverture));
    }
    case 'lectureEtablissement':
      return sendReading(res, await ports.lireEtablissement(requete.demande, echange), echange.signal);
    case 'lectureOrganisationInterne':
      return sendReading(res, await ports.lireOrganisationInterne(requete.organisation, echange), echange.signal);
  }
}

async function sendReading(res: ServerResponse, lecture: LectureServie, signal: AbortSignal): Promise<void> {
  if ('erreur' in lecture) sendText(res, writeLectureErreur(lecture.erreur));
  else await sendWhole(res, lecture.enveloppe, signal);
}

/** The claims of a VIHF are those of the holder of the certificate, or of nobody. */
function headersOf<D>(vihf: Vihf, req: IncomingMessage, ports: PortsSoap<D>): Record<string, string> {
  const refuse = (code: string, message: string): never => {
    ports.refuser(req, { code, message });
    throw new ErreurSoap(code, 403, message);
  };
  if (!sameName(vihf.emetteur, subjectOf(req))) {
    return refuse(
      'VIHF_EMETTEUR',
      'L’émetteur (Issuer) du VIHF n’est pas le sujet du certificat client de la connexion.',
    );
  }
  const { role, profil } = vihf;
  const claims = entetesDuCode(profil.code, profil.oid, role.code, role.oid);
  if (Object.entries(claims).some(([name, value]) => (req.headers[name] ?? value) !== value)) {
    return refuse(
      'ENTETES_ROR_INCONNUS',
      'Les en-têtes Ror-* de la requête ne disent pas ce que dit son VIHF : retirez-les, ou mettez-les d’accord.',
    );
  }
  return claims;
}

const HOST = /^(?:[A-Za-z0-9.-]{1,253}|\[[0-9a-fA-F:.]{2,45}\])(?::[0-9]{1,5})?$/;

function describe(req: IncomingMessage, res: ServerResponse): void {
  const { originalUrl = req.url ?? '' } = req as { originalUrl?: string };
  const [path = '', query = ''] = originalUrl.split('?', 2);
  const { host = '' } = req.headers;
  if (!new URLSearchParams(query.toLowerCase()).has('wsdl') || !HOST.test(host)) {
    res.setHeader('allow', 'POST');
    sendFault(
      res,
      new ErreurSoap('METHODE_REFUSEE', 400, 'Envoyez une enveloppe SOAP 1.2 par POST ; le WSDL est à ?wsdl.'),
    );
    return;
  }
  const wsdl = Buffer.from(writeWsdl(`https://${host}${path}`));
  res.writeHead(200, { 'content-type': 'text/xml; charset=utf-8', 'content-length': wsdl.length });
  res.end(req.method === 'HEAD' ? undefined : wsdl);
}

function deadlineOf(res: ServerResponse): { signal: AbortSignal; passed: Promise<never>; end(): void } {
  const controller = new AbortController();
  const error = new ErreurSoap('DELAI_DEPASSE', 504, `Pas de réponse en ${DEADLINE_MS / 1000} s (RG_ALIM_024).`);
  let late!: (error: ErreurSoap) => void;
  const passed = new Promise<never>((_, reject) => {
    late = reject;
  });
  passed.catch(() => {});
  const timer = setTimeout(() => {
    late(error);
    controller.abort(error);
  }, DEADLINE_MS);
  res.once('close', () => controller.abort(new Error('le client est parti')));
  return { signal: controller.signal, passed, end: () => clearTimeout(timer) };
}

function fail(req: IncomingMessage, res: ServerResponse, cause: unknown, onInternalError: OnInternalError): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  let erreur = erreurDeCause(cause);
  if (erreur === undefined) {
    const { id } = identityOfRequest(req);
    onInternalError(cause, id);
    const message = `Erreur interne : le détail est dans le journal du serveur, sous l’identifiant ${id}.`;
    erreur = new ErreurSoap('ERREUR_INTERNE', 500, message);
  }
  sendFault(res, erreur);
}
