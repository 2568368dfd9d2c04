/** The four blanks of XML: a no-break space is none. */
function estBlanc(c: number): boolean {
  return c === 0x20 || c === 0x0a || c === 0x09 || c === 0x0d;
}

/** `v` without the blanks of XML around it; `v` itself when there are none. */
export function sansBlancs(v: string): string {
  let fin = v.length;
  if (fin === 0 || (v.charCodeAt(0) > 0x20 && v.charCodeAt(fin - 1) > 0x20)) return v;
  let debut = 0;
  while (debut < fin && estBlanc(v.charCodeAt(debut))) debut++;
  while (fin > debut && estBlanc(v.charCodeAt(fin - 1))) fin--;
  return v.slice(debut, fin);
}

/** Whether `v` holds nothing but blanks of XML. */
export function estVide(v: string): boolean {
  for (let i = 0; i < v.length; i++) if (!estBlanc(v.charCodeAt(i))) return false;
  return true;
}

/**
 * A copy of `v` that holds no reference to the text that it was cut from: V8 keeps a slice of 13 characters or more
 * as a view on its parent, here a whole chunk of the document.
 */
export function detacher(v: string): string {
  return v.length < 13 ? v : ` ${v}`.slice(1);
}

const CAPACITE = 16_384;
const LONGUEUR = 128;

/** Keeps one copy of each of the few texts that come back all the time (OIDs, labels of codes, statuses). */
export class TextesRepetes {
  readonly #connus = new Map<string, string>();

  unique(v: string): string {
    if (v.length > LONGUEUR) return detacher(v);
    const connu = this.#connus.get(v);
    if (connu !== undefined) return connu;
    const copie = detacher(v);
    if (this.#connus.size < CAPACITE) this.#connus.set(copie, copie);
    return copie;
  }
}
