import { closeSync, openSync, writeSync } from 'node:fs';
import { EcrivainCsd } from '@inter-ror/csd';
import type {
  ActiviteOperationnelle,
  Adresse,
  Code,
  Contact,
  Enregistrement,
  Equipement,
  Lieu,
  Metadonnees,
  Organisation,
  OrganisationInterne,
  Professionnel,
} from '@inter-ror/exposure-model';
import { Nomenclatures, OIDS } from '@inter-ror/nomenclatures';

/** Communes of one region, with a point of each: public facts, enough to spread sites. */
const COMMUNES = [
  ['29232', 'Quimper', '29000', 47.996, -4.102],
  ['29019', 'Brest', '29200', 48.39, -4.486],
  ['35238', 'Rennes', '35000', 48.117, -1.678],
  ['35288', 'Saint-Malo', '35400', 48.65, -2.026],
  ['56260', 'Vannes', '56000', 47.658, -2.76],
  ['56121', 'Lorient', '56100', 47.748, -3.37],
  ['22278', 'Saint-Brieuc', '22000', 48.514, -2.765],
  ['22113', 'Lannion', '22300', 48.732, -3.459],
] as const;

const UNITES_PAR_SITE = 8;
const METADONNEES: Metadonnees = {
  creation: '2024-03-05T08:00:00+01:00',
  miseAJour: '2026-09-14T16:42:07+02:00',
  statut: '1',
};

const code = (oid: string, valeur: string): Code => ({ code: valeur, oid });
const deja = <T>(liste: readonly T[], rang: number): T => liste[rang % liste.length]!;

/** Sorted records of a region of `sites` sites, eight offers each, always the same. Light ones have no hours, no contacts. */
class ExportFactice {
  readonly #sites: number;
  readonly #activites: string[];
  readonly #actes: string[];
  readonly #equipements: string[];

  readonly #leger: boolean;

  constructor(sites: number, leger: boolean) {
    this.#leger = leger;
    const codes = (table: string): string[] =>
      Nomenclatures.officielles()
        .table(table)!
        .concepts.filter(({ fin }) => fin === null)
        .map((concept) => concept.code);
    this.#sites = sites;
    this.#activites = codes('J17');
    this.#actes = codes('J16');
    this.#equipements = codes('J18');
  }

  *enregistrements(): Generator<Enregistrement> {
    const tous = <T>(parSite: number, faire: (site: number, n: number) => T): T[] => {
      return Array.from({ length: parSite * this.#sites }, (_, i) => faire(Math.floor(i / parSite), i % parSite));
    };
    for (let site = 0; site < this.#sites; site++) {
      if (site % 6 === 0) yield { sorte: 'organisation', valeur: this.#entiteJuridique(site) };
      yield { sorte: 'organisation', valeur: this.#site(site) };
    }
    for (const valeur of tous(UNITES_PAR_SITE, (site, n) => this.#activite(site, n)))
      yield { sorte: 'activite', valeur };
    for (let site = 0; site < this.#sites; site++) {
      yield { sorte: 'organisationInterne', valeur: this.#pole(site) };
      for (let n = 0; n < UNITES_PAR_SITE; n++) yield { sorte: 'organisationInterne', valeur: this.#unite(site, n) };
    }
    for (const valeur of tous(3, (site, n) => this.#professionnel(site, n))) yield { sorte: 'professionnel', valeur };
    for (const valeur of tous(2, (site, n) => this.#equipement(site, n))) yield { sorte: 'equipement', valeur };
  }

  #entiteJuridique(rang: number): Organisation {
    return {
      id: `ej-53-${rang}`,
      identifiants: [{ valeur: `29${String(rang).padStart(7, '0')}`, autorite: 'FINESS' }],
      types: [code(OIDS.statutJuridique, '13')],
      nom: `Centre hospitalier intercommunal de ${deja(COMMUNES, rang)[1]} ${rang}`,
      adresses: [adresse(rang)],
      metadonnees: METADONNEES,
    };
  }

  #site(site: number): Organisation {
    return {
      id: `eg-53-${site}`,
      identifiants: [{ valeur: `56${String(site).padStart(7, '0')}`, autorite: 'FINESS' }],
      types: [code(OIDS.categorieEG, deja(['355', '106', '500', '365', '124'], site))],
      nom: `Hôpital Saint-Yves n° ${site} de ${deja(COMMUNES, site)[1]}`,
      adresses: [adresse(site)],
      entiteJuridiqueId: `ej-53-${site - (site % 6)}`,
      complement: { contacts: [contact(site, '1')], lieu: lieu(site, site * 31), zonePoser: site % 9 === 0 },
      metadonnees: METADONNEES,
    };
  }

  #activite(site: number, n: number): ActiviteOperationnelle {
    return {
      id: `act-53-${site}-${n}`,
      activite: code(OIDS.activiteOperationnelle, deja(this.#activites, site * 7 + n)),
      metadonnees: METADONNEES,
    };
  }

  #pole(site: number): OrganisationInterne {
    return {
      ...this.#unite(site, 0),
      id: `oi-53-${site}-pole`,
      types: [code(OIDS.typeOrganisationInterne, '1')],
      nom: `Pôle médecine et chirurgie ${site}`,
      rattachements: [{ entiteGeographiqueId: `eg-53-${site}` }],
    };
  }

  #unite(site: number, n: number): OrganisationInterne {
    const rang = site * UNITES_PAR_SITE + n;
    return {
      id: `oi-53-${site}-${n}`,
      identifiants: [{ valeur: `53-${rang}`, autorite: '43' }],
      types: [code(OIDS.typeOrganisationInterne, '4')],
      nom: `Unité d'hospitalisation ${n} du pôle ${site}`,
      rattachements: [{ entiteGeographiqueId: `eg-53-${site}`, services: [{ id: `act-53-${site}-${n}` }] }],
      horaires: this.#jours().map((jour) => ({
        ouvert: true,
        jours: [jour, jour + 2],
        debut: '08:30:00',
        fin: '18:00:00',
        dateDebut: '2025-01-01',
      })),
      complement: {
        contacts: this.#jours().map((niveau) => contact(rang + niveau, String(niveau))),
        champsActivite: [code(OIDS.champActivite, deja(['01', '02', '03', '04'], rang))],
        modePriseEnCharge: code(OIDS.modePriseEnCharge, deja(['28', '29', '32', '33', '46'], rang)),
        patientele: {
          publics: [code(OIDS.publicPrisEnCharge, '07')],
          ageMin: { valeur: rang % 19, unite: code(OIDS.uniteMesure, 'a') },
          ageMax: { valeur: 120, unite: code(OIDS.uniteMesure, 'a') },
          metadonnees: METADONNEES,
        },
        capaciteAccueil: {
          lits: { total: 30, disponibles: rang % 30, dateMiseAJour: '2026-11-01T06:00:00Z' },
          metadonnees: METADONNEES,
        },
        equipements: n < 2 ? [`eq-53-${site}-${n}`] : [],
        temporaliteAccueil: code(OIDS.temporaliteAccueil, '01'),
        lieu: lieu(site, rang),
        actesSpecifiques: [1, 2].map((pas) => code(OIDS.acteSpecifique, deja(this.#actes, rang * pas))),
        ...(n > 0 && { parentId: `oi-53-${site}-pole` }),
        uniteSensible: false,
      },
      metadonnees: METADONNEES,
    };
  }

  #jours(): number[] {
    return this.#leger ? [] : [1, 2];
  }

  #professionnel(site: number, n: number): Professionnel {
    const rang = site * 3 + n;
    return {
      id: `ps-53-${rang}`,
      identifiants: [{ valeur: `100${String(rang).padStart(8, '0')}`, autorite: 'RPPS' }],
      professions: [code(OIDS.profession, '10')],
      identite: { noms: [{ nomsUsuels: [`Le Gall ${rang}`], prenom: 'Anne' }] },
      exercices: [{ organisationInterneId: `oi-53-${site}-${n}` }],
      metadonnees: METADONNEES,
    };
  }

  #equipement(site: number, n: number): Equipement {
    return {
      id: `eq-53-${site}-${n}`,
      type: code(OIDS.equipement, deja(this.#equipements, site + n)),
      nombreEnService: 1,
      metadonnees: METADONNEES,
    };
  }
}

function adresse(rang: number): Adresse {
  const [, cityName, postCode] = deja(COMMUNES, rang);
  return {
    lignes: [
      { composants: { buildingNumber: String(rang % 90), streetName: 'rue de la Providence', postCode, cityName } },
    ],
    metadonnees: [METADONNEES],
  };
}

function lieu(site: number, rang: number): Lieu {
  const [commune, , , latitude, longitude] = deja(COMMUNES, site);
  return {
    nom: `Bâtiment ${rang % 12}`,
    adresse: adresse(site),
    geolocalisation: {
      latitude: Number((latitude + (rang % 97) / 1000).toFixed(5)),
      longitude: Number((longitude - (rang % 89) / 1000).toFixed(5)),
      systeme: 'WGS84',
      metadonnees: METADONNEES,
    },
    commune: code(OIDS.commune, commune),
    metadonnees: METADONNEES,
  };
}

function contact(rang: number, niveau: string): Contact {
  const confidentialites = [
    { niveauConfidentialite: code(OIDS.niveauConfidentialite, niveau), metadonnees: METADONNEES },
  ];
  return {
    nom: 'Secrétariat médical',
    nature: code(OIDS.natureContact, '07'),
    niveauConfidentialite: code(OIDS.niveauConfidentialite, niveau),
    telecommunications: [
      {
        canal: code(OIDS.canalCommunication, '2'),
        adresse: `02980${String(rang % 100_000).padStart(5, '0')}`,
        confidentialites,
      },
    ],
    metadonnees: METADONNEES,
  };
}

/** What was written. */
export interface ExportEcrit {
  octets: number;
  offres: number;
}

/** Writes an export of that many offers (rounded to sites of eight): 5.8 kB each, 3.3 kB for light ones. */
export function ecrireExportFactice(fichier: string, offres: number, leger = false): ExportEcrit {
  const sites = Math.ceil(offres / UNITES_PAR_SITE);
  const ecrivain = new EcrivainCsd();
  const fd = openSync(fichier, 'w');
  let octets = 0;
  let tampon = ecrivain.entete();
  const vider = (): void => {
    octets += writeSync(fd, tampon);
    tampon = '';
  };
  for (const enregistrement of new ExportFactice(sites, leger).enregistrements()) {
    tampon += ecrivain.enregistrement(enregistrement);
    if (tampon.length > 1 << 20) vider();
  }
  tampon += ecrivain.fin();
  vider();
  closeSync(fd);
  return { octets, offres: sites * UNITES_PAR_SITE };
}
