/** A name beside a mark, in the units of the drawing. */
export interface Etiquette {
  x: number;
  y: number;
  texte: string;
  /** Before the mark, when there is no room after it. */
  avant: boolean;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const LETTER = 6.2;
const HEIGHT = 13;
const BESIDE = 19;
const LENGTH_MAX = 24;

/** Names the marks that have room for it: each name once, none over a mark nor over another name. */
export function etiqueter(
  marques: readonly { x: number; y: number; nom: string | undefined }[],
  largeur: number,
): Etiquette[] {
  const taken = marques.map(({ x, y }) => box(x - 16, y, 32));
  const seen = new Set<string>();
  return marques.flatMap(({ x, y, nom }): Etiquette[] => {
    if (nom === undefined || nom === '' || nom.length > LENGTH_MAX || seen.has(nom)) return [];
    const width = nom.length * LETTER;
    for (const avant of [false, true]) {
      const at = avant ? x - BESIDE - width : x + BESIDE;
      const room = box(at, y, width);
      if (room.left < 0 || room.right > largeur || taken.some((other) => overlap(room, other))) continue;
      taken.push(room);
      seen.add(nom);
      return [{ x: avant ? x - BESIDE : at, y: y + 4, texte: nom, avant }];
    }
    return [];
  });
}

function box(left: number, y: number, width: number): Box {
  return { left, right: left + width, top: y - HEIGHT / 2, bottom: y + HEIGHT / 2 };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
