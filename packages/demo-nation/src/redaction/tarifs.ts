import type { DetailTarif, Tarif } from '@inter-ror/exposure-model';
import { OIDS, referenceDe } from '@inter-ror/nomenclatures';
import type { Aleatoire } from '../aleatoire.js';
import type { Contexte } from './contexte.js';

/** Single room, the only one for which a supplement is charged (RG_EXP_029). */
export const CHAMBRE_SIMPLE = '02';
export const CHAMBRE_DOUBLE = '01';
const PERMANENT = '02';
const TEMPORAIRE = '01';
const AGREE_ASH = '03';

/** TRE_R246. */
const TYPE: Readonly<Record<DetailTarif['sorte'], string>> = {
  SOCLE_HEBERGEMENT: '02',
  DEPENDANCE: '03',
  SUPPLEMENT_CHAMBRE: '01',
  PRESTATION_SUPPLEMENTAIRE: '04',
  PORTAGE_REPAS: '07',
  JOURNEE_DOMICILE: '05',
  AIDE_HUMAINE: '06',
};

/** TRE_R228. */
const PAR_JOUR = '2';
const UNITE: Partial<Record<DetailTarif['sorte'], string>> = {
  AIDE_HUMAINE: '1',
  PORTAGE_REPAS: '4',
  PRESTATION_SUPPLEMENTAIRE: '4',
};

/** Reference of the table of what a price includes. */
const PRESTATIONS = referenceDe('J206');

/** Prices of a nursing home: accommodation, dependency by GIR, single room, services. */
export function tarifsEhpad(contexte: Contexte, hasard: Aleatoire): Tarif[] {
  const base = hasard.entier(5200, 9800);
  const tarif = ecrivain(contexte, hasard);
  const socle = (temporaliteAccueil: string, moinsDe60Ans: boolean, typeHabitation: string): DetailTarif => ({
    sorte: 'SOCLE_HEBERGEMENT',
    moinsDe60Ans,
    ...(hasard.chance(400) ? { prestationsIncluses: [{ code: '01', oid: PRESTATIONS }] } : {}),
    ...(hasard.chance(300) ? { autresPrestationsIncluses: ['Marquage du linge', 'Accès à internet'] } : {}),
    typeHabitation: contexte.code(OIDS.typeHabitation, typeHabitation),
    ...(hasard.chance(500) ? { conditionTarifaire: contexte.code(OIDS.conditionTarifaire, AGREE_ASH) } : {}),
    temporaliteAccueil: contexte.code(OIDS.temporaliteAccueil, temporaliteAccueil),
  });
  const tarifs = [
    tarif(base, socle(PERMANENT, false, CHAMBRE_SIMPLE)),
    tarif(base + 350, socle(TEMPORAIRE, false, CHAMBRE_DOUBLE)),
    ...['01', '02', '03'].map((gir, i) =>
      tarif([2145, 1362, 578][i]!, {
        sorte: 'DEPENDANCE',
        niveauDependance: contexte.code(OIDS.niveauDependance, gir),
        temporaliteAccueil: contexte.code(OIDS.temporaliteAccueil, PERMANENT),
      }),
    ),
  ];
  if (hasard.chance(500)) tarifs.push(tarif(base + 2000, socle(PERMANENT, true, CHAMBRE_SIMPLE)));
  if (hasard.chance(600)) {
    tarifs.push(
      tarif(450, { sorte: 'SUPPLEMENT_CHAMBRE', typeHabitation: contexte.code(OIDS.typeHabitation, CHAMBRE_SIMPLE) }),
    );
  }
  if (hasard.chance(500)) {
    tarifs.push(
      tarif(1500, {
        sorte: 'PRESTATION_SUPPLEMENTAIRE',
        nom: 'Repas des visiteurs',
        ...(hasard.chance(500) ? { prestation: { code: '02', oid: PRESTATIONS } } : {}),
      }),
    );
  }
  return tarifs;
}

/** Prices of a service at home: human help, meals, a day at home. */
export function tarifsDomicile(contexte: Contexte, hasard: Aleatoire): Tarif[] {
  const tarif = ecrivain(contexte, hasard);
  const condition = hasard.chance(500) ? { conditionTarifaire: contexte.code(OIDS.conditionTarifaire, AGREE_ASH) } : {};
  const nom = hasard.chance(500);
  return [
    tarif(hasard.entier(2300, 2900), {
      sorte: 'AIDE_HUMAINE',
      ...(nom ? { nom: 'Aide à la toilette' } : {}),
      modeGestion: contexte.code(OIDS.modeGestion, '01'),
      ...condition,
    }),
    tarif(hasard.entier(750, 1250), {
      sorte: 'PORTAGE_REPAS',
      ...condition,
      ...(nom ? { nom: 'Déjeuner livré' } : {}),
    }),
    tarif(hasard.entier(5000, 8000), { sorte: 'JOURNEE_DOMICILE', ...condition }),
  ];
}

function ecrivain(contexte: Contexte, hasard: Aleatoire): (centimes: number, detail: DetailTarif) => Tarif {
  return (centimes, detail) => ({
    type: contexte.code(OIDS.typeTarif, TYPE[detail.sorte]),
    unite: contexte.code(OIDS.unitePrix, UNITE[detail.sorte] ?? PAR_JOUR),
    montant: centimes / 100,
    devise: { code: 'EUR', oid: OIDS.devise },
    ...(hasard.chance(700) ? { dateMiseAJour: contexte.jour(hasard.entier(5, 400)) } : {}),
    detail,
    metadonnees: contexte.metadonnees(hasard),
  });
}
