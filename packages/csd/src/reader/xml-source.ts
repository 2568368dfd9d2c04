import { SaxesParser } from 'saxes';
import { ErreurCsd } from '../errors.js';
import type { LimitesLecture } from './limits.js';
import { extrait } from './messages.js';
import { EspacesDeNoms, estQualifie } from './namespaces.js';
import { GardeProlog } from './prolog.js';
import { causeXml } from './xml-errors.js';

/** Receives what a document is made of. The attributes of an open element are read from the source. */
export interface Puits {
  ouvrir(uri: string, local: string): void;
  texte(morceau: string): void;
  fermer(): void;
}

interface AttributLu {
  name: string;
  value: string;
}

/**
 * The handlers of saxes, set as plain properties. Its method `on` stores them under computed names, which past a dozen
 * makes V8 turn the parser into a dictionary: every character is then read four times slower. Its own look at the
 * attributes of a tag, which fills a dictionary that nobody reads, is replaced too.
 */
interface Gestionnaires {
  attribList: AttributLu[];
  processAttribs(): void;
  openTagStartHandler(balise: { name: string }): void;
  attributeHandler(attribut: AttributLu): void;
  openTagHandler(balise: { name: string }): void;
  closeTagHandler(): void;
  textHandler(texte: string): void;
  cdataHandler(texte: string): void;
  commentHandler(): void;
  piHandler(instruction: { target: string }): void;
  errorHandler(erreur: Error): void;
}

const MORCEAU = 64 * 1024;

/** Well-formed XML 1.0 with namespaces, without DOCTYPE, within the limits: anything else throws {@link ErreurCsd}. */
export class SourceXml {
  /** Attributes of the element that opens; only the first `nombreAttributs` are its own. */
  readonly attributs: AttributLu[] = [];
  nombreAttributs = 0;
  /** Open elements, the one that opens or closes included. */
  profondeur = 0;
  /** Where the element that opens begins, from 1. */
  ligne = 1;
  colonne = 1;

  readonly #analyseur = new SaxesParser({ xmlns: false, defaultXMLVersion: '1.0', forceXMLVersion: true });
  readonly #espaces = new EspacesDeNoms((detail) => this.erreur('XML_MAL_FORME', detail));
  readonly #prolog = new GardeProlog();
  readonly #limites: LimitesLecture;
  readonly #puits: Puits;
  /** The element that opens has attributes that are not plainly its own. */
  #qualifies = false;
  #evenements = 0;
  #sansEvenement = 0;
  #ligneTexte = 1;
  #colonneTexte = 1;
  #surrogat = '';
  #fini = false;

  constructor(limites: LimitesLecture, puits: Puits) {
    this.#limites = limites;
    this.#puits = puits;
    this.#brancher();
  }

  #brancher(): void {
    const compter = () => {
      this.#evenements++;
    };
    const gestionnaires = this.#analyseur as unknown as Gestionnaires;
    gestionnaires.openTagStartHandler = (balise) => this.#debut(balise.name);
    gestionnaires.attributeHandler = (attribut) => this.#attribut(attribut);
    gestionnaires.processAttribs = () => {
      gestionnaires.attribList = [];
    };
    gestionnaires.openTagHandler = (balise) => this.#ouvrir(balise.name);
    gestionnaires.closeTagHandler = () => {
      this.#evenements++;
      this.#puits.fermer();
      this.#espaces.quitter(this.profondeur--);
    };
    gestionnaires.textHandler = (t) => this.#texte(t);
    gestionnaires.cdataHandler = (t) => this.#texte(t);
    gestionnaires.commentHandler = compter;
    gestionnaires.piHandler = ({ target }) => {
      compter();
      if (target.includes(':')) throw this.erreur('XML_MAL_FORME', 'deux-points dans le nom d’une instruction');
    };
    gestionnaires.errorHandler = (e) => {
      throw this.erreur(this.#fini ? 'DOCUMENT_TRONQUE' : 'XML_MAL_FORME', causeXml(e.message));
    };
  }

  /** An error at the point that the analysis has reached. */
  erreur(code: ErreurCsd['code'], detail: string): ErreurCsd {
    return new ErreurCsd(code, detail, this.#analyseur.line, this.#analyseur.column + 1);
  }

  /** A further piece of the document, cut anywhere. */
  ecrire(morceau: string): void {
    let texte = this.#surrogat === '' ? morceau : this.#surrogat + morceau;
    this.#surrogat = '';
    const dernier = texte.charCodeAt(texte.length - 1);
    if (dernier >= 0xd800 && dernier <= 0xdbff) {
      this.#surrogat = texte.slice(-1);
      texte = texte.slice(0, -1);
    }
    if (!texte.isWellFormed()) throw this.erreur('XML_MAL_FORME', 'demi-paire UTF-16 isolée');
    if (texte.length <= MORCEAU) this.#analyser(texte);
    else for (let i = 0; i < texte.length; i += MORCEAU) this.#analyser(texte.slice(i, i + MORCEAU));
  }

  /** The end of the document. */
  fin(): void {
    this.#fini = true;
    if (this.#surrogat !== '') throw this.erreur('DOCUMENT_TRONQUE', 'le document finit au milieu d’un caractère');
    this.#analyseur.close();
  }

  #analyser(morceau: string): void {
    if (!this.#prolog.passe) {
      const doctype = this.#prolog.chercherDoctype(morceau);
      if (doctype !== -1) {
        this.#analyseur.write(morceau.slice(0, doctype));
        throw this.erreur('DOCTYPE_REFUSE', 'un document CSD ne porte pas de DOCTYPE : retirez-le');
      }
    }
    const avant = this.#evenements;
    this.#analyseur.write(morceau);
    this.#sansEvenement = this.#evenements === avant ? this.#sansEvenement + morceau.length : 0;
    if (this.#sansEvenement > this.#limites.lexeme) {
      throw this.#limite(`plus de ${this.#limites.lexeme} caractères dans une balise, un texte ou un commentaire`);
    }
  }

  #limite(detail: string): ErreurCsd {
    return this.erreur('LIMITE_DEPASSEE', detail);
  }

  #debut(nom: string): void {
    const { line, column } = this.#analyseur;
    const colonne = column - nom.length - 1;
    if (colonne > 0) {
      this.ligne = line;
      this.colonne = colonne;
    } else {
      this.ligne = line - 1;
      this.colonne = this.#ligneTexte === line - 1 ? this.#colonneTexte : 1;
    }
    this.#evenements++;
    this.nombreAttributs = 0;
    this.#qualifies = false;
    if (++this.profondeur > this.#limites.profondeur) {
      throw this.#limite(`plus de ${this.#limites.profondeur} éléments imbriqués`);
    }
  }

  #attribut(attribut: AttributLu): void {
    this.#evenements++;
    if (this.nombreAttributs >= this.#limites.attributs) {
      throw this.#limite(`plus de ${this.#limites.attributs} attributs sur un élément`);
    }
    const { name, value } = attribut;
    this.verifierLongueur(value.length);
    for (let i = 0; i < this.nombreAttributs; i++) {
      if ((this.attributs[i] as AttributLu).name === name) {
        throw this.erreur('XML_MAL_FORME', `attribut ${extrait(name)} répété`);
      }
    }
    this.attributs[this.nombreAttributs++] = attribut;
    if (!estQualifie(name)) return;
    this.#qualifies = true;
    if (name === 'xmlns' || name.startsWith('xmlns:')) this.#espaces.declarer(name, value, this.profondeur);
  }

  #ouvrir(nom: string): void {
    const { prefixe, local } = this.#espaces.couper(nom);
    if (prefixe === 'xmlns') throw this.erreur('XML_MAL_FORME', 'élément de préfixe xmlns, réservé à XML');
    const uri = this.#espaces.resoudre(prefixe);
    if (this.#qualifies) this.#verifierQualifies();
    this.#puits.ouvrir(uri, local);
  }

  /** Prefixes of attributes are bound, and no two attributes are the same under two prefixes. */
  #verifierQualifies(): void {
    const vus = new Set<string>();
    for (let i = 0; i < this.nombreAttributs; i++) {
      const { name } = this.attributs[i] as AttributLu;
      const { prefixe, local } = this.#espaces.couper(name);
      if (prefixe === '') continue;
      const nom = `{${this.#espaces.resoudre(prefixe)}}${local}`;
      if (vus.has(nom)) throw this.erreur('XML_MAL_FORME', `attribut ${extrait(name)} répété sous deux préfixes`);
      vus.add(nom);
    }
  }

  /** Throws when a text of this length is too long. */
  verifierLongueur(longueur: number): void {
    if (longueur > this.#limites.texte) throw this.#limite(`texte de plus de ${this.#limites.texte} caractères`);
  }

  #texte(morceau: string): void {
    this.#evenements++;
    this.#ligneTexte = this.#analyseur.line;
    this.#colonneTexte = this.#analyseur.column;
    this.verifierLongueur(morceau.length);
    this.#puits.texte(morceau);
  }
}
