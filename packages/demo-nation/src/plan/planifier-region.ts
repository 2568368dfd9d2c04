import { Aleatoire } from '../aleatoire.js';
import {
  CODES_ANCIENS,
  CYCLE,
  ETABLISSEMENTS,
  type GenreEtablissement,
  type ModeleEtablissement,
  type ModeleUnite,
  PLANTEES,
} from '../catalogue/index.js';
import { idEntite, rppsFictif, siretFictif } from '../identifiants.js';
import { nomDeLieu } from '../noms.js';
import type { CarteRegion, Ville } from '../territoire/index.js';
import { Registre } from './registre.js';
import { REGIONS_DE_LA_FONDATION, rppsPartages } from './transregional.js';
import type { PlanEJ, PlanSite } from './types.js';

/** Below this number of offers, a region has an ordinary hospital instead of a university one. */
const OFFRES_POUR_UN_CHU = 250;

/** One region in three has units whose codes are obsolete or unknown, on its first hospital. */
const REGIONS_AUX_CODES_ANCIENS = 3;

/** Sites that a legal entity may run. */
const SITES_PAR_EJ = 5;

/**
 * Draws the sites of a region until it has exactly `quota` units. Places of the same seed and quota are the same;
 * nothing but the plan is made here, the texts of the objects come later.
 */
export function planifierRegion(carte: CarteRegion, rangRegion: number, quota: number, graine: number): PlanSite[] {
  return new Planificateur(carte, rangRegion, quota, graine).sites();
}

class Planificateur {
  private readonly hasard: Aleatoire;
  private readonly registre: Registre;
  private readonly plan: PlanSite[] = [];
  private readonly gestionnaires = new Map<string, { ej: PlanEJ; sites: number }>();
  private readonly partages: string[];
  private faites = 0;
  private readonly hopitaux = new Set<string>();
  private rangPS = 0;

  constructor(
    private readonly carte: CarteRegion,
    private readonly rangRegion: number,
    private readonly quota: number,
    graine: number,
  ) {
    this.hasard = new Aleatoire(`plan ${graine} ${carte.code}`);
    this.registre = new Registre(carte.code, rangRegion);
    this.partages = rppsPartages(carte.code);
  }

  sites(): PlanSite[] {
    const { villes, code } = this.carte;
    this.ajouter(this.quota >= OFFRES_POUR_UN_CHU ? 'CHU' : 'CH', this.villeHopital());
    for (const ville of villes)
      if (PLANTEES[ville.insee] !== undefined && ville !== villes[0]) this.ajouter('CH', ville);
    if (this.partages.length > 0) this.ajouter('CABINET', villes[0]!);
    if (REGIONS_DE_LA_FONDATION.includes(code))
      this.ajouter('EHPAD', villes[1] ?? villes[0]!, this.registre.fondation());
    for (let i = this.rangRegion * 5; this.faites < this.quota; i++) {
      const genre = CYCLE[i % CYCLE.length]!;
      this.ajouter(genre, genre === 'CH' ? this.villeHopital() : villes[this.hasard.selonCumul(this.carte.cumuls)]!);
    }
    return this.plan;
  }

  private villeHopital(): Ville {
    const { villes } = this.carte;
    return villes.find((ville) => !this.hopitaux.has(ville.deNom)) ?? villes[this.plan.length % villes.length]!;
  }

  private ajouter(genre: GenreEtablissement, ville: Ville, imposee?: PlanEJ): void {
    const modele: ModeleEtablissement = ETABLISSEMENTS[genre];
    const unites = this.choisirUnites(genre, modele, ville);
    if (unites.length === 0) return;
    const rang = this.plan.length + 1;
    const rpps = this.professionnels(modele, unites.length);
    const nom = this.nommer(genre, modele, ville);
    const { ej, premier } = imposee ? { ej: imposee, premier: true } : this.entiteJuridique(modele, nom, ville);
    const liberal = modele.statut === 'LIBERAL';
    const finess = liberal ? undefined : this.registre.finess(ville.departement);
    this.plan.push({
      region: this.carte.code,
      rangRegion: this.rangRegion,
      rang,
      id: idEntite(this.carte.code, 'EG', String(rang).padStart(5, '0')),
      genre,
      modele,
      ej,
      premierDeEJ: premier,
      ...(finess === undefined ? {} : { finess }),
      idNatStruct: finess ? `1${finess}` : genre === 'CABINET' ? `4${rpps[0]}001` : `3${siretFictif(ej.siren)}`,
      nom,
      ville,
      unites,
      premiereUE: this.faites + 1,
      rpps,
      sansZeros: this.hasard.chance(150),
    });
    this.faites += unites.length;
  }

  /** A hospital has at most a fifth of the region, so that a small nation still has every kind of site. */
  private choisirUnites(genre: GenreEtablissement, modele: ModeleEtablissement, ville: Ville): ModeleUnite[] {
    const hopital = genre === 'CH' || genre === 'CHU';
    const premierHopital = hopital && !this.hopitaux.has(ville.deNom);
    const fixes = [
      ...(premierHopital ? (PLANTEES[ville.insee] ?? []) : []),
      ...(hopital && this.plan.length === 0 && this.rangRegion % REGIONS_AUX_CODES_ANCIENS === 0 ? CODES_ANCIENS : []),
      ...modele.fixes,
    ];
    const [min, max] = modele.taille;
    const plafond = Math.max(5, Math.floor(this.quota / 5));
    const taille = Math.min(this.hasard.entier(min, max), hopital ? plafond : max, this.quota - this.faites);
    const choix = fixes.slice(0, taille);
    while (choix.length < taille) {
      const absentes = modele.unites.filter((unite) => !choix.includes(unite));
      const reserve = absentes.length > 0 ? absentes : modele.unites;
      choix.push(...this.hasard.plusieurs(reserve, taille - choix.length));
    }
    return choix;
  }

  private professionnels(modele: ModeleEtablissement, unites: number): string[] {
    const nombre =
      modele.professionnels === 'UN'
        ? 1
        : modele.professionnels === 'PLUSIEURS'
          ? this.hasard.entier(2, 4)
          : Math.ceil(unites / 8);
    const partages = modele.professionnels === 'UN' ? this.partages.splice(0, 1) : [];
    return Array.from({ length: nombre }, (_, i) => partages[i] ?? rppsFictif(this.rangRegion, ++this.rangPS));
  }

  private nommer(genre: GenreEtablissement, modele: ModeleEtablissement, ville: Ville): string {
    const feminin = ['CLINIQUE', 'CLINIQUE_MATERNITE_2B', 'RESIDENCE', 'MSP', 'MAS', 'HAD'].includes(genre);
    const mention = feminin ? '(fictive)' : '(fictif)';
    if (!modele.nomDeVille) return `${modele.forme} ${nomDeLieu(this.hasard)} — ${ville.nom} ${mention}`;
    const site = this.hopitaux.has(ville.deNom) ? ` — site ${nomDeLieu(this.hasard)}` : '';
    this.hopitaux.add(ville.deNom);
    return `${modele.forme} ${ville.deNom}${site} ${mention}`;
  }

  /** Hospitals and practices have their own legal entity; associations and companies run up to five sites. */
  private entiteJuridique(modele: ModeleEtablissement, nom: string, ville: Ville) {
    const seul = modele.statut === 'PUBLIC' || modele.statut === 'LIBERAL';
    const ouvert = this.gestionnaires.get(modele.statut);
    if (!seul && ouvert !== undefined && ouvert.sites < SITES_PAR_EJ && this.hasard.chance(650)) {
      ouvert.sites++;
      return { ej: ouvert.ej, premier: false };
    }
    const ej = this.registre.entiteJuridique(modele.statut, seul ? nom : this.raisonSociale(modele), ville);
    if (!seul) this.gestionnaires.set(modele.statut, { ej, sites: 1 });
    return { ej, premier: true };
  }

  private raisonSociale(modele: ModeleEtablissement): string {
    return modele.statut === 'ASSOCIATION'
      ? `Association ${nomDeLieu(this.hasard)} (fictive)`
      : `SAS ${nomDeLieu(this.hasard)} Santé (fictive)`;
  }
}
