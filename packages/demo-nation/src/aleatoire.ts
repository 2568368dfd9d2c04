/**
 * A small deterministic generator (mulberry32), seeded by a text: integers only, so the same seed gives the same
 * sequence on every machine.
 */
export class Aleatoire {
  private etat: number;

  constructor(graine: string) {
    this.etat = empreinte(graine);
  }

  /** 32 bits, unsigned. */
  bits(): number {
    this.etat = (this.etat + 0x6d2b79f5) | 0;
    let t = Math.imul(this.etat ^ (this.etat >>> 15), 1 | this.etat);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  }

  /** Integer between `min` and `max`, both included. */
  entier(min: number, max: number): number {
    return min + (this.bits() % (max - min + 1));
  }

  /** True `pourMille` times out of 1,000. */
  chance(pourMille: number): boolean {
    return this.bits() % 1000 < pourMille;
  }

  un<T>(liste: readonly T[]): T {
    return liste[this.bits() % liste.length]!;
  }

  /** `nombre` distinct elements at most, in the order of the list. */
  plusieurs<T>(liste: readonly T[], nombre: number): T[] {
    const choix: T[] = [];
    let reste = Math.min(nombre, liste.length);
    for (let i = 0; i < liste.length && reste > 0; i++) {
      if (this.bits() % (liste.length - i) < reste) {
        choix.push(liste[i]!);
        reste--;
      }
    }
    return choix;
  }

  /** Index drawn with cumulated weights (increasing integers). */
  selonCumul(cumuls: readonly number[]): number {
    const total = cumuls[cumuls.length - 1]!;
    const tire = this.bits() % total;
    let bas = 0;
    let haut = cumuls.length - 1;
    while (bas < haut) {
      const milieu = (bas + haut) >> 1;
      if (cumuls[milieu]! > tire) haut = milieu;
      else bas = milieu + 1;
    }
    return bas;
  }
}

/** FNV-1a, then a final mix: 32 bits from a text. */
function empreinte(texte: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < texte.length; i++) h = Math.imul(h ^ texte.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}
