import { SaxesParser } from 'saxes';

/** One element of a message. Qualified attributes are left out. */
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

const PROFONDEUR_MAX = 64;
const ELEMENTS_MAX = 2_000_000;

/** An answer that is not XML, or not within what is read. */
export class ErreurXml extends Error {
  override readonly name = 'ErreurXml';
}

/**
 * Reads a message whole, by means that are not those of the writer of answers: what judges a server shares nothing with
 * what serves.
 * @throws ErreurXml
 */
export function lireXml(octets: Uint8Array): Noeud {
  let texte: string;
  try {
    texte = new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    throw new ErreurXml('octets qui ne sont pas de l’UTF-8');
  }
  const pile: NoeudOuvert[] = [];
  let racine: NoeudOuvert | undefined;
  let elements = 0;
  const analyseur = new SaxesParser({ xmlns: true });
  analyseur.on('error', (e) => {
    throw new ErreurXml(e.message);
  });
  analyseur.on('doctype', () => {
    throw new ErreurXml('DOCTYPE dans une réponse');
  });
  analyseur.on('opentag', ({ uri, local, attributes }) => {
    if (++elements > ELEMENTS_MAX || pile.length >= PROFONDEUR_MAX) {
      throw new ErreurXml(`plus de ${ELEMENTS_MAX} éléments ou de ${PROFONDEUR_MAX} niveaux`);
    }
    const attributs = new Map<string, string>();
    for (const a of Object.values(attributes))
      if (a.prefix === '' && a.local !== 'xmlns') attributs.set(a.local, a.value);
    const noeud: NoeudOuvert = { uri, local, attributs, enfants: [], texte: '' };
    const parent = pile.at(-1);
    if (parent === undefined) racine = noeud;
    else parent.enfants.push(noeud);
    pile.push(noeud);
  });
  const ajouter = (morceau: string) => {
    const noeud = pile.at(-1);
    if (noeud !== undefined) noeud.texte += morceau;
  };
  analyseur.on('text', ajouter);
  analyseur.on('cdata', ajouter);
  analyseur.on('closetag', () => void pile.pop());
  analyseur.write(texte).close();
  return racine!;
}

/** Children of this local name, whatever their namespace, as the XPaths `*:name` of the published cases read them. */
export function fils(noeud: Noeud | undefined, local: string): readonly Noeud[] {
  return noeud?.enfants.filter((e) => e.local === local) ?? [];
}

export function unFils(noeud: Noeud | undefined, local: string): Noeud | undefined {
  return noeud?.enfants.find((e) => e.local === local);
}

/** Every element below, in the order of the document. */
export function* descendants(noeud: Noeud): Generator<Noeud> {
  for (const enfant of noeud.enfants) {
    yield enfant;
    yield* descendants(enfant);
  }
}

export function attribut(noeud: Noeud | undefined, nom: string): string {
  return noeud?.attributs.get(nom)?.trim() ?? '';
}
