import { type Attribut, type Element, ESPACE_CSD, type Structure } from '../grammar/index.js';
import { encoder } from '../lexical/index.js';
import { echapperAttribut, echapperTexte } from './escape.js';

type Objet = Readonly<Record<string, unknown>>;

/** Whether the field says something: an empty list says nothing. */
function present(valeur: unknown): boolean {
  return valeur !== undefined && valeur !== null && !(Array.isArray(valeur) && valeur.length === 0);
}

/** Whether `objet` holds a field that this structure writes. */
function concerne(structure: Structure, objet: Objet): boolean {
  return structure.sequence.some((e) =>
    e.destination === 'fusion' ? concerne(e.type as Structure, objet) : present(objet[e.champ]),
  );
}

function attribut(a: Attribut, objet: Objet): string {
  const valeur = objet[a.champ];
  return present(valeur) ? ` ${a.nom}="${echapperAttribut(encoder(a.type, valeur))}"` : '';
}

/** One element and its content, each element on a line of its own, indented by one space a level. */
export function ecrireElement(nom: string, structure: Structure, valeur: unknown, marge: string): string {
  const objet = (structure.seul === undefined ? valeur : { [structure.seul]: valeur }) as Objet;
  const attributs = (structure.attributsDans === undefined ? objet : objet[structure.attributsDans]) as
    | Objet
    | undefined;
  let xml = `${marge}<${nom}`;
  if (structure.extension) xml += ` type="${structure.nom}" urn="${ESPACE_CSD}"`;
  if (attributs !== undefined) for (const a of structure.attributs) xml += attribut(a, attributs);
  const texte = structure.texte && objet[structure.texte.champ];
  if (texte !== undefined) return `${xml}>${echapperTexte(String(texte))}</${nom}>`;
  const contenu = ecrireSequence(structure, objet, `${marge} `);
  return contenu === '' ? `${xml}/>` : `${xml}>${contenu}${marge}</${nom}>`;
}

function ecrireSequence(structure: Structure, objet: Objet, marge: string): string {
  let xml = '';
  for (const element of structure.sequence) {
    if (element.destination === 'ignore') continue;
    if (element.destination === 'fusion') {
      const type = element.type as Structure;
      if (element.min === 1 || concerne(type, objet)) xml += ecrireElement(element.nom, type, objet, marge);
      continue;
    }
    const valeur = objet[element.champ];
    if (!present(valeur) || !branchePrise(element, valeur)) continue;
    if (element.multiple) for (const v of valeur as unknown[]) xml += ecrireValeur(element, v, marge);
    else xml += ecrireValeur(element, valeur, marge);
  }
  return xml;
}

/** Whether the value is that of this branch, when several branches of a choice share a field. */
function branchePrise(element: Element, valeur: unknown): boolean {
  const constante = typeof element.type === 'string' ? undefined : element.type.constante;
  return constante === undefined || (valeur as Objet)[constante.champ] === constante.valeur;
}

function ecrireValeur(element: Element, valeur: unknown, marge: string): string {
  const { nom, type } = element;
  if (typeof type !== 'string') return ecrireElement(nom, type, valeur, marge);
  return `${marge}<${nom}>${echapperTexte(encoder(type, valeur))}</${nom}>`;
}
