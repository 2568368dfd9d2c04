import { ErreurCsd } from '@inter-ror/csd';

/** `erreur/@code`: only 405 is named by the published rules (RG_ALIM_019), the others are those of HTTP. */
export type StatutErreur = 400 | 403 | 404 | 413 | 415 | 429 | 500 | 503 | 504;

/** Why a request is not answered, as its fault says it. */
export class ErreurSoap extends Error {
  override readonly name = 'ErreurSoap';

  /**
   * @param code stable name, for programs
   * @param statut below 500, the request is to be changed; from 500 on, it may be sent again
   */
  constructor(
    readonly code: string,
    readonly statut: StatutErreur,
    message: string,
  ) {
    super(message);
  }
}

/** Code of what the entry of the asker in the whitelist does not grant. */
export const HORS_PERIMETRE = 'HORS_PERIMETRE';

/** Codes of answers that say nothing of the request: it may be sent again as it is. */
const A_REFAIRE: Readonly<Record<string, StatutErreur>> = {
  AUCUNE_GENERATION: 503,
  SURCHARGE: 503,
  REPONSE_PARTIELLE: 503,
  NATION_INJOIGNABLE: 503,
  DELAI_DEPASSE: 504,
  ERREUR_INTERNE: 500,
};
const REFUS: ReadonlySet<string> = new Set([
  'PROFIL_ABSENT',
  'PROFIL_DEPASSE',
  'ENTETES_ROR_INCOMPLETS',
  'ENTETES_ROR_INCONNUS',
  HORS_PERIMETRE,
  'ASSERTION_REFUSEE',
]);

/** Why regions outside the perimeter of the asker answer nothing; it says nothing of what they hold, since they are not asked. */
export function erreurHorsPerimetre(codes: readonly string[]): ErreurSoap {
  return new ErreurSoap(
    HORS_PERIMETRE,
    403,
    `Votre périmètre de la liste blanche ne comprend pas ces régions, qui n’ont pas été interrogées : ${codes.join(', ')}. Faites-les ajouter à votre entrée par l’autorité de la liste, ou ne les demandez pas.`,
  );
}

/** The fault of a GraphQL error, or of any other that carries the same codes. */
export function erreurDuCode(code: string | null, message: string): ErreurSoap {
  const nom = code ?? 'ERREUR_INTERNE';
  return new ErreurSoap(nom, A_REFAIRE[nom] ?? (REFUS.has(nom) ? 403 : 400), message);
}

/** What a thrown value says to the client (those with an `extensions.code` are thrown on purpose); undefined when it is a fault of ours, which says nothing. */
export function erreurDeCause(cause: unknown): ErreurSoap | undefined {
  if (cause instanceof ErreurSoap) return cause;
  if (cause instanceof ErreurCsd) {
    return new ErreurSoap(cause.code, cause.code === 'LIMITE_DEPASSEE' ? 413 : 400, cause.message);
  }
  const { message, extensions } = (cause ?? {}) as { message?: unknown; extensions?: { code?: unknown } };
  if (typeof message !== 'string' || typeof extensions?.code !== 'string') return undefined;
  return erreurDuCode(extensions.code, message);
}
