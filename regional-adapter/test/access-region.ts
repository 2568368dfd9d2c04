import { champDe, decider, type Niveau, niveauDuCode, type Porteur, type Profil } from '@inter-ror/access-policy';
import type {
  Contact,
  Metadonnees,
  Organisation,
  OrganisationInterne,
  Professionnel,
  Telecommunication,
} from '@inter-ror/exposure-model';
import { Nomenclatures, OIDS } from '@inter-ror/nomenclatures';
import { reconstruireSegment } from '../src/assembly/index.js';
import type { LecteurGeneration } from '../src/ports/index.js';
import { type RegionEnMemoire, regionEnMemoire } from './graphql-region.js';

const METADONNEES: Metadonnees = {
  creation: '2020-01-01T00:00:00Z',
  miseAJour: '2024-01-01T00:00:00Z',
  statut: 'ACTIF',
};
const code = (oid: string, valeur: string) => ({ oid, code: valeur });
const niveau = (n: number) => [
  { niveauConfidentialite: code(OIDS.niveauConfidentialite, String(n)), metadonnees: METADONNEES },
];

/** A region with something of each kind that the table tells apart, sensitive units and organisations among them. */
export function regionContrastee(nombre: number, graine: number): RegionEnMemoire {
  const region = regionEnMemoire(nombre, graine);
  const vues = new Set<OrganisationInterne>();
  const contraster = (unite: OrganisationInterne, n: number) => {
    if (vues.has(unite)) return;
    vues.add(unite);
    const c = unite.complement!;
    c.uniteSensible = n % 5 === 0;
    c.champsActivite = [code(OIDS.champActivite, ['01', '04', '5', '03', '05', '4', '06'][n % 7]!)];
    c.capaciteCrise = { t0: n, t60: 2 * n, metadonnees: METADONNEES };
    c.capaciteAccueil = {
      lits: { total: 30, disponibles: n % 9, dateMiseAJour: `2025-05-0${1 + (n % 9)}T00:00:00Z` },
      places: { disponibles: n % 4 },
      metadonnees: METADONNEES,
    };
    c.competences = {
      professions: [code(OIDS.profession, n % 2 ? '10' : '60')],
      competencesSpecifiques: [code('r243', String(n % 3))],
      metadonnees: METADONNEES,
    };
    c.specialisationsPriseEnCharge = [code('r245', String(n % 6))];
    c.boitesMSS = [1, 2, 3].map((rang) => ({
      telecommunication: {
        canal: code(OIDS.canalCommunication, '4'),
        ...(rang < 3 ? { confidentialites: niveau(rang) } : {}),
      },
      metadonnees: METADONNEES,
    }));
  };
  for (let ordinal = 0; ordinal < nombre; ordinal++) {
    const document = region.offre(ordinal);
    contraster(document.unite, ordinal * 3 + (ordinal % 11));
    for (const id of document.parents) contraster(region.organisationInterne(id)!, ordinal + 2);
    for (const id of [document.entiteGeographiqueId!, document.entiteJuridiqueId!]) {
      const organisation = region.organisation(id)!;
      if (organisation.complement) {
        organisation.complement.zonePoser = ordinal % 2 === 0;
        organisation.complement.niveauRecoursORSAN = code('r284', '1');
      }
    }
    for (const id of document.professionnelIds) {
      const ps = region.professionnel(id)!;
      ps.identite.sexe = 'F';
      ps.identite.dateNaissance = '1970-01-01';
      ps.identite.adresses = [{ lignes: [{ texte: 'chez elle' }] }];
      ps.identite.telecommunications = [{ canal: code(OIDS.canalCommunication, '1'), confidentialites: niveau(2) }];
      ps.organisations = [
        {
          id: document.entiteGeographiqueId!,
          telecommunications: [{ canal: code(OIDS.canalCommunication, '1'), confidentialites: niveau(1) }],
        },
        { id: 'ailleurs' },
      ];
      ps.situations = ps.exercices!.map((_, rang) => ({
        modeExercice: code('z', 'L'),
        telecommunication: { canal: code(OIDS.canalCommunication, '1'), confidentialites: niveau(1 + (rang % 3)) },
        metadonnees: METADONNEES,
      }));
    }
  }
  return region;
}

/** Identifiers of two professionals of the region who refuse public diffusion. */
export const OPPOSES: ReadonlyMap<string, string> = new Map([
  ['810000000003', '2026-01-01'],
  ['810000000005', '2026-02-01'],
]);

/**
 * The region as if nothing had ever been put in it that a profile may not see: each datum asked of the one decision.
 * It is also a region that differs from the other in hidden data alone.
 */
export function regionMasquee(region: LecteurGeneration, profil: Profil): LecteurGeneration {
  const voit = (champ: string, porteur: Porteur, ...niveaux: Niveau[]) =>
    decider({ champ, niveaux }, porteur, { profil, perimetre: ['*'] }).visible;
  const total = region.info.nombreOffres;
  const documents = Array.from({ length: total }, (_, o) => region.offre(o));
  const idsOpposes = new Set([...OPPOSES.keys()].flatMap((id) => region.professionnelsParIdentifiant(id)));
  const champ = (u: OrganisationInterne) => champDe(u.complement!.champsActivite.map((c) => c.code));
  const offreOpposee = (o: number) => {
    const { professionnelIds, unite } = documents[o]!;
    return (
      champ(unite) === 'VILLE' && professionnelIds.length > 0 && professionnelIds.every((id) => idsOpposes.has(id))
    );
  };
  const siteOppose = (id: string) => region.offresDuSite(id).length > 0 && region.offresDuSite(id).every(offreOpposee);
  const porteur = (u: OrganisationInterne): Porteur => {
    const o = region.ordinalDe(u.id);
    return {
      sensible: u.complement!.uniteSensible ?? false,
      champ: champ(u),
      oppose: o === undefined ? siteOppose(u.rattachements?.[0]?.entiteGeographiqueId ?? '') : offreOpposee(o),
    };
  };
  const exercice = (ps: Professionnel, rang: number): Porteur => {
    const id = ps.exercices?.[rang]?.organisationInterneId;
    const u = id === undefined ? undefined : region.organisationInterne(id);
    return { ...(u ? porteur(u) : { sensible: false, champ: 'AUTRE' as const }), oppose: idsOpposes.has(ps.id) };
  };
  const niveauDe = (t: Telecommunication): Niveau | undefined => {
    const portes = (t.confidentialites ?? []).map((c) => niveauDuCode(c.niveauConfidentialite.code));
    return portes.length === 0 ? undefined : (Math.max(...portes) as Niveau);
  };
  const lignes = (les: Telecommunication[] | undefined, porteurs: Porteur[], defaut: Niveau, contact: Niveau = 1) =>
    les?.filter((t) => porteurs.every((p) => voit('Telecommunication.adresse', p, niveauDe(t) ?? defaut, contact)));
  const contacts = (les: Contact[] | undefined, p: Porteur) =>
    les
      ?.filter((c) => voit('Contact.nom', p, niveauDuCode(c.niveauConfidentialite.code)))
      .map((c) => {
        const n = niveauDuCode(c.niveauConfidentialite.code);
        return { ...c, telecommunications: lignes(c.telecommunications, [p], n, n) };
      });

  const auDessus = (id: string | undefined): string | undefined => {
    const au = id === undefined ? undefined : region.organisationInterne(id);
    if (au === undefined) return undefined;
    return voit('OrganisationInterne.nom', porteur(au)) ? au.id : auDessus(au.complement!.parentId);
  };
  const unite = (u: OrganisationInterne | undefined): OrganisationInterne | undefined => {
    if (u === undefined) return undefined;
    const p = porteur(u);
    if (!voit('OrganisationInterne.nom', p)) return undefined;
    const c = u.complement!;
    const soins = voit('Offre.actesSpecifiques', p);
    const disponible = voit('Capacite.disponibles', p);
    const capacite = (x: { total?: number; disponibles?: number; dateMiseAJour?: string } | undefined) =>
      x && {
        ...(x.total === undefined ? {} : { total: x.total }),
        ...(disponible ? { disponibles: x.disponibles, dateMiseAJour: x.dateMiseAJour } : {}),
      };
    return {
      ...u,
      telecommunications: lignes(u.telecommunications, [p], 3),
      complement: {
        ...c,
        contacts: contacts(c.contacts, p),
        uniteSensible: voit('Offre.uniteSensible', p) ? c.uniteSensible : undefined,
        actesSpecifiques: soins ? c.actesSpecifiques : [],
        specialisationsPriseEnCharge: soins ? c.specialisationsPriseEnCharge : [],
        competences: soins ? c.competences : undefined,
        equipements: voit('Offre.equipements', p) ? c.equipements : [],
        parentId: auDessus(c.parentId),
        capaciteCrise: voit('Offre.capaciteCrise', p) ? c.capaciteCrise : undefined,
        capaciteAccueil: c.capaciteAccueil && {
          ...c.capaciteAccueil,
          lits: capacite(c.capaciteAccueil.lits),
          places: capacite(c.capaciteAccueil.places),
        },
        boitesMSS: c.boitesMSS?.map((b) => ({ ...b, telecommunication: lignes([b.telecommunication!], [p], 1)![0] })),
      },
    } as OrganisationInterne;
  };
  const professionnel = (ps: Professionnel | undefined): Professionnel | undefined => {
    if (ps === undefined) return undefined;
    const rangs = (ps.exercices ?? []).map((_, rang) => rang);
    const vus = rangs.filter((rang) => voit('SituationOperationnelle.region', exercice(ps, rang)));
    if (vus.length === 0) return undefined;
    const porteurs = vus.map((rang) => exercice(ps, rang));
    const etatCivil = porteurs.every((p) => voit('Personne.sexe', p));
    return {
      ...ps,
      exercices: vus.map((rang) => ps.exercices![rang]!),
      situations: vus.map((rang) => ({
        ...ps.situations![rang]!,
        telecommunication: lignes([ps.situations![rang]!.telecommunication!], [exercice(ps, rang)], 3)![0],
      })),
      identite: {
        ...ps.identite,
        telecommunications: lignes(ps.identite.telecommunications, porteurs, 3),
        ...(etatCivil ? {} : { sexe: undefined, dateNaissance: undefined, adresses: undefined }),
      },
      organisations: ps.organisations
        ?.filter(({ id }) => {
          const la = region.offresDuSite(id).filter((o) => documents[o]!.professionnelIds.includes(ps.id));
          if (la.length === 0)
            return voit('Professionnel.id', { sensible: false, champ: 'AUTRE', oppose: idsOpposes.has(ps.id) });
          return la.some((o) =>
            voit('Professionnel.id', { ...porteur(documents[o]!.unite), oppose: idsOpposes.has(ps.id) }),
          );
        })
        .map((o) => ({ ...o, telecommunications: lignes(o.telecommunications, porteurs, 3) })),
    } as Professionnel;
  };
  const organisation = (o: Organisation | undefined): Organisation | undefined => {
    if (o === undefined) return undefined;
    const oppose =
      o.entiteJuridiqueId === undefined
        ? region.sitesDe(o.id).length > 0 && region.sitesDe(o.id).every(siteOppose)
        : siteOppose(o.id);
    const p: Porteur = { sensible: false, champ: 'AUTRE', oppose };
    if (!voit('EntiteGeographique.nom', p)) return undefined;
    const crise = voit('EntiteGeographique.zonePoser', p);
    return {
      ...o,
      telecommunications: lignes(o.telecommunications, [p], 3),
      complement: o.complement && {
        ...o.complement,
        contacts: contacts(o.complement.contacts, p),
        ...(crise ? {} : { zonePoser: undefined, niveauRecoursORSAN: undefined }),
      },
    } as Organisation;
  };

  const gardees = documents.filter(({ unite: u }) => voit('Offre.nom', porteur(u)));
  const nouveaux = new Map(gardees.map(({ ordinal }, rang) => [ordinal, rang]));
  const renommer = (ordinaux: number[]) => ordinaux.flatMap((o) => nouveaux.get(o) ?? []);
  const visibles = gardees.map((d, ordinal) => {
    const p = porteur(d.unite);
    return {
      ...d,
      ordinal,
      unite: unite(d.unite)!,
      equipements: voit('Offre.equipements', p) ? d.equipements : [],
      professionnelIds: voit('Offre.professionnels', p) ? d.professionnelIds : [],
    };
  });
  const voitId = (id: string) => unite(region.organisationInterne(id)) !== undefined;
  /** A level that is hidden is passed through. */
  const auDessous = (id: string): string[] =>
    region.enfantsDe(id).flatMap((enfant) => (voitId(enfant) ? [enfant] : auDessous(enfant)));
  const masquee: LecteurGeneration = {
    ...region,
    info: { ...region.info, nombreOffres: visibles.length },
    segment: () => reconstruireSegment(masquee, Nomenclatures.officielles()),
    offre: (ordinal) => visibles[ordinal]!,
    ordinalDe: (id) => renommer([region.ordinalDe(id) ?? -1])[0],
    organisation: (id) => organisation(region.organisation(id)),
    organisationInterne: (id) => unite(region.organisationInterne(id)),
    enfantsDe: auDessous,
    professionnel: (id) => professionnel(region.professionnel(id)),
    offresDuSite: (id) => renommer(region.offresDuSite(id)),
    offresDuProfessionnel: (id) => renommer(region.offresDuProfessionnel(id)),
  };
  return masquee;
}
