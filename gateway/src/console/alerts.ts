import type { Motif } from './connections.js';
import type { Echeance, EtatNation, EtatRegion } from './nation-state.js';

/** Something that somebody must do something about. */
export interface Alerte {
  /** `PANNE`: something does not work now. `VEILLE`: it will not, or is closed on purpose. */
  gravite: 'PANNE' | 'VEILLE';
  /** What, in one sentence. */
  quoi: string;
  /** ISO 8601; null when it is not known, or is to come. */
  depuis: string | null;
  quoiFaire: string;
}

const WAIT = 'Elle sera reprise seule dès qu’elle répondra.';
const call = (_id: string, contact: string | null) =>
  `Prévenez l’exploitant de cette région${contact === null ? '' : ` (${contact})`} : son adaptateur est arrêté, injoignable ou en échec (son journal et sa console disent pourquoi). ${WAIT}`;

const REMEDES: Readonly<Partial<Record<Motif, (member: string, contact: string | null) => string>>> = {
  MUETTE: call,
  DISJONCTEUR: call,
  CERTIFICAT: (id) => `Faites inscrire son certificat suivant : inter-ror whitelist rotate ${id}.`,
  SANS_ADRESSE: (id) => `Donnez son adresse : inter-ror whitelist endpoint ${id} https://…`,
  SANS_PROFIL: (id) => `Inscrivez-la de nouveau avec un profil : inter-ror whitelist show ${id} dit ce qu’elle a.`,
  SUSPENDUE: (id) => `Si la cause est levée : inter-ror whitelist resume ${id}.`,
  EN_ATTENTE: (id) => `Une seconde personne l’approuve : inter-ror whitelist approve ${id}.`,
  REVOQUEE: () => 'Elle ne revient que par une nouvelle inscription : inter-ror whitelist enroll.',
  NON_INSCRITE: () => 'Inscrivez l’instance de cette région : inter-ror whitelist enroll.',
};
/** Closed by a decision, or not open yet: nothing is down. */
const DECIDED: ReadonlySet<Motif> = new Set<Motif>(['SUSPENDUE', 'EN_ATTENTE', 'REVOQUEE', 'NON_INSCRITE']);
const PUBLISH = 'chez l’autorité, inter-ror whitelist doctor dit pourquoi, inter-ror whitelist publish la prolonge.';
const LISTE: Readonly<Record<string, string>> = {
  degraded: 'L’autorité ne donne plus de nouvelles de la liste blanche.',
  grace: 'La liste blanche a expiré : elle est tolérée le temps de la grâce.',
  closed: 'La liste blanche a expiré : plus personne n’est admis.',
};
const SOON = 30;

/** What is wrong in the nation, the worst first, then what has lasted longest; each with what to do. */
export function alertesDe(e: EtatNation): Alerte[] {
  const found = [...listeDe(e), ...regionsDe(e), ...e.echeances.filter(({ alarme }) => alarme <= SOON).map(echeance)];
  const worth = (a: Alerte) => (a.gravite === 'PANNE' ? 0 : 1);
  return found.sort((a, b) => worth(a) - worth(b) || ((a.depuis ?? '~') < (b.depuis ?? '~') ? -1 : 1));
}

function listeDe({ liste }: EtatNation): Alerte[] {
  const quoi = LISTE[liste.etat];
  if (quoi === undefined) return [];
  const gravite = liste.etat === 'degraded' ? 'VEILLE' : 'PANNE';
  const depuis = gravite === 'PANNE' ? liste.expire : null;
  return [{ gravite, quoi, depuis, quoiFaire: `Relancez sa publication : ${PUBLISH}` }];
}

/** One alert a region and reason, however many connections it closes; what a perimeter closes is as decided. */
function regionsDe({ liens, regions }: EtatNation): Alerte[] {
  const seen = new Map<string, Alerte>();
  for (const { motif, region: code, message, depuis } of liens) {
    const remede = motif === null ? undefined : REMEDES[motif];
    if (motif === null || remede === undefined || code === null) continue;
    const region = regions.find(({ codes }) => codes.includes(code));
    const key = `${motif} ${region?.membre ?? code}`;
    if (seen.has(key)) continue;
    seen.set(key, {
      gravite: DECIDED.has(motif) ? 'VEILLE' : 'PANNE',
      quoi: message ?? motif,
      depuis: silent(motif) ? (region?.entendu?.derniereReponse ?? depuis) : depuis,
      quoiFaire: remede(region?.membre ?? `region-${code}`, region?.contact ?? null),
    });
  }
  return [...seen.values()];
}

/** A silence began at the last answer, whatever was made of it since. */
function silent(motif: Motif): boolean {
  return motif === 'MUETTE' || motif === 'DISJONCTEUR';
}

function echeance({ quoi, id, jours, fin }: Echeance): Alerte {
  const ended = jours < 0;
  const when = ended ? 'est expiré' : `expire dans ${jours} ${jours > 1 ? 'jours' : 'jour'}`;
  return {
    gravite: ended ? 'PANNE' : 'VEILLE',
    quoi: `${quoi} ${id} : ${when}.`,
    depuis: ended ? fin : null,
    quoiFaire: `Renouvelez-le avant : inter-ror whitelist list dit ce qui finit bientôt, rotate inscrit le suivant.`,
  };
}

/** Instances that answer, of those that the list admits. */
export function instancesQuiRepondent(regions: readonly EtatRegion[]): { repondent: number; admises: number } {
  const admitted = regions.filter(({ liste }) => liste === 'ADMISE');
  const well = admitted.filter(
    ({ entendu, disjoncteur }) =>
      disjoncteur === 'FERME' && (entendu?.statut === 'OK' || entendu?.statut === 'PARTIEL'),
  );
  return { repondent: well.length, admises: admitted.length };
}
