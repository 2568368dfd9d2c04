/** What went wrong with a live solution. */
export type CodeErreurSolution =
  /** No connection: address, network, or the solution is down. */
  | 'SOLUTION_INJOIGNABLE'
  /** One of the two certificates is refused. */
  | 'SOLUTION_TLS'
  /** No whole answer in the time allowed (RG_ALIM_024). */
  | 'DELAI_DEPASSE'
  /** The answer ends before its end. */
  | 'REPONSE_COUPEE'
  /** The answer is a fault, or an error. */
  | 'FAUTE_SOAP'
  /** What came is not an answer of this flow. */
  | 'REPONSE_ILLISIBLE'
  | 'REPONSE_TROP_GRANDE'
  /** Too many establishments left the list at once. */
  | 'LISTE_REDUITE'
  /** Too many establishments were never read well. */
  | 'LECTURES_INSUFFISANTES'
  /** Error 405: units given are not as many as the answer says (RG_ALIM_019). */
  | 'NOMBRE_UE_405';

/** Of the solution as a whole: to ask something else would fail too. */
const GENERALES: ReadonlySet<CodeErreurSolution> = new Set(['SOLUTION_INJOIGNABLE', 'SOLUTION_TLS']);

/** A question that a live solution did not answer well. */
export class ErreurSolution extends Error {
  override readonly name = 'ErreurSolution';
  readonly code: CodeErreurSolution;

  constructor(code: CodeErreurSolution, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  get generale(): boolean {
    return GENERALES.has(this.code);
  }
}
