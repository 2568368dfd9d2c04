import { describe, expect, it } from 'vitest';
import { ACTION_NOTIFICATION, ACTION_RECHERCHE, writeWsdl } from '../src/index.js';
import { LIMITES_REPONSE } from '../src/soap/limits.js';
import { enfants, lireArbre, type Noeud } from '../src/soap/tree.js';

const WSDL = 'http://schemas.xmlsoap.org/wsdl/';
const XSD = 'http://www.w3.org/2001/XMLSchema';
const racine = lireArbre(Buffer.from(writeWsdl('https://ror.exemple/soap?a&b')), {
  ...LIMITES_REPONSE,
  lexeme: 1 << 20,
  texte: 1 << 20,
});

function tous(noeud: Noeud, local: string): Noeud[] {
  return noeud.enfants.flatMap((e) => [...(e.local === local ? [e] : []), ...tous(e, local)]);
}
const attributs = (noeuds: readonly Noeud[], nom: string) => noeuds.flatMap((n) => n.attributs.get(nom) ?? []);

describe('the WSDL', () => {
  const schemas = tous(racine, 'schema');
  const prefixes = ['csd', 'tns'];
  const definis = (local: string) =>
    new Set(
      schemas.flatMap((schema, i) => attributs(enfants(schema, XSD, local), 'name').map((n) => `${prefixes[i]}:${n}`)),
    );

  it('names no type that it does not define, nor defines one twice', () => {
    const types = definis('complexType');
    const cites = schemas.flatMap((schema) => attributs(tous(schema, 'element'), 'type'));
    expect(cites.length).toBeGreaterThan(200);
    for (const type of cites) expect(type.startsWith('xs:') || types.has(type), type).toBe(true);
    const noms = schemas.flatMap((s, i) =>
      attributs(enfants(s, XSD, 'complexType'), 'name').map((n) => `${prefixes[i]}:${n}`),
    );
    expect(new Set(noms).size).toBe(noms.length);
  });

  it('joins each port to a binding, a port type, messages and elements that it defines', () => {
    const nommes = (local: string) => new Set(attributs(tous(racine, local), 'name').map((n) => `tns:${n}`));
    const elements = definis('element');
    for (const port of tous(racine, 'port')) expect(nommes('binding')).toContain(port.attributs.get('binding'));
    for (const binding of tous(racine, 'binding').filter((b) => b.uri === WSDL)) {
      expect(nommes('portType')).toContain(binding.attributs.get('type'));
    }
    for (const direction of ['input', 'output', 'fault']) {
      for (const message of attributs(tous(racine, direction), 'message')) expect(nommes('message')).toContain(message);
    }
    for (const element of attributs(tous(racine, 'part'), 'element')) expect(elements).toContain(element);
    expect(tous(racine, 'port').map((p) => p.attributs.get('name'))).toEqual([
      'CareServicesRequest_Port',
      'careServicesRequest_Port',
    ]);
  });

  it('tells the actions and the address', () => {
    const actions = attributs(tous(racine, 'operation'), 'soapAction');
    expect(actions).toEqual([ACTION_RECHERCHE, ACTION_NOTIFICATION, ACTION_RECHERCHE]);
    expect(new Set(attributs(tous(racine, 'address'), 'location'))).toEqual(new Set(['https://ror.exemple/soap?a&b']));
  });
});
