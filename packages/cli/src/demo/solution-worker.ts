import {
  certificatsSimules,
  type GenreSimule,
  genererInstance,
  INSTANCES,
  startSimulatedSolution,
} from '@inter-ror/demo-nation';

/** What the process of a simulated solution serves. */
export interface SolutionOrder {
  genre: GenreSimule;
  seed: number;
  offers: number;
  /** Ranks of its instances, among INSTANCES. */
  ranks: number[];
}

process.once('message', async ({ genre, seed, offers, ranks }: SolutionOrder) => {
  const pki = await certificatsSimules(genre);
  const served: { rank: number; solution: object }[] = [];
  for (const rank of ranks) {
    const records = genererInstance({ instance: INSTANCES[rank]!, graine: seed, nombreOffres: offers });
    const { close: _close, ...solution } = await startSimulatedSolution(genre, records, pki);
    served.push({ rank, solution });
  }
  // Told once nothing is to be made any more: a solution that invents another one answers nobody.
  for (const told of served) process.send!(told);
});
// Ctrl-C reaches the whole group: the demo ends this process when nobody asks it any more.
process.on('SIGINT', () => {});
process.once('disconnect', () => process.exit());
