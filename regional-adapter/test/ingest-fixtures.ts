import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ecrireCsd } from '@inter-ror/csd';
import type {
  ActiviteOperationnelle,
  Code,
  Equipement,
  Export,
  Lieu,
  Metadonnees,
  Organisation,
  OrganisationInterne,
  Professionnel,
} from '@inter-ror/exposure-model';
import { OIDS } from '@inter-ror/nomenclatures';

const METADONNEES: Metadonnees = {
  creation: '2026-01-02T03:04:05Z',
  miseAJour: '2026-02-03T04:05:06Z',
  statut: '1',
};

export const code = (oid: string, valeur: string): Code => ({ code: valeur, oid });

export function lieu(commune: string, latitude?: number, longitude?: number, codePostal?: string): Lieu {
  return {
    commune: code(OIDS.commune, commune),
    metadonnees: METADONNEES,
    ...(codePostal !== undefined && { adresse: { lignes: [{ composants: { postCode: codePostal } }] } }),
    ...(latitude !== undefined &&
      longitude !== undefined && {
        geolocalisation: { latitude, longitude, systeme: 'WGS84', metadonnees: METADONNEES },
      }),
  };
}

export function entiteJuridique(id: string, plus: Partial<Organisation> = {}): Organisation {
  return {
    id,
    types: [code(OIDS.statutJuridique, '13')],
    nom: `Entité ${id}`,
    metadonnees: METADONNEES,
    ...plus,
  };
}

export function site(id: string, entiteJuridiqueId: string, plus: Partial<Organisation> = {}): Organisation {
  return {
    id,
    types: [code(OIDS.categorieEG, '355')],
    nom: `Site ${id}`,
    entiteJuridiqueId,
    metadonnees: METADONNEES,
    ...plus,
  };
}

export const activite = (id: string, valeur: string): ActiviteOperationnelle => ({
  id,
  activite: code(OIDS.activiteOperationnelle, valeur),
  metadonnees: METADONNEES,
});

export const equipement = (id: string, valeur: string): Equipement => ({
  id,
  type: code(OIDS.equipement, valeur),
  metadonnees: METADONNEES,
});

type Complement = NonNullable<OrganisationInterne['complement']>;

export function complement(plus: Partial<Complement> = {}): Complement {
  return {
    champsActivite: [code(OIDS.champActivite, '01')],
    modePriseEnCharge: code(OIDS.modePriseEnCharge, '28'),
    patientele: {
      ageMin: { valeur: 18, unite: code(OIDS.uniteMesure, 'a') },
      ageMax: { valeur: 120, unite: code(OIDS.uniteMesure, 'a') },
      metadonnees: METADONNEES,
    },
    uniteSensible: false,
    ...plus,
  };
}

interface LiensInternes {
  niveau?: string;
  site?: string;
  activites?: string[];
  parent?: string;
}

/** An internal organisation; a UE unless told otherwise. */
export function organisationInterne(
  id: string,
  { niveau = '4', site: eg, activites = [], parent }: LiensInternes,
  plus: Partial<Complement> = {},
): OrganisationInterne {
  return {
    id,
    types: [code(OIDS.typeOrganisationInterne, niveau)],
    nom: `Organisation ${id}`,
    ...(eg !== undefined && {
      rattachements: [{ entiteGeographiqueId: eg, services: activites.map((service) => ({ id: service })) }],
    }),
    complement: complement({ ...(parent !== undefined && { parentId: parent }), ...plus }),
    metadonnees: METADONNEES,
  };
}

export function professionnel(id: string, rpps: string, unites: string[]): Professionnel {
  return {
    id,
    identifiants: [{ valeur: rpps, autorite: 'RPPS' }],
    professions: [code(OIDS.profession, '10')],
    identite: { noms: [{ nomsUsuels: ['Le Gall'], prenom: 'Anne' }] },
    exercices: unites.map((organisationInterneId) => ({ organisationInterneId })),
    metadonnees: METADONNEES,
  };
}

export function unExport(plus: Partial<Export> = {}): Export {
  return {
    organisations: [entiteJuridique('ej-1'), site('eg-1', 'ej-1')],
    activites: [activite('act-1', '013')],
    organisationsInternes: [organisationInterne('ue-1', { site: 'eg-1', activites: ['act-1'] })],
    professionnels: [],
    equipements: [],
    ...plus,
  };
}

/** `nombre` units of one site. */
export function exportDe(nombre: number, prefixe = 'ue'): Export {
  return unExport({
    organisationsInternes: Array.from({ length: nombre }, (_, i) =>
      organisationInterne(`${prefixe}-${i}`, { site: 'eg-1', activites: ['act-1'] }),
    ),
  });
}

/** A temporary folder, removed by `nettoyer`. */
export function dossierTemporaire(): { dossier: string; chemin(nom: string): string; nettoyer(): void } {
  const dossier = mkdtempSync(join(tmpdir(), 'inter-ror-ingest-'));
  return {
    dossier,
    chemin: (nom) => join(dossier, nom),
    nettoyer: () => rmSync(dossier, { recursive: true, force: true, maxRetries: 5 }),
  };
}

export function ecrireExport(fichier: string, contenu: Export): string {
  writeFileSync(fichier, [...ecrireCsd(contenu)].join(''));
  return fichier;
}
