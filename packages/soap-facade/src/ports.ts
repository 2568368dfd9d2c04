import type { IncomingMessage } from 'node:http';
import type {
  Couverture,
  DemandeEtablissement,
  DemandeNotification,
  ErreurMetier,
  ReponseNotification,
} from '@inter-ror/csd';
import type { Identifiant } from '@inter-ror/exposure-model';
import type { InternalAnswer } from '@inter-ror/graphql-endpoint';
import type { PageV1, QuestionV1 } from './search/index.js';

/** What a reading gives: a whole envelope piece by piece, or the error that stands in the place of data (RG_ALIM_023). */
export type LectureServie = { enveloppe: Iterable<string | Uint8Array> } | { erreur: ErreurMetier };

/** The establishments that changed, and the regions that were not asked for theirs. */
export interface ChangementsServis {
  reponse: ReponseNotification;
  couverture?: Couverture;
}

/** One request, once it is known who asks. */
export interface Echange<D> {
  readonly req: IncomingMessage;
  readonly demandeur: D;
  /** Aborted at the deadline, and when the client leaves. */
  readonly signal: AbortSignal;
}

/** Why nobody is served. */
export interface RefusSoap {
  code: string;
  message: string;
}

/** What the façade asks of whoever holds the data; `D` is its own idea of an asker. */
export interface PortsSoap<D> {
  /**
   * Recognises who asks, and keeps the refusal in its journal.
   * @param entetes the `Ror-*` headers that stand for the VIHF of the request; undefined when it has none
   */
  demandeur(
    req: IncomingMessage,
    corps: Buffer,
    entetes: Readonly<Record<string, string>> | undefined,
  ): D | { refus: RefusSoap };
  /** Keeps in its journal a request that the façade itself refuses. */
  refuser(req: IncomingMessage, refus: RefusSoap): void;
  /** Answers {@link DOCUMENT_V1} with these criteria. */
  rechercher(question: QuestionV1, echange: Echange<D>): Promise<InternalAnswer<PageV1>>;
  lireEtablissement(demande: DemandeEtablissement, echange: Echange<D>): Promise<LectureServie>;
  lireOrganisationInterne(organisation: Identifiant, echange: Echange<D>): Promise<LectureServie>;
  notifier(demande: DemandeNotification, echange: Echange<D>): Promise<ChangementsServis>;
}
