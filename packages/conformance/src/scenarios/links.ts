import { exiger, SansObjet } from '../faults.js';
import type { Etablissement, Terrain } from '../ground/index.js';
import { type Corps, famille, type Scenario } from '../model.js';
import type { LueV1 } from '../reading/index.js';
import { enumerer, reference } from './criteria.js';

const V1 = 'Recherche v1, OI → EG → EJ';
const LECTURE = 'CSD 2.4, TR_Lecture-OffresSanteEtablissement';

/** A rule on an answer v1: what breaks it. */
function surV1(
  titre: string,
  attendu: string,
  regle: string,
  fautifs: (lue: LueV1) => { vus: number; faux: string[] },
): Corps {
  return {
    titre,
    regle,
    attendu,
    async jouer(t) {
      const { vus, faux } = fautifs(reference(t).lue);
      exiger(faux.length === 0, `${faux.length} sur ${vus} : ${enumerer(faux)}`);
      if (vus === 0) throw new SansObjet('rien de tel dans la réponse');
      return `${vus} vérifiés`;
    },
  };
}

/** A rule on each establishment read: what breaks it. */
export function surLus(
  titre: string,
  attendu: string,
  regle: string,
  fautifs: (e: Etablissement) => { vus: number; faux: string[] },
): Corps {
  return {
    titre,
    regle,
    attendu,
    async jouer(t: Terrain) {
      if (t.connu.lus.length === 0) throw new SansObjet(`aucun établissement lu ${t.connu.manques.join(' ; ')}`);
      // Read again, from what is kept, so that the report shows the exchanges.
      for (const { demande } of t.connu.lus)
        await t.lecture({ etablissement: demande, champsActivite: [], publics: [] });
      let vus = 0;
      for (const e of t.connu.lus) {
        const jugement = fautifs(e);
        vus += jugement.vus;
        exiger(jugement.faux.length === 0, `établissement ${e.demande.valeur} : ${enumerer(jugement.faux)}`);
      }
      if (vus === 0) throw new SansObjet(`rien de tel dans les ${t.connu.lus.length} établissements lus`);
      return `${vus} vérifiés dans ${t.connu.lus.length} établissements`;
    },
  };
}

const estEJ = (lue: LueV1, id: string) => lue.organisations.get(id)?.parents.length === 0;

export const SCENARIOS_LIEN: readonly Scenario[] = famille('lien', 'LI', [
  surV1(
    'Chaque organisation interne nomme une organisation de la réponse',
    'facility/organizations/organization/@entityID est dans organizationDirectory',
    V1,
    (lue) => ({
      vus: lue.ois.length,
      faux: lue.ois
        .filter(
          ({ organisations }) => organisations.length === 0 || organisations.some((id) => !lue.organisations.has(id)),
        )
        .map(({ id }) => id),
    }),
  ),
  surV1('L’organisation d’une organisation interne est une entité géographique', 'elle a un parent', V1, (lue) => ({
    vus: lue.ois.length,
    faux: lue.ois.filter(({ organisations }) => organisations.some((id) => estEJ(lue, id))).map(({ id }) => id),
  })),
  surV1(
    'Chaque entité géographique nomme son entité juridique, et elle est dans la réponse',
    'parent/@entityID est dans organizationDirectory',
    V1,
    (lue) => {
      const eg = [...lue.organisations].filter(([, { parents }]) => parents.length > 0);
      return {
        vus: eg.length,
        faux: eg.filter(([, { parents }]) => !lue.organisations.has(parents[0]!)).map(([id]) => id),
      };
    },
  ),
  surV1(
    'Une entité juridique n’a pas de parent',
    'le parent d’une entité géographique n’en a pas lui-même',
    V1,
    (lue) => {
      const eg = [...lue.organisations].filter(([, { parents }]) => lue.organisations.has(parents[0] ?? ''));
      return { vus: eg.length, faux: eg.filter(([, { parents }]) => !estEJ(lue, parents[0]!)).map(([id]) => id) };
    },
  ),
  surV1('Une entité géographique a un parent et un seul', 'parent 0..1', V1, (lue) => ({
    vus: lue.organisations.size,
    faux: [...lue.organisations].filter(([, { parents }]) => parents.length > 1).map(([id]) => id),
  })),
  surV1(
    'Chaque service nommé par une organisation interne est dans la réponse',
    'service/@entityID est dans serviceDirectory',
    'Recherche v1, serviceDirectory',
    (lue) => {
      const refs = lue.ois.flatMap(({ services }) => services);
      return { vus: refs.length, faux: refs.filter((id) => !lue.services.has(id)) };
    },
  ),
  surV1(
    'Chaque équipement nommé par une organisation interne est dans la réponse',
    'equipment/@entityID est dans deviceDirectory',
    'Recherche v1, deviceDirectory',
    (lue) => {
      const refs = lue.ois.flatMap(({ equipements }) => equipements);
      return { vus: refs.length, faux: refs.filter((id) => !lue.appareils.has(id)) };
    },
  ),
  surV1(
    'Aucune organisation n’est rendue sans organisation interne',
    'chaque entité géographique de la réponse est nommée par une organisation interne, chaque entité juridique par une entité géographique',
    V1,
    (lue) => {
      const nommees = new Set(lue.ois.flatMap(({ organisations }) => organisations));
      for (const [id, { parents }] of lue.organisations) if (nommees.has(id)) for (const p of parents) nommees.add(p);
      return { vus: lue.organisations.size, faux: [...lue.organisations.keys()].filter((id) => !nommees.has(id)) };
    },
  ),
  surLus(
    'À la lecture, chaque organisation interne tient à une entité géographique de la réponse',
    'par ses organizations, ou par une organisation interne au-dessus d’elle',
    LECTURE,
    (e) => {
      const sites = new Set(e.organisations.filter((o) => o.entiteJuridiqueId !== undefined).map(({ id }) => id));
      const parId = new Map(e.organisationsInternes.map((oi) => [oi.id, oi]));
      const tient = (id: string, niveau = 0): boolean => {
        const oi = parId.get(id);
        if (oi === undefined || niveau > 16) return false;
        if (oi.rattachements?.some((r) => sites.has(r.entiteGeographiqueId))) return true;
        return oi.complement?.parentId !== undefined && tient(oi.complement.parentId, niveau + 1);
      };
      return { vus: parId.size, faux: [...parId.keys()].filter((id) => !tient(id)) };
    },
  ),
  surLus(
    'À la lecture, l’organisation interne parente est dans la réponse',
    'parentFacility/@entityID est dans facilityDirectory',
    `${LECTURE}, RG_EXP_002`,
    (e) => {
      const ids = new Set(e.organisationsInternes.map(({ id }) => id));
      const enfants = e.organisationsInternes.filter(({ complement }) => complement?.parentId !== undefined);
      return {
        vus: enfants.length,
        faux: enfants.filter((oi) => !ids.has(oi.complement!.parentId!)).map(({ id }) => id),
      };
    },
  ),
  surLus(
    'À la lecture, les activités et les équipements nommés sont dans la réponse',
    'serviceDirectory et deviceDirectory les décrivent',
    LECTURE,
    (e) => {
      const activites = e.unites.flatMap((u) =>
        (u.rattachements ?? []).flatMap((r) => (r.services ?? []).map(({ id }) => id)),
      );
      const equipements = e.unites.flatMap((u) => u.complement?.equipements ?? []);
      return {
        vus: activites.length + equipements.length,
        faux: [
          ...activites.filter((id) => !e.activites.has(id)),
          ...equipements.filter((id) => !e.equipements.has(id)),
        ],
      };
    },
  ),
  surLus(
    'À la lecture, l’entité géographique nomme une entité juridique de la réponse',
    'parent/@entityID est dans organizationDirectory',
    `${LECTURE}, RG_ALIM_018`,
    (e) => {
      const ids = new Set(e.organisations.map(({ id }) => id));
      const sites = e.organisations.filter(({ entiteJuridiqueId }) => entiteJuridiqueId !== undefined);
      return { vus: sites.length, faux: sites.filter((o) => !ids.has(o.entiteJuridiqueId!)).map(({ id }) => id) };
    },
  ),
  surLus(
    'À la lecture, un professionnel exerce dans une organisation interne de la réponse',
    'facilities/facility/@entityID est dans facilityDirectory pour l’un de ses exercices au moins',
    LECTURE,
    (e) => {
      const ids = new Set(e.organisationsInternes.map(({ id }) => id));
      const exercants = e.professionnels.filter(({ exercices = [] }) => exercices.length > 0);
      return {
        vus: exercants.length,
        faux: exercants
          .filter(({ exercices = [] }) => !exercices.some((x) => ids.has(x.organisationInterneId)))
          .map(({ id }) => id),
      };
    },
  ),
]);
