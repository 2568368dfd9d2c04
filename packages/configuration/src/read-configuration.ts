import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Document, isCollection, isMap, isPair, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { ErreurConfiguration, type Probleme } from './configuration-error.js';
import { decrireIssue } from './describe-issue.js';
import { type AideSchema, aideSchema } from './schema-helpers.js';
import { fauteYaml } from './yaml-faults.js';

const TAILLE_MAX = 1024 * 1024;

/**
 * Reads a YAML file and checks it against a schema.
 *
 * @param fichier path of the file; relative paths inside it are resolved from its folder
 * @param schema built with helpers that know the folder
 * @throws ErreurConfiguration naming for each problem the file, the line, the key and the mend
 */
export function lireConfiguration<S extends z.ZodType>(fichier: string, schema: (aide: AideSchema) => S): z.output<S> {
  const absolu = resolve(fichier);
  const texte = lireTexte(absolu, fichier);
  const lignes = new LineCounter();
  const document = parseDocument(texte, { lineCounter: lignes, prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0) {
    throw new ErreurConfiguration(
      document.errors.map((e) => ({
        fichier,
        ligne: lignes.linePos(e.pos[0]).line,
        message: `YAML illisible : ${fauteYaml(e)}`,
        remede: 'vérifiez l’indentation, les deux-points et les guillemets de cette ligne',
      })),
    );
  }
  const forme = schema(aideSchema(dirname(absolu)));
  const resultat = forme.safeParse(enValeur(document, fichier), { reportInput: true });
  if (resultat.success) return resultat.data;

  const problemes: Probleme[] = [];
  for (const issue of resultat.error.issues) {
    for (const d of decrireIssue(issue, forme)) {
      const ligne = ligneDe(document.contents, d.chemin, lignes);
      const probleme: Probleme = { fichier, cle: d.chemin.join('.'), message: d.message, remede: d.remede };
      problemes.push(ligne === undefined ? probleme : { ...probleme, ligne });
    }
  }
  throw new ErreurConfiguration(problemes);
}

function enValeur(document: Document, fichier: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 }) ?? {};
  } catch {
    throw new ErreurConfiguration([
      {
        fichier,
        message: 'YAML illisible : alias (*) inconnu, ou trop d’alias',
        remede: 'retirez les alias (&, *) de ce fichier',
      },
    ]);
  }
}

function lireTexte(absolu: string, fichier: string): string {
  try {
    const octets = readFileSync(absolu);
    if (octets.length > TAILLE_MAX) throw new Error(`il fait ${octets.length} octets, la limite est ${TAILLE_MAX}`);
    return octets.toString('utf8');
  } catch (e) {
    const absent = (e as NodeJS.ErrnoException).code === 'ENOENT';
    throw new ErreurConfiguration([
      {
        fichier,
        message: absent ? `le fichier n'existe pas` : `lecture impossible : ${(e as Error).message}`,
        remede: absent
          ? 'donnez le chemin d’un fichier de configuration YAML avec --config'
          : 'vérifiez le fichier et ses droits',
      },
    ]);
  }
}

/** Line of the deepest node that exists on the way to a key. */
function ligneDe(racine: Node | null, chemin: readonly PropertyKey[], lignes: LineCounter): number | undefined {
  let noeud: unknown = racine;
  let position = (racine as Node | null)?.range?.[0];
  for (const pas of chemin) {
    if (isMap(noeud)) {
      const paire = noeud.items.find((p) => isPair(p) && isScalar(p.key) && String(p.key.value) === String(pas));
      if (paire === undefined) break;
      position = (paire.key as Node).range?.[0] ?? position;
      noeud = paire.value;
    } else if (isCollection(noeud)) {
      noeud = noeud.items[Number(pas)];
      position = (noeud as Node | undefined)?.range?.[0] ?? position;
    } else {
      break;
    }
  }
  return position === undefined ? undefined : lignes.linePos(position).line;
}
