import { randomUUID } from 'node:crypto';
import {
  ACTION_NOTIFICATION,
  ACTION_RECHERCHE,
  type DemandeEtablissement,
  type DemandeNotification,
  type DemandeSoap,
  OID_PROFIL,
  OID_ROLE,
  type RechercheV1,
  TYPE_SOAP,
  type Vihf,
  writeSoapRequest,
} from '@inter-ror/csd';
import type { Identifiant } from '@inter-ror/exposure-model';
import { type Cible, ClientSoap, ErreurEchange, type ReponseHttp, sujetDe } from '../client/index.js';
import { Ecart } from '../faults.js';
import {
  type Enveloppe,
  type LueCsd,
  type LueNotification,
  type LueV1,
  lireEnveloppe,
  lireLecture,
  lireNotification,
  lireV1,
} from '../reading/index.js';
import { ErreurXml } from '../xml/index.js';
import type { Connu } from './known.js';

/** JDV_J68 codes of the profiles that a VIHF may state. */
const PROFILS_VIHF: Readonly<Record<0 | 1 | 2 | 3, string>> = { 0: 'CU23', 1: 'CU22', 2: 'CU20', 3: 'CU19' };
export type ProfilVihf = keyof typeof PROFILS_VIHF;

/** One question and its answer, for the report. */
export interface Echange {
  envoye: string;
  recu: string;
  /** HTTP status; 0 when there was no answer. */
  statut: number;
  dureeMs: number;
}

/** An answer that was read, with how it came. */
export interface Recue<T> {
  lue: T;
  http: Pick<ReponseHttp, 'statut' | 'type' | 'dureeMs'>;
}

export interface EnvoiBrut {
  /** What goes on the wire. */
  corps: string | Buffer;
  /** What the report shows of it, when it is not to be shown whole. */
  montre?: string;
  /** @default that of SOAP 1.2 */
  type?: string;
}

const EXTRAIT_ENVOYE = 6_000;
const EXTRAIT_RECU = 3_000;
/** Answers kept to be read again by other scenarios. */
const GARDEES_MAX = 400;
/** A server that never answers is not waited for a hundred times. */
const SANS_REPONSE_MAX = 5;

/** Where scenarios are played: the server, what was discovered of it, and the exchanges of the scenario under way. */
export class Terrain {
  readonly connu: Connu;
  readonly cible: Cible;
  readonly #profil: ProfilVihf;
  readonly #sujet: string | undefined;
  readonly #client: ClientSoap;
  readonly #gardees = new Map<string, { echange: Echange; issue: Recue<unknown> | Ecart }>();
  /** Demands without an answer since the beginning; -1 once there was one. */
  #sansReponse = 0;
  #echanges: Echange[] = [];

  constructor(cible: Cible, profil: ProfilVihf, connu: Connu) {
    this.cible = cible;
    this.connu = connu;
    this.#profil = profil;
    this.#sujet = cible.cert === undefined ? undefined : sujetDe(cible.cert);
    this.#client = new ClientSoap(cible);
  }

  /** Exchanges since the last call. */
  releverEchanges(): Echange[] {
    const echanges = this.#echanges;
    this.#echanges = [];
    return echanges;
  }

  recherche(recherche: RechercheV1): Promise<Recue<LueV1>> {
    return this.#demander({ operation: 'recherche', recherche }, undefined, lireV1);
  }

  /** The same, asked again whatever was answered before. */
  rechercheFraiche(recherche: RechercheV1): Promise<Recue<LueV1>> {
    return this.#poser({ operation: 'recherche', recherche }, undefined, lireV1);
  }

  lecture(demande: DemandeEtablissement, profil = this.#profil): Promise<Recue<LueCsd>> {
    return this.#demander({ operation: 'lectureEtablissement', demande }, profil, lireLecture);
  }

  lectureOrganisation(organisation: Identifiant): Promise<Recue<LueCsd>> {
    return this.#demander({ operation: 'lectureOrganisationInterne', organisation }, this.#profil, lireLecture);
  }

  notification(demande: DemandeNotification): Promise<Recue<LueNotification>> {
    return this.#demander({ operation: 'notification', demande }, this.#profil, lireNotification);
  }

  /** A message as it is, to the address of searches. @throws Ecart when there is no answer */
  async brut({ corps, montre, type }: EnvoiBrut): Promise<ReponseHttp & { enveloppe: Enveloppe | undefined }> {
    const http = await this.#echanger(
      this.cible.url,
      corps,
      montre ?? corps.toString(),
      type ?? typeDe(ACTION_RECHERCHE),
    );
    return { ...http, enveloppe: essayer(() => lireEnveloppe(http.octets)) };
  }

  /** `GET` of an address. @throws Ecart when there is no answer */
  async lireAdresse(url: string): Promise<ReponseHttp> {
    return this.#noter(`GET ${url}`, () => this.#client.lire(url));
  }

  /** The VIHF of whoever asks; undefined without a certificate, which it repeats. */
  vihf(plus: Partial<Vihf> = {}, profil = this.#profil): Vihf | undefined {
    if (this.#sujet === undefined) return undefined;
    const maintenant = `${new Date().toISOString().slice(0, 19)}Z`;
    return {
      id: `_${randomUUID()}`,
      emission: maintenant,
      emetteur: this.#sujet,
      sujet: 'conformite',
      authentification: maintenant,
      nomSujet: 'Essai de conformité',
      role: { code: 'AUTOMATE', oid: OID_ROLE },
      profil: { code: PROFILS_VIHF[profil], oid: OID_PROFIL },
      ...plus,
    };
  }

  close(): void {
    this.#client.close();
  }

  /**
   * Answers are kept: many scenarios look at the same one, and the server is asked once; twice when it says by a
   * `Receiver` fault that it could answer another time.
   */
  async #demander<T extends { faute?: { code: string } }>(
    demande: DemandeSoap,
    profil: ProfilVihf | undefined,
    lire: (octets: Buffer) => T | Promise<T>,
  ): Promise<Recue<T>> {
    const cle = JSON.stringify([demande, profil]);
    const gardee = this.#gardees.get(cle);
    if (gardee !== undefined) {
      this.#echanges.push(gardee.echange);
      if (gardee.issue instanceof Ecart) throw gardee.issue;
      return gardee.issue as Recue<T>;
    }
    let issue: Recue<T> | Ecart;
    try {
      issue = await this.#poser(demande, profil, lire);
      if (issue.lue.faute?.code === 'Receiver') issue = await this.#poser(demande, profil, lire);
    } catch (cause) {
      if (!(cause instanceof Ecart)) throw cause;
      issue = cause;
    }
    const echange = this.#echanges.at(-1);
    if (echange !== undefined && this.#gardees.size < GARDEES_MAX) this.#gardees.set(cle, { echange, issue });
    if (issue instanceof Ecart) throw issue;
    return issue;
  }

  async #poser<T>(
    demande: DemandeSoap,
    profil: ProfilVihf | undefined,
    lire: (octets: Buffer) => T | Promise<T>,
  ): Promise<Recue<T>> {
    const vihf = profil === undefined ? undefined : this.vihf({}, profil);
    const corps = writeSoapRequest(vihf === undefined ? demande : { ...demande, vihf });
    const action = demande.operation === 'notification' ? ACTION_NOTIFICATION : ACTION_RECHERCHE;
    const http = await this.#echanger(this.#adresseDe(demande), corps, corps, typeDe(action));
    try {
      const { statut, type, dureeMs } = http;
      return { lue: await lire(http.octets), http: { statut, type, dureeMs } };
    } catch (cause) {
      if (!(cause instanceof ErreurXml)) throw cause;
      throw new Ecart(`réponse HTTP ${http.statut} qui ne se lit pas : ${cause.message}`);
    }
  }

  #adresseDe({ operation }: DemandeSoap): string {
    const { url, urlLecture = url, urlNotification = url } = this.cible;
    if (operation === 'notification') return urlNotification;
    return operation === 'recherche' ? url : urlLecture;
  }

  #echanger(url: string, corps: string | Buffer, montre: string, type: string): Promise<ReponseHttp> {
    return this.#noter(montre, () => this.#client.poster(url, corps, type));
  }

  async #noter(montre: string, envoyer: () => Promise<ReponseHttp>): Promise<ReponseHttp> {
    if (this.#sansReponse >= SANS_REPONSE_MAX) {
      throw new Ecart(
        `le serveur n’a répondu à aucune des ${SANS_REPONSE_MAX} premières demandes : il n’est plus sollicité`,
      );
    }
    const envoye = couper(montre, EXTRAIT_ENVOYE);
    const debut = performance.now();
    try {
      const http = await envoyer();
      this.#sansReponse = -1;
      const recu = couper(http.octets.subarray(0, EXTRAIT_RECU * 4).toString('utf8'), EXTRAIT_RECU, http.octets.length);
      this.#echanges.push({ envoye, recu, statut: http.statut, dureeMs: http.dureeMs });
      return http;
    } catch (cause) {
      if (!(cause instanceof ErreurEchange)) throw cause;
      if (this.#sansReponse >= 0) this.#sansReponse++;
      const dureeMs = Math.round(performance.now() - debut);
      this.#echanges.push({ envoye, recu: cause.message, statut: 0, dureeMs });
      throw new Ecart(`pas de réponse : ${cause.message}`);
    }
  }
}

function typeDe(action: string): string {
  return `${TYPE_SOAP}; charset=utf-8; action="${action}"`;
}

function couper(texte: string, max: number, octets = texte.length): string {
  return texte.length <= max && octets <= texte.length * 4
    ? texte
    : `${texte.slice(0, max)}… (${octets} octets en tout)`;
}

function essayer<T>(lire: () => T): T | undefined {
  try {
    return lire();
  } catch {
    return undefined;
  }
}
