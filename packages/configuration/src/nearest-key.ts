/** The known key that looks most like an unknown one, when it is close enough to be a typing slip. */
export function cleProche(inconnue: string, connues: readonly string[]): string | undefined {
  let meilleure: string | undefined;
  let distance = Math.max(2, Math.floor(inconnue.length / 3)) + 1;
  for (const connue of connues) {
    const d = distanceEdition(inconnue.toLowerCase(), connue.toLowerCase());
    if (d < distance) {
      distance = d;
      meilleure = connue;
    }
  }
  return meilleure;
}

function distanceEdition(a: string, b: string): number {
  let ligne = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const suivante = [i];
    for (let j = 1; j <= b.length; j++) {
      const cout = a[i - 1] === b[j - 1] ? 0 : 1;
      suivante.push(Math.min(ligne[j]! + 1, suivante[j - 1]! + 1, ligne[j - 1]! + cout));
    }
    ligne = suivante;
  }
  return ligne[b.length]!;
}
