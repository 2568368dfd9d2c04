import { setImmediate } from 'node:timers/promises';
import {
  type DemandeNotification,
  type EtablissementModifie,
  OID_LECTURE,
  type ReponseNotification,
} from '@inter-ror/csd';
import type { Code } from '@inter-ror/exposure-model';
import { cleCode } from '@inter-ror/nomenclatures';
import { identifiantsEtablissement } from '../assembly/index.js';
import type { GenerationVue } from '../graphql/index.js';
import type { LecteurGeneration, ReperesGeneration } from '../ports/index.js';
import { cles, rencontre } from './selection.js';

/** One establishment (EG) as a profile sees it, with when it last changed. */
interface Etablissement {
  id: string;
  /** Epoch milliseconds of the last change of anything seen of it. */
  change: number;
  champs: Map<string, Code>;
  /** What each unit seen is for: a filter asks for both in one unit. */
  unites: { champs: readonly Code[]; publics: readonly Code[] }[];
}

/** Records looked at between two looks at what else is to be done. */
const PAR_LOT = 1_000;
const PROFONDEUR_MAX = 16;

const faits = new WeakMap<GenerationVue, Promise<Etablissement[]>>();

/** The establishments that changed at an instant or later, as the asker sees them. */
export async function changements(vue: GenerationVue, demande: DemandeNotification): Promise<ReponseNotification> {
  const depuis = Date.parse(demande.dateRef);
  const champs = cles(demande.champsActivite);
  const publics = cles(demande.publics);
  const tout = champs.size === 0 && publics.size === 0;
  const etablissements = (await etablissementsDe(vue)).filter(
    ({ change, unites }) =>
      change >= depuis && (tout || unites.some((u) => rencontre(u.champs, champs) && rencontre(u.publics, publics))),
  );
  return {
    etablissements: etablissements.map((e) => nommer(vue.lecteur, e)),
    nombre: etablissements.length,
  };
}

function nommer(lecteur: LecteurGeneration, { id, champs }: Etablissement): EtablissementModifie {
  const [idNatStruct] = identifiantsEtablissement(lecteur.organisation(id)?.identifiants).idNatStruct;
  return {
    etablissement: { valeur: idNatStruct ?? id, autorite: OID_LECTURE.etablissement },
    champsActivite: [...champs.values()].map(({ code, oid }) => ({ code, oid })),
  };
}

/** Made once for each profile of a generation. */
function etablissementsDe(vue: GenerationVue): Promise<Etablissement[]> {
  let promesse = faits.get(vue);
  if (promesse === undefined) {
    promesse = resumer(vue);
    faits.set(vue, promesse);
    promesse.catch(() => faits.delete(vue));
  }
  return promesse;
}

async function resumer(vue: GenerationVue): Promise<Etablissement[]> {
  const { lecteur, acces } = vue;
  const lus = lecteur.reperes();
  const dates = new Map(lus.organisations.map(({ id, miseAJour }) => [id, Date.parse(miseAJour)]));
  const etablissements = new Map<string, Etablissement>();
  for (const { id, entiteJuridiqueId } of lus.organisations) {
    if (entiteJuridiqueId === null || !acces.etablissement(id).voit.etablissement) continue;
    const change = Math.max(dates.get(id)!, dates.get(entiteJuridiqueId) ?? 0);
    etablissements.set(id, { id, change, champs: new Map(), unites: [] });
  }
  const unites = new Map(lus.unites.map((unite) => [unite.id, unite]));
  let rang = 0;
  const souffler = async () => {
    if (++rang % PAR_LOT === 0) await setImmediate();
  };
  for (const unite of lus.unites) {
    await souffler();
    const etablissement = etablissements.get(siteDe(unite, unites) ?? '');
    if (etablissement === undefined || !voitUnite(vue, unite)) continue;
    const { champsActivite, publics, miseAJour } = unite;
    etablissement.change = Math.max(etablissement.change, Date.parse(miseAJour));
    etablissement.unites.push({ champs: champsActivite, publics });
    for (const champ of champsActivite) etablissement.champs.set(cleCode(champ.code), champ);
  }
  for (const { professionnelId, uniteId, miseAJour } of lus.exercices) {
    await souffler();
    const unite = unites.get(uniteId);
    const etablissement = unite && etablissements.get(siteDe(unite, unites) ?? '');
    const change = Date.parse(miseAJour);
    if (etablissement === undefined || change <= etablissement.change) continue;
    if (acces.exercice({ id: professionnelId }, uniteId).voit.professionnel) etablissement.change = change;
  }
  return [...etablissements.values()];
}

type UniteReperee = ReperesGeneration['unites'][number];

function voitUnite({ acces, lecteur }: GenerationVue, { id, sensible, champsActivite }: UniteReperee): boolean {
  return acces.unite({ id, complement: { uniteSensible: sensible, champsActivite } }, lecteur.ordinalDe(id)).voit.offre;
}

/** Its own site, else that of the nearest organisation above that has one. */
function siteDe(unite: UniteReperee, unites: ReadonlyMap<string, UniteReperee>): string | undefined {
  let courante: UniteReperee | undefined = unite;
  for (let niveau = 0; courante !== undefined && niveau < PROFONDEUR_MAX; niveau++) {
    if (courante.site !== null) return courante.site;
    courante = courante.parentId === null ? undefined : unites.get(courante.parentId);
  }
  return undefined;
}
