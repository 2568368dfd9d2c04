import { OID_LECTURE } from '@inter-ror/csd';
import { memeCode } from '../codes.js';
import { exiger, SansObjet, trouver } from '../faults.js';
import { estUnite } from '../ground/index.js';
import type { Corps } from '../model.js';
import { enumerer } from './criteria.js';
import { surLus } from './links.js';
import { lectureDe, parChamp, premierLu } from './read-establishments.js';

/** What a reading gives for what it is asked (RG_ALIM_015 to 023). */
export const REGLES_DE_LECTURE: readonly Corps[] = [
  {
    titre: 'La lecture restreinte tait les tarifs',
    regle: 'RG_ALIM_015',
    attendu: 'aucun price dans la réponse quand restrictedOrganisation vaut true',
    async jouer(t) {
      const avec = t.connu.lus.find(({ organisations }) =>
        organisations.some(({ complement }) => complement?.tarifs?.length),
      );
      const e = avec ?? premierLu(t);
      const { lue } = await t.lecture({ ...lectureDe(e), restreinte: true });
      exiger(lue.resultat, `pas de résultat : ${lue.faute?.raison ?? lue.erreur?.message ?? ''}`);
      const tarifs = lue.enregistrements.filter(
        (r) => r.sorte === 'organisation' && r.valeur.complement?.tarifs?.length,
      );
      exiger(tarifs.length === 0, `tarifs de ${enumerer(tarifs.map(({ valeur }) => valeur.id))}`);
      if (avec === undefined) throw new SansObjet('aucun établissement lu n’a de tarif, restreint ou non');
      return 'aucun tarif';
    },
  },
  {
    titre: 'La lecture restreinte garde les organisations',
    regle: 'RG_ALIM_015, RG_ALIM_018',
    attendu: 'les mêmes entités géographiques et juridiques, restreinte ou non',
    async jouer(t) {
      const e = premierLu(t);
      const { lue } = await t.lecture({ ...lectureDe(e), restreinte: true });
      exiger(lue.resultat, `pas de résultat : ${lue.faute?.raison ?? lue.erreur?.message ?? ''}`);
      const ids = new Set(lue.enregistrements.filter((r) => r.sorte === 'organisation').map(({ valeur }) => valeur.id));
      const absentes = e.organisations.filter(({ id }) => !ids.has(id)).map(({ id }) => id);
      exiger(absentes.length === 0, `absentes : ${enumerer(absentes)}`);
      return `${ids.size} organisations`;
    },
  },
  {
    titre: 'La lecture non restreinte rend tout',
    regle: 'RG_ALIM_016',
    attendu: 'restrictedOrganisation à false rend ce que rend la demande sans lui',
    async jouer(t) {
      const e = premierLu(t);
      const { lue } = await t.lecture({ ...lectureDe(e), restreinte: false });
      exiger(lue.resultat, `pas de résultat : ${lue.faute?.raison ?? lue.erreur?.message ?? ''}`);
      const [a, b] = [lue.enregistrements.length, e.lue.enregistrements.length];
      exiger(a === b, `${a} enregistrements au lieu de ${b}`);
      return `${a} enregistrements`;
    },
  },
  surLus(
    'La lecture rend l’arborescence entière',
    'l’entité juridique et l’entité géographique, même sans unité',
    'RG_ALIM_018',
    (e) => ({
      vus: 1,
      faux: [
        ...(e.organisations.some(({ entiteJuridiqueId }) => entiteJuridiqueId === undefined)
          ? []
          : ['pas d’entité juridique']),
        ...(e.organisations.some(({ entiteJuridiqueId }) => entiteJuridiqueId !== undefined)
          ? []
          : ['pas d’entité géographique']),
      ],
    }),
  ),
  {
    titre: 'La lecture par champ d’activité ne rend que les unités de ce champ',
    regle: 'RG_ALIM_020',
    attendu: 'chaque unité élémentaire de la réponse est du champ demandé, et toutes celles qui en sont y sont',
    async jouer(t) {
      const { e, champ } = parChamp(t);
      const { lue } = await t.lecture({
        ...lectureDe(e),
        champsActivite: [{ code: champ, oid: OID_LECTURE.champActivite }],
      });
      exiger(lue.resultat, `pas de résultat : ${lue.faute?.raison ?? lue.erreur?.message ?? ''}`);
      const unites = lue.enregistrements.flatMap((r) =>
        r.sorte === 'organisationInterne' && estUnite(r.valeur) ? [r.valeur] : [],
      );
      const du = (u: (typeof unites)[number]) =>
        u.complement?.champsActivite.some(({ code }) => memeCode(code, champ)) === true;
      const intrus = unites.filter((u) => !du(u)).map(({ id }) => id);
      exiger(intrus.length === 0, `d’un autre champ que ${champ} : ${enumerer(intrus)}`);
      const attendues = e.unites.filter(du).length;
      exiger(unites.length === attendues, `${unites.length} unités du champ ${champ} au lieu de ${attendues}`);
      return `${unites.length} unités du champ ${champ}`;
    },
  },
  {
    titre: 'La lecture par public pris en charge répond',
    regle: 'TR_Lecture-OffresSanteEtablissement, supportedPatient',
    attendu: 'un résultat ou une erreur, pas les deux',
    async jouer(t) {
      const e = premierLu(t);
      const publics = [{ code: '01', oid: OID_LECTURE.publicPrisEnCharge }];
      const { lue } = await t.lecture({ ...lectureDe(e), publics });
      exiger(
        lue.resultat !== (lue.erreur !== undefined || lue.faute !== undefined),
        'ni résultat ni erreur, ou les deux',
      );
      return lue.resultat ? `${lue.enregistrements.length} enregistrements` : 'erreur dite';
    },
  },
  {
    titre: 'Un établissement inconnu reçoit une erreur, ou un résultat vide, pas les deux',
    regle: 'RG_ALIM_023',
    attendu: 'error ou faute, ou un résultat sans organisation interne',
    async jouer(t) {
      const { lue } = await t.lecture({
        etablissement: { valeur: '1000000000', autorite: OID_LECTURE.etablissement },
        champsActivite: [],
        publics: [],
      });
      const erreur = lue.erreur !== undefined || lue.faute !== undefined;
      exiger(!(lue.resultat && erreur), 'un résultat et une erreur');
      exiger(erreur || lue.organisationsInternes === 0, `${lue.organisationsInternes} organisations internes`);
      return erreur ? `erreur ${lue.erreur?.code ?? lue.faute?.erreur}` : 'résultat vide';
    },
  },
  {
    titre: 'Une réponse de recherche tient un résultat ou une erreur',
    regle: 'RG_ALIM_023',
    attendu: 'result ou error, jamais les deux ni aucun',
    async jouer(t) {
      const { lue } = t.connu.base ?? trouver(t.connu.apercu, 'aucune recherche n’a rendu de résultat');
      exiger(lue.resultat && lue.erreur === undefined, 'un résultat et une erreur');
      return 'un résultat seul';
    },
  },
];
