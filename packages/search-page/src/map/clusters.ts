/** Something to put on the map, in the units of the drawing. */
export interface Marque<T> {
  x: number;
  y: number;
  donnee: T;
}

export interface Groupe<T> {
  x: number;
  y: number;
  donnees: T[];
}

/** Groups marks that would overlap: each joins the first group nearer than `ecart`, in the order given. */
export function grouper<T>(marques: readonly Marque<T>[], ecart: number): Groupe<T>[] {
  const groupes: Groupe<T>[] = [];
  for (const { x, y, donnee } of marques) {
    const near = groupes.find((g) => Math.hypot(g.x - x, g.y - y) < ecart);
    if (near === undefined) groupes.push({ x, y, donnees: [donnee] });
    else near.donnees.push(donnee);
  }
  return groupes;
}
