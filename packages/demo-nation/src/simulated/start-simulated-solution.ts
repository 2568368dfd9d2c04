import type { Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Enregistrement } from '@inter-ror/exposure-model';
import { type TlsIdentity, tlsOptions } from '@inter-ror/mutual-tls';
import { certificatsSimules, type PkiSimulee } from './certificates.js';
import { controlServer } from './control-server.js';
import { Fautes } from './faults.js';
import { correspondances, type GenreSimule, REGLAGES_SIMULES, type ReglagesSimules } from './shapes.js';
import { RegionSimulee } from './simulated-region.js';
import { soapServer } from './soap-server.js';

/** A simulated solution that answers. It is neither IeSS nor IR: what it does in its own way is invented. */
export interface SolutionSimulee {
  adresses: { notification: string; lecture: string };
  /** Plain HTTP, on loopback: `/etat`, `/fautes`, `/lits`, `/unites`, `/etablissements`. */
  controle: string;
  /** With which an adapter asks, and the authority that it trusts. */
  client: TlsIdentity;
  reglages: ReglagesSimules;
  /** Exchange code of each local code, as an adapter reads it. */
  correspondances: string;
  etablissements: number;
  unites: number;
  close(): Promise<void>;
}

/**
 * Serves the records of a region on loopback as a solution that speaks the inter-ROR flows would.
 *
 * @param pki its certificates; several regions may share them
 */
export async function startSimulatedSolution(
  genre: GenreSimule,
  enregistrements: Iterable<Enregistrement>,
  pki?: PkiSimulee,
): Promise<SolutionSimulee> {
  const reglages = REGLAGES_SIMULES[genre];
  const region = new RegionSimulee(enregistrements);
  const fautes = new Fautes();
  const { serveur, expire, client } = pki ?? (await certificatsSimules(genre));
  const { server, comptes } = soapServer(region, reglages, fautes, serveur);
  const presenter = (identite: TlsIdentity): void => {
    server.setSecureContext(tlsOptions(identite));
    server.closeAllConnections();
  };
  const controle = controlServer({
    etat: () => ({ etablissements: region.nombreEtablissements, unites: region.nombreUnites, ...comptes }),
    faute: (faute) => (faute.type === 'certificat' ? presenter(expire) : fautes.ajouter(faute)),
    effacerFautes: () => {
      fautes.effacer();
      presenter(serveur);
    },
    changerLits: (unite, disponibles) => region.changerLits(unite, disponibles),
    ajouterUnite: () => region.ajouterUnite(),
    retirerUnite: (id) => region.retirerUnite(id),
    retirerEtablissement: (code) => region.retirerEtablissement(code),
  });
  const adresse = `https://127.0.0.1:${await ecouter(server)}`;
  const { notification, lecture } = reglages.chemins;
  return {
    adresses: { notification: adresse + notification, lecture: adresse + lecture },
    controle: `http://127.0.0.1:${await ecouter(controle)}`,
    client,
    reglages,
    correspondances: correspondances(region.enregistrements(), reglages),
    etablissements: region.nombreEtablissements,
    unites: region.nombreUnites,
    close: async () => void (await Promise.all([fermer(server), fermer(controle)])),
  };
}

function ecouter(server: Server | TlsServer): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function fermer(server: Server | TlsServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
