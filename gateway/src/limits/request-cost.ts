import {
  type CheckedOperation,
  champsDe,
  type Fragments,
  fragmentsDe,
  type PreparedDocument,
  type Variables,
  variablesDesDirectives,
} from '@inter-ror/graphql-endpoint';
import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  getOperationAST,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
} from 'graphql';
import { NATIONAL_TYPES } from '../plan/index.js';
import { ASK_NOBODY, PRICES, RECORDS } from './prices.js';

/** Offers or concepts of a page, when `first` is not said; and at most, whatever is said (RG_RECH_52). */
const PAGE_DEFAULT = 20;
const PAGE_MAX = 200;
/** `@include` and `@skip` by variables give at most this many bills to one document. */
const BILLS_MAX = 64;

/** A root field: `fixed`, and `each` for each element of its page. */
interface Bill {
  fixed: number;
  each: number;
  node: FieldNode;
}

/** Points of an operation, before it is executed. */
export type RequestCost = (operation: CheckedOperation) => number;

/** Prices operations of a schema; a document is walked once for each value of the variables of its directives. */
export function createRequestCost(schema: GraphQLSchema): RequestCost {
  const priced = new WeakMap<PreparedDocument, Map<string, readonly Bill[]>>();
  return ({ prepared, operationName, variables = {} }) => {
    const { document } = prepared;
    const operation = getOperationAST(document, operationName);
    // Execution says that there is none.
    if (!operation) return 0;
    let bills = priced.get(prepared);
    if (bills === undefined) {
      bills = new Map();
      priced.set(prepared, bills);
    }
    const flags = flagsOf(prepared).map((name) => variable(name, operation, variables) === true);
    const key = `${operationName ?? ''} ${flags.map(Number).join('')}`;
    let bill = bills.get(key);
    if (bill === undefined) {
      if (bills.size >= BILLS_MAX) bills.clear();
      const values = Object.fromEntries(flagsOf(prepared).map((name, rank) => [name, flags[rank]]));
      bill = billsOf(schema, operation, fragmentsDe(document.definitions), values);
      bills.set(key, bill);
    }
    const total = bill.reduce(
      (sum, { fixed, each, node }) => sum + fixed + each * pageOf(node, operation, variables),
      0,
    );
    return Math.min(total, Number.MAX_SAFE_INTEGER);
  };
}

const flagged = new WeakMap<PreparedDocument, string[]>();

function flagsOf(prepared: PreparedDocument): string[] {
  let flags = flagged.get(prepared);
  if (flags === undefined) {
    flags = variablesDesDirectives(prepared.document.definitions);
    flagged.set(prepared, flags);
  }
  return flags;
}

function billsOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
  variables: Variables,
): Bill[] {
  const query = schema.getQueryType()!;

  /** Price of a selection of one object. */
  function selection(type: GraphQLObjectType, nodes: readonly FieldNode[]): number {
    const sets = nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
    let sum = 0;
    for (const inner of champsDe(type, sets, fragments, variables).values()) sum += field(type, inner);
    return sum;
  }

  function field(holder: GraphQLObjectType, nodes: readonly FieldNode[]): number {
    const name = nodes[0]!.name.value;
    const type = holder.getFields()[name]?.type;
    if (type === undefined) return PRICES.champ;
    const national = NATIONAL_TYPES[holder.name];
    const gathered = national?.list === name || national?.statuses === name ? PRICES.listeNationale : 0;
    return PRICES.champ + gathered + elementsOf(type) * below(type, nodes);
  }

  function below(type: GraphQLOutputType, nodes: readonly FieldNode[]): number {
    const named = getNamedType(type);
    return isObjectType(named) ? selection(named, nodes) : 0;
  }

  function root(nodes: readonly FieldNode[]): Bill {
    const node = nodes[0]!;
    const name = node.name.value;
    const question = ASK_NOBODY.has(name) ? 0 : PRICES.question;
    const type = META[name] ?? query.getFields()[name]?.type;
    if (type === undefined) return { fixed: PRICES.champ, each: 0, node };
    const fixed = question + PRICES.champ;
    if (name === 'nomenclature') return { fixed, each: below(type, nodes), node };
    const named = getNamedType(type);
    if (name !== 'rechercherOffres' || !isObjectType(named)) {
      return { fixed: fixed + elementsOf(type) * below(type, nodes), each: 0, node };
    }
    let [header, each] = [0, 0];
    const sets = nodes.map(({ selectionSet }) => selectionSet!);
    for (const inner of champsDe(named, sets, fragments, variables).values()) {
      if (inner[0]!.name.value !== 'nodes') header += field(named, inner);
      else {
        header += PRICES.champ;
        each += below(named.getFields().nodes!.type, inner);
      }
    }
    return { fixed: fixed + header, each, node };
  }

  return [...champsDe(query, [operation.selectionSet], fragments, variables).values()].map(root);
}

const META: Readonly<Record<string, GraphQLOutputType>> = {
  __schema: SchemaMetaFieldDef.type,
  __type: TypeMetaFieldDef.type,
};

function elementsOf(type: GraphQLOutputType): number {
  const nullable = getNullableType(type);
  if (!isListType(nullable)) return 1;
  return RECORDS.has(getNamedType(nullable).name) ? PRICES.fiches : PRICES.elements;
}

/** `first` of a root field; what is out of bounds is refused by its own rule. */
function pageOf(node: FieldNode, operation: OperationDefinitionNode, variables: Variables): number {
  const given = node.arguments?.find(({ name }) => name.value === 'first')?.value;
  const asked =
    given?.kind === Kind.INT
      ? Number(given.value)
      : given?.kind === Kind.VARIABLE
        ? variable(given.name.value, operation, variables)
        : undefined;
  return typeof asked === 'number' && asked >= 0 ? Math.min(asked, PAGE_MAX) : PAGE_DEFAULT;
}

/** A variable as received, else its default; a list or an object is not looked into. */
function variable(name: string, operation: OperationDefinitionNode, variables: Variables): unknown {
  if (Object.hasOwn(variables, name)) return variables[name];
  const byDefault = operation.variableDefinitions?.find(
    (definition) => definition.variable.name.value === name,
  )?.defaultValue;
  if (byDefault?.kind === Kind.INT) return Number(byDefault.value);
  return byDefault?.kind === Kind.BOOLEAN ? byDefault.value : undefined;
}
