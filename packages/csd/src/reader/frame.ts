import type { ElementCompile } from './compile.js';

/** An object of the model being filled. */
export type Objet = Record<string, unknown>;

/** One open element inside a record. Frames are made once and used again at each depth. */
export class Cadre {
  element!: ElementCompile;
  objet: Objet = {};
  texte = '';
  /** Bits of the elements of the sequence that were seen. */
  vus = 0;
  /** Place in the sequence of the last element seen. */
  dernier = 0;
  ligne = 0;
  colonne = 0;
  /** An optional element without value: nothing will be kept of it. */
  vide = false;
  /** A stray text was told already. */
  texteSignale = false;
  /** What the parts of a repeated extension held together, and where the first began. */
  readonly union = { vus: 0, ligne: 0, colonne: 0 };

  /** Begins an element; its object is left to the caller. */
  ouvrir(element: ElementCompile, ligne: number, colonne: number): void {
    this.element = element;
    this.texte = '';
    this.vus = 0;
    this.dernier = 0;
    this.ligne = ligne;
    this.colonne = colonne;
    this.vide = false;
    this.texteSignale = false;
    if (element.structure?.union !== undefined) {
      this.union.vus = 0;
      this.union.ligne = ligne;
      this.union.colonne = colonne;
    }
  }
}
