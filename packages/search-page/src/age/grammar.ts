/** A figure, or a small one in letters. */
const NAMES = ['un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix', 'onze', 'douze'];
const START = String.raw`(?<![\p{L}\d])`;
const STOP = String.raw`(?![\p{L}\d])`;
const N = String.raw`(?:(?<![\p{L}\d.,/])\d{1,3}(?:[.,]\d{1,2})?(?!\d)|${START}(?:une|${NAMES.join('|')})(?=\s))`;
const UNIT = `(?:ans?|mois|semaines?|jours?|heures?)${STOP}`;
const DE = String.raw`(?:de\s+|d['’]\s*)`;
/** « 2 ans et demi », « 15 ans et 3 mois ». */
const AND_MORE = String.raw`(?:\s+(?:et\s+)?(?:(?<demi>demie?)|(?<mois>\d{1,2})\s+mois)${STOP})?`;
const QUANTITY = String.raw`(?<n>${N})\s*(?<unite>${UNIT})${AND_MORE}`;
const TO = String.raw`(?:\s*[-–]\s*|\s+(?:à|a|(?<=entre\s[^,;]{1,15})et)\s+)`;

const FROM = String.raw`(?:plus\s+(?:${DE})?|\+\s+${DE}|(?:à|a)\s+partir\s+${DE}|au[- ]del[àa]\s+${DE}|au\s+(?:moins|minimum)\s+|dès\s+|(?:[>≥]=?|\+)\s*)`;
const BELOW = String.raw`(?:moins\s+(?:${DE})?|(?<=^|\s)-\s*(?:de\s+)?|avant\s+|<\s*)`;
const UPTO = String.raw`(?:jusqu['’](?:à|a)\s+|au\s+(?:plus|maximum)\s+|(?:≤|<=)\s*)`;
const OF_AGE = String.raw`(?:l['’]âge\s+${DE})?`;
const UPPER = `(?:(?<jusqua>${UPTO})|(?<sous>${BELOW}))${OF_AGE}`;

/** One quantity, or two when it is a span: « 80 ans », « 3 à 12 ans », « 6 mois à 3 ans », what follows « entre ». */
export const AGE = new RegExp(String.raw`(?:(?<n1>${N})\s*(?<unite1>${UNIT})?${TO})?${QUANTITY}`, 'giu');
export const BOUND_BEFORE = new RegExp(`${START}(?:(?<des>${FROM})${OF_AGE}|${UPPER})$`, 'iu');
export const MORE_AFTER = new RegExp(
  String.raw`^\s*(?:\+|(?:(?:et|ou)\s+(?:plus|davantage|au[- ]del[àa])|mini(?:mum)?|au\s+(?:moins|minimum))${STOP}|et\s+\+)`,
  'iu',
);
export const LESS_AFTER = new RegExp(
  String.raw`^\s*(?:(?:et|ou)\s+moins|maxi?(?:mum)?|au\s+(?:plus|maximum))${STOP}`,
  'iu',
);
/** « plus de 3 ans et moins de 12 ans ». */
export const UPPER_AFTER = new RegExp(String.raw`^\s*,?\s*(?:(?:et|mais)\s+)?(?:${DE})?${UPPER}${QUANTITY}`, 'iu');
export const BETWEEN_BEFORE = new RegExp(String.raw`${START}entre\s+$`, 'iu');

const PERSON = String.raw`(?:(?:jeune|petite?)s?\s+)?(?:enfant|patiente?|adulte|homme|femme|bébé|nourrisson|personne|fille|garçon|adolescente?|ado|jeune|mineure?|nouveaux?[-\s]née?|prématurée?|résidente?|usager|mère|père|fils|proche)s?`;
/** After these a person is of a name: « maison des adolescents », « parents-enfants », « accueil de jeunes adultes ». */
const OF_NAME = String.raw`(?<![-'’]|${START}(?:de|des|du|la|le|les|aux?|une?|jeunes?|petite?s?|mères?|pères?|parents?|couples?)\s+)`;
/** « pour un enfant », « patients ». */
export const PERSON_BEFORE = new RegExp(
  String.raw`(?<!${START}(?:et|ou)\s+)(?:${START}(?:(?:pour|chez)\s+(?:(?:une?|des|les|le|la|mon|ma|mes|son|sa|ses)\s+|l['’]\s*)?|une?\s+)|${OF_NAME})${START}${PERSON}\s+$`,
  'iu',
);
/** « âgées de », « âge : ». */
export const AGED_BEFORE = new RegExp(
  String.raw`${START}(?:âgée?s?\s+${DE}|(?:(?:à\s+)?l['’])?âge\s*(?::\s*|${DE})?)$`,
  'iu',
);
/** « âgés » before « entre » or « plus de »; « personnes âgées » are a public. */
export const AGED_PLAIN_BEFORE = /(?<!personnes?\s+)(?<![\p{L}\d])âgée?s?\s+$/iu;
export const OF_BEFORE = new RegExp(String.raw`${START}(?:${DE}|à\s+)$`, 'iu');
export const FOR_BEFORE = new RegExp(
  String.raw`${START}(?:(?:pour|chez)\s+(?:(?:les|des|une?)\s+)?|(?:les|des|aux)\s+)$`,
  'iu',
);

/** A time that is nobody's age: « depuis 3 mois », « en moins de 7 jours », « grossesse de 3 mois ». */
export const LASTING_BEFORE = new RegExp(
  String.raw`${START}(?:depuis|pendant|durant|sous|en|dans(?:\s+les)?|tou(?:te)?s\s+les|délais?|durée|séjours?|attente|grossesse|enceintes?|il\s+y\s+a|d['’]ici)\s+(?:${DE})?$`,
  'iu',
);
export const LASTING_AFTER =
  /^\s*(?:\/|par\s|sur\s+\d|d['’](?:attente|ouverture|hospitalisation|arrêt)|de\s+(?:séjour|délai|suivi))/iu;

/** The number that a figure or a name of one says. */
export function nombreDit(said: string): number {
  const named = NAMES.indexOf(said.toLowerCase().replace(/^une$/, 'un'));
  return named >= 0 ? named + 1 : Number(said.replace(',', '.'));
}
