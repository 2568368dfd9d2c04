/** What the exit code of a command means. */
export const EXIT = {
  OK: 0,
  /** Refused, or failed for a reason told on the error output. */
  REFUSED: 1,
  /** Wrong words, wrong configuration. */
  USAGE: 2,
  /** A signature, a list or a file does not verify. */
  VERIFICATION: 3,
  /** Something ends within the delay asked. */
  EXPIRING: 4,
} as const;

/** A command that ends here, with a message for its user and an exit code. */
export class CommandFailure extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.REFUSED) {
    super(message);
    this.name = 'CommandFailure';
    this.exitCode = exitCode;
  }
}
