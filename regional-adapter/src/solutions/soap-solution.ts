import { createHash, randomUUID } from 'node:crypto';
import {
  ACTION_NOTIFICATION,
  ACTION_RECHERCHE,
  type Anomalie,
  type ErreurMetier,
  estUniteElementaire,
  type FauteSoap,
  OID_LECTURE,
  OID_PROFIL,
  OID_ROLE,
  readLectureResponse,
  readNotificationResponse,
  type Vihf,
  writeLectureEtablissementRequest,
  writeNotificationRequest,
} from '@inter-ror/csd';
import type { Enregistrement, Identifiant } from '@inter-ror/exposure-model';
import type { Nomenclatures } from '@inter-ror/nomenclatures';
import { TraductionCodes } from './code-mapping.js';
import { nomDistinctif } from './distinguished-name.js';
import { lecteurDeDates } from './local-dates.js';
import type { LectureEtablissement, ListeEtablissements, RorSolution } from './ror-solution.js';
import { CONCURRENCE, type ReglagesSolution } from './settings.js';
import { TransportSoap } from './soap-transport.js';
import { ErreurSolution } from './solution-error.js';

const DELAI_MS = 5_000;
const ANOMALIES_GARDEES = 50;
/** Establishments of one list. */
const LISTE_MAX = 500_000;
const ORIGINE = '1970-01-01T00:00:00Z';

/** A solution that speaks the inter-ROR flows of CSD 2.4: what makes it differ from another is in its settings. */
export class SolutionSoap implements RorSolution {
  readonly nom: string;
  readonly reglages: string;
  readonly #r: ReglagesSolution;
  readonly #transport: TransportSoap;
  readonly #emetteur: string;
  readonly #codes: TraductionCodes;

  /** @throws MutualTlsError `ERR_IDENTITY` */
  constructor(nom: string, reglages: ReglagesSolution, nomenclatures: Nomenclatures) {
    const { identite, adresses, formes = {}, concurrence = CONCURRENCE, delaiMs = DELAI_MS } = reglages;
    this.#r = reglages;
    this.nom = `${nom}, ${new URL(adresses.lecture).origin}`;
    this.#transport = new TransportSoap({ identite, concurrence, delaiMs });
    this.#emetteur = nomDistinctif(identite.cert);
    this.#codes = new TraductionCodes(formes, nomenclatures);
    const { correspondances = new Map(), ...autres } = formes;
    const tables = [...correspondances].map(([oid, codes]) => [oid, [...codes]]);
    this.reglages = createHash('sha256')
      .update(JSON.stringify([adresses, autres, tables]))
      .digest('hex');
  }

  lister(signal: AbortSignal): Promise<ListeEtablissements> {
    return this.changements(ORIGINE, signal);
  }

  changements(depuis: string, signal: AbortSignal): Promise<ListeEtablissements> {
    const { notification } = this.#r.adresses;
    const debut = new Date().toISOString();
    const demande = { dateRef: `${depuis.slice(0, 19)}Z`, champsActivite: [], publics: [] };
    const enveloppe = writeNotificationRequest(demande, this.#vihf());
    return this.#transport.demander(
      notification,
      ACTION_NOTIFICATION,
      enveloppe,
      async ({ octets, date }) => {
        const lue = readNotificationResponse(await assembler(octets));
        if ('faute' in lue) throw enFaute(notification, lue.faute);
        const { etablissements, nombre = etablissements.length } = lue.reponse;
        if (nombre !== etablissements.length || nombre > LISTE_MAX) {
          throw new ErreurSolution(
            'REPONSE_ILLISIBLE',
            `${notification} : la liste annonce ${nombre} établissements et en donne ${etablissements.length}.`,
          );
        }
        const heure = Date.parse(date ?? '');
        return {
          etablissements: etablissements.map(({ etablissement }) => etablissement),
          instant: Number.isNaN(heure) ? debut : new Date(heure).toISOString(),
        };
      },
      signal,
    );
  }

  lire(
    etablissement: Identifiant,
    surEnregistrement: (enregistrement: Enregistrement) => void,
    signal: AbortSignal,
  ): Promise<LectureEtablissement> {
    const { adresses, formes = {} } = this.#r;
    const { valeur, autorite } = etablissement;
    const id = { valeur, autorite: formes.autorite ?? (autorite === '' ? OID_LECTURE.etablissement : autorite) };
    const demande = { etablissement: id, champsActivite: [], publics: [], restreinte: false };
    const enveloppe = writeLectureEtablissementRequest(demande, this.#vihf());
    return this.#transport.demander(
      adresses.lecture,
      ACTION_RECHERCHE,
      enveloppe,
      async ({ octets }) => {
        const traduction = this.#codes.commencer();
        const anomalies: Anomalie[] = [];
        let unites = 0;
        const lue = await readLectureResponse(octets, {
          surEnregistrement: (enregistrement) => {
            traduction.traduire(enregistrement);
            if (estUniteElementaire(enregistrement)) unites++;
            surEnregistrement(enregistrement);
          },
          surAnomalie: (anomalie) => {
            if (anomalies.length < ANOMALIES_GARDEES) anomalies.push(situer(anomalie, valeur));
          },
          ...(formes.dates === undefined ? {} : { lireDate: lecteurDeDates(formes.dates) }),
        });
        if ('faute' in lue) throw enFaute(adresses.lecture, lue.faute);
        if ('erreur' in lue) throw enErreur(adresses.lecture, lue.erreur);
        const { lus, ecartes, facilityNumber } = lue.rapport;
        return {
          bilan: { lus, ecartes, anomalies, sansCorrespondance: traduction.sansCorrespondance() },
          unites,
          annoncees: facilityNumber,
        };
      },
      signal,
    );
  }

  close(): void {
    this.#transport.close();
  }

  #vihf(): Vihf {
    const { sujet, nom, profil } = this.#r.vihf;
    const instant = `${new Date().toISOString().slice(0, 19)}Z`;
    return {
      id: `_${randomUUID()}`,
      emission: instant,
      emetteur: this.#emetteur,
      sujet,
      authentification: instant,
      nomSujet: nom,
      role: { code: 'AUTOMATE', oid: OID_ROLE },
      profil: { code: profil, oid: OID_PROFIL },
    };
  }
}

/** Lines of an answer say nothing once it is read: the establishment does. */
function situer(anomalie: Anomalie, etablissement: string): Anomalie {
  return { ...anomalie, ligne: 0, colonne: 0, message: `établissement ${etablissement} : ${anomalie.message}` };
}

function enFaute(adresse: string, { code, raison, erreur }: FauteSoap): ErreurSolution {
  if (erreur !== undefined) return enErreur(adresse, erreur);
  return new ErreurSolution('FAUTE_SOAP', `${adresse} : faute SOAP ${code} : ${raison.slice(0, 300)}`);
}

function enErreur(adresse: string, { code, message, texte }: ErreurMetier): ErreurSolution {
  const dit = (message ?? texte ?? 'sans message').slice(0, 300);
  if (code === 405) return new ErreurSolution('NOMBRE_UE_405', `${adresse} : erreur 405 (RG_ALIM_019) : ${dit}`);
  return new ErreurSolution('FAUTE_SOAP', `${adresse} : erreur ${code ?? 'sans code'} : ${dit}`);
}

async function assembler(octets: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const morceaux: Uint8Array[] = [];
  for await (const morceau of octets) morceaux.push(morceau);
  return Buffer.concat(morceaux);
}
