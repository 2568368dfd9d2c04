import type { AdmissionSnapshot } from '@inter-ror/mutual-tls';
import type { EtatGarde } from '../guard/index.js';
import { answered, type Entendu } from './hearings.js';
import { type Siege, siegesDe } from './seats.js';

/** Why a region cannot search another one. */
export type Motif =
  | 'LISTE_EXPIREE'
  | 'NON_INSCRITE'
  | 'EN_ATTENTE'
  | 'SUSPENDUE'
  | 'REVOQUEE'
  | 'CERTIFICAT'
  | 'SANS_PROFIL'
  | 'HORS_PERIMETRE'
  | 'SANS_ADRESSE'
  | 'DISJONCTEUR'
  | 'MUETTE'
  | 'PAS_ENCORE_ENTENDUE';

/** What stands in the way. */
export interface Obstacle {
  motif: Motif;
  /** Of the two regions, the one that is at fault; null when it is neither, or both. */
  region: string | null;
  message: string;
  /** Since when, epoch milliseconds, when the list or the breaker says so. */
  depuis: number | undefined;
}

/** Whether the users of region `de` can search region `vers` now. */
export interface Lien {
  de: string;
  vers: string;
  obstacle: Obstacle | undefined;
}

/** What the state of the connections is computed from. */
export interface Sources {
  snapshot: AdmissionSnapshot;
  entendu(member: string): Entendu | undefined;
  gardes: ReadonlyMap<string, EtatGarde>;
  /** Epoch milliseconds. */
  maintenant: number;
}

/**
 * The directed connections between regions, one a pair of different codes: who asks must be admitted as a client, with
 * a profile and a perimeter that holds the other; who is asked must be admitted as a server, and answer.
 */
export function liens(sources: Sources): Lien[] {
  const { snapshot, maintenant } = sources;
  const sieges = siegesDe(snapshot);
  const expired: Obstacle | undefined =
    maintenant >= snapshot.expires
      ? { motif: 'LISTE_EXPIREE', region: null, message: 'La liste blanche a expiré.', depuis: snapshot.expires }
      : undefined;
  const asking = sieges.map((siege) => obstacleDeQuiDemande(siege, sources));
  const asked = sieges.map((siege) => obstacleDeQuiRepond(siege, sources));
  return sieges.flatMap((de, i) =>
    sieges.flatMap((vers, j): Lien[] => {
      if (i === j) return [];
      const obstacle = expired ?? asking[i] ?? asked[j] ?? horsPerimetre(de, vers);
      return [{ de: de.code, vers: vers.code, obstacle }];
    }),
  );
}

function obstacleDeQuiDemande(siege: Siege, { snapshot, maintenant }: Sources): Obstacle | undefined {
  const { membre } = siege;
  if (membre === undefined) return nonAdmise(siege);
  if (!snapshot.inDate(membre.id, 'client', maintenant)) {
    return obstacle(siege, 'CERTIFICAT', 'n’a pas de certificat client en vigueur');
  }
  if (membre.profile === null) {
    return obstacle(siege, 'SANS_PROFIL', 'n’a pas de profil d’accès dans la liste blanche');
  }
  return undefined;
}

function obstacleDeQuiRepond(siege: Siege, { snapshot, maintenant, gardes, entendu }: Sources): Obstacle | undefined {
  const { membre } = siege;
  if (membre === undefined) return nonAdmise(siege);
  if (membre.endpoints.length === 0) {
    return obstacle(siege, 'SANS_ADRESSE', 'n’a pas d’adresse dans la liste blanche');
  }
  if (!snapshot.inDate(membre.id, 'server', maintenant)) {
    return obstacle(siege, 'CERTIFICAT', 'n’a pas de certificat serveur en vigueur');
  }
  const garde = gardes.get(membre.id);
  if (garde !== undefined && garde.disjoncteur !== 'FERME') {
    const said = entendu(membre.id)?.message;
    const why = said ? ` (${said})` : '';
    return obstacle(siege, 'DISJONCTEUR', `est écartée après des échecs répétés${why}`, garde.depuis);
  }
  const heard = entendu(membre.id);
  if (heard === undefined) return obstacle(siege, 'PAS_ENCORE_ENTENDUE', 'n’a pas encore été interrogée');
  if (answered(heard)) return undefined;
  return obstacle(
    siege,
    'MUETTE',
    `n’a pas répondu à la dernière question (${heard.message || heard.code || heard.statut})`,
  );
}

function horsPerimetre({ membre, code }: Siege, vers: Siege): Obstacle | undefined {
  const perimeter = membre!.perimeter;
  if (perimeter.includes('*') || vers.membre!.regionCodes.every((one) => perimeter.includes(one))) return undefined;
  const message = `${vers.nom} n’est pas dans le périmètre que la liste blanche donne à cette région.`;
  return { motif: 'HORS_PERIMETRE', region: code, message, depuis: undefined };
}

const APART = {
  pending: ['EN_ATTENTE', 'attend d’être admise'],
  suspended: ['SUSPENDUE', 'est suspendue'],
  revoked: ['REVOQUEE', 'est révoquée'],
} as const;

function nonAdmise(siege: Siege): Obstacle {
  if (siege.apart === undefined) {
    return obstacle(siege, 'NON_INSCRITE', 'n’est portée par aucune entrée de la liste blanche');
  }
  const [motif, phrase] = APART[siege.apart.status];
  return obstacle(siege, motif, phrase, siege.apart.since);
}

function obstacle({ code, nom }: Siege, motif: Motif, phrase: string, depuis?: number): Obstacle {
  return { motif, region: code, message: `${nom} ${phrase}.`, depuis };
}
