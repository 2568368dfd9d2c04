import { extrait } from './messages.js';

/** What the XML parser says, and how it is told. */
const TRADUCTIONS: readonly (readonly [RegExp, string])[] = [
  [
    /^undefined entity/,
    'entité inconnue : seules &amp; &lt; &gt; &quot; &apos; et les références numériques sont admises',
  ],
  [
    /^(?:malformed character entity|disallowed character in entity name|empty entity name)/,
    'référence de caractère invalide',
  ],
  [/^disallowed character in tag name/, 'caractère interdit dans un nom de balise : écrivez &lt; pour le signe <'],
  [/^disallowed character in attribute name/, 'caractère interdit dans un nom d’attribut'],
  [/^disallowed character/, 'caractère interdit par XML'],
  [/^unclosed tag: (.*)/, 'balise <$1> non fermée'],
  [/^(?:unexpected close tag|unmatched closing tag.*)/, 'balise fermante qui ne répond pas à la dernière ouverte'],
  [/^unexpected end/, 'fin au milieu d’une balise, d’un commentaire ou d’un texte'],
  [/^document must contain a root element/, 'document vide'],
  [/^documents may contain only one root/, 'plusieurs racines'],
  [/^text data outside of root node/, 'texte hors de la racine'],
  [/^(?:unquoted attribute value|attribute without value)/, 'attribut sans valeur entre guillemets'],
  [/^inappropriately located doctype/, 'DOCTYPE au milieu du document'],
];

/** The cause of a malformed document, in French; the parser's own words when they are rare. */
export function causeXml(message: string): string {
  const brut = message.replace(/^[0-9]+:[0-9]+: /, '').replace(/\.$/, '');
  for (const [motif, texte] of TRADUCTIONS) {
    const trouve = motif.exec(brut);
    if (trouve !== null) return texte.replaceAll('$1', () => extrait(trouve[1] ?? ''));
  }
  return extrait(brut);
}
