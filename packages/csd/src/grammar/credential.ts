import type { PrecisionSavoirFaire, SavoirFaire } from '@inter-ror/exposure-model';
import { CODE, RECORD } from './common.js';
import { notation } from './notation.js';

const p = notation<PrecisionSavoirFaire>();
const PRECISION = p.structure('credentialsExtension', {
  extension: true,
  sequence: [
    p.opt('speciality', 'specialite', CODE, { table: 'TRE_R38-SpecialiteOrdinale' }),
    p.opt('competence', 'competence', CODE, { table: 'TRE_R39-Competence' }),
    p.opt('exclusiveCompetence', 'competenceExclusive', CODE, { table: 'TRE_R40-CompetenceExclusive' }),
    p.opt('particularSkills', 'orientationParticuliere', CODE, { table: 'TRE_G13-OrientationParticuliere' }),
    p.opt('capacity', 'capacite', CODE, { table: 'TRE_R43-CapaciteSavoirFaire' }),
    p.opt('qualificationPAC', 'qualificationPAC', CODE, { table: 'TRE_R44-QualificationPAC' }),
    p.opt('DESCNonQualifiant', 'descNonQualifiant', CODE, { table: 'TRE_R42-DESCnonQualifiant' }),
    p.opt('complementarySkills', 'droitExerciceComplementaire', CODE, { table: 'TRE_R97-DroitExerciceCompl' }),
    RECORD,
  ],
});

const s = notation<SavoirFaire>();
/** `credential`. */
export const SAVOIR_FAIRE = s.structure('credential', {
  sequence: [
    s.un('codedType', 'type', CODE, { table: 'TRE_R04-TypeSavoirFaire' }),
    s.un('number', 'numero', 'texte'),
    s.opt('issuingAuthority', 'autorite', 'texte'),
    s.opt('credentialIssueDate', 'dateObtention', 'date'),
    s.opt('credentialRenewalDate', 'dateRenouvellement', 'date'),
    s.liste('extension', 'precisions', PRECISION),
  ],
});
