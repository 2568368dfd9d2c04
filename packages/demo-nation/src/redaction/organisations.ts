import type { ComplementOrganisation, ContactAncien, Organisation } from '@inter-ror/exposure-model';
import { OIDS } from '@inter-ror/nomenclatures';
import type { Aleatoire } from '../aleatoire.js';
import type { Statut } from '../catalogue/index.js';
import { OID_ID_NAT_STRUCT, siretFictif } from '../identifiants.js';
import { contacts, telecommunication } from './contacts.js';
import type { Contexte } from './contexte.js';
import { adresse, lieu, territoireDeSante } from './lieux.js';
import { personne, savoirFaire } from './personnes.js';
import { tarifsDomicile, tarifsEhpad } from './tarifs.js';

/** TRE_R72, TRE_R69 and TRE_R73 of each kind of legal entity. */
const STATUTS: Readonly<Record<Statut, { juridique: string; agregat: string; espic: string }>> = {
  PUBLIC: { juridique: '13', agregat: '1100', espic: '1' },
  ASSOCIATION: { juridique: '60', agregat: '2100', espic: '6' },
  SOCIETE: { juridique: '95', agregat: '2200', espic: '0' },
  LIBERAL: { juridique: '70', agregat: '2200', espic: '0' },
};

/** The legal entity of a site. */
export function entiteJuridique(contexte: Contexte): Organisation {
  const { ej } = contexte.site;
  const hasard = contexte.hasard(ej.id);
  const statut = STATUTS[ej.statut];
  const idNatStruct = ej.finess ? `1${ej.finess}` : `2${ej.siren}`;
  return {
    id: ej.id,
    identifiants: [{ valeur: idNatStruct, autorite: OID_ID_NAT_STRUCT }],
    types: [
      contexte.code(OIDS.statutJuridique, statut.juridique),
      contexte.code(OIDS.sousEnsembleAgregatStatutJuridique, statut.agregat),
      contexte.code(OIDS.espic, statut.espic),
    ],
    nom: ej.nom,
    adresses: [adresse(contexte, hasard, ej.ville)],
    ...(hasard.chance(100) ? { complement: { contacts: contacts(contexte, hasard, false) } } : {}),
    metadonnees: contexte.metadonnees(hasard),
  };
}

/** The site (EG). */
export function entiteGeographique(contexte: Contexte): Organisation {
  const { site } = contexte;
  const hasard = contexte.hasard(site.id);
  const complet = contexte.estComplet(hasard) || site.rang === 2;
  const secteur = site.modele.categorie.startsWith('SA');
  const statut = STATUTS[site.ej.statut];
  return {
    id: site.id,
    identifiants: [
      { valeur: site.idNatStruct, autorite: OID_ID_NAT_STRUCT },
      ...(complet ? [{ valeur: siretFictif(site.ej.siren), autorite: 'SIRET' }] : []),
    ],
    types: [
      contexte.code(secteur ? OIDS.secteurActivite : OIDS.categorieEG, site.modele.categorie),
      ...(site.modele.hospitalier ? [contexte.code(OIDS.espic, statut.espic)] : []),
    ],
    nom: site.nom,
    ...(complet ? anciensElements(contexte, hasard) : {}),
    adresses: [adresse(contexte, contexte.hasard(`lieu ${site.id}`), site.ville)],
    entiteJuridiqueId: site.ej.id,
    complement: complement(contexte, hasard, complet),
    metadonnees: contexte.metadonnees(hasard),
  };
}

/** Elements of the standard that few senders fill. */
function anciensElements(contexte: Contexte, hasard: Aleatoire): Partial<Organisation> {
  return {
    autresNoms: [{ valeur: `Ancien nom inventé — ${contexte.site.nom}`, langue: 'fr' }],
    contactsAnciens: ancienContact(contexte, hasard),
    agrements: [savoirFaire(contexte, hasard, undefined)],
    langues: [contexte.code(OIDS.langue, 'fr'), contexte.code(OIDS.langue, 'br')],
    specialisations: contexte.codes(OIDS.specialisationPriseEnCharge, ['02']),
    telecommunications: [telecommunication(contexte, hasard, '2', '1')],
  };
}

/** The older form of contact: a professional of the site or a person. */
export function ancienContact(contexte: Contexte, hasard: Aleatoire): ContactAncien[] {
  return [
    { professionnel: `${contexte.site.region}-PS-${contexte.site.rpps[0]}` },
    { personne: personne(contexte, hasard, false) },
  ];
}

function complement(contexte: Contexte, hasard: Aleatoire, complet: boolean): ComplementOrganisation {
  const { site } = contexte;
  const { modele, genre } = site;
  const hopital = genre === 'CHU' || genre === 'CH';
  const medicoSocial = modele.unites.some(({ champ }) => champ === '04') && !hopital;
  const ferme = hasard.chance(8);
  return {
    contacts: contacts(contexte, hasard, hopital),
    ...(complet || hasard.chance(150) ? { nomUsuel: site.nom.split(' — ')[0]! } : {}),
    ...(hasard.chance(300) || hopital ? { territoiresSante: [territoireDeSante(contexte, hasard)] } : {}),
    lieu: lieu(contexte, hasard, `lieu ${site.id}`, modele.hospitalier ? 'Site principal' : undefined),
    ...(modele.tarifs === undefined
      ? {}
      : { tarifs: (modele.tarifs === 'EHPAD' ? tarifsEhpad : tarifsDomicile)(contexte, hasard) }),
    ...(hopital ? { zonePoser: genre === 'CHU' || hasard.chance(400) } : {}),
    ...(medicoSocial
      ? {
          aidesFinancieres: contexte.codes(OIDS.aideFinanciere, hasard.plusieurs(['01', '02'], hasard.entier(1, 2))),
          nbPlacesAideSocialeTemporaire: hasard.entier(0, 3),
          nbPlacesAideSocialePermanente: hasard.entier(0, 40),
        }
      : {}),
    ...(modele.hospitalier ? { hebergementFamilles: hasard.chance(300) } : {}),
    ...(genre === 'PSY' || hopital ? { habilitationSoinsSansConsentement: genre === 'PSY' || hasard.chance(500) } : {}),
    ...(complet || hasard.chance(250) ? { dateCreation: contexte.jour(hasard.entier(2300, 15_000)) } : {}),
    ...(ferme
      ? {
          dateFermeture: contexte.jour(-hasard.entier(60, 400)),
          typeFermeture: contexte.code(OIDS.typeFermeture, 'PRO'),
        }
      : {}),
    ...(hasard.chance(400) ? { accessibilite: contexte.code(OIDS.accessibiliteLieu, hasard.un(['1', '3', '5'])) } : {}),
    ...(hopital ? { niveauRecoursORSAN: contexte.code(OIDS.niveauRecoursORSAN, genre === 'CHU' ? '1' : '4') } : {}),
  };
}
