import { communesPrincipales } from '@inter-ror/territory';

const ACTIVITIES = ['cardiologie', 'IRM', 'urgences', 'maternité', 'EHPAD', 'psychiatrie', 'scanner', 'chirurgie'];

/** One question in so many is around a town. */
const EACH = 4;
const AGE_MIN = 20;

/**
 * Searches as people type them, of every region or around a large town; none twice.
 * @param sans region whose towns are left out: while it is silent, nobody says where they are
 */
export function questions(count: number, sans: string): string[] {
  const towns = communesPrincipales(2 * count).filter(({ region }) => region !== sans);
  return Array.from({ length: count }, (_, i) => {
    const activity = ACTIVITIES[i % ACTIVITIES.length]!;
    const town = towns[Math.floor(i / EACH)]!;
    return i % EACH === 0
      ? `${activity} près de ${town.nom} (${town.departement}) à moins de 200 km`
      : `${activity} ${AGE_MIN + Math.floor(i / ACTIVITIES.length)} ans`;
  });
}
