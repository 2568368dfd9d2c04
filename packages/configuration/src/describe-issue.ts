import type { z } from 'zod';
import { cleProche } from './nearest-key.js';

export interface IssueDecrite {
  chemin: PropertyKey[];
  message: string;
  remede: string;
}

const TYPES: Record<string, string> = {
  string: 'un texte',
  number: 'un nombre',
  int: 'un nombre entier',
  boolean: 'true ou false',
  object: 'un groupe de clés',
  array: 'une liste',
};

/** Says in French what a schema refuses, one line for each unknown key. */
export function decrireIssue(issue: z.core.$ZodIssue, schema: z.ZodType): IssueDecrite[] {
  const chemin = [...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const connues = clesConnues(schema, chemin);
      return issue.keys.map((cle) => {
        const proche = cleProche(cle, connues);
        const liste = connues.length > 0 ? ` (clés possibles : ${connues.join(', ')})` : '';
        return {
          chemin: [...chemin, cle],
          message: 'clé inconnue',
          remede: proche === undefined ? `retirez-la${liste}` : `vouliez-vous « ${proche} » ?${liste}`,
        };
      });
    }
    case 'invalid_type': {
      const attendu = TYPES[issue.expected] ?? issue.expected;
      return issue.input === undefined
        ? [{ chemin, message: 'clé obligatoire absente', remede: `ajoutez-la : il faut ${attendu}` }]
        : [{ chemin, message: `valeur refusée : ${montrer(issue.input)}`, remede: `il faut ${attendu}` }];
    }
    case 'invalid_value':
      return [
        {
          chemin,
          message: issue.input === undefined ? 'clé obligatoire absente' : `valeur refusée : ${montrer(issue.input)}`,
          remede: `choisissez parmi : ${issue.values.map(String).join(', ')}`,
        },
      ];
    case 'too_small':
      return [
        { chemin, message: `valeur trop petite : ${montrer(issue.input)}`, remede: `le minimum est ${issue.minimum}` },
      ];
    case 'too_big':
      return [
        { chemin, message: `valeur trop grande : ${montrer(issue.input)}`, remede: `le maximum est ${issue.maximum}` },
      ];
    case 'invalid_key':
      return [
        {
          chemin,
          message: 'clé refusée',
          remede: issue.issues.map(({ message }) => message).join(' ; '),
        },
      ];
    case 'custom':
      return [{ chemin, message: issue.message, remede: String(issue.params?.remede ?? 'corrigez cette valeur') }];
    default:
      return [{ chemin, message: `valeur refusée : ${montrer(issue.input)}`, remede: issue.message }];
  }
}

/** Keys of the object schema that stands at a path. */
function clesConnues(schema: z.ZodType, chemin: readonly PropertyKey[]): string[] {
  let def = deballer(schema);
  for (const pas of chemin) {
    const suivant = typeof pas === 'number' ? def.element : def.shape?.[String(pas)];
    if (suivant === undefined) return [];
    def = deballer(suivant);
  }
  return Object.keys(def.shape ?? {});
}

interface DefinitionSchema {
  innerType?: z.ZodType;
  in?: z.ZodType;
  element?: z.ZodType;
  shape?: Record<string, z.ZodType>;
}

/** The definition under optional, default and transform wrappers. */
function deballer(schema: z.ZodType): DefinitionSchema {
  let def = schema.def as DefinitionSchema;
  for (let dessous = def.innerType ?? def.in; dessous !== undefined; dessous = def.innerType ?? def.in) {
    def = dessous.def as DefinitionSchema;
  }
  return def;
}

function montrer(valeur: unknown): string {
  const texte = JSON.stringify(valeur) ?? String(valeur);
  return texte.length > 60 ? `${texte.slice(0, 57)}…` : texte;
}
