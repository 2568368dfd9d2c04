import type { Code, Metadonnees } from '@inter-ror/exposure-model';
import { OIDS } from '@inter-ror/nomenclatures';
import { Aleatoire } from '../aleatoire.js';
import { pourDomaine } from '../noms.js';
import type { PlanSite } from '../plan/index.js';

const JOUR_MS = 86_400_000;

/** Out of 1,000: objects that carry every optional element of their type. */
const COMPLETS = 30;

/** What every object of one site is written with. */
export class Contexte {
  /** Domain of the site, under a name that nobody can register (RFC 2606). */
  readonly domaine: string;

  constructor(
    readonly site: PlanSite,
    private readonly graine: number,
    /** Epoch ms; no date of the export is later. */
    readonly reference: number,
  ) {
    this.domaine = `${pourDomaine(site.modele.forme)}-${site.region}-${site.rang}.exemple.invalid`;
  }

  /** The generator of one object: the same whichever directory is being written. */
  hasard(objet: string): Aleatoire {
    return new Aleatoire(`${this.graine} ${objet}`);
  }

  estComplet(hasard: Aleatoire): boolean {
    return hasard.chance(COMPLETS);
  }

  code(oid: string, code: string, texte?: string): Code {
    const valeur = this.site.sansZeros ? sansZeros(code) : code;
    return texte === undefined ? { code: valeur, oid } : { code: valeur, oid, texte };
  }

  codes(oid: string, codes: readonly string[]): Code[] {
    return codes.map((code) => this.code(oid, code));
  }

  niveau(code: '1' | '2' | '3'): Code {
    return this.code(OIDS.niveauConfidentialite, code);
  }

  /** Created at most six years before the reference date, updated since (RG_EXP_020: to the second). */
  metadonnees(hasard: Aleatoire): Metadonnees {
    const creation = hasard.entier(30, 2200) * JOUR_MS + hasard.entier(0, 86_399) * 1000;
    // RG_EXP_023: never changed since its creation, update and creation are the same.
    const miseAJour = hasard.chance(120) ? creation : Math.floor((creation * hasard.entier(1, 400)) / 1_000_000) * 1000;
    const metadonnees: Metadonnees = {
      creation: this.instant(creation),
      miseAJour: this.instant(miseAJour),
      statut: 'actif',
    };
    if (this.estComplet(hasard)) {
      metadonnees.source = `https://ror-${this.site.region}.exemple.invalid/`;
      metadonnees.commentaires = [
        { reconnaissance: 'Donnée inventée', commentaire: "Écrite pour la nation d'exemple." },
      ];
    }
    return metadonnees;
  }

  /** Date and time, so many ms before the reference. */
  instant(msAvant: number): string {
    const instant = this.reference - msAvant;
    const jour = Math.floor(instant / JOUR_MS);
    const secondes = Math.floor((instant - jour * JOUR_MS) / 1000);
    const minutes = Math.floor(secondes / 60);
    return `${dateDuJour(jour)}T${DEUX_CHIFFRES[Math.floor(minutes / 60)]}:${DEUX_CHIFFRES[minutes % 60]}:${DEUX_CHIFFRES[secondes % 60]}Z`;
  }

  /** Date, so many days before the reference (after it when negative). */
  jour(joursAvant: number): string {
    return dateDuJour(Math.floor(this.reference / JOUR_MS) - joursAvant);
  }
}

const DEUX_CHIFFRES = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'));

/** Dates already written, by day since 1970: a nation names some thousands of them, millions of times. */
const dates = new Map<number, string>();

function dateDuJour(jour: number): string {
  let date = dates.get(jour);
  if (date === undefined) {
    date = new Date(jour * JOUR_MS).toISOString().slice(0, 10);
    dates.set(jour, date);
  }
  return date;
}

function sansZeros(code: string): string {
  return /^0+\d+$/.test(code) ? String(Number(code)) : code;
}
