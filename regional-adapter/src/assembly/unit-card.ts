import type { Capacite, Code, FicheOffre, ListeDeCodes, OrganisationInterne } from '@inter-ror/exposure-model';
import { cleCode } from '@inter-ror/nomenclatures';
import { ageMaxEnJours, ageMinEnJours } from './age-days.js';
import { nomsOrganisationInterne } from './organisation-names.js';
import { type Situation, situer } from './place.js';

/** Fields of a card that a unit gives by itself. */
type ChampsPropres =
  | 'id'
  | 'nom'
  | 'noms'
  | 'codes'
  | 'ageMinJours'
  | 'ageMaxJours'
  | 'accueilSequentielAccepte'
  | 'secteursPsychiatriques'
  | 'litsDisponibles'
  | 'placesDisponibles'
  | 'disponibiliteMaj'
  | 'misAJour'
  | 'sensible';

/** What the card of an offer takes from the unit's own record, and what that record refers to. */
export interface FicheUnite extends Pick<FicheOffre, ChampsPropres> {
  situation: Situation;
  actes: Code[];
  activiteIds: string[];
  equipementIds: string[];
}

/** Reads the unit's own record. */
export function ficheUnite(unite: OrganisationInterne): FicheUnite {
  const { complement, rattachements = [] } = unite;
  const { lits, places } = complement?.capaciteAccueil ?? {};
  return {
    id: unite.id,
    nom: unite.nom,
    noms: nomsOrganisationInterne(unite),
    codes: codesPropres(complement),
    ageMinJours: complement ? ageMinEnJours(complement.patientele.ageMin) : 0,
    ageMaxJours: complement ? ageMaxEnJours(complement.patientele.ageMax) : Number.MAX_SAFE_INTEGER,
    accueilSequentielAccepte: complement?.accueilSequentielAccepte ?? false,
    secteursPsychiatriques: complement?.secteursPsychiatriques ?? [],
    litsDisponibles: lits?.disponibles ?? null,
    placesDisponibles: places?.disponibles ?? null,
    disponibiliteMaj: derniereDate([lits, places]),
    misAJour: instant(unite.metadonnees.miseAJour) ?? 0,
    sensible: complement?.uniteSensible ?? false,
    situation: situer(complement?.lieu, unite.geolocalisation, unite.adresses),
    actes: complement?.actesSpecifiques ?? [],
    activiteIds: uniques(rattachements.flatMap(({ services = [] }) => services.map(({ id }) => id))),
    equipementIds: uniques(complement?.equipements ?? []),
  };
}

function codesPropres(complement: OrganisationInterne['complement']): FicheOffre['codes'] {
  if (complement === undefined) return {};
  const codes: FicheOffre['codes'] = {};
  const poser = (liste: ListeDeCodes, valeurs: readonly (Code | undefined)[] | undefined): void => {
    const cles = (valeurs ?? []).flatMap((code) => (code === undefined ? [] : cleCode(code.code)));
    if (cles.length > 0) codes[liste] = uniques(cles);
  };
  poser('acteSpecifique', complement.actesSpecifiques);
  poser('modePriseEnCharge', [complement.modePriseEnCharge]);
  poser('champActivite', complement.champsActivite);
  poser('categorieOrganisation', [complement.categorieOrganisation]);
  poser('publicPrisEnCharge', complement.patientele.publics);
  poser('specialisationPriseEnCharge', complement.specialisationsPriseEnCharge);
  poser('temporaliteAccueil', [complement.temporaliteAccueil]);
  poser('profession', complement.competences?.professions);
  poser('specialiteOrdinale', complement.competences?.specialitesOrdinales);
  poser('competenceSpecifique', complement.competences?.competencesSpecifiques);
  return codes;
}

function uniques(valeurs: string[]): string[] {
  return valeurs.length < 2 ? valeurs : [...new Set(valeurs)];
}

function instant(date: string | undefined): number | null {
  const ms = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(ms) ? null : ms;
}

function derniereDate(capacites: readonly (Capacite | undefined)[]): number | null {
  const dates = capacites.map((capacite) => instant(capacite?.dateMiseAJour)).filter((ms) => ms !== null);
  return dates.length === 0 ? null : Math.max(...dates);
}
