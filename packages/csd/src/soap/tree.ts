import { ErreurCsd } from '../errors.js';
import { sansBlancs } from '../lexical/index.js';
import { estQualifie, SourceXml } from '../reader/index.js';
import { DecodeurUtf8, reconnaitreEncodage } from '../source/index.js';
import type { LimitesEnveloppe } from './limits.js';
import { ESPACE_SOAP } from './names.js';

/** One element, its unqualified attributes, its children and its own text. */
export interface Noeud {
  readonly uri: string;
  readonly local: string;
  readonly attributs: ReadonlyMap<string, string>;
  readonly enfants: readonly Noeud[];
  readonly texte: string;
}

interface NoeudOuvert extends Noeud {
  readonly attributs: Map<string, string>;
  readonly enfants: NoeudOuvert[];
  texte: string;
}

const MORCEAU = 16 * 1024;

/**
 * Reads a small XML document into memory: no DOCTYPE, no entity but the five of XML, within the bounds.
 * @throws ErreurCsd `DOCTYPE_REFUSE`, `XML_MAL_FORME`, `LIMITE_DEPASSEE`, `DOCUMENT_TRONQUE`, `ENCODAGE_REFUSE`, `UTF8_INVALIDE`.
 */
export function lireArbre(octets: Uint8Array, limites: LimitesEnveloppe): Noeud {
  if (octets.length > limites.octets) {
    throw new ErreurCsd('LIMITE_DEPASSEE', `message de plus de ${limites.octets} octets`);
  }
  const arbre = new Arbre(limites);
  const { nom, marque } = reconnaitreEncodage(octets);
  const utf8 = nom === 'utf-8' ? new DecodeurUtf8() : undefined;
  const latin = utf8 === undefined ? new TextDecoder(nom) : undefined;
  // Piece by piece: a hostile message is refused where it becomes so, not after it was decoded whole.
  for (let i = marque; i < octets.length; i += MORCEAU) {
    const morceau = octets.subarray(i, i + MORCEAU);
    if (utf8 === undefined) arbre.source.ecrire((latin as InstanceType<typeof TextDecoder>).decode(morceau));
    else {
      const { texte, malforme } = utf8.decoder(morceau);
      arbre.source.ecrire(texte);
      if (malforme) throw arbre.source.erreur('UTF8_INVALIDE', 'octets qui ne sont pas de l’UTF-8');
    }
  }
  if (utf8?.inacheve) throw arbre.source.erreur('DOCUMENT_TRONQUE', 'le message finit au milieu d’un caractère');
  return arbre.fin();
}

class Arbre {
  readonly source: SourceXml;
  readonly #limites: LimitesEnveloppe;
  readonly #pile: NoeudOuvert[] = [];
  #racine: NoeudOuvert | undefined;
  #elements = 0;
  /** Depth of the SOAP header while it is open, else 0; characters read inside. */
  #entete = 0;
  #tailleEntete = 0;

  constructor(limites: LimitesEnveloppe) {
    this.#limites = limites;
    this.source = new SourceXml(limites, {
      ouvrir: (uri, local) => this.#ouvrir(uri, local),
      texte: (morceau) => this.#texte(morceau),
      fermer: () => this.#fermer(),
    });
  }

  fin(): Noeud {
    this.source.fin();
    return this.#racine as Noeud;
  }

  #ouvrir(uri: string, local: string): void {
    if (++this.#elements > this.#limites.elements) {
      throw this.source.erreur('LIMITE_DEPASSEE', `message de plus de ${this.#limites.elements} éléments`);
    }
    const attributs = new Map<string, string>();
    for (let i = 0; i < this.source.nombreAttributs; i++) {
      const { name, value } = this.source.attributs[i] as { name: string; value: string };
      this.#compterEntete(name.length + value.length);
      if (!estQualifie(name)) attributs.set(name, value);
    }
    const noeud: NoeudOuvert = { uri, local, attributs, enfants: [], texte: '' };
    const parent = this.#pile.at(-1);
    if (parent === undefined) this.#racine = noeud;
    else parent.enfants.push(noeud);
    this.#pile.push(noeud);
    this.#compterEntete(local.length);
    if (this.#pile.length === 2 && local === 'Header' && uri === ESPACE_SOAP) this.#entete = 2;
  }

  #texte(morceau: string): void {
    const noeud = this.#pile.at(-1);
    if (noeud === undefined) return;
    this.#compterEntete(morceau.length);
    noeud.texte += morceau;
    this.source.verifierLongueur(noeud.texte.length);
  }

  #fermer(): void {
    if (this.#pile.length === this.#entete) this.#entete = 0;
    this.#pile.pop();
  }

  #compterEntete(caracteres: number): void {
    if (this.#entete === 0) return;
    this.#tailleEntete += caracteres;
    if (this.#tailleEntete > this.#limites.entete) {
      throw this.source.erreur('LIMITE_DEPASSEE', `en-tête SOAP de plus de ${this.#limites.entete} caractères`);
    }
  }
}

/** First child of this name; undefined when there is none. */
export function enfant(noeud: Noeud | undefined, uri: string, local: string): Noeud | undefined {
  return noeud?.enfants.find((e) => e.local === local && e.uri === uri);
}

/** Children of this name. */
export function enfants(noeud: Noeud | undefined, uri: string, local: string): readonly Noeud[] {
  return noeud?.enfants.filter((e) => e.local === local && e.uri === uri) ?? [];
}

/** Text of an element without the blanks around it; empty when there is no element. */
export function texteDe(noeud: Noeud | undefined): string {
  return noeud === undefined ? '' : sansBlancs(noeud.texte);
}
