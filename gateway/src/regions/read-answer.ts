import { ANSWERED_PROFILE_HEADER } from '@inter-ror/asker';
import { STATE_HEADER } from '@inter-ror/region-state';
import type { GraphQLFormattedError } from 'graphql';
import type { Sent } from './exchange.js';
import type { RegionAnswer, Reply } from './region-answer.js';

/** Header that carries the digest of the contract a region serves. */
const CONTRACT_HEADER = 'x-inter-ror-contrat';

/**
 * Reads the status, the contract and the profile of what a region sent; its JSON, when it serves the contract with
 * success, later.
 * @param profil the one for which the region must have answered: what it shows to another is not taken
 */
export function readHead({ status, headers, bytes }: Sent, contract: string, profil: number): Omit<Reply, 'latenceMs'> {
  const served = headers[CONTRACT_HEADER];
  if (status === 403 || status === 401) {
    const first = parse(bytes)?.errors?.[0];
    return {
      statut: 'REFUSEE',
      code: codeOf(first) ?? `HTTP_${status}`,
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
  if (served !== undefined && status === 200) {
    const answered = headers[ANSWERED_PROFILE_HEADER];
    if (answered !== String(profil)) {
      return {
        statut: 'ERREUR',
        code: 'PROFIL_DIFFERENT',
        message: `La région répond pour le profil ${answered ?? 'qu’elle ne dit pas'}, la passerelle demande pour le profil ${profil}.`,
      };
    }
    const etat = headers[STATE_HEADER];
    return { statut: 'OK', bytes, ...(typeof etat === 'string' ? { etat } : {}) };
  }
  const body = parse(bytes);
  if (body === undefined) return unreadable(`Réponse illisible (HTTP ${status}).`);
  if (served === undefined) {
    return {
      statut: 'ERREUR',
      code: 'CONTRAT_ABSENT',
      message: `La réponse ne porte pas l’en-tête ${CONTRACT_HEADER}.`,
    };
  }
  return readBody(body, `HTTP_${status}`);
}

/** Reads the whole JSON of a reply. */
export function readReply({ bytes, ...head }: Reply): RegionAnswer {
  if (bytes === undefined) return head;
  const body = parse(bytes);
  const read = body === undefined ? unreadable('Réponse illisible.') : readBody(body);
  return read.statut === 'OK' ? { ...head, data: read.data! } : { latenceMs: head.latenceMs, ...read };
}

function unreadable(message: string): Omit<RegionAnswer, 'latenceMs'> {
  return { statut: 'ERREUR', code: 'REPONSE_ILLISIBLE', message };
}

function readBody(body: Body, withoutCode = 'SANS_DONNEES'): Omit<RegionAnswer, 'latenceMs'> {
  const first = body.errors?.[0];
  if (body.data === undefined || body.data === null) {
    return {
      statut: 'ERREUR',
      code: codeOf(first) ?? withoutCode,
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

function parse(bytes: Buffer): Body | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const { data, errors } = value as { data?: unknown; errors?: unknown };
    if (data !== undefined && (typeof data !== 'object' || Array.isArray(data))) return undefined;
    const known = Array.isArray(errors) ? errors.filter((e) => typeof e?.message === 'string') : [];
    return { data: data as Body['data'] & {}, ...(known.length > 0 ? { errors: known } : {}) };
  } catch {
    return undefined;
  }
}

function codeOf(error: GraphQLFormattedError | undefined): string | undefined {
  const code = error?.extensions?.code;
  return typeof code === 'string' ? code : undefined;
}
