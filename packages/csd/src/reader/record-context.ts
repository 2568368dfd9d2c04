import type { Sorte } from '../grammar/index.js';
import type { Anomalie, CodeAnomalie, Journal } from './anomalies.js';
import { Cadre } from './frame.js';
import { extrait } from './messages.js';
import type { SourceXml } from './xml-source.js';

/** The record being read: its open elements, and what is wrong in it. */
export class ContexteEnregistrement {
  sorte: Sorte = 'organisation';
  id: string | undefined;
  /** The record must be skipped. */
  casse = false;
  /** The record has passed a bound: what follows in it says nothing more. */
  muet = false;
  /** Frames, made once; those above `sommet` are free. */
  readonly pile: Cadre[] = [];
  sommet = -1;

  readonly #source: SourceXml;
  readonly #journal: Journal;

  constructor(source: SourceXml, journal: Journal, profondeur: number) {
    this.#source = source;
    this.#journal = journal;
    for (let i = 0; i <= profondeur; i++) this.pile.push(new Cadre());
  }

  /** Forgets the previous record. */
  commencer(sorte: Sorte): void {
    this.sorte = sorte;
    this.id = undefined;
    this.casse = false;
    this.muet = false;
    this.sommet = -1;
  }

  /** An anomaly that skips the record: of the element on top of the stack, or of what `suite` names in it. */
  ecarter(code: CodeAnomalie, suite: string, message: string, lieu: Lieu = this.#haut()): void {
    this.#noter(code, 'ECARTE', suite, message, lieu);
  }

  /** An anomaly that was mended. */
  signaler(code: CodeAnomalie, suite: string, message: string): void {
    this.#noter(code, 'SIGNALE', suite, message, this.#haut());
  }

  /** An anomaly of the element that opens. */
  enfant(code: CodeAnomalie, gravite: Anomalie['gravite'], local: string, message: string): void {
    this.#noter(code, gravite, `/${extrait(local)}`, message, this.#source);
  }

  #haut(): Lieu {
    return this.pile[this.sommet] as Cadre;
  }

  #noter(code: CodeAnomalie, gravite: Anomalie['gravite'], suite: string, message: string, lieu: Lieu): void {
    if (this.muet) return;
    if (gravite === 'ECARTE') this.casse = true;
    const chemin = this.pile.slice(0, this.sommet + 1).map((cadre) => cadre.element.nom);
    this.#journal.noter({
      code,
      gravite,
      sorte: this.sorte,
      ...(this.id === undefined ? {} : { id: this.id }),
      chemin: chemin.join('/') + suite,
      ligne: lieu.ligne,
      colonne: lieu.colonne,
      message,
    });
  }
}

interface Lieu {
  readonly ligne: number;
  readonly colonne: number;
}
