import type { ArgumentsRecherche } from '@inter-ror/exposure-model';
import { champsDe, fragmentsDe, Sortie, type Variables, variablesDesDirectives } from '@inter-ror/graphql-endpoint';
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getOperationAST,
  getVariableValues,
  OperationTypeNode,
} from 'graphql';
import type { VuePageOffres } from '../page-offres.js';
import type { FragmentsVus } from './fragment-cache.js';
import { compilerPage, type EcrirePage } from './page.js';

/**
 * A compiled operation.
 * @returns the answer, or `undefined` when graphql-js must give it
 */
export type Repondre = (
  variables: Variables | undefined,
  fragments: FragmentsVus,
  rechercher: (args: ArgumentsRecherche) => VuePageOffres,
) => Buffer | undefined;

interface Recherche {
  cle: string;
  noeud: FieldNode;
  ecrire: EcrirePage;
}

/** Root fields in order; a text stands for `__typename`. */
type Plan = readonly (Recherche | string)[];

/** `@include` and `@skip` by variables give at most this many plans to one document. */
const PLANS_MAX = 64;
const CHAMP = 'rechercherOffres';
/** Room given to an answer beyond the size of those before it, bytes; and what is kept of the largest at each answer. */
const MARGE = 8_192;
const OUBLI = 0.98;

/**
 * Compiles an operation whose root fields are all `rechercherOffres` to a writer of JSON, once for each value of the
 * variables that its `@include` and `@skip` read. `undefined`: the operation asks something else.
 */
export function compilerSelection(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): Repondre | undefined {
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== OperationTypeNode.QUERY) return undefined;
  const fragments = fragmentsDe(document.definitions);
  const requete = schema.getQueryType()!;
  const definition = requete.getFields()[CHAMP]!;
  const page = getNamedType(definition.type) as GraphQLObjectType;
  const drapeaux = variablesDesDirectives(document.definitions);
  const plans = new Map<string, Plan | undefined>();
  let prevue = MARGE;

  function planifier(variables: Variables): Plan | undefined {
    const plan: (Recherche | string)[] = [];
    for (const [cle, noeuds] of champsDe(requete, [operation!.selectionSet], fragments, variables)) {
      const noeud = noeuds[0]!;
      const nom = noeud.name.value;
      if (nom === '__typename') plan.push(`${JSON.stringify(cle)}:${JSON.stringify(requete.name)}`);
      else if (nom !== CHAMP) return undefined;
      else {
        const ecrire = compilerPage(page, noeuds, { fragments, variables });
        plan.push({ cle: `${JSON.stringify(cle)}:`, noeud, ecrire });
      }
    }
    return plan;
  }

  function planPour(variables: Variables): Plan | undefined {
    const valeurs = drapeaux.map((nom) => (variables[nom] === true ? '1' : '0')).join('');
    if (!plans.has(valeurs)) {
      if (plans.size >= PLANS_MAX) plans.clear();
      plans.set(valeurs, planifier(variables));
    }
    return plans.get(valeurs);
  }

  return (brutes, cache, rechercher) => {
    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], brutes ?? {}, { maxErrors: 1 });
    if (coerced === undefined) return undefined;
    const plan = planPour(coerced);
    if (plan === undefined) return undefined;
    const sortie = new Sortie(prevue);
    sortie.texte('{"data":{');
    plan.forEach((champ, rang) => {
      if (rang > 0) sortie.texte(',');
      if (typeof champ === 'string') {
        sortie.texte(champ);
        return;
      }
      sortie.texte(champ.cle);
      const args = getArgumentValues(definition, champ.noeud, coerced) as unknown as ArgumentsRecherche;
      champ.ecrire(rechercher(args), cache, sortie);
    });
    sortie.texte('}}');
    const reponse = sortie.fin();
    prevue = Math.max(reponse.length + MARGE, Math.floor(prevue * OUBLI));
    return reponse;
  };
}
