import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ErreurCsd, LecteurCsd, lireCsd } from '../src/index.js';
import { document, facility, NS } from './support/documents.js';
import { lireOctets, lireTexte } from './support/read.js';

const complet = readFileSync(new URL('./fixtures/complet.xml', import.meta.url));

function erreurDe(action: () => unknown): ErreurCsd {
  try {
    action();
  } catch (e) {
    if (e instanceof ErreurCsd) return e;
    throw e;
  }
  throw new Error('aucune erreur');
}

const csd = (contenu: string, prolog = '') => `${prolog}<CSD xmlns="${NS}">${contenu}</CSD>`;

describe('a hostile document is refused by name', () => {
  const cas: [string, string, ErreurCsd['code']][] = [
    [
      'billion laughs',
      csd('&b;', '<?xml version="1.0"?>\n<!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'),
      'DOCTYPE_REFUSE',
    ],
    ['an external entity', csd('&x;', '<!DOCTYPE z [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), 'DOCTYPE_REFUSE'],
    [
      'an external DTD',
      csd('', '<!-- a - b --><?p q?><!DOCTYPE z SYSTEM "http://exemple.fr/z.dtd">'),
      'DOCTYPE_REFUSE',
    ],
    ['a DOCTYPE that never ends', '<!DOCTYPE z [', 'DOCTYPE_REFUSE'],
    ['a DOCTYPE after the root began', csd('<!DOCTYPE z>'), 'XML_MAL_FORME'],
    ['an entity that is not predefined', csd('&eacute;'), 'XML_MAL_FORME'],
    ['a reference to a forbidden character', csd('&#0;'), 'XML_MAL_FORME'],
    ['a null byte', csd('\0'), 'XML_MAL_FORME'],
    ['half a surrogate pair', csd('\ud83d-'), 'XML_MAL_FORME'],
    ['a depth bomb', csd('<a>'.repeat(100_000)), 'LIMITE_DEPASSEE'],
    [
      'a million attributes',
      csd(`<a ${Array.from({ length: 1_000_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`),
      'LIMITE_DEPASSEE',
    ],
    [
      'a giant text',
      document(facility('A', { nom: `<primaryName>${'x'.repeat(70_000)}</primaryName>` })),
      'LIMITE_DEPASSEE',
    ],
    [
      'a giant text in pieces',
      document(
        facility('A', { nom: `<primaryName>${`<![CDATA[${'x'.repeat(1000)}]]><!---->`.repeat(70)}</primaryName>` }),
      ),
      'LIMITE_DEPASSEE',
    ],
    ['a giant attribute', csd(`<a b="${'x'.repeat(70_000)}"/>`), 'LIMITE_DEPASSEE'],
    ['a giant name', csd(`<${'x'.repeat(2_000_000)}/>`), 'LIMITE_DEPASSEE'],
    ['a comment without end', csd(`<!--${'x'.repeat(2_000_000)}`), 'LIMITE_DEPASSEE'],
    ['a truncated document', document(facility('A')).slice(0, -20), 'DOCUMENT_TRONQUE'],
    ['an empty document', '', 'DOCUMENT_TRONQUE'],
    ['an HTML page', '<html><body>Erreur 502</body></html>', 'PAS_UN_CSD'],
    ['a CSD without its namespace', '<CSD/>', 'PAS_UN_CSD'],
    ['an unbound prefix', '<c:CSD/>', 'XML_MAL_FORME'],
    ['two roots', `${csd('')}${csd('')}`, 'XML_MAL_FORME'],
    ['crossed tags', csd('<a><b></a></b>'), 'XML_MAL_FORME'],
    ['a duplicate attribute', csd('<a b="1" b="2"/>'), 'XML_MAL_FORME'],
    ['JSON', '{"resourceType":"Bundle"}', 'XML_MAL_FORME'],
    [
      'an error answer',
      `<careServicesResponse xmlns="${NS}"><error code="405" message="écart">nombre d'UE</error></careServicesResponse>`,
      'REPONSE_EN_ERREUR',
    ],
    [
      'a SOAP fault',
      '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault/></s:Body></s:Envelope>',
      'REPONSE_EN_ERREUR',
    ],
    [
      'an envelope without CSD',
      '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body/></s:Envelope>',
      'PAS_UN_CSD',
    ],
  ];
  for (const [titre, xml, code] of cas) {
    it(titre, () => {
      expect(erreurDe(() => lireTexte(xml)).code).toBe(code);
    });
  }

  it('with the line and the column', () => {
    const erreur = erreurDe(() => lireTexte(csd('&x;', '<?xml version="1.0"?>\n <!DOCTYPE z>')));
    expect(erreur).toMatchObject({ code: 'DOCTYPE_REFUSE', ligne: 2 });
    expect(erreurDe(() => lireTexte(document('<facility>\n  </a>')))).toMatchObject({ ligne: 5, colonne: 7 });
  });

  it('in French, with the mend', () => {
    const message = (xml: string) => erreurDe(() => lireTexte(xml)).message;
    expect(message(csd('&eacute;'))).toMatch(/entité inconnue : seules &amp; .* sont admises/);
    expect(message('<c:CSD/>')).toContain('préfixe c sans espace de noms : déclarez xmlns:c');
    expect(message('<CSD xmlns="urn:ihe:iti:csd:2013"><a>')).toContain('balise <a> non fermée');
  });

  it('and says what the far end answered', () => {
    const xml = `<careServicesResponse xmlns="${NS}"><error code="405" message="écart">UE</error></careServicesResponse>`;
    expect(erreurDe(() => lireTexte(xml)).message).toContain('code="405" message="écart" UE');
  });

  it('when it holds more bytes than the bound', () => {
    expect(erreurDe(() => lireTexte(document(facility('A')), { limites: { octets: 100 } })).code).toBe(
      'LIMITE_DEPASSEE',
    );
  });

  it('and closes the reader', () => {
    const lecteur = new LecteurCsd({ surEnregistrement: () => {} });
    expect(erreurDe(() => lecteur.ecrire('<!DOCTYPE')).code).toBe('DOCTYPE_REFUSE');
    expect(erreurDe(() => lecteur.ecrire(document())).code).toBe('LECTEUR_FERME');
    expect(erreurDe(() => lecteur.fin()).code).toBe('LECTEUR_FERME');
  });

  it('a comment or text of the prolog that only speaks of DOCTYPE is none', () => {
    const xml = csd('<!-- <!DOCTYPE z> --><organizationDirectory/>', '<!-- <!DOCTYPE - -->');
    expect(lireTexte(xml).rapport.nombreAnomalies).toBe(4);
  });

  it('lets pass what its consumer throws', () => {
    const panne = new RangeError('disque plein');
    const surEnregistrement = () => {
      throw panne;
    };
    expect(() => lireTexte(document(facility('A')), { surEnregistrement })).toThrow(panne);
  });

  it('stops when its signal says so', async () => {
    const arret = new AbortController();
    const source = function* () {
      yield Buffer.from(document(facility('A')));
      arret.abort(new Error('assez'));
      yield Buffer.from('<!-- -->');
    };
    const lecture = lireCsd(source(), { surEnregistrement: () => {}, signal: arret.signal });
    await expect(lecture).rejects.toThrow('assez');
  });
});

describe('a document damaged at random', () => {
  it('gives a report or an ErreurCsd, nothing else', async () => {
    const degat = fc.record({
      a: fc.nat(complet.length - 1),
      supprimer: fc.nat(40),
      mettre: fc.oneof(
        fc.uint8Array({ maxLength: 6 }),
        fc
          .constantFrom(
            '<',
            '>',
            '/>',
            '</c:x>',
            ']]>',
            '<!--',
            '<![CDATA[',
            '&',
            '&#x110000;',
            '"',
            '<!DOCTYPE',
            '\ud800',
            '<?x',
            ' xmlns=""',
          )
          .map((s) => Buffer.from(s)),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(degat, { minLength: 1, maxLength: 4 }), async (degats) => {
        let octets = complet;
        for (const { a, supprimer, mettre } of degats) {
          octets = Buffer.concat([octets.subarray(0, a), mettre, octets.subarray(a + supprimer)]);
        }
        try {
          const { rapport } = await lireOctets([octets]);
          for (const a of rapport.anomalies) expect(a.message).not.toBe('');
        } catch (e) {
          expect(e).toBeInstanceOf(ErreurCsd);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same answer wherever it is cut in pieces', () => {
    const texte = document(
      facility('A é\ud83d\ude80', { careMode: '' }),
      facility('B', { sensitiveUnit: '' }),
      '<x\r\n/>',
    );
    const attendu = lireTexte(texte);
    fc.assert(
      fc.property(fc.array(fc.nat(texte.length), { maxLength: 8 }), (coupes) => {
        const bornes = [0, ...coupes.sort((a, b) => a - b), texte.length];
        const morceaux = bornes.slice(1).map((fin, i) => texte.slice(bornes[i], fin));
        const lu = lireTexte(morceaux);
        expect(lu.enregistrements).toEqual(attendu.enregistrements);
        expect(lu.rapport.anomalies).toEqual(attendu.rapport.anomalies);
      }),
      { numRuns: 200 },
    );
  });
});
