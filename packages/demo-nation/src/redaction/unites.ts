import type { ComplementOrganisationInterne, Mesure, OrganisationInterne, Patientele } from '@inter-ror/exposure-model';
import { OIDS } from '@inter-ror/nomenclatures';
import type { Aleatoire } from '../aleatoire.js';
import type { Rythme, Tranche } from '../catalogue/index.js';
import type { Noeud } from '../plan/index.js';
import type { CarteRegion } from '../territoire/index.js';
import { AUTORITE_OI } from './autorites.js';
import { capacites } from './capacites.js';
import { boiteMSS, contacts, telecommunication } from './contacts.js';
import type { Contexte } from './contexte.js';
import { idsEquipements } from './equipements.js';
import { horaires } from './horaires.js';
import { adresse, geolocalisation, lieu, zonesIntervention } from './lieux.js';
import { ancienContact } from './organisations.js';
import { servicesRendus } from './services.js';

/** TRE_R238. */
const OUVERTURE: Readonly<Record<Rythme, string>> = {
  H24: '03',
  INTERNAT: '01',
  SEMAINE: '04',
  CONSULTATION: '04',
  AMBULATOIRE: '04',
};

/** An internal organisation of any level; the elementary unit carries the offer. */
export function organisationInterne(contexte: Contexte, noeud: Noeud, carte: CarteRegion): OrganisationInterne {
  const hasard = contexte.hasard(noeud.id);
  const ue = noeud.rangUE !== undefined;
  const complet = contexte.estComplet(hasard);
  return {
    id: noeud.id,
    identifiants: [{ valeur: noeud.id, autorite: AUTORITE_OI }],
    types: [contexte.code(OIDS.typeOrganisationInterne, noeud.niveau)],
    nom: noeud.nom,
    ...(complet ? elementsRares(contexte, hasard, noeud) : {}),
    rattachements: [
      {
        entiteGeographiqueId: contexte.site.id,
        ...(ue ? { services: servicesRendus(contexte, hasard, noeud.modele, complet) } : {}),
      },
    ],
    ...(ue ? { horaires: horaires(contexte, hasard, noeud.modele.rythme) } : {}),
    complement: ue ? complementUnite(contexte, hasard, noeud, carte) : complementGroupe(contexte, hasard, noeud),
    metadonnees: contexte.metadonnees(hasard),
  };
}

function elementsRares(contexte: Contexte, hasard: Aleatoire, noeud: Noeud): Partial<OrganisationInterne> {
  const { ville } = contexte.site;
  return {
    autresNoms: [{ valeur: `${noeud.nom} (ancien nom)`, langue: 'fr' }],
    adresses: [adresse(contexte, hasard, ville)],
    contactsAnciens: ancienContact(contexte, hasard),
    geolocalisation: geolocalisation(contexte, hasard, ville),
    langues: [contexte.code(OIDS.langue, 'fr')],
    telecommunications: [telecommunication(contexte, hasard, '2', '1')],
  };
}

/** Pôles, services, functional units: their fields of activity are those of the units below (RG_ALIM_006). */
function complementGroupe(contexte: Contexte, hasard: Aleatoire, noeud: Noeud): ComplementOrganisationInterne {
  return {
    ...(noeud.niveau === '2' && hasard.chance(300) ? { contacts: contacts(contexte, hasard, false) } : {}),
    champsActivite: contexte.codes(OIDS.champActivite, noeud.champs),
    modePriseEnCharge: contexte.code(OIDS.modePriseEnCharge, noeud.modele.mode),
    patientele: patientele(contexte, hasard, [0, 120, 'a']),
    ...(noeud.parentId === undefined ? {} : { parentId: noeud.parentId }),
    uniteSensible: noeud.sensible,
  };
}

/** RG_EXP_010, RG_EXP_011: exactly one field of activity and one way of care. */
function complementUnite(
  contexte: Contexte,
  hasard: Aleatoire,
  noeud: Noeud,
  carte: CarteRegion,
): ComplementOrganisationInterne {
  const { modele } = noeud;
  const { site } = contexte;
  const equipements = idsEquipements(contexte, noeud);
  const actes = [...(modele.actes ?? []), ...(hasard.chance(100) && modele.champ === '01' ? ['0528'] : [])];
  const ecarte = hasard.chance(120);
  return {
    contacts: contacts(contexte, hasard, modele.rythme === 'H24' && modele.champ !== '04'),
    ...(hasard.chance(250) ? { boitesMSS: [boiteMSS(contexte, hasard, modele.service)] } : {}),
    ...(hasard.chance(10) ? { dateFermetureDefinitive: contexte.jour(-hasard.entier(30, 300)) } : {}),
    ...(hasard.chance(250) ? { dateCreation: contexte.jour(hasard.entier(2200, 9000)) } : {}),
    champsActivite: [contexte.code(OIDS.champActivite, modele.champ)],
    modePriseEnCharge: contexte.code(OIDS.modePriseEnCharge, modele.mode),
    patientele: patientele(contexte, hasard, modele.ages, modele.publics),
    ...capacites(contexte, hasard, modele),
    ...(modele.professions || modele.competences
      ? {
          competences: {
            ...(modele.professions ? { professions: contexte.codes(OIDS.profession, modele.professions) } : {}),
            ...(modele.specialite
              ? { specialitesOrdinales: [contexte.code(OIDS.specialiteOrdinale, modele.specialite)] }
              : {}),
            ...(modele.competences
              ? { competencesSpecifiques: contexte.codes(OIDS.competenceSpecifique, modele.competences) }
              : {}),
            ...(hasard.chance(500) ? { metadonnees: contexte.metadonnees(hasard) } : {}),
          },
        }
      : {}),
    ...(equipements.length > 0 ? { equipements } : {}),
    ...(modele.temporalite ? { temporaliteAccueil: contexte.code(OIDS.temporaliteAccueil, modele.temporalite) } : {}),
    ...(modele.champ === '04' ? { accueilSequentielAccepte: modele.sequentiel ?? false } : {}),
    ...(modele.specialisations
      ? { specialisationsPriseEnCharge: contexte.codes(OIDS.specialisationPriseEnCharge, modele.specialisations) }
      : {}),
    ...(modele.categorie ? { categorieOrganisation: contexte.code(OIDS.categorieOrganisation, modele.categorie) } : {}),
    lieu: lieu(
      contexte,
      hasard,
      ecarte ? `lieu ${noeud.id}` : `lieu ${site.id}`,
      site.modele.hospitalier ? `Bâtiment ${hasard.un(['A', 'B', 'C', 'D', 'E'])}` : undefined,
    ),
    ...(modele.zone ? { zonesIntervention: zonesIntervention(contexte, hasard, carte, modele.zone) } : {}),
    ...(hasard.chance(300) || modele.champ === '04'
      ? { ouvertureAnnuelle: contexte.code(OIDS.ouvertureAnnuelle, OUVERTURE[modele.rythme]) }
      : {}),
    ...(modele.secteur ? { secteursPsychiatriques: secteurs(contexte, hasard, modele.secteur) } : {}),
    ...(actes.length > 0 ? { actesSpecifiques: contexte.codes(OIDS.acteSpecifique, [...new Set(actes)]) } : {}),
    ...(noeud.parentId === undefined ? {} : { parentId: noeud.parentId }),
    ...(modele.champ === '04' && hasard.chance(300)
      ? { modesGestion: contexte.codes(OIDS.modeGestion, ['01', '02']) }
      : {}),
    ...(modele.maternite ? { typeMaternite: contexte.code(OIDS.typeMaternite, modele.maternite) } : {}),
    uniteSensible: noeud.sensible,
  };
}

function patientele(
  contexte: Contexte,
  hasard: Aleatoire,
  [min, max, unite]: Tranche,
  publics?: readonly string[],
): Patientele {
  const mesure = (valeur: number): Mesure => ({ valeur, unite: contexte.code(OIDS.uniteMesure, unite) });
  return {
    ...(publics ? { publics: contexte.codes(OIDS.publicPrisEnCharge, publics) } : {}),
    ageMin: mesure(min),
    ageMax: mesure(max),
    metadonnees: contexte.metadonnees(hasard),
  };
}

/** RG_RECH_10: département, letter, number: `29G01`. */
function secteurs(contexte: Contexte, hasard: Aleatoire, lettre: 'G' | 'I'): string[] {
  const premier = hasard.entier(1, lettre === 'G' ? 12 : 4);
  const secteur = (numero: number) => `${contexte.site.ville.departement}${lettre}${String(numero).padStart(2, '0')}`;
  return hasard.chance(150) ? [secteur(premier), secteur(premier + 1)] : [secteur(premier)];
}
