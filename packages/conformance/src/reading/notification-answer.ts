import { ESPACE_CSD, ESPACE_ROR } from '@inter-ror/csd';
import { attribut, descendants, fils, unFils } from '../xml/index.js';
import { type Enveloppe, type FauteLue, lireEnveloppe } from './envelope.js';

/** What an answer to `TR-Notif-*` says, and how it is written. */
export interface LueNotification {
  enveloppe: Enveloppe;
  faute?: FauteLue;
  /** Whether the root has its published name, in the namespace of the service. */
  racine: boolean;
  etablissements: { id: string; autorite: string; champs: string[]; restreinte: string | undefined }[];
  /** Text of `result`. */
  compte: string | undefined;
  horsEspace: string[];
}

/** In the singular, as published. */
const RACINE = 'TR-Notif-ListeEtablissementMajApresDate_Reponse';

/** @throws ErreurXml */
export function lireNotification(octets: Uint8Array): LueNotification {
  const enveloppe = lireEnveloppe(octets);
  const { corps, faute } = enveloppe;
  const reponse = faute === undefined ? corps : undefined;
  const dessous = reponse === undefined ? [] : [...descendants(reponse)];
  return {
    enveloppe,
    ...(faute && { faute }),
    racine: reponse?.local === RACINE && reponse.uri === ESPACE_ROR,
    etablissements: fils(reponse, 'etablissementReponseNotif').map((e) => {
      const id = unFils(e, 'id_etablissement');
      return {
        id: attribut(id, 'code'),
        autorite: attribut(id, 'assigningAuthorityName'),
        champs: fils(e, 'typeActivity').map((c) => attribut(c, 'code')),
        restreinte: unFils(e, 'restrictedOrganisation')?.texte.trim(),
      };
    }),
    compte: unFils(reponse, 'result')?.texte.trim(),
    horsEspace: [...new Set(dessous.filter(({ uri }) => uri !== ESPACE_CSD).map(({ local }) => local))],
  };
}
