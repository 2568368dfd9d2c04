import type { Equipement, Organisation } from '@inter-ror/exposure-model';
import { describe, expect, it } from 'vitest';
import { EcrivainCsd, ErreurCsd, ecrireCsd } from '../src/index.js';

const metadonnees = { creation: '2020-01-01T00:00:00Z', miseAJour: '2020-01-01T00:00:00Z', statut: 'actif' };
const ej: Organisation = { id: 'EJ', types: [{ code: '1', oid: 'T' }], nom: 'A & B', metadonnees };
const irm: Equipement = { id: 'Q', type: { code: '054', oid: 'E' }, metadonnees };

describe('the writer', () => {
  it('writes the five directories in order, the empty ones too', () => {
    const texte = [
      ...ecrireCsd({
        organisations: [ej],
        activites: [],
        organisationsInternes: [],
        professionnels: [],
        equipements: [irm],
      }),
    ].join('');
    expect(texte).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<CSD xmlns="urn:ihe:iti:csd:2013">
 <organizationDirectory>
  <organization entityID="EJ">
   <codedType code="1" codingScheme="T"/>
   <primaryName>A &amp; B</primaryName>
   <record created="2020-01-01T00:00:00Z" updated="2020-01-01T00:00:00Z" status="actif"/>
  </organization>
 </organizationDirectory>
 <serviceDirectory>
 </serviceDirectory>
 <facilityDirectory>
 </facilityDirectory>
 <providerDirectory>
 </providerDirectory>
 <deviceDirectory>
  <device entityID="Q">
   <codedType code="054" codingScheme="E"/>
   <record created="2020-01-01T00:00:00Z" updated="2020-01-01T00:00:00Z" status="actif"/>
  </device>
 </deviceDirectory>
</CSD>
`);
  });

  it('refuses a record whose directory is closed', () => {
    const ecrivain = new EcrivainCsd();
    ecrivain.entete();
    ecrivain.equipement(irm);
    expect(() => ecrivain.organisation(ej)).toThrow(ErreurCsd);
    expect(() => ecrivain.organisation(ej)).toThrow(/ORDRE_ECRITURE.*organizationDirectory.*deviceDirectory/);
  });
});
