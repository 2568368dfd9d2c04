import { cleIdentifiant, type Identifiant } from '@inter-ror/exposure-model';

export interface IdentifiantsEtablissement {
  numFINESS: string[];
  idNatStruct: string[];
}

type SorteIdentifiant = 'FINESS' | 'SIREN' | 'SIRET' | 'RPPS_RANG' | 'ADELI_RANG' | 'ID_NAT_STRUCT';

/** Prefix of each kind in an idNat_Struct (TRE_G07): 0 ADELI, 1 FINESS, 2 SIREN, 3 SIRET, 4 RPPS. */
const PREFIXES: Readonly<Record<Exclude<SorteIdentifiant, 'ID_NAT_STRUCT'>, string>> = {
  ADELI_RANG: '0',
  FINESS: '1',
  SIREN: '2',
  SIRET: '3',
  RPPS_RANG: '4',
};

/** Authorities by OID, by code of TRE_G07 and by plain name, once in capitals without separators. */
const AUTORITES: Readonly<Record<string, SorteIdentifiant>> = {
  '1.2.250.1.71.4.2.2': 'ID_NAT_STRUCT',
  '1.2.250.1.71.1.2.14': 'ID_NAT_STRUCT',
  '0': 'ADELI_RANG',
  '1': 'FINESS',
  '2': 'SIREN',
  '3': 'SIRET',
  '4': 'RPPS_RANG',
  '40': 'ID_NAT_STRUCT',
  IDNATSTRUCT: 'ID_NAT_STRUCT',
  IDNATIONALSTRUCTURE: 'ID_NAT_STRUCT',
  IDNST: 'ID_NAT_STRUCT',
  FINESS: 'FINESS',
  FINEG: 'FINESS',
  FINEJ: 'FINESS',
  FINESSEG: 'FINESS',
  FINESSEJ: 'FINESS',
  EGFINESS: 'FINESS',
  EJFINESS: 'FINESS',
  NUMFINESS: 'FINESS',
  SIREN: 'SIREN',
  NUMSIREN: 'SIREN',
  SIRET: 'SIRET',
  NUMSIRET: 'SIRET',
  RPPS: 'RPPS_RANG',
  RPPSRANG: 'RPPS_RANG',
  ADELI: 'ADELI_RANG',
  ADELIRANG: 'ADELI_RANG',
};

const OID = /^(?:urn:oid:)?([0-9]+(?:\.[0-9]+)+)$/i;
const FINESS = /^(?:[0-9]{2}|2[AB])[0-9]{7}$/;

function sorteDe(autorite: string): SorteIdentifiant | undefined {
  const brute = autorite.trim();
  const cle = OID.exec(brute)?.[1] ?? brute.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return AUTORITES[cle];
}

/**
 * FINESS numbers and idNat_Struct of an organisation, each derived from the other: an idNat_Struct is the code of the
 * kind (TRE_G07) followed by the identifier, on FINESS when registered, else on SIRET (RG_ALIM_014). The FINESS form
 * comes first. Authorities that are not known are left aside.
 */
export function identifiantsEtablissement(identifiants: readonly Identifiant[] | undefined): IdentifiantsEtablissement {
  const numFINESS = new Set<string>();
  const idNatStruct = new Set<string>();
  for (const { valeur, autorite } of identifiants ?? []) {
    const sorte = sorteDe(autorite);
    const cle = cleIdentifiant(valeur);
    if (sorte === undefined || cle === '') continue;
    if (sorte !== 'ID_NAT_STRUCT') {
      if (sorte === 'FINESS') numFINESS.add(cle);
      idNatStruct.add(PREFIXES[sorte] + cle);
    } else {
      idNatStruct.add(cle);
      if (cle.startsWith(PREFIXES.FINESS) && FINESS.test(cle.slice(1))) numFINESS.add(cle.slice(1));
    }
  }
  const surFINESS = (id: string): number => (id.startsWith(PREFIXES.FINESS) ? 0 : 1);
  return {
    numFINESS: [...numFINESS],
    idNatStruct: [...idNatStruct].sort((a, b) => surFINESS(a) - surFINESS(b)),
  };
}
