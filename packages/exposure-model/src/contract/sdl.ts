import { readFileSync } from 'node:fs';

/** The GraphQL contract of every region and of the national level: the text of `contract.graphql`. */
export const SDL: string = readFileSync(new URL('../../contract.graphql', import.meta.url), 'utf8');
