const LT = 0x3c;
const GT = 0x3e;
const BANG = 0x21;
const TIRET = 0x2d;
const QUESTION = 0x3f;
const D = 0x44;

type Etat = 'dehors' | '<' | '<!' | '<!-' | 'commentaire' | 'commentaire-' | 'commentaire--' | 'PI' | 'PI?' | 'passe';

/** Watches what stands before the root, so that a DOCTYPE is refused before its first declaration is looked at. */
export class GardeProlog {
  #etat: Etat = 'dehors';

  /** Whether the root has begun (or the document is no XML): nothing is left to watch. */
  get passe(): boolean {
    return this.#etat === 'passe';
  }

  /** Index, in `morceau`, of the `D` that follows `<!`; -1 when there is none. */
  chercherDoctype(morceau: string): number {
    for (let i = 0; i < morceau.length && this.#etat !== 'passe'; i++) {
      const c = morceau.charCodeAt(i);
      if (this.#etat === '<!' && c === D) return i;
      this.#etat = suivant(this.#etat, c);
    }
    return -1;
  }
}

function suivant(etat: Etat, c: number): Etat {
  switch (etat) {
    case 'dehors':
      return c === LT ? '<' : 'dehors';
    case '<':
      return c === BANG ? '<!' : c === QUESTION ? 'PI' : 'passe';
    case '<!':
      return c === TIRET ? '<!-' : 'passe';
    case '<!-':
      return c === TIRET ? 'commentaire' : 'passe';
    case 'commentaire':
      return c === TIRET ? 'commentaire-' : 'commentaire';
    case 'commentaire-':
      return c === TIRET ? 'commentaire--' : 'commentaire';
    case 'commentaire--':
      return c === GT ? 'dehors' : 'passe';
    case 'PI':
      return c === QUESTION ? 'PI?' : 'PI';
    case 'PI?':
      return c === GT ? 'dehors' : c === QUESTION ? 'PI?' : 'PI';
    case 'passe':
      return 'passe';
  }
}
