import type {
  ActiviteOperationnelle,
  Adresse,
  Code,
  Contact,
  Enregistrement,
  Equipement,
  Geolocalisation,
  Horaire,
  Metadonnees,
  Organisation,
  OrganisationInterne,
  Professionnel,
  Tarif,
  Telecommunication,
} from '@inter-ror/exposure-model';
import { Nomenclatures, OIDS } from '@inter-ror/nomenclatures';
import { reconstruireSegment } from '../src/assembly/index.js';
import type { DocumentOffre, LecteurGeneration } from '../src/ports/index.js';

/** A generation whose records can be written as an export. */
export interface RegionEnMemoire extends LecteurGeneration {
  enregistrements(): Iterable<Enregistrement>;
}

/** A region made from a seed and held in memory; optional fields are there or not, as the seed says. */
export function regionEnMemoire(nombreOffres: number, graine = 1, region = '53'): RegionEnMemoire {
  const hasard = generateur(graine);
  const peut = <T>(valeur: () => T, part = 0.6): T | undefined => (hasard() < part ? valeur() : undefined);
  const un = <T>(valeurs: readonly T[]): T => valeurs[Math.floor(hasard() * valeurs.length)]!;
  const plusieurs = <T>(faire: () => T, max: number, min = 0): T[] =>
    Array.from({ length: min + Math.floor(hasard() * (max - min + 1)) }, faire);
  const code = (oid: string, codes: readonly string[]): Code => ({ oid, code: un(codes) });

  const metadonnees = (): Metadonnees =>
    nettoyer({
      creation: '2020-01-02T03:04:05Z',
      miseAJour: `202${Math.floor(hasard() * 6)}-0${1 + Math.floor(hasard() * 9)}-10T08:00:00+02:00`,
      statut: 'ACTIF',
      source: peut(() => 'https://ror.example/source'),
      commentaires: peut(() => plusieurs(() => nettoyer({ commentaire: peut(() => 'à "revoir"\n') }), 2)),
    });
  const telecommunication = (): Telecommunication =>
    nettoyer({
      canal: code(OIDS.canalCommunication, ['1', '2', 'XX']),
      adresse: peut(() => '0298000000'),
      usage: peut(() => 'Accueil – œuvre'),
      confidentialites: peut(() =>
        plusieurs(
          () => ({
            niveauConfidentialite: code(OIDS.niveauConfidentialite, ['1', '2', '3']),
            metadonnees: metadonnees(),
          }),
          2,
        ),
      ),
    });
  const contact = (): Contact =>
    nettoyer({
      nom: peut(() => 'Secrétariat'),
      fonction: peut(() => code(OIDS.fonctionContact, ['01', '02'])),
      description: peut(() => 'Étage 2'),
      niveauConfidentialite: code(OIDS.niveauConfidentialite, ['1', '2', '3']),
      telecommunications: peut(() => plusieurs(telecommunication, 2)),
      metadonnees: metadonnees(),
    });
  const adresse = (): Adresse =>
    nettoyer({
      lignes: [
        nettoyer({ texte: peut(() => 'Bâtiment A') }),
        { composants: { buildingNumber: '3', streetName: 'rue de l’Œuvre', postCode: '29200', cityName: 'Brest' } },
      ],
      type: peut(() => 'postale'),
    });
  const horaire = (): Horaire =>
    nettoyer({
      ouvert: hasard() < 0.8,
      jours: peut(() => [1, 2, 3]),
      debut: peut(() => '08:00:00'),
      fin: peut(() => '18:00:00'),
      dateDebut: '2024-01-01',
      precisions: peut(() =>
        plusieurs(() => nettoyer({ type: peut(() => code(OIDS.typeHoraire, ['1'])), metadonnees: metadonnees() }), 2),
      ),
    });
  const tarif = (): Tarif => ({
    type: code(OIDS.typeTarif, ['01', '02']),
    unite: code(OIDS.unitePrix, ['01']),
    montant: Math.floor(hasard() * 10_000) / 100,
    devise: code(OIDS.devise, ['EUR']),
    detail: { sorte: 'DEPENDANCE', niveauDependance: code('x', ['GIR12']), temporaliteAccueil: code('y', ['01']) },
    metadonnees: metadonnees(),
  });

  const activites = Array.from(
    { length: 30 },
    (_, n): ActiviteOperationnelle => ({
      id: `ACT${n}`,
      activite: code(OIDS.activiteOperationnelle, ['001', '013', '046', '103', '157']),
      familles: plusieurs(() => code(OIDS.familleActivite, ['01', '02']), 2),
      metadonnees: metadonnees(),
    }),
  );
  const equipements = Array.from(
    { length: 30 },
    (_, n): Equipement => ({
      id: `EQ${n}`,
      type: code(OIDS.equipement, ['01', '06', '37']),
      metadonnees: metadonnees(),
    }),
  );

  const organisations = new Map<string, Organisation>();
  const unites = new Map<string, OrganisationInterne>();
  const professionnels = new Map<string, Professionnel>();
  const offres: DocumentOffre[] = [];
  const nombreSites = Math.max(1, Math.round(nombreOffres / 8));
  const nombreEJ = Math.max(1, Math.round(nombreSites / 3));

  const organisation = (id: string, finess: string, entiteJuridiqueId?: string): Organisation =>
    nettoyer({
      id,
      identifiants: [
        { valeur: finess, autorite: 'FINESS' },
        { valeur: `1${finess}`, autorite: '1.2.250.1.71.4.2.2' },
      ],
      types: [code(OIDS.statutJuridique, ['13', '60']), code(OIDS.categorieEG, ['101', '355', '500'])],
      nom: `${un(['Centre hospitalier', 'Clinique', 'Maison'])} ${un(['d’Armor', 'des Flots', 'Œuvre Sainte'])} ${id}`,
      autresNoms: peut(() => [{ valeur: 'Autre', langue: 'fr' }]),
      adresses: peut(() => [adresse()]),
      telecommunications: peut(() => plusieurs(telecommunication, 2)),
      entiteJuridiqueId,
      complement: peut(
        () =>
          nettoyer({
            contacts: peut(() => plusieurs(contact, 2)),
            nomUsuel: peut(() => 'CH'),
            tarifs: peut(() => plusieurs(tarif, 2)),
            zonePoser: peut(() => hasard() < 0.5),
            lieu: peut(() => ({
              commune: code(OIDS.commune, ['29019', '29232', '35238']),
              geolocalisation: { latitude: 48.39, longitude: -4.49, systeme: 'WGS84', metadonnees: metadonnees() },
              adresse: adresse(),
              metadonnees: metadonnees(),
            })),
          }),
        0.9,
      ),
      metadonnees: metadonnees(),
    });

  for (let n = 0; n < nombreEJ; n++)
    organisations.set(`EJ${n}`, organisation(`EJ${n}`, `29${String(n).padStart(7, '0')}`));
  for (let n = 0; n < nombreSites; n++) {
    const id = `EG${n}`;
    organisations.set(id, organisation(id, `35${String(n).padStart(7, '0')}`, `EJ${n % nombreEJ}`));
    unites.set(`POLE${n}`, uniteInterne(`POLE${n}`, '1', id, undefined));
  }

  function uniteInterne(id: string, niveau: string, site: string, parentId: string | undefined): OrganisationInterne {
    return nettoyer<OrganisationInterne>({
      id,
      identifiants: peut(() => [{ valeur: `x-${id}`, autorite: 'interne' }]),
      types: [{ oid: OIDS.typeOrganisationInterne, code: niveau }],
      nom: `${un(['Cardiologie', 'Réadaptation', 'Urgences', 'Imagerie « IRM »'])} ${id}`,
      adresses: peut(() => [adresse()], 0.2),
      langues: peut(() => plusieurs(() => code(OIDS.langue, ['fr', 'br']), 2)),
      telecommunications: peut(() => plusieurs(telecommunication, 2)),
      rattachements: [
        {
          entiteGeographiqueId: site,
          services: plusieurs(
            () => nettoyer({ id: un(activites).id, horaires: peut(() => plusieurs(horaire, 2)) }),
            2,
            1,
          ),
        },
      ],
      horaires: peut(() => plusieurs(horaire, 3)),
      complement: nettoyer<NonNullable<OrganisationInterne['complement']>>({
        contacts: peut(() => plusieurs(contact, 2)),
        champsActivite: [code(OIDS.champActivite, ['01', '02', '03', '5'])],
        modePriseEnCharge: code(OIDS.modePriseEnCharge, ['28', '29', '33']),
        patientele: {
          ageMin: { valeur: 0, unite: code(OIDS.uniteMesure, ['a', 'mo']) },
          ageMax: { valeur: 10 + Math.floor(hasard() * 90), unite: code(OIDS.uniteMesure, ['a']) },
          metadonnees: metadonnees(),
        },
        capaciteAccueil: peut(() =>
          nettoyer({
            lits: peut(() => ({
              total: 30,
              disponibles: Math.floor(hasard() * 30),
              dateMiseAJour: '2025-05-05T00:00:00Z',
            })),
            metadonnees: metadonnees(),
          }),
        ),
        temporaliteAccueil: peut(() => code(OIDS.temporaliteAccueil, ['21', '22'])),
        actesSpecifiques: peut(() => plusieurs(() => code(OIDS.acteSpecifique, ['0001', '0250', '9999']), 4)),
        equipements: peut(() => plusieurs(() => un(equipements).id, 2)),
        secteursPsychiatriques: peut(() => ['29G04'], 0.2),
        lieu: peut(() =>
          nettoyer({
            commune: code(OIDS.commune, ['29019', '29232', '35238']),
            geolocalisation: peut(() =>
              nettoyer<Geolocalisation>({
                latitude: 47 + hasard() * 2,
                longitude: -5 + hasard() * 4,
                systeme: 'WGS84',
                precisions: peut(() => [{ fiable: true, metadonnees: metadonnees() }]),
                metadonnees: metadonnees(),
              }),
            ),
            adresse: peut(adresse),
            metadonnees: metadonnees(),
          }),
        ),
        parentId,
        uniteSensible: false,
      }),
      metadonnees: metadonnees(),
    });
  }

  for (let ordinal = 0; ordinal < nombreOffres; ordinal++) {
    const n = ordinal % nombreSites;
    const id = `UE${String(ordinal).padStart(6, '0')}`;
    const unite = uniteInterne(id, '4', `EG${n}`, `POLE${n}`);
    unites.set(id, unite);
    const idPS = `PS${ordinal % 7}`;
    professionnels.set(
      idPS,
      professionnels.get(idPS) ?? {
        id: idPS,
        identifiants: [{ valeur: `8100000000${String(ordinal % 7).padStart(2, '0')}`, autorite: '1.2.250.1.71.4.2.1' }],
        professions: [code(OIDS.profession, ['10', '21'])],
        identite: { noms: [{ nomsUsuels: ['Docteur Le Goff'], prenom: 'Nolwenn', nomFamille: 'Le Goff' }] },
        exercices: [],
        situations: [{ modeExercice: code('z', ['S', 'L']), metadonnees: metadonnees() }],
        metadonnees: metadonnees(),
      },
    );
    professionnels.get(idPS)!.exercices!.push({ organisationInterneId: id });
    const geo = unite.complement?.lieu?.geolocalisation;
    offres.push({
      ordinal,
      id,
      region,
      unite,
      activites: activites.filter(({ id }) => unite.rattachements![0]!.services!.some((service) => service.id === id)),
      equipements: equipements.filter(({ id }) => unite.complement?.equipements?.includes(id)),
      parents: [`POLE${n}`],
      entiteGeographiqueId: `EG${n}`,
      entiteJuridiqueId: `EJ${n % nombreEJ}`,
      professionnelIds: peut(() => [idPS], 0.3) ?? [],
      latitude: geo?.latitude ?? null,
      longitude: geo?.longitude ?? null,
    });
  }

  const ordinaux = new Map(offres.map(({ id, ordinal }) => [id, ordinal]));
  const cles = <T>(carte: Map<string, T>, garder: (valeur: T) => boolean) =>
    [...carte].filter(([, valeur]) => garder(valeur)).map(([id]) => id);
  const lecteur: RegionEnMemoire = {
    info: {
      numero: graine,
      date: '2026-01-01T00:00:00.000Z',
      source: 'memoire',
      empreinte: 'ab'.repeat(32),
      nombreOffres,
    },
    segment: () => reconstruireSegment(lecteur, Nomenclatures.officielles()),
    offre: (ordinal) => offres[ordinal]!,
    ordinalDe: (id) => ordinaux.get(id),
    organisations: () => [...organisations.keys()],
    organisationsInternes: () => [...unites.keys()],
    professionnels: () => [...professionnels.keys()],
    organisation: (id) => organisations.get(id),
    organisationInterne: (id) => unites.get(id),
    professionnel: (id) => professionnels.get(id),
    organisationsParIdentifiant: (sorte, _, valeur) =>
      cles(organisations, (o) => (o.entiteJuridiqueId === undefined) === (sorte === 'EJ')).filter((id) =>
        organisations.get(id)!.identifiants!.some((identifiant) => identifiant.valeur === valeur),
      ),
    professionnelsParIdentifiant: (id) => cles(professionnels, (ps) => ps.identifiants![0]!.valeur === id),
    sitesDe: (id) => cles(organisations, (o) => o.entiteJuridiqueId === id),
    enfantsDe: (id) =>
      cles(unites, (u) =>
        u.complement?.parentId === undefined
          ? u.rattachements?.[0]?.entiteGeographiqueId === id
          : u.complement.parentId === id,
      ),
    offresDuSite: (id) => offres.filter((o) => o.entiteGeographiqueId === id).map(({ ordinal }) => ordinal),
    offresDuProfessionnel: (id) => offres.filter((o) => o.professionnelIds.includes(id)).map(({ ordinal }) => ordinal),
    reperes: () => ({
      organisations: [...organisations.values()].map(({ id, entiteJuridiqueId, metadonnees: { miseAJour } }) => ({
        id,
        entiteJuridiqueId: entiteJuridiqueId ?? null,
        miseAJour,
      })),
      unites: [...unites.values()].map(({ id, complement, rattachements, metadonnees: { miseAJour } }) => ({
        id,
        site: rattachements?.[0]?.entiteGeographiqueId ?? null,
        parentId: complement?.parentId ?? null,
        sensible: complement?.uniteSensible ?? false,
        champsActivite: complement?.champsActivite ?? [],
        publics: complement?.patientele.publics ?? [],
        miseAJour,
      })),
      exercices: offres.flatMap(({ id: uniteId, professionnelIds }) =>
        professionnelIds.map((professionnelId) => ({
          professionnelId,
          uniteId,
          miseAJour: professionnels.get(professionnelId)!.metadonnees.miseAJour,
        })),
      ),
    }),
    close: () => {},
    *enregistrements() {
      for (const valeur of organisations.values()) yield { sorte: 'organisation', valeur };
      for (const valeur of activites) yield { sorte: 'activite', valeur };
      for (const valeur of unites.values()) yield { sorte: 'organisationInterne', valeur };
      for (const valeur of professionnels.values()) yield { sorte: 'professionnel', valeur };
      for (const valeur of equipements) yield { sorte: 'equipement', valeur };
    },
  };
  return lecteur;
}

/** mulberry32. */
function generateur(graine: number): () => number {
  let etat = graine >>> 0;
  return () => {
    etat = (etat + 0x6d2b79f5) >>> 0;
    let t = Math.imul(etat ^ (etat >>> 15), 1 | etat);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Leaves out the fields that are `undefined`. */
function nettoyer<T extends object>(objet: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(objet).filter(([, valeur]) => valeur !== undefined)) as T;
}
