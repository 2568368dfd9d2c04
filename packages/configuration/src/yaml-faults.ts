import type { YAMLParseError } from 'yaml';

const FAUTES: Partial<Record<YAMLParseError['code'], string>> = {
  BAD_ALIAS: 'alias (*) inconnu ou mal placé',
  BAD_DQ_ESCAPE: 'échappement inconnu dans un texte entre guillemets',
  BAD_INDENT: 'indentation qui ne suit pas celle des lignes précédentes',
  BAD_SCALAR_START: 'ce caractère ne peut pas commencer une valeur : mettez-la entre guillemets',
  BLOCK_AS_IMPLICIT_KEY: 'une clé et sa valeur sont attendues sur la même ligne, ou une indentation manque',
  BLOCK_IN_FLOW: 'liste en retrait au milieu d’une liste entre crochets ou accolades',
  DUPLICATE_KEY: 'clé écrite deux fois',
  MISSING_CHAR: 'un signe manque : guillemet, crochet, accolade, virgule ou espace après les deux-points',
  MULTILINE_IMPLICIT_KEY: 'deux-points absents après une clé, ou clé sur plusieurs lignes',
  MULTIPLE_DOCS: 'plusieurs documents (---) : un fichier en porte un seul',
  TAB_AS_INDENT: 'tabulation dans l’indentation : mettez des espaces',
  TAG_RESOLVE_FAILED: 'étiquette (!) inconnue',
  UNEXPECTED_TOKEN: 'signe inattendu',
};

/** What is wrong with a YAML text, in French; the words of the parser when the fault is a rare one. */
export function fauteYaml({ code, message }: YAMLParseError): string {
  return FAUTES[code] ?? message;
}
