/** Resolves at the first SIGINT or SIGTERM, or when the parent process that holds the channel goes away. */
export function untilSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(signal));
    if (process.channel === undefined) return;
    process.once('disconnect', () => resolve('disconnect'));
    // The channel alone keeps nothing alive: a start that fails ends the process.
    process.channel.unref();
  });
}
