import type { Masques } from '@inter-ror/access-policy';
import type { AccessTrace } from '@inter-ror/audit';
import { type ArgumentsRecherche, codesDesCriteres, normaliserRecherche } from '@inter-ror/exposure-model';
import { ErreurAdaptateur } from './errors.js';
import type { GenerationVue } from './generation-servie.js';
import { VuePageOffres } from './page-offres.js';
import { type LireQualite, qualiteServie } from './qualite-servie.js';
import type { VuesRequete } from './vues-requete.js';

/** What a request is answered from. */
export interface ContexteRequete {
  readonly generation: GenerationVue;
  readonly vues: VuesRequete;
  /** Reference point of a commune where the region has no place: configuration. */
  readonly pointsConfigures: PointsConfigures;
  /** Tells the asker what its profile does not see; absent when somebody else does. */
  readonly masques?: Masques;
  /** What the request sees, for the journal; absent when none is kept. */
  readonly trace?: AccessTrace;
  /** The indicators of the generation in force; absent where they are not made. */
  readonly qualite?: LireQualite;
}

export type PointsConfigures = ReadonlyMap<string, { latitude: number; longitude: number }>;

interface IdentifiantsStructure {
  numFINESS?: string | null;
  idNatStruct?: string | null;
}

const PAGE_MAX = 200;

/** Answers a search; what the compiled path and graphql-js share. */
export function rechercherOffres(args: ArgumentsRecherche, contexte: ContexteRequete): VuePageOffres {
  const { index } = contexte.generation;
  const recherche = normaliserRecherche(args, {
    pointDeCommune: (code) => pointDeCommune(code, contexte) ?? undefined,
  });
  contexte.masques?.noterCriteres(args, contexte.vues.acces.profil, contexte.vues.criteres);
  const page = index.rechercher(recherche);
  contexte.trace?.search({
    criteres: recherche.empreinte,
    codes: codesDesCriteres(args.criteres),
    total: page.total,
    rendues: page.ordinaux.length,
  });
  return new VuePageOffres(contexte.vues, recherche, page);
}

/** Resolvers of `Query`; everything below is read from views by graphql-js' own default resolver. */
export const racine = {
  rechercherOffres,

  offre({ id }: { id: string }, { vues, trace }: ContexteRequete) {
    trace?.object('offre', id);
    const ordinal = vues.lecteur.ordinalDe(id);
    return ordinal === undefined ? null : vues.offre(ordinal);
  },
  entiteGeographique(args: IdentifiantsStructure, { vues, trace }: ContexteRequete) {
    trace?.object('entiteGeographique', args.numFINESS ?? args.idNatStruct ?? '');
    return vues.entiteGeographique(organisationDe('EG', args, vues));
  },
  entiteJuridique(args: IdentifiantsStructure, { vues, trace }: ContexteRequete) {
    trace?.object('entiteJuridique', args.numFINESS ?? args.idNatStruct ?? '');
    return vues.entiteJuridique(organisationDe('EJ', args, vues));
  },
  organisationInterne({ id }: { id: string }, { vues, trace }: ContexteRequete) {
    trace?.object('organisationInterne', id);
    return vues.organisationInterne(id);
  },
  professionnel({ idNatPS }: { idNatPS: string }, { vues, trace }: ContexteRequete) {
    trace?.object('professionnel', idNatPS);
    const [id] = vues.lecteur.professionnelsParIdentifiant(idNatPS);
    return id === undefined ? null : vues.professionnel(id);
  },
  regions(_: object, { generation }: ContexteRequete) {
    return [...generation.regions.values()];
  },
  qualite: (_: object, { generation, vues, qualite }: ContexteRequete) =>
    qualiteServie(vues.acces.profil, generation, qualite),
  nomenclature(args: { table: string; texte?: string | null; first?: number | null }, contexte: ContexteRequete) {
    const { table, texte } = args;
    const first = args.first ?? 20;
    if (first < 1 || first > PAGE_MAX) {
      throw new ErreurAdaptateur('PAGE_INVALIDE', `first vaut ${first} : donnez un nombre de 1 à ${PAGE_MAX}.`);
    }
    const concepts = contexte.generation.concepts.chercher(table, texte ?? '', first);
    if (concepts !== undefined) return concepts;
    throw new ErreurAdaptateur(
      'NOMENCLATURE_INCONNUE',
      `La table « ${table.slice(0, 100)} » est inconnue : donnez un nom court (R211, J17), un nom complet, un OID ou un système FHIR.`,
    );
  },
  pointDeCommune({ commune }: { commune: string }, contexte: ContexteRequete) {
    return pointDeCommune(commune.trim().toUpperCase().padStart(5, '0'), contexte);
  },
};

function pointDeCommune(commune: string, { generation, pointsConfigures }: ContexteRequete) {
  const desLieux = generation.points.pointDeCommune(commune);
  if (desLieux !== undefined) return { commune, ...desLieux, source: 'LIEUX' as const };
  const configure = pointsConfigures.get(commune);
  return configure === undefined ? null : { commune, ...configure, lieux: 0, source: 'CONFIGURATION' as const };
}

function organisationDe(
  sorte: 'EJ' | 'EG',
  { numFINESS, idNatStruct }: IdentifiantsStructure,
  { lecteur }: VuesRequete,
): string | undefined {
  const parFiness = numFINESS ? lecteur.organisationsParIdentifiant(sorte, 'numFINESS', numFINESS) : undefined;
  const parNational = idNatStruct ? lecteur.organisationsParIdentifiant(sorte, 'idNatStruct', idNatStruct) : undefined;
  if (parFiness === undefined && parNational === undefined) {
    throw new ErreurAdaptateur('IDENTIFIANT_REQUIS', 'Donnez numFINESS ou idNatStruct : aucun des deux n’est rempli.');
  }
  if (parFiness === undefined) return parNational![0];
  return parNational === undefined ? parFiness[0] : parFiness.find((id) => parNational.includes(id));
}
