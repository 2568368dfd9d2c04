import type { ComplementOrganisation, Organisation } from '@inter-ror/exposure-model';
import { CODE, DIVISION_TERRITORIALE, ENTITY_ID, IDENTIFIANT, RECORD, REFERENCE, TEXTE_LANGUE } from './common.js';
import { CONTACT, CONTACT_ANCIEN, TELECOMMUNICATION } from './contact.js';
import { SAVOIR_FAIRE } from './credential.js';
import { notation } from './notation.js';
import { ADRESSE, LIEU } from './place.js';
import { TARIF } from './pricing.js';

const c = notation<ComplementOrganisation>();
const COMPLEMENT = c.structure('organisationExtension', {
  extension: true,
  sequence: [
    c.liste('contact', 'contacts', CONTACT),
    c.opt('useName', 'nomUsuel', 'texte'),
    c.liste('healthCareTerritorial', 'territoiresSante', DIVISION_TERRITORIALE),
    c.opt('location', 'lieu', LIEU),
    c.liste('price', 'tarifs', TARIF),
    c.opt('dropZone', 'zonePoser', 'booleen'),
    c.liste('financialHelpType', 'aidesFinancieres', CODE, { table: 'TRE_R241-AideFinanciere' }),
    c.opt('accomodationFamily', 'hebergementFamilles', 'booleen'),
    c.opt('nbTemporarySocialeHelpPlace', 'nbPlacesAideSocialeTemporaire', 'entier'),
    c.opt('nbPermanentSocialHelpPlace', 'nbPlacesAideSocialePermanente', 'entier'),
    c.opt('careWithoutPatientApproval', 'habilitationSoinsSansConsentement', 'booleen'),
    c.opt('creationDate', 'dateCreation', 'date'),
    c.opt('closingDate', 'dateFermeture', 'date'),
    c.opt('closingReason', 'typeFermeture', CODE, { table: 'TRE_R286-TypeFermeture' }),
    c.opt('accessibilityLocation', 'accessibilite', CODE, { table: 'TRE_R202-AccessibiliteLieu' }),
    c.opt('levelRecourseORSAN', 'niveauRecoursORSAN', CODE, { table: 'TRE_R284-NiveauRecoursORSAN' }),
  ],
});

const o = notation<Organisation>();
/** `organization`: a legal entity (EJ), or a site (EG) when it has a parent. */
export const ORGANISATION = o.structure('organization', {
  attributs: [ENTITY_ID],
  sequence: [
    o.liste('otherID', 'identifiants', IDENTIFIANT),
    o.liste1('codedType', 'types', CODE, { table: 'TRE_R72, TRE_R69, TRE_R73 ou JDV_J55-CategorieEG-ROR' }),
    o.un('primaryName', 'nom', 'jeton'),
    o.liste('otherName', 'autresNoms', TEXTE_LANGUE),
    o.liste('address', 'adresses', ADRESSE),
    o.liste('contact', 'contactsAnciens', CONTACT_ANCIEN),
    o.liste('credential', 'agrements', SAVOIR_FAIRE),
    o.liste('language', 'langues', CODE),
    o.liste('specialization', 'specialisations', CODE),
    o.liste('contactPoint', 'telecommunications', TELECOMMUNICATION),
    o.opt('parent', 'entiteJuridiqueId', REFERENCE),
    o.union('extension', 'complement', COMPLEMENT),
    RECORD,
  ],
});
