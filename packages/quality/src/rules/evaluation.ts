import type { Nomenclatures } from '@inter-ror/nomenclatures';
import { type Domaine, domaineDe, EXERCICE_LIBERAL } from './domains.js';
import { re12 } from './freshness.js';
import { cp5, cp6 } from './medico-social.js';
import { etatSite, manquesPeuplement } from './peuplement.js';
import { co3 } from './sensitive.js';
import type { EntiteJuridiqueEvaluee, SiteEvalue, UniteEvaluee, Verdict } from './site.js';

/** Indicators that need the data of the ROR alone. */
export const INDICATEURS = ['CP4', 'CP5', 'CP6', 'CO3', 'RE1.2', 'ST3'] as const;
export type Indicateur = (typeof INDICATEURS)[number];

/** One figure: an indicator, a territory, a domain. The rate is `1 - ecarts / perimetre`. */
export interface LigneIndicateur {
  indicateur: Indicateur;
  region: string;
  /** Null when the place is unknown. */
  departement: string | null;
  domaine: Domaine;
  perimetre: number;
  ecarts: number;
}

/** Something to mend. */
export interface Ecart {
  indicateur: Indicateur;
  region: string;
  departement: string | null;
  domaine: Domaine;
  siteId: string;
  siteNom: string;
  /** Null when it is the site itself. */
  uniteId: string | null;
  uniteNom: string | null;
  /** What to do, in French. */
  remede: string;
}

export interface ResultatQualite {
  lignes: LigneIndicateur[];
  /** Bounded: `ecartsTotal` counts them all. */
  ecarts: Ecart[];
  ecartsTotal: number;
}

const ECARTS_MAX = 20_000;

/**
 * Judges the sites of one region one after the other, then gives the figures. An open site or unit has no definitive
 * closing date, or one to come.
 */
export class Evaluation {
  readonly #tables: Nomenclatures;
  readonly #jour: string;
  readonly #lignes = new Map<string, LigneIndicateur>();
  readonly #ecarts: Ecart[] = [];
  #total = 0;
  /** What carries each identifier of each region, for ST3. */
  readonly #porteurs = new Map<string, Porteur[]>();

  /** @param jour date of the evaluation, ISO 8601 */
  constructor(tables: Nomenclatures, jour: string) {
    this.#tables = tables;
    this.#jour = jour;
  }

  ajouter(given: SiteEvalue): void {
    if (ferme(given.site.complement?.dateFermeture, this.#jour)) return;
    const open = given.unites.filter((u) => !ferme(u.unite.complement?.dateFermetureDefinitive, this.#jour));
    const site = { ...given, unites: open };
    this.#compter('CP4', site, null, etatSite(site, this.#tables) === 'Finalisé', () => this.#remedeCp4(site));
    for (const u of open) {
      this.#compter(
        'CP5',
        site,
        u,
        cp5(u, site),
        () => 'Renseigner la catégorie d’organisation et la temporalité d’accueil.',
      );
      this.#compter('CP6', site, u, cp6(u, site), () => 'Renseigner le nombre de places installées.');
      this.#compter('CO3', site, u, co3(u, site), () =>
        u.unite.complement?.uniteSensible === true
          ? 'Le marqueur « unité sensible » ne semble pas justifié : le vérifier.'
          : 'L’unité semble sensible (activité ou nom) : poser le marqueur « unité sensible ».',
      );
    }
    this.#compter(
      'RE1.2',
      site,
      null,
      re12(site, this.#jour),
      () => 'Mettre à jour des unités : trop peu l’ont été depuis un an.',
    );
    if (site.categorieEG !== null && !EXERCICE_LIBERAL.has(site.categorieEG)) {
      this.#identifier({ ...site, id: site.site.id, nom: site.site.nom, domaine: domaineDe(site.categorieEG) });
    }
  }

  /** An open legal entity; virtual ones (`…ejv`) identify nobody. */
  ajouterEntiteJuridique({ entite, region, departement, idNatStruct }: EntiteJuridiqueEvaluee): void {
    if (entite.id.endsWith('ejv') || ferme(entite.complement?.dateFermeture, this.#jour)) return;
    const { id, nom } = entite;
    this.#identifier({ id, nom, region, departement, idNatStruct, domaine: 'Sans catégorie' });
  }

  resultat(): ResultatQualite {
    for (const same of this.#porteurs.values()) {
      for (const [i, porteur] of same.entries()) {
        const remede = () => `L’identifiant ${porteur.idNatStruct} est porté par ${same.length} structures.`;
        this.#noter('ST3', porteur, null, i === 0, remede);
      }
    }
    this.#porteurs.clear();
    return { lignes: [...this.#lignes.values()], ecarts: this.#ecarts, ecartsTotal: this.#total };
  }

  #identifier(porteur: Porteur): void {
    if (porteur.idNatStruct === null) return;
    const key = `${porteur.region} ${porteur.idNatStruct}`;
    const same = this.#porteurs.get(key);
    if (same === undefined) this.#porteurs.set(key, [porteur]);
    else same.push(porteur);
  }

  #remedeCp4(site: SiteEvalue): string {
    if (site.unites.length === 0) return 'Décrire au moins une unité.';
    const missing = new Map<string, number>();
    for (const u of site.unites) {
      for (const what of manquesPeuplement(u, site, this.#tables)) missing.set(what, (missing.get(what) ?? 0) + 1);
    }
    const said = [...missing]
      .sort(([, a], [, b]) => b - a)
      .map(([what, n]) => `${what} (${n} unité${n > 1 ? 's' : ''})`);
    return `Compléter : ${said.join(', ')}.`;
  }

  #compter(
    indicateur: Indicateur,
    site: SiteEvalue,
    u: UniteEvaluee | null,
    verdict: Verdict,
    remede: () => string,
  ): void {
    if (verdict === null) return;
    const { id, nom } = site.site;
    this.#noter(indicateur, { ...site, id, nom, domaine: domaineDe(site.categorieEG) }, u, verdict, remede);
  }

  #noter(indicateur: Indicateur, porteur: Porteur, u: UniteEvaluee | null, conforme: boolean, remede: () => string) {
    const { region, departement, domaine } = porteur;
    const key = [indicateur, region, departement, domaine].join(' ');
    const line = this.#lignes.get(key) ?? { indicateur, region, departement, domaine, perimetre: 0, ecarts: 0 };
    this.#lignes.set(key, line);
    line.perimetre++;
    if (conforme) return;
    line.ecarts++;
    this.#total++;
    if (this.#ecarts.length >= ECARTS_MAX) return;
    this.#ecarts.push({
      indicateur,
      region,
      departement,
      domaine,
      siteId: porteur.id,
      siteNom: porteur.nom,
      uniteId: u?.unite.id ?? null,
      uniteNom: u?.unite.nom ?? null,
      remede: remede(),
    });
  }
}

/** What carries an identifier: a site or a legal entity. */
interface Porteur {
  id: string;
  nom: string;
  region: string;
  departement: string | null;
  domaine: Domaine;
  idNatStruct: string | null;
}

function ferme(date: string | undefined, jour: string): boolean {
  return date !== undefined && Date.parse(date) <= Date.parse(jour);
}
