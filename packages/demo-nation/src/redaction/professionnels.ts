import type { Exercice, Professionnel, SituationOperationnelle } from '@inter-ror/exposure-model';
import { OIDS } from '@inter-ror/nomenclatures';
import type { Aleatoire } from '../aleatoire.js';
import type { ModeleUnite } from '../catalogue/index.js';
import { idEntite, OID_ID_NAT_PS } from '../identifiants.js';
import { idUnite, PARTAGES } from '../plan/index.js';
import { boiteMSS, telecommunication } from './contacts.js';
import type { Contexte } from './contexte.js';
import { horaires } from './horaires.js';
import { adresse } from './lieux.js';
import { personne, savoirFaire } from './personnes.js';
import { idActivite, precisions } from './services.js';

const MEDECIN = '10';

/** Those who practise in two regions have the same name, profession and know-how in both. */
const PARTAGES_RPPS = new Set(PARTAGES.map(({ rpps }) => rpps));

/** The professionals of a site, each in one or two of its units. */
export function* professionnels(contexte: Contexte): Generator<Professionnel> {
  const { site } = contexte;
  const liberal = !site.modele.hospitalier && site.modele.professionnels !== 'SALARIES';
  for (const [i, rpps] of site.rpps.entries()) {
    const id = idEntite(site.region, 'PS', rpps);
    const hasard = contexte.hasard(id);
    const rang = liberal ? i % site.unites.length : Math.min(i * 8, site.unites.length - 1);
    const unite = site.unites[rang]!;
    const partage = PARTAGES_RPPS.has(rpps);
    const profession = partage ? MEDECIN : hasard.un(unite.professions ?? ['60']);
    const medecin = profession === MEDECIN;
    const specialite = partage ? 'SM54' : medecin ? unite.specialite : undefined;
    const complet = contexte.estComplet(hasard);
    yield {
      id,
      identifiants: [{ valeur: `8${rpps}`, autorite: OID_ID_NAT_PS }],
      professions: [contexte.code(OIDS.profession, profession)],
      identite: personne(contexte, contexte.hasard(`identité ${rpps}`), medecin),
      ...(hasard.chance(300)
        ? {
            langues: [
              contexte.code(OIDS.langue, 'fr'),
              contexte.code(OIDS.langue, hasard.un(['en', 'es', 'de', 'br'])),
            ],
          }
        : {}),
      ...(complet ? { organisations: rattachements(contexte, hasard) } : {}),
      exercices: exercices(contexte, hasard, rang, unite, complet),
      ...(medecin ? { savoirFaire: [savoirFaire(contexte, hasard, specialite)] } : {}),
      ...(specialite ? { specialite: contexte.code(OIDS.specialiteOrdinale, specialite) } : {}),
      situations: [situation(contexte, hasard, liberal, unite)],
      metadonnees: contexte.metadonnees(hasard),
    };
  }
}

function rattachements(contexte: Contexte, hasard: Aleatoire): NonNullable<Professionnel['organisations']> {
  return [
    {
      id: contexte.site.id,
      adresses: [adresse(contexte, hasard, contexte.site.ville)],
      telecommunications: [telecommunication(contexte, hasard, '2', '1')],
    },
  ];
}

function exercices(
  contexte: Contexte,
  hasard: Aleatoire,
  rang: number,
  unite: ModeleUnite,
  complet: boolean,
): Exercice[] {
  const { site } = contexte;
  const principal: Exercice = {
    organisationInterneId: idUnite(site, rang),
    services: [
      {
        id: idActivite(contexte, unite.activites[0]!),
        ...(complet ? { organisationId: site.id, ...precisions(contexte, hasard, unite.service) } : {}),
      },
    ],
    ...(hasard.chance(300) ? { horaires: horaires(contexte, hasard, 'CONSULTATION') } : {}),
  };
  const suivant = rang + 1;
  return suivant < site.unites.length && hasard.chance(200)
    ? [principal, { organisationInterneId: idUnite(site, suivant) }]
    : [principal];
}

function situation(
  contexte: Contexte,
  hasard: Aleatoire,
  liberal: boolean,
  unite: ModeleUnite,
): SituationOperationnelle {
  const complet = contexte.estComplet(hasard);
  return {
    modeExercice: contexte.code(OIDS.modeExercice, liberal ? 'L' : 'S'),
    ...(hasard.chance(500)
      ? {
          telecommunication: telecommunication(
            contexte,
            hasard,
            liberal ? '2' : hasard.un(['1', '3']),
            liberal ? '1' : '2',
          ),
        }
      : {}),
    ...(unite.competences
      ? { competencesSpecifiques: contexte.codes(OIDS.competenceSpecifique, unite.competences) }
      : {}),
    ...(complet ? { horaires: horaires(contexte, hasard, 'SEMAINE')[0]! } : {}),
    ...(liberal
      ? {
          secteurConventionnement: contexte.code(OIDS.secteurConventionnement, hasard.un(['1', '2'])),
          optionContratAccesSoins: hasard.chance(200),
          carteVitaleAcceptee: true,
          visiteDomicile: hasard.chance(400),
        }
      : {}),
    ...(hasard.chance(400) ? { boiteMSS: boiteMSS(contexte, hasard, `ps ${hasard.entier(1000, 9999)}`) } : {}),
    metadonnees: contexte.metadonnees(hasard),
  };
}
