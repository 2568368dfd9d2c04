import type { CodeCompte, RapportChargement, SorteEnregistrement } from '../store/index.js';
import { SORTES } from '../store/index.js';
import { direLieux } from './place-census.js';

const NOMS: Record<SorteEnregistrement, string> = {
  organisation: 'entités juridiques et géographiques',
  activite: 'activités',
  organisationInterne: 'organisations internes',
  professionnel: 'professionnels',
  equipement: 'équipements',
};

const LIGNES_MAX = 10;

const nombre = (n: number): string => n.toLocaleString('fr-FR').replace(/\s/g, ' ');
const decimal = (n: number): string => n.toFixed(1).replace('.', ',');

/** The report of a load for people, one line an item. */
export function formatRapport(rapport: RapportChargement): string[] {
  const { generation, offres, offresPrecedentes, anomalies, lieux } = rapport;
  if (rapport.statut === 'INCHANGE') {
    return [
      `${rapport.fichier} : inchangé, la génération ${generation.numero} du ${generation.date} reste servie ` +
        `(${nombre(offres)} offres).`,
    ];
  }
  const avant = offresPrecedentes === null ? '' : ` (${nombre(offresPrecedentes)} avant)`;
  return [
    `${rapport.fichier} : génération ${generation.numero}, ${nombre(offres)} offres${avant}, ` +
      `en ${decimal(rapport.secondes)} s (${decimal(rapport.debitMoParSeconde)} Mo/s).`,
    ...SORTES.map((sorte) => {
      const { lus, gardes, ecartes } = rapport.enregistrements[sorte];
      return `  ${NOMS[sorte]} : ${nombre(lus)} lus, ${nombre(gardes)} gardés, ${nombre(ecartes)} écartés`;
    }),
    ...(lieux === undefined || lieux.ailleurs === 0 ? [] : [`  attention : ${direLieux(lieux)}`]),
    ...Object.entries(anomalies.parCode)
      .sort(([, a], [, b]) => b - a)
      .map(([code, n]) => `  anomalie ${code} : ${nombre(n)}`),
    ...anomalies.premieres.slice(0, LIGNES_MAX).map((anomalie) => {
      const lieu = anomalie.ligne === undefined ? '' : `ligne ${anomalie.ligne}, colonne ${anomalie.colonne}, `;
      const effet = anomalie.gravite === 'ECARTE' ? 'écarté' : 'signalé';
      return `    ${lieu}${anomalie.sorte ?? 'document'} ${anomalie.id ?? ''} ${effet} (${anomalie.code}) : ${anomalie.message}`;
    }),
    ...lignesSynchronisation(rapport.synchronisation),
    ...lignesCodes('inconnus', rapport.codesInconnus),
    ...lignesCodes('obsolètes', rapport.codesObsoletes),
  ];
}

function lignesSynchronisation(synchronisation: RapportChargement['synchronisation']): string[] {
  if (synchronisation === undefined) return [];
  const { etablissements, enErreur, erreurs, sansCorrespondance } = synchronisation;
  const occurrences = sansCorrespondance.reduce((somme, code) => somme + code.occurrences, 0);
  return [
    `  établissements : ${nombre(etablissements)}, dont ${nombre(enErreur)} en erreur`,
    ...erreurs.slice(0, LIGNES_MAX).map((e) => `    ${e.etablissement} (${e.code}) : ${e.message}`),
    ...(occurrences > 0
      ? [`  codes locaux sans correspondance : ${nombre(sansCorrespondance.length)} (${nombre(occurrences)} fois)`]
      : []),
    ...sansCorrespondance.slice(0, LIGNES_MAX).map((c) => `    ${c.table} ${c.code} : ${nombre(c.occurrences)} fois`),
  ];
}

function lignesCodes(quoi: string, codes: readonly CodeCompte[]): string[] {
  if (codes.length === 0) return [];
  const montres = codes.slice(0, LIGNES_MAX);
  const reste = codes.length - montres.length;
  return [
    `  codes ${quoi} : ${nombre(codes.length)} (gardés, cherchables, jamais proposés)`,
    ...montres.map(({ table, code, libelle, occurrences }) => {
      const nom = libelle === null ? '' : ` « ${libelle} »`;
      return `    ${table} ${code}${nom} : ${nombre(occurrences)} fois`;
    }),
    ...(reste > 0 ? [`    et ${nombre(reste)} autres`] : []),
  ];
}
