import { type Porteur, voitLigne } from './decide.js';
import { CHAMPS, LIGNES, type LignePortee, NIVEAUX, type Niveau, PROFILS, type Profil } from './table.js';

/** Rows whose answer does not hang on a level. */
const FIXES = [
  'etablissement',
  'siteCrise',
  'offre',
  'drapeauSensible',
  'soins',
  'equipement',
  'capaciteInstallee',
  'capaciteDisponible',
  'capaciteCrise',
  'professionnel',
  'etatCivil',
  'opposition',
] as const;
export type LigneFixe = (typeof FIXES)[number];

/** All the decisions for one profile and one kind of carrier, made once. */
export interface Droits {
  readonly voit: Readonly<Record<LigneFixe, boolean>>;
  /** The most restricted level seen; 0 when none is. */
  readonly niveauMax: Readonly<Record<LignePortee, 0 | Niveau>>;
}

function calculer(profil: Profil, porteur: Porteur): Droits {
  const voit = (nom: LigneFixe) => voitLigne(LIGNES.get(nom)!, porteur, profil);
  const niveauMax = (nom: LignePortee) =>
    NIVEAUX.reduce<0 | Niveau>(
      (max, niveau) => (voitLigne(LIGNES.get(nom)!, porteur, profil, [niveau]) ? niveau : max),
      0,
    );
  return {
    voit: Object.fromEntries(FIXES.map((nom) => [nom, voit(nom)])) as Record<LigneFixe, boolean>,
    niveauMax: { contact: niveauMax('contact'), telecommunication: niveauMax('telecommunication') },
  };
}

const cle = (profil: number, { sensible, champ, oppose }: Porteur) => `${profil} ${sensible} ${champ} ${oppose}`;

/** Every kind of carrier that the table tells apart. */
export const PORTEURS: readonly Porteur[] = [false, true].flatMap((sensible) =>
  CHAMPS.flatMap((champ) => [false, true].map((oppose) => ({ sensible, champ, oppose }))),
);

const PREPARES = new Map(
  PROFILS.flatMap((profil) => PORTEURS.map((porteur) => [cle(profil, porteur), calculer(profil, porteur)] as const)),
);

/** The decisions of {@link decider} for a profile and a carrier, ready: what views and indexes read. */
export function droitsDe(profil: Profil, porteur: Porteur): Droits {
  return PREPARES.get(cle(profil, porteur))!;
}

const ACCORDES = PROFILS.map((titulaire) =>
  PROFILS.map((demande) =>
    [...LIGNES.values()].every((ligne) =>
      PORTEURS.every((porteur) =>
        NIVEAUX.every(
          (niveau) => !voitLigne(ligne, porteur, demande, [niveau]) || voitLigne(ligne, porteur, titulaire, [niveau]),
        ),
      ),
    ),
  ),
);

/** Whether a member that holds a profile may speak for a user of another: what that one sees, it sees too. */
export function accorde(titulaire: Profil, demande: Profil): boolean {
  return ACCORDES[titulaire]![demande]!;
}
