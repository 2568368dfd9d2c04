const NAME = '"([^"]+)"';

/** Faults of a document or of its variables, as graphql-js 16 words them, and as our users read them. */
const FAULTS: readonly (readonly [string, string])[] = [
  [
    `Cannot query field ${NAME} on type ${NAME}\\.`,
    'Le champ « $1 » n’existe pas sur « $2 » : voyez ce type dans le contrat (GraphiQL le montre).',
  ],
  [`Unknown argument ${NAME} on (?:field|directive) ${NAME}\\.`, 'L’argument « $1 » n’existe pas sur « $2 ».'],
  [`Unknown type ${NAME}\\.`, 'Le type « $1 » n’existe pas dans le contrat.'],
  [`Unknown fragment ${NAME}\\.`, 'Le fragment « $1 » n’est pas dans le document.'],
  [`Unknown directive ${NAME}\\.`, 'La directive « $1 » n’existe pas.'],
  [`Directive ${NAME} may not be used on .+\\.`, 'La directive « $1 » ne va pas à cet endroit.'],
  [`The directive ${NAME} can only be used once at this location\\.`, 'La directive « $1 » est donnée deux fois.'],
  [
    `(?:Field|Directive) ${NAME} argument ${NAME} of type ${NAME} is required, but it was not provided\\.`,
    'L’argument « $2 » ($3) de « $1 » est obligatoire : donnez-le.',
  ],
  [
    `Field ${NAME} of type ${NAME} must have (?:a selection of subfields|at least one field selected)\\.`,
    'Le champ « $1 » ($2) demande une sélection : $1 { … }.',
  ],
  [
    `Field ${NAME} must not have a selection since type ${NAME} has no subfields\\.`,
    'Le champ « $1 » ($2) n’a pas de sous-champs : retirez la sélection.',
  ],
  [
    `Field ${NAME} of required type ${NAME} was not provided\\.`,
    'La valeur de « $1 » ($2) est obligatoire : donnez-la.',
  ],
  [`Field ${NAME} is not defined by type ${NAME}\\.`, 'La clé « $1 » n’existe pas dans « $2 ».'],
  [
    `Fields ${NAME} conflict because .+`,
    'Deux champs différents répondraient sous le nom « $1 » : donnez un alias à l’un d’eux.',
  ],
  [`There can be only one \\w+(?: \\w+)? named ${NAME}\\.`, 'Le nom « $1 » est donné deux fois.'],
  [
    'This anonymous operation must be the only defined operation\\.',
    'Une opération sans nom doit être seule dans le document.',
  ],
  [`Fragment ${NAME} is never used\\.`, 'Le fragment « $1 » ne sert à rien : retirez-le.'],
  [`Cannot spread fragment ${NAME} within itself.*`, 'Le fragment « $1 » se contient lui-même.'],
  [
    `Fragment(?: ${NAME})? cannot be spread here as objects of type ${NAME} can never be of type ${NAME}\\.`,
    'Un fragment sur « $3 » n’a rien à donner sur « $2 ».',
  ],
  [
    `Fragment(?: ${NAME})? cannot condition on non composite type ${NAME}\\.`,
    'Un fragment ne va pas sur « $2 », qui n’a pas de champs.',
  ],
  [`Variable ${NAME} is never used.*`, 'La variable « $1 » ne sert à rien : retirez-la.'],
  [`Variable ${NAME} is not defined.*`, 'La variable « $1 » n’est pas déclarée par l’opération.'],
  [
    `Variable ${NAME} of (?:required|non-null) type ${NAME} (?:was not provided|must not be null)\\.`,
    'La variable « $1 » ($2) est obligatoire : donnez-la dans « variables ».',
  ],
  [
    `Variable ${NAME} of type ${NAME} used in position expecting type ${NAME}\\.`,
    'La variable « $1 » est de type « $2 » là où le contrat attend « $3 ».',
  ],
  [`Variable ${NAME} cannot be non-input type ${NAME}\\.`, 'La variable « $1 » ne peut pas être de type « $2 ».'],
  [`Value ${NAME} does not exist in ${NAME} enum\\.`, 'La valeur « $1 » n’est pas dans « $2 ».'],
  [
    `Enum ${NAME} cannot represent non-(?:enum|string) value: (.+)\\.`,
    'La valeur $2 n’est pas dans « $1 » : écrivez un de ses noms.',
  ],
  [`Expected (?:non-nullable )?type ${NAME} (?:not to be null|to be an object)\\.`, 'Il faut ici « $1 ».'],
  [`Expected (?:value of )?type ${NAME}, found (.+?)[.;]?`, 'Il faut ici « $1 », et non $2.'],
  [
    'Int cannot represent non 32-bit signed integer value: (.+)',
    'Il faut un nombre entier de −2 147 483 648 à 2 147 483 647, et non $1.',
  ],
  ['Int cannot represent non-integer value: (.+)', 'Il faut un nombre entier, et non $1.'],
  ['Float cannot represent non numeric value: (.+)', 'Il faut un nombre, et non $1.'],
  ['String cannot represent a non string value: (.+)', 'Il faut un texte entre guillemets, et non $1.'],
  ['Boolean cannot represent a non boolean value: (.+)', 'Il faut true ou false, et non $1.'],
  ['ID cannot represent (?:a non-string and non-integer )?value: (.+)', 'Il faut un identifiant, et non $1.'],
  [
    `The ${NAME} definition is not executable\\.`,
    '« $1 » ne s’exécute pas : un document ne porte que des opérations et des fragments.',
  ],
  [
    'Schema is not configured to execute mutation operation\\.',
    'Le contrat n’a pas de mutation : il se lit seulement.',
  ],
  [
    'Subscriptions are not supported',
    'Le contrat n’a pas d’abonnement : demandez « Accept: text/event-stream » pour suivre une recherche.',
  ],
  [
    'Unable to detect operation AST',
    'Aucune opération à exécuter : donnez à « operationName » le nom d’une de celles du document.',
  ],
  [
    'Too many (?:errors processing variables|validation errors), error limit reached\\. .+',
    'Il y a d’autres fautes : corrigez d’abord celles-ci.',
  ],
  ['Syntax Error: Unterminated string\\.', 'Syntaxe : un texte n’est pas fermé par un guillemet.'],
  [
    'Syntax Error: Unexpected single quote character .+',
    'Syntaxe : les textes sont entre guillemets doubles ("), non entre apostrophes.',
  ],
  ['Syntax Error: Expected (.+), found (.+)\\.', 'Syntaxe : il faut $1 ici, et non $2.'],
  ['Syntax Error: Unexpected (?:character: )?(.+)\\.', 'Syntaxe : $1 n’a pas sa place ici.'],
  ['Syntax Error: (.+)', 'Syntaxe : $1'],
];

/** A message quotes what was sent: no more of it is read. */
const MESSAGE_MAX = 1_000;
const UNKNOWN = 'La requête ne convient pas au contrat : ';

const PATTERNS = FAULTS.map(([english, french]) => [new RegExp(`^${english}$`, 's'), french] as const);
const SUGGESTION = / Did you mean (?!")?(?:[a-z ]+ )?("[^?]+)\?$/;
const VARIABLE = /^Variable "([^"]+)" got invalid value (.+?)(?: at "([^"]+)")?; (.+)$/s;
const TOKENS: readonly (readonly [RegExp, string])[] = [
  [/<EOF>/g, 'la fin du document'],
  [/\bName\b/g, 'un nom'],
  [/\bString\b/g, 'un texte'],
  [/\b(?:Int|Float)\b/g, 'un nombre'],
];

/** What a fault of a request says, in French; the words of graphql-js behind ours when none of ours fits. */
export function faultInFrench(message: string): string {
  if (message.length > MESSAGE_MAX) return `${UNKNOWN}${message.slice(0, MESSAGE_MAX)}…`;
  const variable = VARIABLE.exec(message);
  if (variable !== null) {
    const [, name, value, path, why] = variable;
    return `Variable « $${name!.replace(/^\$/, '')} », valeur ${value}${path === undefined ? '' : ` en « ${path} »`} : ${faultInFrench(why!)}`;
  }
  const suggestion = SUGGESTION.exec(message);
  const bare = suggestion === null ? message : message.slice(0, suggestion.index);
  const near =
    suggestion === null || suggestion[1]!.includes('{')
      ? ''
      : ` Vouliez-vous ${suggestion[1]!.replace(/,? or /, ' ou ').replace(/"([^"]+)"/g, '« $1 »')} ?`;
  for (const [pattern, french] of PATTERNS) {
    if (!pattern.test(bare)) continue;
    const said = bare.replace(pattern, french);
    const words = said.startsWith('Syntaxe')
      ? TOKENS.reduce((text, [token, word]) => text.replace(token, word), said)
      : said;
    return words + near;
  }
  return `${UNKNOWN}${message}`;
}
