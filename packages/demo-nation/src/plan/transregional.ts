import { rppsFictif } from '../identifiants.js';

/** Regions where the invented foundation runs a site: one legal entity, one FINESS, six exports. */
export const REGIONS_DE_LA_FONDATION: readonly string[] = ['11', '52', '53', '75', '84', '93'];

/** Name of the foundation that has sites in six regions. */
export const NOM_FONDATION = 'Fondation Horizons Partagés (fictive)';

/** Professionals who practise in two regions, with the same RPPS. */
export const PARTAGES: readonly { rpps: string; regions: readonly [string, string] }[] = [
  ['52', '53'],
  ['24', '28'],
  ['02', '11'],
  ['84', '93'],
  ['75', '76'],
  ['27', '44'],
].map(([une, autre], rang) => ({ rpps: rppsFictif(99, rang + 1), regions: [une!, autre!] }));

/** RPPS shared with another region that practise in this one. */
export function rppsPartages(region: string): string[] {
  return PARTAGES.filter(({ regions }) => regions.includes(region)).map(({ rpps }) => rpps);
}
