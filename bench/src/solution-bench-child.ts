import { genererInstance, INSTANCES, startSimulatedSolution } from '@inter-ror/demo-nation';

/** What the process of a simulated solution is asked. */
export interface SimulationOrder {
  /** Offers of the whole nation, of which the region has its share. */
  nationOffers: number;
  region: string;
}

process.once('message', async ({ nationOffers, region }: SimulationOrder) => {
  const instance = INSTANCES.find(({ codes }) => codes.includes(region))!;
  const { close: _close, ...simulated } = await startSimulatedSolution(
    'ir',
    genererInstance({ instance, nombreOffres: nationOffers }),
  );
  process.send!(simulated);
});
process.once('disconnect', () => process.exit());
