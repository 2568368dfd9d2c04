import { echapperAttribut, echapperTexte } from '../writer/index.js';

/** Attributes of an element; those without value are left out. */
export type AttributsXml = Readonly<Record<string, string | number | undefined>>;

/** An element whose content is XML already. */
export function balise(nom: string, attributs: AttributsXml, contenu = ''): string {
  let xml = `<${nom}`;
  for (const [cle, valeur] of Object.entries(attributs)) {
    if (valeur !== undefined) xml += ` ${cle}="${echapperAttribut(String(valeur))}"`;
  }
  return contenu === '' ? `${xml}/>` : `${xml}>${contenu}</${nom}>`;
}

/** An element that holds a text. */
export function baliseTexte(nom: string, texte: string | number | boolean, attributs: AttributsXml = {}): string {
  return balise(nom, attributs, echapperTexte(String(texte)));
}
