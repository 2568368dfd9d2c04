/** Resolves at the first SIGINT or SIGTERM, or when the parent process that holds the channel goes away. */
export function untilSignal(): Promise<string> {
  return new Promise((resolve) => {
    const stop = (why: string) => {
      process.channel?.unref();
      resolve(why);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop(signal));
    if (process.channel !== undefined) process.once('disconnect', () => stop('disconnect'));
  });
}
