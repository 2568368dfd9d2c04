import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ErreurCsd, readSoapRequest, writeSoapRequest } from '../src/index.js';
import { requete } from './support/soap-messages.js';

const SOAP = 'http://www.w3.org/2003/05/soap-envelope';
const CORPS = '<c:careServicesRequest xmlns:c="urn:asip:ror:2015"><function/></c:careServicesRequest>';

function enveloppe(entete: string, corps = CORPS, prologue = ''): Buffer {
  return Buffer.from(
    `${prologue}<s:Envelope xmlns:s="${SOAP}"><s:Header>${entete}</s:Header><s:Body>${corps}</s:Body></s:Envelope>`,
  );
}

function erreurDe(octets: Uint8Array): ErreurCsd {
  try {
    readSoapRequest(octets);
  } catch (e) {
    if (e instanceof ErreurCsd) return e;
    throw e;
  }
  throw new Error('aucune erreur');
}

/** Processor time of the quickest of some tries, in milliseconds: what other processes take is not counted. */
function coutMinimal(action: () => unknown): number {
  const couts = Array.from({ length: 5 }, () => {
    const avant = process.cpuUsage();
    action();
    const { user, system } = process.cpuUsage(avant);
    return (user + system) / 1000;
  });
  return Math.min(...couts);
}

const bombe = `<!DOCTYPE z [<!ENTITY a "ha">${Array.from({ length: 30 }, (_, i) => `<!ENTITY b${i} "&a;&a;">`).join('')}]>`;

describe('a hostile envelope is refused by name, in under 50 ms', () => {
  const cas: [string, () => Buffer, ErreurCsd['code']][] = [
    ['an entity bomb', () => enveloppe('', '<a>&b29;</a>', bombe), 'DOCTYPE_REFUSE'],
    [
      'an external entity',
      () => enveloppe('', '<a>&x;</a>', '<!DOCTYPE z [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
      'DOCTYPE_REFUSE',
    ],
    ['a header of 50 MB', () => enveloppe('x'.repeat(50 * 1024 * 1024)), 'LIMITE_DEPASSEE'],
    ['a header of 100 KB in small elements', () => enveloppe('<a b="cc">dd</a>'.repeat(6000)), 'LIMITE_DEPASSEE'],
    ['a header of 100 KB in one text', () => enveloppe('x'.repeat(100_000)), 'LIMITE_DEPASSEE'],
    ['10,000 nested elements', () => enveloppe('', '<a>'.repeat(10_000)), 'LIMITE_DEPASSEE'],
    ['10,000 nested elements in the header', () => enveloppe('<a>'.repeat(10_000)), 'LIMITE_DEPASSEE'],
    [
      '10,000 attributes',
      () => enveloppe('', `<a ${Array.from({ length: 10_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`),
      'LIMITE_DEPASSEE',
    ],
    ['20,000 elements', () => enveloppe('', `<a>${'<b/>'.repeat(20_000)}</a>`), 'LIMITE_DEPASSEE'],
    ['a long text', () => enveloppe('', `<a>${'x'.repeat(20_000)}</a>`), 'LIMITE_DEPASSEE'],
    ['a long text in pieces', () => enveloppe('', `<a>${'x<!-- -->'.repeat(20_000)}</a>`), 'LIMITE_DEPASSEE'],
    ['a comment without end', () => enveloppe('', `<!--${'x'.repeat(200_000)}`), 'LIMITE_DEPASSEE'],
    ['half an envelope', () => enveloppe('').subarray(0, 150), 'DOCUMENT_TRONQUE'],
    ['nothing', () => Buffer.alloc(0), 'DOCUMENT_TRONQUE'],
    ['UTF-16', () => Buffer.from(enveloppe('').toString(), 'utf16le'), 'ENCODAGE_REFUSE'],
    [
      'bytes that are no UTF-8',
      () => Buffer.concat([enveloppe('').subarray(0, 60), Buffer.from([0xff, 0x41])]),
      'UTF8_INVALIDE',
    ],
    ['JSON', () => Buffer.from('{"query":"{ a }"}'), 'XML_MAL_FORME'],
    ['a document that is no envelope', () => Buffer.from('<a/>'), 'PAS_UNE_ENVELOPPE'],
    [
      'SOAP 1.1',
      () => Buffer.from(enveloppe('').toString().replaceAll(SOAP, 'http://schemas.xmlsoap.org/soap/envelope/')),
      'PAS_UNE_ENVELOPPE',
    ],
    ['an empty body', () => enveloppe('', ''), 'PAS_UNE_ENVELOPPE'],
    ['two requests in a body', () => enveloppe('', CORPS + CORPS), 'PAS_UNE_ENVELOPPE'],
    ['an unknown operation', () => enveloppe('', '<a xmlns="urn:asip:ror:2015"/>'), 'DEMANDE_INCONNUE'],
    ['a request without content', () => enveloppe(''), 'DEMANDE_INVALIDE'],
  ];
  for (const [titre, faire, code] of cas) {
    it(titre, () => {
      const octets = faire();
      expect(erreurDe(octets).code).toBe(code);
      expect(coutMinimal(() => erreurDe(octets))).toBeLessThan(50);
    });
  }
});

describe('a VIHF that cannot be believed is refused', () => {
  const base = {
    operation: 'notification' as const,
    demande: { dateRef: '2024-01-01T00:00:00Z', champsActivite: [], publics: [] },
    vihf: {
      id: '6f1c7d2e-0000-4000-8000-000000000001',
      emission: '2024-01-31T08:30:00Z',
      emetteur: 'CN=client',
      sujet: '1/26',
      authentification: '2024-01-31T08:30:00Z',
      nomSujet: 'client',
      role: { code: 'AUTOMATE', oid: '1.2.250.1.213.1.1.4.6' },
      profil: { code: 'CU22', oid: '1.2.250.1.213.1.6.1.66' },
    },
  };
  const bonne = writeSoapRequest(base);
  const assertion = /<saml:Assertion.*<\/saml:Assertion>/.exec(bonne)?.[0] as string;
  const cas: [string, string][] = [
    ['of another version', bonne.replace('>2.0<', '>1.0<')],
    ['with two assertions', bonne.replace(assertion, assertion + assertion)],
    ['without an assertion', bonne.replace(assertion, '')],
    ['with two profiles', bonne.replace(/(<saml:Attribute Name="Profil_Utilisateur">.*?<\/saml:Attribute>)/, '$1$1')],
    ['without a profile', bonne.replace('"Profil_Utilisateur"', '"Autre"')],
    ['with two values for a profile', bonne.replace(/(<Profil [^>]*>)/, '$1$1')],
    ['without an issuer', bonne.replace('CN=client', ' ')],
    ['with a very long issuer', bonne.replace('CN=client', 'x'.repeat(2000))],
    ['with a date that is none', bonne.replace('IssueInstant="2024-01-31', 'IssueInstant="2024-13-31')],
  ];
  for (const [titre, message] of cas) {
    it(titre, () => {
      expect(message).not.toBe(bonne);
      expect(erreurDe(Buffer.from(message)).code).toBe('VIHF_INVALIDE');
    });
  }
});

describe('a request damaged at random', () => {
  const degat = fc.record({
    a: fc.nat(10_000),
    supprimer: fc.nat(60),
    mettre: fc.oneof(
      fc.uint8Array({ maxLength: 6 }),
      fc
        .constantFrom(
          '<',
          '>',
          '/>',
          '</a>',
          ']]>',
          '<!--',
          '<![CDATA[',
          '&',
          '&#0;',
          '"',
          '<!DOCTYPE',
          ' xmlns=""',
          '<a b="',
          '99999999999',
        )
        .map((s) => Buffer.from(s)),
    ),
  });

  it('is a request or an ErreurCsd, nothing else', () => {
    fc.assert(
      fc.property(requete, fc.array(degat, { minLength: 1, maxLength: 4 }), (r, degats) => {
        let octets = Buffer.from(writeSoapRequest(r));
        for (const { a, supprimer, mettre } of degats) {
          const ou = a % octets.length;
          octets = Buffer.concat([octets.subarray(0, ou), mettre, octets.subarray(ou + supprimer)]);
        }
        try {
          expect(readSoapRequest(octets).operation).toBeTypeOf('string');
        } catch (e) {
          expect(e).toBeInstanceOf(ErreurCsd);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
