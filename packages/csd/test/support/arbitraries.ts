import type { Enregistrement } from '@inter-ror/exposure-model';
import fc from 'fast-check';
import { ANNUAIRES, type Element, type Structure, type TypeSimple } from '../../src/grammar/index.js';

type Objet = Record<string, unknown>;

/** Texts that XML can carry and that the reader keeps as they are: no blank around them. */
const texte = fc
  .string({ unit: fc.oneof(fc.constantFrom(...'<>&"\'é œ\t\n]]>0.,'), fc.string({ unit: 'grapheme', maxLength: 1 })) })
  .map((s) => s.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, (c) => (c === '\t' || c === '\n' ? c : '')))
  .map((s) => s.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ''))
  .filter((s) => s !== '');
const entier = fc.integer({ min: -2147483648, max: 2147483647 });
const nombre = fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0);
const instant = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true })
  .map((d) => d.toISOString());

const SIMPLES: Record<TypeSimple, fc.Arbitrary<unknown>> = {
  texte,
  jeton: texte,
  repete: texte,
  uri: fc.webUrl(),
  entier,
  decimal: nombre,
  double: nombre,
  booleen: fc.boolean(),
  date: instant.map((i) => i.slice(0, 10)),
  dateHeure: instant,
  heure: instant.map((i) => i.slice(11, 19)),
};

function valeur(type: TypeSimple | Structure): fc.Arbitrary<unknown> {
  if (typeof type === 'string') return SIMPLES[type];
  const objet = contenu(type);
  return type.seul === undefined ? objet : objet.map((o) => o[type.seul as string]);
}

function champ(element: Element, obligatoire: boolean): fc.Arbitrary<Objet> {
  if (element.destination === 'ignore') return fc.constant({});
  if (element.destination === 'fusion') {
    const fusionne = contenu(element.type as Structure);
    return obligatoire ? fusionne : fc.oneof(fc.constant({}), fusionne);
  }
  const une = valeur(element.type);
  const plusieurs = element.multiple ? fc.array(une, { minLength: 1, maxLength: 3 }) : une;
  const present = plusieurs.map((v) => ({ [element.champ]: v }));
  return obligatoire ? present : fc.oneof(fc.constant({}), present);
}

/** Objects that the structure can write, with every optional field present or not. */
function contenu(structure: Structure): fc.Arbitrary<Objet> {
  const attributs = structure.attributs.map((a) =>
    a.requis
      ? SIMPLES[a.type].map((v) => ({ [a.champ]: v }))
      : fc.oneof(
          fc.constant({}),
          SIMPLES[a.type].map((v) => ({ [a.champ]: v })),
        ),
  );
  const dans = structure.attributsDans;
  const groupe = fc.tuple(...attributs).map((parts): Objet => Object.assign({}, ...parts));
  const tete =
    dans === undefined ? groupe : groupe.map((o): Objet => (Object.keys(o).length === 0 ? {} : { [dans]: o }));
  const { texte: t, constante } = structure;
  const suite: fc.Arbitrary<Objet>[] = [];
  if (t)
    suite.push(
      t.requis ? texte.map((v) => ({ [t.champ]: v })) : fc.option(texte).map((v) => (v ? { [t.champ]: v } : {})),
    );
  if (constante) suite.push(fc.constant({ [constante.champ]: constante.valeur }));
  for (const e of structure.sequence) if (!e.choix) suite.push(champ(e, e.min === 1));
  const branches = structure.sequence.filter((e) => e.choix).map((e) => champ(e, true));
  if (branches.length > 0) suite.push(fc.oneof(...branches));
  return fc.tuple(tete, ...suite).map((parts): Objet => Object.assign({}, ...parts));
}

/** Records of each kind, made from the grammar. */
export const ENREGISTREMENTS = ANNUAIRES.map((a) =>
  contenu(a.structure).map((v) => ({ sorte: a.sorte, valeur: v }) as unknown as Enregistrement),
);

/** Whole exports, in the order of the wire. */
export const exportCsd: fc.Arbitrary<Enregistrement[]> = fc
  .tuple(...ENREGISTREMENTS.map((e) => fc.array(e, { maxLength: 2 })))
  .map((listes) => listes.flat());
