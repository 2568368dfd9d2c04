import { champDe, decider, type Porteur, type Profil } from '@inter-ror/access-policy';
import type { FicheOffre, ListeDeCodes } from '@inter-ror/exposure-model';

const SOINS: readonly ListeDeCodes[] = [
  'acteSpecifique',
  'specialisationPriseEnCharge',
  'profession',
  'specialiteOrdinale',
  'competenceSpecifique',
];

/** The carrier of a card. */
export function porteurDe(f: FicheOffre, oppose = false): Porteur {
  return { sensible: f.sensible, champ: champDe(f.codes.champActivite ?? []), oppose };
}

/** What a profile sees of a card, datum by datum, by the one decision; `undefined` when it does not see the offer. */
export function ficheMasquee(f: FicheOffre, profil: Profil, oppose = false): FicheOffre | undefined {
  const porteur = porteurDe(f, oppose);
  const voit = (champ: string, sur: Porteur = porteur) => decider({ champ }, sur, { profil, perimetre: ['*'] }).visible;
  if (!voit('Offre.nom')) return undefined;
  const soins = voit('Offre.actesSpecifiques');
  const equipement = voit('Offre.equipements');
  const disponible = voit('Capacite.disponibles');
  const codes = { ...f.codes };
  if (!soins) for (const liste of SOINS) delete codes[liste];
  if (!equipement) delete codes.typeEquipement;
  return {
    ...f,
    codes,
    libellesReserves: soins && equipement ? f.libellesReserves : [],
    nomsReserves: voit('OrganisationInterne.nom', { ...porteur, sensible: true }) ? f.nomsReserves : [],
    zonePoser: f.zonePoser && voit('EntiteGeographique.zonePoser'),
    litsDisponibles: disponible ? f.litsDisponibles : null,
    placesDisponibles: disponible ? f.placesDisponibles : null,
    disponibiliteMaj: disponible ? f.disponibiliteMaj : null,
  };
}
