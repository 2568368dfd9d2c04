export const NS = 'urn:ihe:iti:csd:2013';
export const RECORD = '<record created="2020-01-01T00:00:00Z" updated="2020-01-01T00:00:00Z" status="actif"/>';

/** The parts of a facility of one line each, so that a test can change one. */
export const FACILITY = {
  types: '<codedType code="4" codingScheme="T"/>',
  nom: '<primaryName>Unité</primaryName>',
  apresNom: '',
  contacts: '',
  avantCareMode: '',
  typeActivity: '<typeActivity code="01" codingScheme="A"/>',
  careMode: '<careMode code="28" codingScheme="M"/>',
  patientsType: `<patientsType><patientTypeAgeMin><value>0</value><unit code="a" codingScheme="U"/></patientTypeAgeMin><patientTypeAgeMax><value>120</value><unit code="a" codingScheme="U"/></patientTypeAgeMax>${RECORD}</patientsType>`,
  apresPatients: '',
  sensitiveUnit: '<sensitiveUnit>false</sensitiveUnit>',
  apresExtension: '',
  record: RECORD,
};

/** One facility, on lines of its own. */
export function facility(id: string, parties: Partial<typeof FACILITY> = {}): string {
  const p = { ...FACILITY, ...parties };
  return [
    `<facility entityID="${id}">`,
    p.types,
    p.nom,
    p.apresNom,
    '<extension type="t" urn="u">',
    p.contacts,
    p.avantCareMode,
    p.typeActivity,
    p.careMode,
    p.patientsType,
    p.apresPatients,
    p.sensitiveUnit,
    '</extension>',
    p.apresExtension,
    p.record,
    '</facility>',
  ]
    .filter((ligne) => ligne !== '')
    .join('\n');
}

/** A document of these facilities: the first one begins at line 4, column 1. */
export function document(...facilities: string[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<CSD xmlns="${NS}"><organizationDirectory/><serviceDirectory/>`,
    '<facilityDirectory>',
    ...facilities,
    '</facilityDirectory><providerDirectory/><deviceDirectory/></CSD>',
  ].join('\n');
}
