import { readdirSync, readFileSync } from 'node:fs';
import type { GraphQLObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schemaContrat } from '../src/contract/index.js';

const DOSSIER = new URL('../src/model/', import.meta.url);

/** Where each type of the model is exposed, and what is exposed otherwise or not at all, with the reason. */
const EXPOSE: Record<string, { vers: string[]; sauf?: Record<string, string> }> = {
  Identifiant: { vers: ['Identifiant'] },
  Metadonnees: { vers: ['Metadonnees'] },
  CommentaireMetadonnees: { vers: ['CommentaireMetadonnees'] },
  TexteLangue: { vers: ['TexteLangue'] },
  LigneAdresse: { vers: ['LigneAdresse'] },
  Adresse: { vers: ['Adresse'] },
  ConfidentialiteTelecommunication: { vers: ['ConfidentialiteTelecommunication'] },
  Telecommunication: { vers: ['Telecommunication'] },
  Contact: { vers: ['Contact'] },
  BoiteLettresMSS: { vers: ['BoiteLettresMSS'] },
  Horaire: { vers: ['Horaire'] },
  Geolocalisation: { vers: ['Geolocalisation'] },
  Lieu: { vers: ['Lieu'] },
  DivisionTerritoriale: { vers: ['DivisionTerritoriale'] },
  Mesure: { vers: ['Mesure'] },
  NomPersonne: { vers: ['NomPersonne'], sauf: { civilites: 'civilite' } },
  Personne: { vers: ['Personne'] },
  SavoirFaire: { vers: ['SavoirFaire'] },
  PrecisionSavoirFaire: { vers: ['PrecisionSavoirFaire'] },
  ServiceRendu: { vers: ['ActiviteDetaillee'] },
  Organisation: {
    vers: ['EntiteGeographique', 'EntiteJuridique'],
    sauf: {
      contactsAnciens: 'not to be used, and without a confidentiality level',
      entiteJuridiqueId: 'entiteJuridique',
      complement: 'flattened',
    },
  },
  ComplementOrganisation: { vers: ['EntiteGeographique', 'EntiteJuridique'] },
  Tarif: { vers: ['Tarif'] },
  OrganisationInterne: {
    vers: ['Offre', 'OrganisationInterne'],
    sauf: {
      types: 'typesOI',
      contactsAnciens: 'not to be used, and without a confidentiality level',
      rattachements: 'entiteGeographique and activitesDetaillees',
      complement: 'flattened',
    },
  },
  Rattachement: { vers: [], sauf: { entiteGeographiqueId: 'entiteGeographique', services: 'activitesDetaillees' } },
  ComplementOrganisationInterne: {
    vers: ['Offre', 'OrganisationInterne'],
    sauf: { patientele: 'flattened', competences: 'flattened', parentId: 'parent, pole, service, uniteFonctionnelle' },
  },
  Patientele: {
    vers: ['Offre', 'OrganisationInterne'],
    sauf: { publics: 'publicsPrisEnCharge', metadonnees: 'metadonneesPatientele' },
  },
  Capacite: { vers: ['Capacite'] },
  CapaciteAccueil: { vers: ['CapaciteAccueil'] },
  CapaciteCrise: { vers: ['CapaciteCrise'] },
  CapaciteHabitation: { vers: ['CapaciteHabitation'] },
  CompetencesRessource: { vers: ['Offre', 'OrganisationInterne'], sauf: { metadonnees: 'metadonneesCompetences' } },
  ActiviteOperationnelle: { vers: ['ActiviteDetaillee'] },
  Equipement: { vers: ['Equipement'] },
  Professionnel: { vers: ['Professionnel'], sauf: { exercices: 'situations' } },
  Exercice: {
    vers: ['SituationOperationnelle'],
    sauf: { organisationInterneId: 'organisationInterne', services: 'activites' },
  },
  SituationOperationnelle: { vers: ['SituationOperationnelle'] },
  Code: { vers: [], sauf: { code: 'Concept', oid: 'Concept', texte: 'the official label stands for it' } },
  Export: {
    vers: [],
    sauf: Object.fromEntries(
      ['organisations', 'activites', 'organisationsInternes', 'professionnels', 'equipements'].map((nom) => [
        nom,
        'document',
      ]),
    ),
  },
};

describe('the contract against the model', () => {
  it('exposes every field of every type of the model, or says why not', () => {
    const manques: string[] = [];
    for (const [nom, champs] of interfacesDuModele()) {
      const { vers, sauf = {} } = EXPOSE[nom] ?? { vers: ['?'] };
      for (const cible of vers) {
        const exposes = (schemaContrat().getType(cible) as GraphQLObjectType | undefined)?.getFields() ?? {};
        for (const champ of champs) if (!exposes[champ] && !sauf[champ]) manques.push(`${nom}.${champ} → ${cible}`);
      }
      if (vers.length === 0) for (const champ of champs) if (!sauf[champ]) manques.push(`${nom}.${champ}`);
    }
    expect(manques).toEqual([]);
  });

  it('reads at least 35 types from the model', () => {
    expect(interfacesDuModele().size).toBeGreaterThan(35);
  });
});

/** Names of the fields of each exported interface, read in the sources. */
function interfacesDuModele(): Map<string, string[]> {
  const interfaces = new Map<string, string[]>();
  for (const fichier of readdirSync(DOSSIER)) {
    const source = readFileSync(new URL(fichier, DOSSIER), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    for (const [, nom, corps] of source.matchAll(/^export interface (\w+) \{\n([\s\S]*?)^\}/gm)) {
      interfaces.set(
        nom!,
        Array.from(corps!.matchAll(/^ {2}(\w+)\??:/gm), ([, champ]) => champ!),
      );
    }
  }
  return interfaces;
}
