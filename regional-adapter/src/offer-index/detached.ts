/** The same text, free of the larger one it may have been cut from and would keep in memory. */
export function detached(text: string): string {
  return ` ${text}`.slice(1);
}
