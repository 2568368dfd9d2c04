import type { Metadonnees } from '@inter-ror/exposure-model';
import { memeCode } from '../codes.js';
import { exiger } from '../faults.js';
import { famille, type Scenario } from '../model.js';
import { surLus } from './links.js';
import { REGLES_DE_LISTE } from './list-rules.js';
import { datesDe, instant, lectureDe, premierLu } from './read-establishments.js';
import { REGLES_DE_LECTURE } from './reading-rules.js';

const JUSQU_A_LA_SECONDE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?$/;
/** TRE_R242. */
const CHAMBRE_SIMPLE = '02';
/** TRE_R201. */
const TERRITOIRE_DE_SANTE = '4';

export const SCENARIOS_METADONNEE: readonly Scenario[] = famille('metadonnee', 'ME', [
  surLus(
    'Chaque unité élémentaire dit ce qu’elle doit dire',
    'type, nom, champ d’activité, mode de prise en charge et patientèle',
    'RG_EXP_002',
    (e) => ({
      vus: e.unites.length,
      faux: e.unites.filter(({ nom, complement }) => nom === '' || complement === undefined).map(({ id }) => id),
    }),
  ),
  {
    titre: 'Les organisations internes comprennent le niveau de l’unité élémentaire',
    regle: 'RG_EXP_001',
    attendu: 'une unité élémentaire au moins dans l’un des établissements lus',
    async jouer(t) {
      await t.lecture(lectureDe(premierLu(t)));
      const unites = t.connu.lus.reduce((total, { unites }) => total + unites.length, 0);
      exiger(unites > 0, `aucune dans ${t.connu.lus.length} établissements`);
      return `${unites} unités dans ${t.connu.lus.length} établissements`;
    },
  },
  surLus(
    'Aucun enregistrement n’est envoyé sans un élément obligatoire',
    'aucun élément ni attribut obligatoire absent ou vide',
    'RG_EXP_002',
    (e) => ({
      vus: e.lue.enregistrements.length,
      faux: e.lue.anomalies
        .filter(({ code }) => /OBLIGATOIRE/.test(code))
        .map(({ id, chemin, message }) => `${id ?? ''} ${chemin} : ${message}`),
    }),
  ),
  surLus('Une unité élémentaire a un champ d’activité et un seul', 'typeActivity une fois', 'RG_EXP_010', (e) => ({
    vus: e.unites.length,
    faux: e.unites.filter(({ complement }) => complement?.champsActivite.length !== 1).map(({ id }) => id),
  })),
  surLus('Une unité élémentaire a un mode de prise en charge', 'careMode une fois, renseigné', 'RG_EXP_011', (e) => ({
    vus: e.unites.length,
    faux: e.unites.filter(({ complement }) => !complement?.modePriseEnCharge.code).map(({ id }) => id),
  })),
  surLus(
    'Les dates de création et de mise à jour sont données à la seconde',
    'created et updated jusqu’à la seconde',
    'RG_EXP_020',
    (e) => {
      const dates = datesDe(e);
      const lisible = ({ creation, miseAJour }: Metadonnees) =>
        JUSQU_A_LA_SECONDE.test(creation) && JUSQU_A_LA_SECONDE.test(miseAJour);
      return {
        vus: dates.length,
        faux: dates.filter(({ metadonnees }) => !lisible(metadonnees)).map(({ qui }) => qui),
      };
    },
  ),
  surLus(
    'Une mise à jour ne précède pas la création',
    'created = updated à la création, updated ensuite',
    'RG_EXP_023, RG_EXP_024',
    (e) => {
      const dates = datesDe(e);
      const inverses = dates.filter(({ metadonnees: m }) => instant(m.miseAJour) < instant(m.creation));
      return { vus: dates.length, faux: inverses.map(({ qui }) => qui) };
    },
  ),
  surLus(
    'Aucune date n’est dans l’avenir',
    'created et updated au plus tard maintenant (une heure près)',
    'RG_EXP_020',
    (e) => {
      const dates = datesDe(e);
      const limite = Date.now() + 3_600_000;
      return {
        vus: dates.length,
        faux: dates.filter(({ metadonnees: m }) => instant(m.miseAJour) > limite).map(({ qui }) => qui),
      };
    },
  ),
  surLus('Chaque objet a un statut', 'record/@status renseigné', 'CSD 2.4, record', (e) => {
    const dates = datesDe(e);
    return {
      vus: dates.length,
      faux: dates.filter(({ metadonnees }) => metadonnees.statut === '').map(({ qui }) => qui),
    };
  }),
  surLus(
    'Un supplément tarifaire d’hébergement ne vise que la chambre simple',
    `surchargePriceResidential/residentialType ${CHAMBRE_SIMPLE}`,
    'RG_EXP_029',
    (e) => {
      const supplements = e.organisations.flatMap(({ complement }) =>
        (complement?.tarifs ?? []).flatMap(({ detail }) =>
          detail.sorte === 'SUPPLEMENT_CHAMBRE' ? [detail.typeHabitation.code] : [],
        ),
      );
      return { vus: supplements.length, faux: supplements.filter((code) => !memeCode(code, CHAMBRE_SIMPLE)) };
    },
  ),
  surLus(
    'Un territoire de santé en est un',
    'healthCareTerritorial/type est le territoire de santé (TRE_R201, 4)',
    'RG_EXP_030',
    (e) => {
      const types = e.organisations.flatMap(({ complement }) =>
        (complement?.territoiresSante ?? []).map(({ type }) => type.code),
      );
      return { vus: types.length, faux: types.filter((code) => !memeCode(code, TERRITOIRE_DE_SANTE)) };
    },
  ),
  surLus(
    'Le champ d’activité d’une unité est aussi celui de ce qui est au-dessus d’elle',
    'typeActivity de l’enfant présent chez ses ancêtres',
    'RG_ALIM_006',
    (e) => {
      const parId = new Map(e.organisationsInternes.map((oi) => [oi.id, oi]));
      const enfants = e.organisationsInternes.filter(({ complement }) => parId.has(complement?.parentId ?? ''));
      const faux = enfants.filter(({ complement }) => {
        const siens = parId.get(complement!.parentId!)!.complement?.champsActivite.map(({ code }) => code) ?? [];
        return !complement!.champsActivite.every(({ code }) => siens.some((s) => memeCode(s, code)));
      });
      return { vus: enfants.length, faux: faux.map(({ id }) => id) };
    },
  ),
  ...REGLES_DE_LECTURE,
  ...REGLES_DE_LISTE,
]);
