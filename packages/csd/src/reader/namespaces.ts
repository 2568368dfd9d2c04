import { ESPACE_CSD } from '../grammar/index.js';
import { detacher } from '../lexical/index.js';

const ESPACE_XML = 'http://www.w3.org/XML/1998/namespace';
const ESPACE_XMLNS = 'http://www.w3.org/2000/xmlns/';

/** Names kept in two parts: a document has a few hundred, a hostile one as many as it likes. */
const NOMS_GARDES = 1024;
const LONGUEUR_GARDEE = 64;

/** The two parts of a name; the prefix is empty when there is none. */
export interface NomQualifie {
  readonly prefixe: string;
  readonly local: string;
}

interface Declaration {
  profondeur: number;
  prefixe: string;
  /** What the prefix stood for outside of the element. */
  avant: string | undefined;
}

/** Whether an attribute is no datum of the element: a declaration, or of another namespace. */
export function estQualifie(nom: string): boolean {
  return nom === 'xmlns' || nom.includes(':');
}

/**
 * Which namespace each prefix stands for at the point reached (Namespaces in XML 1.0). The parser could tell, at the
 * price of several objects for each element; nearly all documents declare one namespace, at their root.
 */
export class EspacesDeNoms {
  readonly #refuser: (detail: string) => Error;
  readonly #noms = new Map<string, NomQualifie>();
  readonly #liens = new Map<string, string>([
    ['', ''],
    ['xml', ESPACE_XML],
    ['xmlns', ESPACE_XMLNS],
  ]);
  readonly #declarations: Declaration[] = [];
  /** What unprefixed elements are of. */
  #defaut = '';

  /** @param refuser makes the error of a document that is not well-formed */
  constructor(refuser: (detail: string) => Error) {
    this.#refuser = refuser;
  }

  /** The parts of the name of an element or attribute. */
  couper(nom: string): NomQualifie {
    const connu = this.#noms.get(nom);
    if (connu !== undefined) return connu;
    const separation = nom.indexOf(':');
    const coupe = { prefixe: nom.slice(0, Math.max(0, separation)), local: nom.slice(separation + 1) };
    if (separation === 0 || coupe.local === '' || coupe.local.includes(':')) {
      throw this.#refuser(`nom ${nom.slice(0, 80)} mal formé : un préfixe, un deux-points, un nom`);
    }
    if (nom.length > LONGUEUR_GARDEE || this.#noms.size >= NOMS_GARDES) return coupe;
    const garde = { prefixe: detacher(coupe.prefixe), local: detacher(coupe.local) };
    this.#noms.set(detacher(nom), garde);
    return garde;
  }

  /** Takes an attribute that declares a namespace from the element of this depth on. */
  declarer(attribut: string, valeur: string, profondeur: number): void {
    const prefixe = attribut === 'xmlns' ? '' : this.couper(attribut).local;
    const lu = valeur.trim();
    const uri = lu === ESPACE_CSD ? ESPACE_CSD : lu;
    const reserve = prefixe === 'xml' ? uri !== ESPACE_XML : uri === ESPACE_XML;
    if (reserve || prefixe === 'xmlns' || uri === ESPACE_XMLNS) {
      throw this.#refuser(`${attribut} déclare un préfixe ou un espace de noms réservé à XML`);
    }
    if (uri === '' && prefixe !== '') throw this.#refuser(`${attribut} sans espace de noms`);
    this.#declarations.push({ profondeur, prefixe, avant: this.#liens.get(prefixe) });
    this.#lier(prefixe, uri);
  }

  /** Namespace of a prefix; empty for an unprefixed element where no default is declared. */
  resoudre(prefixe: string): string {
    if (prefixe === '') return this.#defaut;
    const uri = this.#liens.get(prefixe);
    if (uri === undefined) {
      throw this.#refuser(
        `préfixe ${prefixe.slice(0, 80)} sans espace de noms : déclarez xmlns:${prefixe.slice(0, 80)}`,
      );
    }
    return uri;
  }

  /** Ends what the element of this depth declared. */
  quitter(profondeur: number): void {
    for (let d = this.#declarations.at(-1); d?.profondeur === profondeur; d = this.#declarations.at(-1)) {
      this.#declarations.pop();
      this.#lier(d.prefixe, d.avant);
    }
  }

  #lier(prefixe: string, uri: string | undefined): void {
    if (prefixe === '') this.#defaut = uri ?? '';
    if (uri === undefined) this.#liens.delete(prefixe);
    else this.#liens.set(prefixe, uri);
  }
}
