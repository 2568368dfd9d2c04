/** Bounds of a reading. Crossing one refuses the document, except `elementsParEnregistrement`. */
export interface LimitesLecture {
  /** Open elements. @default 64 */
  profondeur: number;
  /** Bytes of the document. @default 4 GiB */
  octets: number;
  /** Attributes of one element, namespace declarations included. @default 64 */
  attributs: number;
  /** Characters of one text or one attribute. @default 65,536 */
  texte: number;
  /** Characters of the document without the end of any tag, attribute, text or comment. @default 1,048,576 */
  lexeme: number;
  /** Elements of one record: beyond, the record is skipped. @default 20,000 */
  elementsParEnregistrement: number;
}

export const LIMITES_PAR_DEFAUT: Readonly<LimitesLecture> = {
  profondeur: 64,
  octets: 4 * 1024 ** 3,
  attributs: 64,
  texte: 64 * 1024,
  lexeme: 1024 * 1024,
  elementsParEnregistrement: 20_000,
};
