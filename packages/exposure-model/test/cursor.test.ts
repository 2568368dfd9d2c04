import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BORNES,
  type CleOffre,
  cleNom,
  comparerCles,
  ErreurRecherche,
  ecrireCurseur,
  lireCurseur,
  TRIS,
  type TriOffres,
} from '../src/search/index.js';

const EMPREINTE = 'f4RlzlTmiA40AvzJ';
const CLE: CleOffre = { valeur: 1250, id: '1-750712184-UE-7' };

const id = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
const triEtCle = fc.constantFrom(...TRIS).chain((tri) => {
  const nombre = fc.double({ noNaN: true, noDefaultInfinity: true }).map((valeur) => valeur + 0);
  const valeur =
    tri === 'NOM'
      ? fc.string({ unit: 'grapheme', maxLength: 200 }).map(cleNom)
      : tri === 'DISTANCE'
        ? fc.oneof(fc.nat(), fc.constant(Number.POSITIVE_INFINITY))
        : nombre;
  return fc.record({ tri: fc.constant<TriOffres>(tri), cle: fc.record<CleOffre>({ valeur, id }) });
});

function codeDe(action: () => unknown): string {
  try {
    action();
  } catch (erreur) {
    expect(erreur).toBeInstanceOf(ErreurRecherche);
    expect((erreur as ErreurRecherche).champ).toBe('after');
    return (erreur as ErreurRecherche).code;
  }
  return 'OK';
}

function sceller(contenu: string | Uint8Array): string {
  const octets = Buffer.from(contenu as string);
  const somme = crc32(octets).toString(16).padStart(8, '0');
  return Buffer.concat([Buffer.from(somme), octets]).toString('base64url');
}

describe('a cursor', () => {
  it('gives back the key that it was written from, within 1 KiB', () => {
    fc.assert(
      fc.property(triEtCle, ({ tri, cle }) => {
        const curseur = ecrireCurseur(tri, EMPREINTE, cle);
        expect(curseur.length).toBeLessThanOrEqual(BORNES.caracteresCurseur);
        expect(lireCurseur(curseur, tri, EMPREINTE)).toEqual(cle);
      }),
    );
  });

  it('writes an unknown distance as null and reads it back as infinite', () => {
    const curseur = ecrireCurseur('DISTANCE', EMPREINTE, { valeur: Number.POSITIVE_INFINITY, id: 'x' });
    expect(Buffer.from(curseur, 'base64url').toString()).toContain(',null,"x"]');
    expect(lireCurseur(curseur, 'DISTANCE', EMPREINTE).valeur).toBe(Number.POSITIVE_INFINITY);
  });

  it('belongs to one sort', () => {
    const curseur = ecrireCurseur('MISE_A_JOUR', EMPREINTE, CLE);
    expect(codeDe(() => lireCurseur(curseur, 'DISPONIBILITE', EMPREINTE))).toBe('CURSEUR_AUTRE_TRI');
    expect(() => lireCurseur(curseur, 'DISPONIBILITE', EMPREINTE)).toThrow(/MISE_A_JOUR.*DISPONIBILITE.*première page/);
  });

  it('belongs to one search', () => {
    const curseur = ecrireCurseur('DISTANCE', EMPREINTE, CLE);
    expect(codeDe(() => lireCurseur(curseur, 'DISTANCE', 'autre'))).toBe('CURSEUR_AUTRE_RECHERCHE');
  });

  it('is refused when any one of its characters is changed, added or removed', () => {
    const curseur = ecrireCurseur('NOM', EMPREINTE, { valeur: 'cardiologie', id: 'UE-1' });
    const changement = fc.constantFrom(...'ABCXYZabcxyz0189-_=+/ é');
    fc.assert(
      fc.property(fc.nat({ max: curseur.length - 1 }), changement, fc.nat({ max: 2 }), (place, signe, geste) => {
        const altere =
          curseur.slice(0, place) + (geste === 2 ? '' : signe) + curseur.slice(geste === 1 ? place : place + 1);
        fc.pre(altere !== curseur);
        expect(codeDe(() => lireCurseur(altere, 'NOM', EMPREINTE))).toBe('CURSEUR_INVALIDE');
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['a foreign cursor', Buffer.from('{"offset":20}').toString('base64url')],
    ['a sealed text that is not JSON', sceller('nimporte')],
    ['a sealed object', sceller('{"a":1}')],
    ['too few values', sceller('[1,"NOM","e","a"]')],
    ['another version', sceller(`[2,"NOM","${EMPREINTE}","a","b"]`)],
    ['an unknown sort', sceller(`[1,"PRIX","${EMPREINTE}","a","b"]`)],
    ['a number where a name is due', sceller(`[1,"NOM","${EMPREINTE}",1,"b"]`)],
    ['null where a name is due', sceller(`[1,"NOM","${EMPREINTE}",null,"b"]`)],
    ['an id that is a number', sceller(`[1,"NOM","${EMPREINTE}","a",3]`)],
    ['an empty id', sceller(`[1,"NOM","${EMPREINTE}","a",""]`)],
    ['invalid UTF-8 that is sealed', sceller(Uint8Array.of(0xff, 0xfe, 0xc0))],
    ['more than 1 KiB', sceller(`[1,"NOM","${EMPREINTE}","a","${'b'.repeat(1000)}"]`)],
  ])('is refused when it is %s', (_quoi, texte) => {
    expect(codeDe(() => lireCurseur(texte, 'NOM', EMPREINTE))).toBe('CURSEUR_INVALIDE');
  });

  it('never gives anything but a key or a named refusal, whatever is sent', () => {
    const scelle = fc.jsonValue().map((valeur) => sceller(JSON.stringify(valeur)));
    const presque = fc
      .tuple(fc.constant(1), fc.constantFrom(...TRIS), fc.constant(EMPREINTE), fc.jsonValue(), fc.jsonValue())
      .map((valeur) => sceller(JSON.stringify(valeur)));
    const texte = fc.oneof(
      fc.string(),
      fc.base64String(),
      scelle,
      presque,
      fc.anything().map((v) => v as string),
    );
    fc.assert(
      fc.property(texte, fc.constantFrom(...TRIS), (envoye, tri) => {
        if (codeDe(() => lireCurseur(envoye, tri, EMPREINTE)) !== 'OK') return;
        const cle = lireCurseur(envoye, tri, EMPREINTE);
        expect(typeof cle.valeur).toBe(tri === 'NOM' ? 'string' : 'number');
        expect(cle.id).not.toBe('');
      }),
    );
  });

  it('walks through all the offers, once each, in the total order', () => {
    const offres = fc.uniqueArray(fc.record({ valeur: fc.nat({ max: 3 }), id }), {
      selector: (o) => o.id,
      maxLength: 30,
    });
    fc.assert(
      fc.property(offres, fc.integer({ min: 1, max: 7 }), (cles, first) => {
        const tri = 'DISPONIBILITE';
        const ordre = [...cles].sort((a, b) => comparerCles(tri, a, b));
        const vues: CleOffre[] = [];
        let after: string | undefined;
        do {
          const apres = after === undefined ? undefined : lireCurseur(after, tri, EMPREINTE);
          const page = ordre.filter((cle) => !apres || comparerCles(tri, apres, cle) < 0).slice(0, first);
          vues.push(...page);
          const derniere = page.at(-1);
          after = derniere && ecrireCurseur(tri, EMPREINTE, derniere);
        } while (after !== undefined);
        expect(vues).toEqual(ordre);
      }),
    );
  });
});
