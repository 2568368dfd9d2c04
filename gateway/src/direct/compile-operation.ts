import { PROFILS, type Profil, vuDuChamp } from '@inter-ror/access-policy';
import {
  champsDe,
  type ExecutedOperation,
  fragmentsDe,
  Sortie,
  type Variables,
  variablesDesDirectives,
} from '@inter-ror/graphql-endpoint';
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
import { type NationContext, type Page, searchPage } from '../answer/index.js';
import { type PageForm, pageForm, type SearchArguments } from '../search/index.js';
import { compilePage, type WritePage } from './page-writer.js';

/** @returns the answer, or `undefined` when graphql-js must give it */
export type Answer = (variables: Variables | undefined, context: NationContext) => Promise<Buffer | undefined>;

/** What an answer tells beside the data. */
export type Extensions = (context: NationContext, operation: ExecutedOperation) => Record<string, unknown> | undefined;

interface Search {
  head: string;
  node: FieldNode;
  form: PageForm;
  write: WritePage;
  /** Profiles that do not see some field asked: graphql-js hides it. */
  hiddenFrom: ReadonlySet<Profil>;
}

/** Root fields in order; a text stands for `__typename`. */
type Plan = readonly (Search | string)[];

/** `@include` and `@skip` by variables give at most this many plans to one document. */
const PLANS_MAX = 64;
const FIELD = 'rechercherOffres';
/** Room given to an answer beyond the size of those before it, bytes; and what is kept of the largest at each answer. */
const MARGIN = 8_192;
const FORGET = 0.98;

/**
 * Compiles an operation whose root fields are all `rechercherOffres`, once for each value of the variables that its
 * `@include` and `@skip` read. `undefined`: the operation asks something else.
 */
export function compileOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  extensions: Extensions,
): Answer | undefined {
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== OperationTypeNode.QUERY) return undefined;
  const query = schema.getQueryType()!;
  const definition = query.getFields()[FIELD]!;
  const page = getNamedType(definition.type) as GraphQLObjectType;
  const fragments = fragmentsDe(document.definitions);
  const flags = variablesDesDirectives(document.definitions);
  const plans = new Map<string, Plan | undefined>();
  let expected = MARGIN;

  function makePlan(variables: Variables): Plan | undefined {
    const frame = { fragments, variables };
    const plan: (Search | string)[] = [];
    for (const [key, nodes] of champsDe(query, [operation!.selectionSet], fragments, variables)) {
      const name = nodes[0]!.name.value;
      const head = `${JSON.stringify(key)}:`;
      if (name === '__typename') plan.push(head + JSON.stringify(query.name));
      else if (name !== FIELD) return undefined;
      else {
        const form = pageForm(schema, nodes, frame);
        if (!form.exact) return undefined;
        const write = compilePage(page, nodes, frame, form);
        plan.push({ head, node: nodes[0]!, form, write, hiddenFrom: hiddenFrom(form) });
      }
    }
    return plan;
  }

  function planFor(variables: Variables): Plan | undefined {
    const values = flags.map((name) => (variables[name] === true ? '1' : '0')).join('');
    if (!plans.has(values)) {
      if (plans.size >= PLANS_MAX) plans.clear();
      plans.set(values, makePlan(variables));
    }
    return plans.get(values);
  }

  return async (raw, context) => {
    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], raw ?? {}, { maxErrors: 1 });
    const plan = coerced === undefined ? undefined : planFor(coerced);
    if (plan === undefined) return undefined;
    if (plan.some((field) => typeof field !== 'string' && field.hiddenFrom.has(context.profil))) return undefined;
    const pages = await Promise.all(
      plan.map((field): Promise<Page> | undefined => {
        if (typeof field === 'string') return undefined;
        const args = getArgumentValues(definition, field.node, coerced) as unknown as SearchArguments;
        return searchPage(args, field.form, context, () => context.deadline.msLeft());
      }),
    );
    const out = new Sortie(expected);
    out.texte('{"data":{');
    plan.forEach((field, rank) => {
      if (rank > 0) out.texte(',');
      if (typeof field === 'string') out.texte(field);
      else {
        out.texte(field.head);
        field.write(pages[rank]!, out);
      }
    });
    const more = extensions(context, { document, operationName });
    out.texte(more === undefined ? '}}' : `},"extensions":${JSON.stringify(more)}}`);
    const answer = out.fin();
    expected = Math.max(answer.length + MARGIN, Math.floor(expected * FORGET));
    return answer;
  };
}

function hiddenFrom({ lists }: PageForm): ReadonlySet<Profil> {
  const fields = lists.flatMap(({ part }) => [...part.fields].map((name) => name.split('.') as [string, string]));
  return new Set(PROFILS.filter((profil) => fields.some(([type, name]) => vuDuChamp(type, name, profil) === 'JAMAIS')));
}
