import type { Identifiant } from '@inter-ror/exposure-model';
import type { DemandeEtablissement, DemandeSoap } from './messages.js';
import { ESPACE_CSD, LECTURE_ETABLISSEMENT, LECTURE_ORGANISATION_INTERNE, URN_LECTURE } from './names.js';
import { enfant, enfants, type Noeud } from './tree.js';
import { ecrireCode, ecrireIdentifiant, LecteurValeurs } from './values.js';
import { balise, baliseTexte } from './write.js';

const lecteur = new LecteurValeurs('DEMANDE_INVALIDE');

function corpsLecture(choix: string): string {
  const fonction = balise('function', { urn: URN_LECTURE, encapsulated: 'true' }, choix);
  return balise('careServicesRequest', { xmlns: ESPACE_CSD }, fonction);
}

/** The body of `TR_Lecture-OffresSanteEtablissement`. */
export function corpsLectureEtablissement(demande: DemandeEtablissement): string {
  const { etablissement, dateRef, champsActivite, publics, restreinte } = demande;
  const contenu = [
    ecrireIdentifiant('id_etablissement', etablissement),
    dateRef === undefined ? '' : baliseTexte('dateRef', dateRef),
    ...champsActivite.map((c) => ecrireCode('typeActivity', c)),
    ...publics.map((c) => ecrireCode('supportedPatient', c)),
    restreinte === undefined ? '' : baliseTexte('restrictedOrganisation', restreinte),
  ].join('');
  return corpsLecture(balise(LECTURE_ETABLISSEMENT, {}, balise('etablissementDemandeLecture', {}, contenu)));
}

/** The body of `TR_Lecture-OffreSanteOrganisationInterne`. */
export function corpsLectureOrganisationInterne(organisation: Identifiant): string {
  return corpsLecture(balise(LECTURE_ORGANISATION_INTERNE, {}, ecrireIdentifiant('organisationID', organisation)));
}

/** Whether the body is that of a reading. */
export function estLecture(corps: Noeud): boolean {
  return corps.uri === ESPACE_CSD && corps.local === 'careServicesRequest';
}

/**
 * Reads the body of a reading; `@urn` and `@encapsulated` are fixed, so not looked at.
 * @throws ErreurCsd `DEMANDE_INVALIDE`
 */
export function lireLecture(corps: Noeud): DemandeSoap {
  const fonction = lecteur.present(enfant(corps, ESPACE_CSD, 'function'), 'function');
  const etablissement = enfant(fonction, ESPACE_CSD, LECTURE_ETABLISSEMENT);
  const organisation = enfant(fonction, ESPACE_CSD, LECTURE_ORGANISATION_INTERNE);
  if (etablissement !== undefined && organisation !== undefined) {
    throw lecteur.refuser(`<${LECTURE_ETABLISSEMENT}> ou <${LECTURE_ORGANISATION_INTERNE}> : n'en gardez qu'un`);
  }
  if (organisation !== undefined) {
    const id = lecteur.present(enfant(organisation, ESPACE_CSD, 'organisationID'), 'organisationID');
    return { operation: 'lectureOrganisationInterne', organisation: lecteur.identifiant(id) };
  }
  const demande = lecteur.present(
    enfant(etablissement, ESPACE_CSD, 'etablissementDemandeLecture'),
    `${LECTURE_ETABLISSEMENT}/etablissementDemandeLecture`,
  );
  return { operation: 'lectureEtablissement', demande: lireDemande(demande) };
}

function lireDemande(noeud: Noeud): DemandeEtablissement {
  const id = lecteur.present(enfant(noeud, ESPACE_CSD, 'id_etablissement'), 'id_etablissement');
  const dateRef = enfant(noeud, ESPACE_CSD, 'dateRef');
  const restreinte = enfant(noeud, ESPACE_CSD, 'restrictedOrganisation');
  return {
    etablissement: lecteur.identifiant(id),
    ...(dateRef && { dateRef: lecteur.valeur('dateHeure', dateRef) }),
    champsActivite: enfants(noeud, ESPACE_CSD, 'typeActivity').map((c) => lecteur.code(c)),
    publics: enfants(noeud, ESPACE_CSD, 'supportedPatient').map((c) => lecteur.code(c)),
    ...(restreinte && { restreinte: lecteur.valeur('booleen', restreinte) }),
  };
}
