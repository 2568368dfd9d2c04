import type { BoiteLettresMSS, Contact, Telecommunication } from '@inter-ror/exposure-model';
import { OIDS } from '@inter-ror/nomenclatures';
import type { Aleatoire } from '../aleatoire.js';
import { personneInventee, pourDomaine } from '../noms.js';
import type { Contexte } from './contexte.js';

type Niveau = '1' | '2' | '3';
type Lien = readonly [canal: string, niveau: Niveau];

const lien = (canal: string, niveau: Niveau): Lien => [canal, niveau];

/**
 * Prefixes of the numbers that the ARCEP keeps for works of fiction (decision 2018-0881): one for each zone of the
 * mainland, one for mobiles. Overseas regions use the first.
 */
const PREFIXES: Readonly<Record<string, string>> = {
  '24': '02 61 91',
  '28': '02 61 91',
  '52': '02 61 91',
  '53': '02 61 91',
  '27': '03 53 01',
  '32': '03 53 01',
  '44': '03 53 01',
  '84': '04 65 71',
  '93': '04 65 71',
  '94': '04 65 71',
  '75': '05 36 49',
  '76': '05 36 49',
};
const PREFIXE_PAR_DEFAUT = '01 99 00';
const PREFIXE_MOBILE = '06 39 98';

function numero(prefixe: string, hasard: Aleatoire): string {
  const fin = String(hasard.entier(0, 9999)).padStart(4, '0');
  return `${prefixe} ${fin.slice(0, 2)} ${fin.slice(2)}`;
}

/** @param canal TRE_R200 */
export function telecommunication(
  contexte: Contexte,
  hasard: Aleatoire,
  canal: string,
  niveau: Niveau,
): Telecommunication {
  const complete = contexte.estComplet(hasard);
  return {
    canal: contexte.code(OIDS.canalCommunication, canal),
    ...(hasard.chance(5) ? {} : { adresse: adresseDe(contexte, hasard, canal) }),
    ...(complete ? { usage: 'Professionnel', certificat: 'Certificat inventé' } : {}),
    confidentialites: [{ niveauConfidentialite: contexte.niveau(niveau), metadonnees: contexte.metadonnees(hasard) }],
  };
}

function adresseDe(contexte: Contexte, hasard: Aleatoire, canal: string): string {
  switch (canal) {
    case '1':
      return numero(PREFIXE_MOBILE, hasard);
    case '3':
      return `${hasard.un(['accueil', 'secretariat', 'contact', 'rendez-vous'])}@${contexte.domaine}`;
    case '4':
      return `https://${contexte.domaine}/`;
    case '5':
      return `sftp://${contexte.domaine}/depot`;
    case '7':
      return `ANTARES ${contexte.site.region}-${hasard.entier(1000, 9999)}`;
    case '9':
      return `alerte@${contexte.domaine}`;
    default:
      return numero(PREFIXES[contexte.site.region] ?? PREFIXE_PAR_DEFAUT, hasard);
  }
}

/**
 * Contacts of a unit or a site: always one for the public, often one for professionals, and one for regulation and
 * crisis where there is an alert; a contact may hold telecommunications of a level above its own.
 */
export function contacts(contexte: Contexte, hasard: Aleatoire, alerte: boolean): Contact[] {
  const liste = [
    contact(
      contexte,
      hasard,
      '1',
      hasard.un(['01', '02', '06', '07']),
      hasard.un(['Accueil', 'Secrétariat', 'Standard']),
      [
        ['2', '1'],
        ...(hasard.chance(200) ? [lien(hasard.un(['3', '4', '6']), '1')] : []),
        ...(hasard.chance(60) ? [lien('1', hasard.un<Niveau>(['2', '3']))] : []),
      ],
    ),
  ];
  if (hasard.chance(alerte ? 700 : 220)) {
    const medecin = personneInventee(hasard);
    liste.push(
      contact(
        contexte,
        hasard,
        '2',
        hasard.un(['03', '04', '05', '14', '15', '16']),
        `${medecin.prenom} ${medecin.famille}`,
        [[hasard.un(['1', '2', '3', '5']), '2']],
      ),
    );
  }
  if (alerte && hasard.chance(600)) {
    liste.push(
      contact(contexte, hasard, '3', hasard.un(['08', '11', '12', '13']), 'Alerte et gestion de crise', [
        [hasard.un(['7', '8', '9']), '3'],
      ]),
    );
  }
  return liste;
}

function contact(
  contexte: Contexte,
  hasard: Aleatoire,
  niveau: Niveau,
  nature: string,
  nom: string,
  telecoms: readonly Lien[],
): Contact {
  const complet = contexte.estComplet(hasard);
  return {
    nom,
    ...(complet || hasard.chance(100)
      ? { fonction: contexte.code(OIDS.fonctionContact, hasard.un(['01', '03', '05', '10'])) }
      : {}),
    nature: contexte.code(OIDS.natureContact, nature),
    ...(complet ? { description: 'Joignable aux heures ouvrées.' } : {}),
    niveauConfidentialite: contexte.niveau(niveau),
    telecommunications: telecoms.map(([canal, deTelecom]) => telecommunication(contexte, hasard, canal, deTelecom)),
    metadonnees: contexte.metadonnees(hasard),
  };
}

export function boiteMSS(contexte: Contexte, hasard: Aleatoire, nom: string): BoiteLettresMSS {
  return {
    telecommunication: {
      canal: contexte.code(OIDS.canalCommunication, '3'),
      adresse: `${pourDomaine(nom)}@mss.${contexte.domaine}`,
    },
    metadonnees: contexte.metadonnees(hasard),
  };
}
