import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { LIMITES_PAR_DEFAUT } from '../src/reader/limits.js';
import { SourceXml } from '../src/reader/xml-source.js';
import { document, facility, NS, RECORD } from './support/documents.js';
import { lireTexte } from './support/read.js';

/** Prefixes and default namespaces that come, go and hide each other, written by hand. */
const MELANGE = `<?xml version="1.0"?>
<a:CSD xmlns:a="${NS}" xmlns="urn:autre">
  <organizationDirectory/>
  <b:organizationDirectory xmlns:b=" ${NS} ">
    <organization xmlns="${NS}" a:entityID="faux" entityID="EJ1">
      <a:codedType xmlns:a="urn:autre" code="1" codingScheme="T"/>
      <b:codedType xmlns="" code="2" codingScheme="T"><interieur xmlns="${NS}"/></b:codedType>
      <primaryName xmlns="urn:autre">Faux</primaryName>
      <a:primaryName>Vrai</a:primaryName>
      <c:address xmlns:c="${NS}" xmlns:a="urn:autre"><a:addressLine>ailleurs</a:addressLine><c:addressLine>ici</c:addressLine></c:address>
      ${RECORD}
    </organization>
  </b:organizationDirectory>
  <a:serviceDirectory/><a:facilityDirectory/><a:providerDirectory/>
</a:CSD>`;

describe('namespaces', () => {
  it('are those in force where the element stands, whatever its prefix', () => {
    const { enregistrements, rapport } = lireTexte(MELANGE);
    expect(enregistrements).toMatchObject([
      {
        sorte: 'organisation',
        valeur: {
          id: 'EJ1',
          types: [{ code: '2', oid: 'T' }],
          nom: 'Vrai',
          adresses: [{ lignes: [{ texte: 'ici' }] }],
        },
      },
    ]);
    const inconnus = rapport.anomalies.filter(({ code }) => code === 'ELEMENT_INCONNU');
    expect(inconnus.map(({ chemin, ligne, colonne }) => `${chemin} ${ligne}:${colonne}`)).toEqual([
      'organizationDirectory 3:3',
      'organization/codedType 6:7',
      'organization/codedType/interieur 7:55',
      'organization/primaryName 8:7',
      'organization/address/addressLine 10:69',
    ]);
  });

  it('of a prefixed attribute is no attribute of the record, whatever its name', () => {
    const xml = document(
      facility('A', { nom: '<primaryName x:a="1" xmlns:x="urn:x" xml:space="default">U</primaryName>' }),
    );
    expect(lireTexte(xml).rapport.anomalies).toEqual([]);
  });
});

type Vu = readonly [uri: string, local: string, attributs: readonly string[]] | 'fin';

/** What the library itself says of the document; undefined when it refuses it. */
function parSaxes(xml: string): Vu[] | undefined {
  const vus: Vu[] = [];
  const analyseur = new SaxesParser({ xmlns: true, defaultXMLVersion: '1.0', forceXMLVersion: true });
  analyseur.on('error', (erreur) => {
    throw erreur;
  });
  analyseur.on('opentag', ({ uri, local, attributes }) => {
    vus.push([uri, local, Object.values(attributes).map(({ name, value }) => `${name}=${value}`)]);
  });
  analyseur.on('closetag', () => vus.push('fin'));
  try {
    analyseur.write(xml).close();
    return vus;
  } catch {
    return undefined;
  }
}

function parSourceXml(xml: string): Vu[] | undefined {
  const vus: Vu[] = [];
  const source = new SourceXml(LIMITES_PAR_DEFAUT, {
    ouvrir(uri, local) {
      const attributs = source.attributs.slice(0, source.nombreAttributs);
      vus.push([uri, local, attributs.map(({ name, value }) => `${name}=${value}`)]);
    },
    texte() {},
    fermer: () => vus.push('fin'),
  });
  try {
    source.ecrire(xml);
    source.fin();
    return vus;
  } catch {
    return undefined;
  }
}

const mot = (...choix: string[]) => fc.constantFrom(...choix);
const uris = mot(
  NS,
  NS,
  'urn:x',
  'urn:x',
  ' urn:y ',
  '',
  'http://www.w3.org/XML/1998/namespace',
  'http://www.w3.org/2000/xmlns/',
);
const declaration = fc.tuple(
  fc.oneof({ arbitrary: mot('xmlns', 'xmlns:a', 'xmlns:b'), weight: 30 }, mot('xmlns:xml', 'xmlns:xmlns', 'xmlns:')),
  uris,
);
const simple = fc.tuple(
  fc.oneof({ arbitrary: mot('n', 'm', 'a:n', 'b:n', 'xml:n'), weight: 30 }, mot('c:n', 'a:b:n', ':n', 'a:', 'xmlnsn')),
  mot('1', '2'),
);
const attributs = fc
  .uniqueArray(fc.oneof(declaration, simple), { maxLength: 3, selector: ([nom]) => nom })
  .map((liste) => liste.map(([nom, valeur]) => ` ${nom}="${valeur}"`).join(''));
const nom = fc.oneof(
  { arbitrary: mot('e', 'f', 'a:e', 'b:e'), weight: 40 },
  mot('c:e', 'xmlns:e', 'xml:e', ':e', 'a:', 'a:b:e'),
);
const { arbre } = fc.letrec<{ arbre: string; feuille: string; noeud: string }>((tie) => ({
  arbre: fc.oneof({ maxDepth: 5 }, tie('feuille'), { arbitrary: tie('noeud'), weight: 3 }),
  feuille: fc.tuple(nom, attributs).map(([n, a]) => `<${n}${a}/>`),
  noeud: fc
    .tuple(nom, attributs, fc.array(tie('arbre'), { maxLength: 3 }))
    .map(([n, a, enfants]) => `<${n}${a}>${enfants.join('')}</${n}>`),
}));

describe('on any document, the reader', () => {
  it('gives to each element the namespace that the XML library gives, and refuses what it refuses', () => {
    let lus = 0;
    fc.assert(
      fc.property(arbre, (corps) => {
        const xml = `<r xmlns:a="urn:a" xmlns:b="${NS}">${corps}</r>`;
        const attendu = parSaxes(xml);
        if (attendu !== undefined) lus++;
        expect(parSourceXml(xml)).toEqual(attendu);
      }),
      { numRuns: 2000 },
    );
    expect(lus).toBeGreaterThan(300);
  });

  it('keeps to the library when an attribute stands twice, under one prefix or two', () => {
    for (const deux of ['n="1" n="2"', 'a:n="1" a:n="2"', 'a:n="1" c:n="2"', 'xmlns:d="u" xmlns:d="u"']) {
      const xml = `<r xmlns:a="urn:a" xmlns:c="urn:a"><e ${deux}/></r>`;
      expect([parSaxes(xml), parSourceXml(xml)], deux).toEqual([undefined, undefined]);
    }
  });
});
