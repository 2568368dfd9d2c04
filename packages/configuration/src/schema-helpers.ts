import { statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { regions } from '@inter-ror/territory';
import { z } from 'zod';

/** Schemas whose paths are relative to the configuration file. */
export interface AideSchema {
  /** A path, made absolute. */
  chemin(): z.ZodType<string>;
  /** A path to a file that must exist when the configuration is read. */
  fichierExistant(): z.ZodType<string>;
  /** The same for a folder. */
  dossierExistant(): z.ZodType<string>;
}

export function aideSchema(dossier: string): AideSchema {
  const absolu = (p: string) => (isAbsolute(p) ? p : resolve(dossier, p));
  const chemin = () => z.string().min(1).transform(absolu);
  return {
    chemin,
    fichierExistant: () => existant(chemin(), 'fichier'),
    dossierExistant: () => existant(chemin(), 'dossier'),
  };
}

function existant(schema: z.ZodType<string>, nature: 'fichier' | 'dossier'): z.ZodType<string> {
  return schema.superRefine((p, ctx) => {
    const etat = statSync(p, { throwIfNoEntry: false });
    if (nature === 'dossier' ? etat?.isDirectory() : etat !== undefined && !etat.isDirectory()) return;
    ctx.addIssue({
      code: 'custom',
      message: etat === undefined ? `le ${nature} ${p} n'existe pas` : `${p} n'est pas un ${nature}`,
      params: { remede: `corrigez le chemin (relatif au fichier de configuration) ou créez le ${nature}` },
    });
  });
}

/** Where a server listens. Port 0 lets the system choose. */
export const schemaEcoute = z.strictObject({
  hote: z.string().min(1).default('127.0.0.1'),
  port: z.number().int().min(0).max(65_535),
});

/** R30 codes that an instance may serve. */
const schemaCodeRegion = z.enum(regions().map(({ code }) => code));

/** Region codes of one instance: at least one, none twice. */
export const schemaCodesRegion = z
  .array(schemaCodeRegion)
  .min(1)
  .superRefine((codes, ctx) => {
    for (const [rang, code] of codes.entries()) {
      if (codes.indexOf(code) === rang) continue;
      ctx.addIssue({
        code: 'custom',
        path: [rang],
        message: `le code région ${code} figure deux fois`,
        params: { remede: 'retirez-le, ou écrivez le code de l’autre région que sert cette instance' },
      });
    }
  });
