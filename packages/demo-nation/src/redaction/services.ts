import type { ActiviteOperationnelle, Horaire, ServiceRendu } from '@inter-ror/exposure-model';
import { familleDe, OIDS } from '@inter-ror/nomenclatures';
import type { Aleatoire } from '../aleatoire.js';
import type { ModeleUnite } from '../catalogue/index.js';
import { idEntite } from '../identifiants.js';
import type { Contexte } from './contexte.js';

/** Families of TRE_R266; those of SERAFIN-PH are in another terminology. */
const FAMILLES = /^0\d$/;

/** entityID of an activity of a site: its units share it. */
export function idActivite(contexte: Contexte, activite: string): string {
  const { region, rang } = contexte.site;
  return idEntite(region, 'AO', `${String(rang).padStart(5, '0')}-${activite}`);
}

/** The activities of a site, each once. */
export function* activites(contexte: Contexte): Generator<ActiviteOperationnelle> {
  for (const code of new Set(contexte.site.unites.flatMap((unite) => unite.activites))) {
    const id = idActivite(contexte, code);
    const familles = familleDe(code).filter((famille) => FAMILLES.test(famille));
    yield {
      id,
      activite: contexte.code(OIDS.activiteOperationnelle, code),
      ...(familles.length > 0 ? { familles: contexte.codes(OIDS.familleActivite, familles) } : {}),
      metadonnees: contexte.metadonnees(contexte.hasard(id)),
    };
  }
}

/** References of a unit to its activities. */
export function servicesRendus(
  contexte: Contexte,
  hasard: Aleatoire,
  modele: ModeleUnite,
  complet: boolean,
): ServiceRendu[] {
  return modele.activites.map((activite) => ({
    id: idActivite(contexte, activite),
    ...(complet ? precisions(contexte, hasard, modele.service) : {}),
  }));
}

/** Elements of a service that few senders fill. */
export function precisions(contexte: Contexte, hasard: Aleatoire, nom: string): Partial<ServiceRendu> {
  const matin: Horaire = {
    ouvert: true,
    jours: [1, 3],
    debut: '09:00:00',
    fin: '12:00:00',
    dateDebut: contexte.jour(hasard.entier(100, 900)),
  };
  return {
    noms: [{ nomsUsuels: [nom] }],
    langues: [contexte.code(OIDS.langue, hasard.un(['fr', 'en', 'br']))],
    horaires: [matin],
    disponibiliteURI: `https://agenda-${contexte.site.region}.exemple.invalid/${contexte.site.rang}`,
  };
}
