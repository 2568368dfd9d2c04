import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { setTimeout } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import {
  ErreurCsd,
  readSoapRequest,
  TYPE_SOAP,
  writeFault,
  writeLectureErreur,
  writeLectureResponse,
  writeNotificationResponse,
} from '@inter-ror/csd';
import type { Export } from '@inter-ror/exposure-model';
import { type TlsIdentity, tlsOptions } from '@inter-ror/mutual-tls';
import type { FauteDemandee, Fautes } from './faults.js';
import { mettreEnForme, type ReglagesSimules } from './shapes.js';
import { enregistrementsDe, nombreUnites, type RegionSimulee } from './simulated-region.js';

const OCTETS_MAX = 256 << 10;
const RETARD_MS = 6_000;

/** What was asked of a simulated solution. */
export interface Comptes {
  notifications: number;
  lectures: number;
  parEtablissement: Record<string, number>;
  /** When the last change was first given, epoch ms. */
  changementLu: number | null;
}

/** A request that this address does not serve. */
class DemandeRefusee extends Error {}

/** The SOAP server of a simulated solution, over mutual TLS: a client without a certificate of its authority is refused. */
export function soapServer(
  region: RegionSimulee,
  reglages: ReglagesSimules,
  fautes: Fautes,
  identite: TlsIdentity,
): { server: Server; comptes: Comptes } {
  const comptes: Comptes = { notifications: 0, lectures: 0, parEtablissement: {}, changementLu: null };
  const reponses = new WeakMap<Export, Buffer>();
  const repondre = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    try {
      const { enveloppe, faute } = traiter(await lireCorps(req), req, { region, reglages, fautes, comptes, reponses });
      if (faute?.type === 'lent') await setTimeout(faute.ms ?? RETARD_MS);
      envoyer(res, enveloppe, faute);
    } catch (erreur) {
      if (!(erreur instanceof ErreurCsd || erreur instanceof DemandeRefusee)) throw erreur;
      envoyer(res, writeFault({ code: 'Sender', raison: erreur.message }), undefined, 400);
    }
  };
  const server = createServer({ ...tlsOptions(identite), requestCert: true, rejectUnauthorized: true }, (req, res) => {
    repondre(req, res).catch(() => res.destroy());
  });
  return { server, comptes };
}

interface Contexte {
  region: RegionSimulee;
  reglages: ReglagesSimules;
  fautes: Fautes;
  comptes: Comptes;
  /** Answers once written: a real solution would not be what limits who reads it. */
  reponses: WeakMap<Export, Buffer>;
}

function traiter(
  corps: Buffer,
  req: IncomingMessage,
  { region, reglages, fautes, comptes, reponses }: Contexte,
): { enveloppe: string | Buffer; faute: FauteDemandee | undefined } {
  const demande = readSoapRequest(corps);
  verifierVihf(demande.vihf?.emetteur, req.socket as TLSSocket);
  const attendu = demande.operation === 'notification' ? reglages.chemins.notification : reglages.chemins.lecture;
  if (req.url !== attendu) throw new DemandeRefusee(`${demande.operation} : à demander à ${attendu} (simulation)`);
  if (demande.operation === 'notification') {
    comptes.notifications++;
    const etablissements = region
      .modifies(Date.parse(demande.demande.dateRef))
      .map((etablissement) => ({ etablissement, champsActivite: [], restreinte: false }));
    const faute = fautes.prendre(undefined);
    return { enveloppe: writeNotificationResponse({ etablissements, nombre: etablissements.length }), faute };
  }
  if (demande.operation !== 'lectureEtablissement') {
    throw new DemandeRefusee(`${demande.operation} : cette solution simulée ne la sert pas`);
  }
  const { valeur } = demande.demande.etablissement;
  comptes.lectures++;
  comptes.parEtablissement[valeur] = (comptes.parEtablissement[valeur] ?? 0) + 1;
  const lu = region.lire(valeur);
  if (lu === undefined) {
    return {
      enveloppe: writeLectureErreur({ code: 404, message: `établissement ${valeur} inconnu` }),
      faute: undefined,
    };
  }
  if (lu.nouveau) comptes.changementLu = Date.now();
  const faute = fautes.prendre(valeur);
  if (faute?.type === 'compte') return { enveloppe: ecrireReponse(lu.contenu, reglages, 1), faute };
  const enveloppe = reponses.get(lu.contenu) ?? ecrireReponse(lu.contenu, reglages);
  reponses.set(lu.contenu, enveloppe);
  return { enveloppe, faute };
}

/** @param enTrop units announced and not given */
function ecrireReponse(contenu: Export, reglages: ReglagesSimules, enTrop = 0): Buffer {
  const enForme = [...enregistrementsDe(contenu)].map((enregistrement) => mettreEnForme(enregistrement, reglages));
  return Buffer.from([...writeLectureResponse(enForme, nombreUnites(contenu) + enTrop)].join(''));
}

/** The header must name the certificate of the connection, in whatever order its parts are written. */
function verifierVihf(emetteur: string | undefined, socket: TLSSocket): void {
  const sujet = socket.getPeerX509Certificate()?.subject.split('\n') ?? [];
  const dit = emetteur?.split(/(?<!\\),\s*/) ?? [];
  if ([...sujet].sort().join('\n') === dit.sort().join('\n')) return;
  throw new DemandeRefusee('VIHF : l’émetteur n’est pas le certificat de la connexion');
}

function envoyer(
  res: ServerResponse,
  enveloppe: string | Buffer,
  faute: FauteDemandee | undefined,
  status = 200,
): void {
  const texte =
    faute?.type === 'faute'
      ? writeFault({ code: 'Receiver', raison: 'Panne demandée à la solution simulée.' })
      : faute?.type === 'charabia'
        ? '\u0000<<ceci n’est pas une enveloppe'
        : enveloppe;
  const octets = typeof texte === 'string' ? Buffer.from(texte) : texte;
  res.writeHead(faute?.type === 'faute' ? 500 : status, {
    'content-type': `${TYPE_SOAP}; charset=utf-8`,
    'content-length': octets.length,
  });
  if (faute?.type !== 'coupe') res.end(octets);
  else res.write(octets.subarray(0, octets.length >> 1), () => res.destroy());
}

async function lireCorps(req: IncomingMessage): Promise<Buffer> {
  const morceaux: Buffer[] = [];
  let octets = 0;
  for await (const morceau of req as AsyncIterable<Buffer>) {
    octets += morceau.length;
    if (octets > OCTETS_MAX) throw new DemandeRefusee(`demande de plus de ${OCTETS_MAX} octets`);
    morceaux.push(morceau);
  }
  return Buffer.concat(morceaux);
}
