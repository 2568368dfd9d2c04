import { CODE, IDENTIFIANT } from '../grammar/index.js';
import { echapperAttribut } from '../writer/index.js';
import {
  ACTION_NOTIFICATION,
  ACTION_RECHERCHE,
  ESPACE_CSD,
  ESPACE_ROR,
  LECTURE_ETABLISSEMENT,
  LECTURE_ORGANISATION_INTERNE,
  NOTIFICATION_DEMANDE,
  NOTIFICATION_REPONSE,
  URN_LECTURE,
} from './names.js';
import { TypesXsd } from './xsd.js';

/** One operation, as the WSDL tells it. */
interface OperationWsdl {
  nom: string;
  demande: string;
  reponse: string;
  action: string;
}

/** One port: its parts are named after it. */
interface PortWsdl {
  nom: string;
  operations: readonly OperationWsdl[];
}

const OPERATION = 'careServicesRequest_Request';
const PORTS: readonly PortWsdl[] = [
  {
    nom: 'CareServicesRequest',
    operations: [
      {
        nom: OPERATION,
        demande: 'csd:careServicesRequest',
        reponse: 'csd:careServicesResponse',
        action: ACTION_RECHERCHE,
      },
      {
        nom: NOTIFICATION_DEMANDE,
        demande: `tns:${NOTIFICATION_DEMANDE}`,
        reponse: `tns:${NOTIFICATION_REPONSE}`,
        action: ACTION_NOTIFICATION,
      },
    ],
  },
  // The search v1 has a port of its own: the same operation, told apart by the case of its names and by its namespaces.
  {
    nom: 'careServicesRequest',
    operations: [
      {
        nom: OPERATION,
        demande: 'tns:careServicesRequest',
        reponse: 'tns:careServicesResponse',
        action: ACTION_RECHERCHE,
      },
    ],
  },
];

type Contenu = readonly string[];
const el = (nom: string, type: string, occurrences = '') => `<xs:element name="${nom}" type="${type}"${occurrences}/>`;
const groupe = (nom: string, contenu: Contenu, occurrences = '', suite = '') =>
  `<xs:element name="${nom}"${occurrences}><xs:complexType><xs:sequence>${contenu.join('')}</xs:sequence>${suite}</xs:complexType></xs:element>`;
const choix = (...contenu: Contenu) => `<xs:choice>${contenu.join('')}</xs:choice>`;
const [ZERO_UN, ZERO_N, UN_N] = [' minOccurs="0"', ' minOccurs="0" maxOccurs="unbounded"', ' maxOccurs="unbounded"'];
const attr = (nom: string, type: string, suite = '') => `<xs:attribute name="${nom}" type="xs:${type}"${suite}/>`;
const ENTITE = attr('entityID', 'string', ' use="required"');

function schemaCsd(): string {
  const types = new TypesXsd();
  const code = types.nom(CODE);
  const identifiant = types.nom(IDENTIFIANT);
  const filtres = [el('typeActivity', code, ZERO_N), el('supportedPatient', code, ZERO_N)];
  const csd = types.sequenceCsd();
  const lecture = [
    groupe(LECTURE_ETABLISSEMENT, [
      groupe('etablissementDemandeLecture', [
        el('id_etablissement', identifiant),
        el('dateRef', 'xs:dateTime', ZERO_UN),
        ...filtres,
        el('restrictedOrganisation', 'xs:boolean', ZERO_UN),
      ]),
    ]),
    groupe(LECTURE_ORGANISATION_INTERNE, [el('organisationID', identifiant)]),
  ];
  const fixes =
    attr('urn', 'string', ` use="required" fixed="${URN_LECTURE}"`) +
    attr('encapsulated', 'boolean', ' use="required" fixed="true"');
  const etablissement = [
    el('id_etablissement', identifiant),
    el('typeActivity', code, ZERO_N),
    el('restrictedOrganisation', 'xs:boolean', ZERO_UN),
  ];
  const reponse = choix(
    el('error', 'csd:error'),
    groupe('result', [el('facilityNumber', 'xs:int', ZERO_UN), el('queryResult', 'csd:CSD')]),
  );
  return [
    groupe('careServicesRequest', [groupe('function', [choix(...lecture)], '', fixes)]),
    `<xs:element name="careServicesResponse"><xs:complexType>${reponse}${attr('content-type', 'string')}</xs:complexType></xs:element>`,
    el('error', 'csd:error'),
    '<xs:complexType name="error"><xs:simpleContent><xs:extension base="xs:string">',
    `${attr('code', 'int')}${attr('message', 'string')}</xs:extension></xs:simpleContent></xs:complexType>`,
    `<xs:complexType name="${NOTIFICATION_DEMANDE}"><xs:sequence>${groupe('params', [el('dateRef', 'xs:dateTime'), ...filtres])}</xs:sequence></xs:complexType>`,
    `<xs:complexType name="${NOTIFICATION_REPONSE}"><xs:sequence>${groupe('etablissementReponseNotif', etablissement, ZERO_N)}${el('result', 'xs:int', ZERO_UN)}</xs:sequence></xs:complexType>`,
    `<xs:complexType name="CSD"><xs:sequence>${csd}</xs:sequence></xs:complexType>`,
    types.definitions(),
  ].join('\n');
}

function schemaRor(): string {
  const objet = (nom: string, contenu: Contenu, occurrences: string) => groupe(nom, contenu, occurrences, ENTITE);
  const reference = (nom: string, occurrences: string) => objet(nom, [], occurrences);
  const code = (nom: string, occurrences = '') => el(nom, 'tns:code', occurrences);
  const demande = groupe('careServicesRequest', [
    groupe('function', [
      groupe('requestParams', [
        '<xs:element name="organization" minOccurs="0"/>',
        groupe(
          'facility',
          [groupe('patientsType', [code('ageGroup', ZERO_N)], ZERO_N), code('typeOfCare', ZERO_N)],
          ZERO_UN,
        ),
        groupe('service', [code('codedType', ZERO_N), code('act', ZERO_UN), code('specialty', ZERO_UN)], ZERO_UN),
        groupe('device', [code('type', ZERO_UN)], ZERO_UN),
        groupe('otherParams', [
          groupe(
            'destination',
            [code('type'), code('code'), groupe('distance', [], ZERO_UN, attr('value', 'int', ' use="required"'))],
            UN_N,
          ),
          groupe('patient', [groupe('age', [el('value', 'xs:int'), code('timeUnity', ZERO_UN)])], ZERO_UN),
        ]),
      ]),
    ]),
  ]);
  const resultat = groupe('result', [
    groupe('resultNumber', [el('OInumber', 'xs:int')]),
    groupe('organizationDirectory', [
      objet(
        'organization',
        [
          el('otherID', 'tns:id', ZERO_N),
          code('codedType', ZERO_N),
          el('primaryName', 'xs:string', ZERO_UN),
          reference('parent', ZERO_UN),
        ],
        ZERO_N,
      ),
    ]),
    groupe('serviceDirectory', [objet('service', [code('codedType'), code('act', ZERO_N)], ZERO_N)]),
    groupe('facilityDirectory', [
      objet(
        'facility',
        [
          el('otherID', 'tns:id', ZERO_N),
          el('primaryName', 'xs:string', ZERO_UN),
          groupe('organizations', [objet('organization', [reference('service', ZERO_N)], ZERO_N)]),
          groupe('patientsType', [code('ageGroup')], ZERO_N),
          code('typeOfCare', ZERO_N),
          reference('equipment', ZERO_N),
        ],
        ZERO_N,
      ),
    ]),
    groupe('providerDirectory', []),
    groupe('deviceDirectory', [objet('device', [code('type')], ZERO_N)]),
  ]);
  return [
    demande,
    `<xs:element name="careServicesResponse"><xs:complexType>${choix(el('error', 'csd:error'), resultat)}</xs:complexType></xs:element>`,
    `<xs:complexType name="code" mixed="true"><xs:sequence/>${attr('code', 'string', ' use="required"')}<xs:anyAttribute namespace="##local" processContents="skip"/></xs:complexType>`,
    `<xs:complexType name="id"><xs:sequence/>${attr('code', 'string', ' use="required"')}${attr('assigningAuthorityName', 'string')}</xs:complexType>`,
    el(NOTIFICATION_DEMANDE, `csd:${NOTIFICATION_DEMANDE}`),
    el(NOTIFICATION_REPONSE, `csd:${NOTIFICATION_REPONSE}`),
    el('erreur', 'csd:error'),
  ].join('\n');
}

function messagesDe({ nom: port, operations }: PortWsdl): string {
  return operations
    .map(
      ({ nom, demande, reponse }) =>
        `<wsdl:message name="${port}_${nom}_in"><wsdl:part name="parameters" element="${demande}"/></wsdl:message>\n` +
        `<wsdl:message name="${port}_${nom}_out"><wsdl:part name="parameters" element="${reponse}"/></wsdl:message>`,
    )
    .join('\n');
}

function interfaceDe({ nom: port, operations }: PortWsdl): string {
  const contenu = operations.map(
    ({ nom }) =>
      `<wsdl:operation name="${nom}"><wsdl:input message="tns:${port}_${nom}_in"/><wsdl:output message="tns:${port}_${nom}_out"/>` +
      '<wsdl:fault name="erreur" message="tns:erreur"/></wsdl:operation>',
  );
  return `<wsdl:portType name="${port}_PortType">${contenu.join('\n')}</wsdl:portType>`;
}

function liaisonDe({ nom: port, operations }: PortWsdl): string {
  const contenu = operations.map(
    ({ nom, action }) =>
      `<wsdl:operation name="${nom}"><soap12:operation soapAction="${action}" style="document"/>` +
      '<wsdl:input><soap12:body use="literal"/></wsdl:input><wsdl:output><soap12:body use="literal"/></wsdl:output>' +
      '<wsdl:fault name="erreur"><soap12:fault name="erreur" use="literal"/></wsdl:fault></wsdl:operation>',
  );
  return (
    `<wsdl:binding name="${port}_Binding" type="tns:${port}_PortType">` +
    '<soap12:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>' +
    `${contenu.join('\n')}</wsdl:binding>`
  );
}

/**
 * The description of the service: CSD 2.4 and the search v1, each on a port, at one address.
 * @param adresse where the service answers, `https://host:port/soap`
 */
export function writeWsdl(adresse: string): string {
  const ports = PORTS.map(
    ({ nom }) =>
      `<wsdl:port name="${nom}_Port" binding="tns:${nom}_Binding"><soap12:address location="${echapperAttribut(adresse)}"/></wsdl:port>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tns="${ESPACE_ROR}" xmlns:csd="${ESPACE_CSD}" targetNamespace="${ESPACE_ROR}">
<wsdl:types>
<xs:schema targetNamespace="${ESPACE_CSD}" elementFormDefault="qualified">
${schemaCsd()}
</xs:schema>
<xs:schema targetNamespace="${ESPACE_ROR}" elementFormDefault="unqualified">
<xs:import namespace="${ESPACE_CSD}"/>
${schemaRor()}
</xs:schema>
</wsdl:types>
<wsdl:message name="erreur"><wsdl:part name="erreur" element="tns:erreur"/></wsdl:message>
${PORTS.map(messagesDe).join('\n')}
${PORTS.map(interfaceDe).join('\n')}
${PORTS.map(liaisonDe).join('\n')}
<wsdl:service name="CareServicesRequest_Service">${ports.join('')}</wsdl:service>
</wsdl:definitions>
`;
}
