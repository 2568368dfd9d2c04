import { schemaContrat } from '@inter-ror/exposure-model';
import { DEFAULT_LIMITS } from '@inter-ror/graphql-endpoint';
import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { keysPerQuestion, keysQuestion } from '../src/national/key-questions.js';

const fields = (number: number) => Array.from({ length: number }, (_, i) => `a${i}: nom`).join(' ');

describe('a question on several national objects', () => {
  it.each([
    ['id nom', DEFAULT_LIMITS.rootFields],
    [fields(19), 10],
    [fields(199), 1],
    [fields(1_000), 1],
    [Array.from({ length: 1_248 }, () => 'nom').join(' '), 4],
  ])('holds as many as the limits of a region allow, one at least', (text, expected) => {
    expect(keysPerQuestion(text)).toBe(expected);
  });

  it('is written for the contract, keys as variables', () => {
    const { text } = keysQuestion('EntiteJuridique', ['1', '"} { nom'], 'id nom region { code }');
    const { query, variables } = JSON.parse(text);
    expect(validate(schemaContrat(), parse(query))).toEqual([]);
    expect(variables).toEqual({ k0: '1', k1: '"} { nom' });
  });
});
