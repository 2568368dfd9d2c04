import { type CleOffre, comparerCles, ecrireCurseur, normaliserRecherche } from '@inter-ror/exposure-model';
import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

const OFFERS = 9;
const NAMES: Record<string, string> = { 11: 'Île-de-France', 24: 'Centre-Val de Loire', 53: 'Bretagne' };
export const CODES = Object.keys(NAMES);
/** Fields by which the parts of an object in several regions are joined, and the list that each knows a part of. */
const SPREAD: Record<string, { key: string; list: string; element: string }> = {
  EntiteJuridique: { key: 'idNatStruct', list: 'entitesGeographiques', element: 'EntiteGeographique' },
  Professionnel: { key: 'idNatPS', list: 'situations', element: 'SituationOperationnelle' },
};

type Fields = Record<string, unknown>;

/**
 * Objects of the contract invented from their names alone: those of one region, or those of the whole nation, which is
 * what a gateway must answer. Asked by graphql-js, field by field.
 *
 * @param codes regions that this world knows
 */
export class InventedWorld {
  readonly #schema: GraphQLSchema;
  readonly #codes: readonly string[];

  constructor(schema: GraphQLSchema, codes: readonly string[]) {
    this.#schema = schema;
    this.#codes = codes;
  }

  /** Root value. */
  root(): Fields {
    return {
      rechercherOffres: (args: Parameters<typeof normaliserRecherche>[0]) => this.#page(args),
      entiteJuridique: ({ idNatStruct }: Fields) =>
        this.#object('EntiteJuridique', `${this.#codes[0]}/${idNatStruct}`, { idNatStruct }),
      professionnel: ({ idNatPS }: Fields) =>
        this.#object('Professionnel', `${this.#codes[0]}/${idNatPS}`, { idNatPS }),
      offre: ({ id }: Fields) => (this.#codes.includes(String(id).split('/')[0]!) ? this.#offer(String(id)) : null),
    };
  }

  #page(args: Parameters<typeof normaliserRecherche>[0]): Fields {
    const recherche = normaliserRecherche(args, { pointDeCommune: () => undefined });
    const { tri, first, empreinte } = recherche;
    const none = JSON.stringify(args.criteres).includes('introuvable');
    const all = none ? [] : this.#codes.flatMap((code) => Array.from({ length: OFFERS }, (_, i) => `${code}/${i}`));
    const keyed = all
      .map((id): CleOffre => ({ id, valeur: tri === 'NOM' ? `n${hash(id) % 5}` : hash(id) % 5 }))
      .sort((a, b) => comparerCles(tri, a, b));
    const page = keyed.slice(0, first);
    const curseurs = page.map((cle) => ecrireCurseur(tri, empreinte, cle));
    return {
      totalCount: all.length,
      totalEstComplet: true,
      nodes: page.map(({ id }) => this.#offer(id)),
      curseurs,
      pageInfo: {
        hasNextPage: keyed.length > first,
        hasPreviousPage: false,
        startCursor: curseurs[0] ?? null,
        endCursor: curseurs.at(-1) ?? null,
      },
      regions: this.#reports(none ? 0 : OFFERS),
    };
  }

  #reports(totalCount: number | null): Fields[] {
    return this.#codes.map((code) => ({
      region: { code, nom: NAMES[code], codes: [code] },
      codes: [code],
      statut: 'OK',
      totalCount,
      generation: totalCount === null ? null : '7',
      date: totalCount === null ? null : '2026-01-01T00:00:00Z',
    }));
  }

  #offer(id: string): Fields {
    return this.#object('Offre', id, { id });
  }

  #object(name: string, seed: string, given: Fields = {}): Fields {
    const object: Fields = { ...given };
    const spread = SPREAD[name];
    if (spread !== undefined) {
      const key = (given[spread.key] as string | undefined) ?? `cle${hash(seed) % 3}`;
      object[spread.key] = key;
      object[spread.list] = () =>
        this.#codes.flatMap((code) =>
          Array.from({ length: hash(`${code}${key}`) % 3 }, (_, i) =>
            this.#object(spread.element, `${code}/${key}/${i}`),
          ),
        );
      object.regions = () => this.#reports(null);
    }
    for (const field of Object.values((this.#schema.getType(name) as GraphQLObjectType).getFields())) {
      object[field.name] ??= () => this.#value(field.type, `${seed}.${field.name}`);
    }
    return object;
  }

  #value(type: GraphQLOutputType, seed: string): unknown {
    const number = hash(seed);
    if (!isNonNullType(type) && number % 4 === 0) return null;
    const present = getNullableType(type);
    if (isListType(present)) {
      return Array.from({ length: number % 3 }, (_, i) => this.#value(present.ofType, `${seed}[${i}]`));
    }
    if (isObjectType(present)) return this.#object(present.name, seed);
    if (isEnumType(present)) return present.getValues()[number % present.getValues().length]!.name;
    if (String(present) === 'Boolean') return number % 2 === 0;
    if (String(present) === 'Int') return (number % 2_000) - 1_000;
    if (String(present) === 'Float') return (number % 9_999) / 8;
    return `“${seed}” \\ é \u2028 {"_":"Offre",]}}}`;
  }
}

function hash(text: string): number {
  let value = 2_166_136_261;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16_777_619);
  return (value ^ (value >>> 13)) >>> 0;
}
