/** What to do in the ROR, or in its export, about what a load set aside or pointed out; by code. */
const REMEDES: Readonly<Record<string, string>> = {
  ELEMENT_OBLIGATOIRE_ABSENT: 'Renseignez l’élément nommé.',
  ATTRIBUT_OBLIGATOIRE_ABSENT: 'Ajoutez l’attribut nommé.',
  VALEUR_OBLIGATOIRE_VIDE: 'Renseignez la valeur.',
  VALEUR_INVALIDE: 'Écrivez la valeur sous la forme dite.',
  CHOIX_INVALIDE: 'N’en gardez qu’un.',
  CARDINALITE: 'N’en gardez qu’un.',
  LIMITE_ENREGISTREMENT: 'Scindez l’enregistrement.',
  DOUBLON: 'Donnez un identifiant à chacun.',
  IDENTIFIANT_TROP_LONG: 'Corrigez l’identifiant.',
  ORPHELIN: 'Exportez l’entité géographique, ou corrigez la référence.',
  ANCETRE_ECARTE: 'Corrigez le parent : celui-ci suivra.',
  CYCLE: 'Corrigez les parents.',
  HIERARCHIE_TROP_PROFONDE: 'Corrigez les parents.',
  SANS_ACTIVITE: 'Rattachez-lui une activité exportée.',
  REFERENCE_INCONNUE: 'Exportez ce qui est cité, ou retirez la référence.',
  COORDONNEES_INVALIDES: 'Donnez la latitude et la longitude en degrés.',
  CHAMP_ACTIVITE_MULTIPLE: 'N’en gardez qu’un (RG_EXP_010).',
};

/** The mend of an anomaly; undefined when what was read is served right, and the export alone is untidy. */
export const remede = (code: string): string | undefined => REMEDES[code];
