import { z } from 'zod';

/** With which a schema says in French what is wrong. */
export const FRENCH = { error: z.locales.fr().localeError };
