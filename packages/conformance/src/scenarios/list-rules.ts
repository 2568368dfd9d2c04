import { OID_LECTURE } from '@inter-ror/csd';
import { memeCode } from '../codes.js';
import { exiger, trouver } from '../faults.js';
import type { Corps } from '../model.js';
import { enumerer } from './criteria.js';
import { datesDe, instant, parChamp, premierLu } from './read-establishments.js';

/** What the list of the establishments that changed gives for what it is asked. */
export const REGLES_DE_LISTE: readonly Corps[] = [
  {
    titre: 'La liste depuis une date à venir est vide',
    regle: 'TR-Notif-ListeEtablissementsMajApresDate, dateRef',
    attendu: 'aucun établissement',
    async jouer(t) {
      const { lue } = await t.notification({ dateRef: '2999-01-01T00:00:00Z', champsActivite: [], publics: [] });
      if (lue.faute) return `refusé : ${lue.faute.raison}`;
      exiger(lue.etablissements.length === 0, `${lue.etablissements.length} établissements modifiés après 2999`);
      return 'liste vide';
    },
  },
  {
    titre: 'La liste depuis une date plus récente est comprise dans la liste depuis une plus ancienne',
    regle: 'TR-Notif-ListeEtablissementsMajApresDate, dateRef',
    attendu: 'aucun établissement de la seconde n’est absent de la première',
    async jouer(t) {
      const dates = t.connu.lus
        .flatMap((e) => datesDe(e).map(({ metadonnees }) => instant(metadonnees.miseAJour)))
        .sort((a, b) => a - b);
      const milieu = trouver(dates[Math.floor(dates.length / 2)], 'aucune date lue');
      const dateRef = `${new Date(milieu).toISOString().slice(0, 19)}Z`;
      const depuis = async (d: string) => (await t.notification({ dateRef: d, champsActivite: [], publics: [] })).lue;
      const anciens = new Set((await depuis('2000-01-01T00:00:00Z')).etablissements.map(({ id }) => id));
      const recents = await depuis(dateRef);
      const dehors = recents.etablissements.filter(({ id }) => !anciens.has(id)).map(({ id }) => id);
      exiger(dehors.length === 0, `absents depuis 2000 : ${enumerer(dehors)}`);
      return `${recents.etablissements.length} depuis ${dateRef}, ${anciens.size} depuis 2000`;
    },
  },
  {
    titre: 'Un établissement modifié après une date est dans la liste depuis cette date',
    regle: 'TR-Notif-ListeEtablissementsMajApresDate, RG_EXP_024',
    attendu: 'l’établissement lu dont un objet a été mis à jour une seconde après la date',
    async jouer(t) {
      const e = premierLu(t);
      const portes = [...e.organisations, ...e.organisationsInternes];
      const derniere = Math.max(...portes.map(({ metadonnees }) => instant(metadonnees.miseAJour)));
      const dateRef = `${new Date(derniere - 1_000).toISOString().slice(0, 19)}Z`;
      const { lue } = await t.notification({ dateRef, champsActivite: [], publics: [] });
      const la = lue.etablissements.some(({ id }) => id === e.demande.valeur);
      exiger(
        la,
        `${e.demande.valeur} n’est pas parmi les ${lue.etablissements.length} établissements depuis ${dateRef}`,
      );
      return `présent depuis ${dateRef}`;
    },
  },
  {
    titre: 'La liste par champ d’activité ne nomme que des établissements de ce champ',
    regle: 'TR-Notif-ListeEtablissementsMajApresDate, typeActivity',
    attendu: 'chaque établissement rendu qui dit ses champs dit celui demandé',
    async jouer(t) {
      const { champ } = parChamp(t);
      const { lue } = await t.notification({
        dateRef: '2000-01-01T00:00:00Z',
        champsActivite: [{ code: champ, oid: OID_LECTURE.champActivite }],
        publics: [],
      });
      const faux = lue.etablissements.filter(
        ({ champs }) => champs.length > 0 && !champs.some((c) => memeCode(c, champ)),
      );
      exiger(faux.length === 0, `d’un autre champ que ${champ} : ${enumerer(faux.map(({ id }) => id))}`);
      exiger(lue.etablissements.length > 0, `aucun établissement du champ ${champ}, que porte une unité lue`);
      return `${lue.etablissements.length} établissements du champ ${champ}`;
    },
  },
];
