import { collation } from '@inter-ror/web-page';

/** Groups things by a key; within a group they are in the order of their names. */
export function grouperPar<T extends { nom: string }>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of [...items].sort((a, b) => collation.compare(a.nom, b.nom))) {
    const list = groups.get(key(item));
    if (list === undefined) groups.set(key(item), [item]);
    else list.push(item);
  }
  return groups;
}
