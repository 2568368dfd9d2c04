import type {
  Code,
  CommentaireMetadonnees,
  DivisionTerritoriale,
  Horaire,
  Identifiant,
  Mesure,
  Metadonnees,
  TexteLangue,
} from '@inter-ror/exposure-model';
import { type Element, notation, type Structure } from './notation.js';

const c = notation<Code>();
/** `codedtype`. */
export const CODE = c.structure('codedtype', {
  attributs: [c.requis('code', 'code', 'jeton'), c.requis('codingScheme', 'oid', 'repete')],
  texte: { champ: 'texte', type: 'repete', requis: false },
  vierge: () => ({ code: '', oid: '' }),
});

const u = notation<{ id: string }>();
export const ENTITY_ID = u.requis('entityID', 'id', 'jeton');
/** `uniqueID`, as the identifier alone. */
export const REFERENCE = u.structure('uniqueID', { attributs: [ENTITY_ID], seul: 'id' });

const i = notation<Identifiant>();
/** `otherID`. */
export const IDENTIFIANT = i.structure('otherID', {
  attributs: [i.requis('code', 'valeur', 'jeton'), i.requis('assigningAuthorityName', 'autorite', 'repete')],
});

const cm = notation<CommentaireMetadonnees>();
const COMMENTAIRE = cm.structure('recordExtension', {
  extension: true,
  sequence: [cm.opt('recognation', 'reconnaissance', 'texte'), cm.opt('comments', 'commentaire', 'texte')],
});

const m = notation<Metadonnees>();
/** `record`. */
export const METADONNEES = m.structure('record', {
  attributs: [
    m.requis('created', 'creation', 'dateHeure'),
    m.requis('updated', 'miseAJour', 'dateHeure'),
    m.requis('status', 'statut', 'repete'),
    m.attribut('sourceDirectory', 'source', 'uri'),
  ],
  sequence: [m.liste('extension', 'commentaires', COMMENTAIRE)],
  vierge: () => ({ creation: '', miseAJour: '', statut: '' }),
});

const avecMetadonnees = notation<{ metadonnees: Metadonnees }>();
/** `record`, mandatory and last in nearly every type. */
export const RECORD: Element = avecMetadonnees.un('record', 'metadonnees', METADONNEES);
/** `record` where it may be absent. */
export const RECORD_FACULTATIF: Element = avecMetadonnees.opt('record', 'metadonnees', METADONNEES);

const t = notation<TexteLangue>();
/** A string with `xml:lang`. */
export const TEXTE_LANGUE = t.structure('otherName', {
  attributs: [t.attribut('xml:lang', 'langue', 'texte')],
  texte: { champ: 'valeur', type: 'texte', requis: true },
});

const ms = notation<Mesure>();
/** `mesurement`. */
export const MESURE = ms.structure('mesurement', {
  sequence: [ms.un('value', 'valeur', 'entier'), ms.un('unit', 'unite', CODE, { table: 'TRE_R247-UcumUniteMesure' })],
});

const d = notation<DivisionTerritoriale>();
/** `territorialDivision`. */
export const DIVISION_TERRITORIALE = d.structure('territorialDivision', {
  sequence: [
    d.un('type', 'type', CODE, { table: 'TRE_R201-TypeDivisionTerritoriale' }),
    d.un('codedType', 'division', CODE, { table: 'TRE_R20, TRE_R13, TRE_G09 ou TRE_R30' }),
    RECORD,
  ],
});

const p = notation<NonNullable<Horaire['precisions']>[number]>();
const PRECISION_HORAIRE = p.structure('operatingHoursExtension', {
  extension: true,
  sequence: [p.opt('operatingHoursType', 'type', CODE, { table: 'TRE_R252-TypeHoraires' }), RECORD],
});

const h = notation<Horaire>();
/** `operatingHours`. */
export const HORAIRE: Structure = h.structure('operatingHours', {
  sequence: [
    h.un('openFlag', 'ouvert', 'booleen'),
    h.liste('dayOfTheWeek', 'jours', 'entier'),
    h.opt('beginningHour', 'debut', 'heure'),
    h.opt('endingHour', 'fin', 'heure'),
    h.un('beginEffectiveDate', 'dateDebut', 'date'),
    h.opt('endEffectiveDate', 'dateFin', 'date'),
    h.liste('extension', 'precisions', PRECISION_HORAIRE),
  ],
});
