import type { Identifiant } from '@inter-ror/exposure-model';
import { type CodeErreurCsd, ErreurCsd } from '../errors.js';
import { ATTENDUS, DECODEURS, sansBlancs, TextesRepetes } from '../lexical/index.js';
import { extrait } from '../reader/index.js';
import type { CodeSoap } from './messages.js';
import { type Noeud, texteDe } from './tree.js';
import { baliseTexte } from './write.js';

const REPETES = new TextesRepetes();

type Lus = { entier: number; booleen: boolean; dateHeure: string };

/** Reads the values of a message, and refuses them with the code of that message. */
export class LecteurValeurs {
  readonly #code: CodeErreurCsd;

  constructor(code: CodeErreurCsd) {
    this.#code = code;
  }

  refuser(detail: string): ErreurCsd {
    return new ErreurCsd(this.#code, detail);
  }

  /** Attribute that must say something. */
  attribut(noeud: Noeud, nom: string): string {
    const valeur = sansBlancs(noeud.attributs.get(nom) ?? '');
    if (valeur === '') throw this.refuser(`<${noeud.local}> sans attribut ${nom} : renseignez-le`);
    return valeur;
  }

  /** Element that must be there. */
  present(noeud: Noeud | undefined, chemin: string): Noeud {
    if (noeud === undefined) throw this.refuser(`élément <${chemin}> absent : ajoutez-le`);
    return noeud;
  }

  /** `@code @codingScheme`. */
  code(noeud: Noeud): CodeSoap {
    return { code: this.attribut(noeud, 'code'), oid: sansBlancs(noeud.attributs.get('codingScheme') ?? '') };
  }

  /** `otherID`. */
  identifiant(noeud: Noeud): Identifiant {
    const autorite = sansBlancs(noeud.attributs.get('assigningAuthorityName') ?? '');
    return { valeur: this.attribut(noeud, 'code'), autorite };
  }

  /** Text of an element, of a simple type. */
  valeur<T extends keyof Lus>(type: T, noeud: Noeud): Lus[T] {
    return this.simple(type, texteDe(noeud), noeud.local);
  }

  /** A text of a simple type. */
  simple<T extends keyof Lus>(type: T, texte: string, nom: string): Lus[T] {
    const lu = DECODEURS[type](texte, REPETES);
    if (lu === undefined) {
      throw this.refuser(`valeur « ${extrait(texte)} » invalide dans ${nom} : attendu ${ATTENDUS[type]}`);
    }
    return lu as Lus[T];
  }
}

/** An element that carries a code; the readers of these flows do not read its text. */
export function ecrireCode(nom: string, { code, oid }: CodeSoap): string {
  return baliseTexte(nom, '', { code, codingScheme: oid });
}

/** An element that carries an identifier and its authority. */
export function ecrireIdentifiant(nom: string, { valeur, autorite }: Identifiant): string {
  return baliseTexte(nom, '', { code: valeur, assigningAuthorityName: autorite });
}
