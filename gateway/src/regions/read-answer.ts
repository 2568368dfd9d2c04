import type { GraphQLFormattedError } from 'graphql';
import type { RegionAnswer } from './region-answer.js';
import type { Sent } from './region-client.js';

/** Header that carries the digest of the contract a region serves. */
const CONTRACT_HEADER = 'x-inter-ror-contrat';

/** Reads what a region sent: its status, its contract, its JSON. */
export function readAnswer({ res, text }: Sent, contract: string): Omit<RegionAnswer, 'latenceMs'> {
  const served = res.headers[CONTRACT_HEADER];
  if (res.statusCode === 403 || res.statusCode === 401) {
    const first = firstError(text);
    return {
      statut: 'REFUSEE',
      code: codeOf(first) ?? `HTTP_${res.statusCode}`,
      message: first?.message ?? 'La région refuse la passerelle.',
    };
  }
  if (served !== undefined && served !== contract) {
    return {
      statut: 'ERREUR',
      code: 'CONTRAT_DIFFERENT',
      message: `La région sert le contrat ${served}, la passerelle attend ${contract} : mettez la plus ancienne à jour.`,
    };
  }
  const body = parse(text);
  if (body === undefined) {
    return { statut: 'ERREUR', code: 'REPONSE_ILLISIBLE', message: `Réponse illisible (HTTP ${res.statusCode}).` };
  }
  if (served === undefined) {
    return {
      statut: 'ERREUR',
      code: 'CONTRAT_ABSENT',
      message: `La réponse ne porte pas l’en-tête ${CONTRACT_HEADER}.`,
    };
  }
  const first = body.errors?.[0];
  if (body.data === undefined || body.data === null) {
    return {
      statut: 'ERREUR',
      code: codeOf(first) ?? `HTTP_${res.statusCode}`,
      message: first?.message ?? 'La région n’a pas rendu de données.',
      ...(body.errors === undefined ? {} : { errors: body.errors }),
    };
  }
  if (first === undefined) return { statut: 'OK', data: body.data };
  return {
    statut: 'PARTIEL',
    data: body.data,
    errors: body.errors!,
    code: codeOf(first) ?? 'REPONSE_PARTIELLE',
    message: first.message,
  };
}

interface Body {
  data?: Record<string, unknown> | null;
  errors?: readonly GraphQLFormattedError[];
}

function parse(text: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const { data, errors } = value as { data?: unknown; errors?: unknown };
    if (data !== undefined && (typeof data !== 'object' || Array.isArray(data))) return undefined;
    const known = Array.isArray(errors) ? errors.filter((e) => typeof e?.message === 'string') : [];
    return { data: data as Body['data'] & {}, ...(known.length > 0 ? { errors: known } : {}) };
  } catch {
    return undefined;
  }
}

function firstError(text: string): GraphQLFormattedError | undefined {
  return parse(text)?.errors?.[0];
}

function codeOf(error: GraphQLFormattedError | undefined): string | undefined {
  const code = error?.extensions?.code;
  return typeof code === 'string' ? code : undefined;
}
