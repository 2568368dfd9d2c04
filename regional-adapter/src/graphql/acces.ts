import { champDe, type Droits, droitsDe, HORS_OFFRE, type Porteur, type Profil } from '@inter-ror/access-policy';
import type { Regard } from '@inter-ror/csd-masking';
import type { ComplementOrganisationInterne, Professionnel } from '@inter-ror/exposure-model';
import type { LecteurGeneration } from '../ports/index.js';
import type { Oppositions } from './oppositions.js';

/** No tree of internal organisations is deeper: four levels, and room for what an export may add. */
const NIVEAUX_MAX = 16;

/** What the rights on an internal organisation hang on. */
interface UnitePortee {
  id: string;
  complement?: Pick<ComplementOrganisationInterne, 'uniteSensible' | 'champsActivite'>;
}

/** What one profile may see of the records of a generation: where views ask before they show. */
export class Acces {
  readonly profil: Profil;
  readonly #lecteur: LecteurGeneration;
  readonly #oppositions: Oppositions;

  constructor(profil: Profil, lecteur: LecteurGeneration, oppositions: Oppositions) {
    this.profil = profil;
    this.#lecteur = lecteur;
    this.#oppositions = oppositions;
  }

  /** @param ordinal of its offer, when it carries one */
  unite(unite: UnitePortee, ordinal: number | undefined): Droits {
    const { offres, organisationsInternes } = this.#oppositions;
    const oppose = ordinal === undefined ? organisationsInternes.has(unite.id) : offres.has(ordinal);
    return droitsDe(this.profil, { ...porteurDe(unite), oppose });
  }

  /** How records are masked for this profile, of which `donnes` tells those that it is given. */
  regard(donnes: Pick<Regard, 'donne' | 'auDessus'>): Regard {
    return {
      unite: (unite) => this.unite(unite, this.#lecteur.ordinalDe(unite.id)),
      etablissement: (id) => this.etablissement(id),
      professionnel: (professionnel) => this.professionnel(professionnel),
      exercice: (professionnel, id) => this.exercice(professionnel, id),
      voitOrganisation: (professionnel, id) => this.voitOrganisation(professionnel, id),
      ...donnes,
    };
  }

  /** Whether the offer of an ordinal is there at all. */
  voitOffre(ordinal: number): boolean {
    return this.unite(this.#lecteur.offre(ordinal).unite, ordinal).voit.offre;
  }

  voitOrganisationInterne(id: string): boolean {
    const unite = this.#lecteur.organisationInterne(id);
    return unite !== undefined && this.unite(unite, this.#lecteur.ordinalDe(id)).voit.offre;
  }

  /** The nearest internal organisation that is seen, from this one upwards: a level that is not is passed through. */
  auDessus(organisationInterneId: string): string | undefined {
    let courant: string | undefined = organisationInterneId;
    for (let niveau = 0; courant !== undefined && niveau < NIVEAUX_MAX; niveau++) {
      if (this.voitOrganisationInterne(courant)) return courant;
      courant = this.#lecteur.organisationInterne(courant)?.complement?.parentId;
    }
    return undefined;
  }

  /** The internal organisations right below a site or another, those below one that is not seen in its place. */
  auDessous(id: string): string[] {
    const trouves: string[] = [];
    const vus = new Set<string>();
    const descendre = (au: string, niveau: number): void => {
      if (niveau === NIVEAUX_MAX) return;
      for (const enfant of this.#lecteur.enfantsDe(au)) {
        if (vus.has(enfant)) continue;
        vus.add(enfant);
        if (this.voitOrganisationInterne(enfant)) trouves.push(enfant);
        else descendre(enfant, niveau + 1);
      }
    };
    descendre(id, 0);
    return trouves;
  }

  etablissement(id: string): Droits {
    return droitsDe(this.profil, { ...HORS_OFFRE, oppose: this.#oppositions.etablissements.has(id) });
  }

  /** One practice of a professional, in an internal organisation that the generation describes or not. */
  exercice(professionnel: Pick<Professionnel, 'id'>, organisationInterneId: string | undefined): Droits {
    const unite =
      organisationInterneId === undefined ? undefined : this.#lecteur.organisationInterne(organisationInterneId);
    const porteur = unite === undefined ? HORS_OFFRE : porteurDe(unite);
    return droitsDe(this.profil, { ...porteur, oppose: this.opposition(professionnel) !== undefined });
  }

  /** All that is seen of a professional hangs on the practices that are: `undefined` when none is. */
  professionnel(professionnel: Professionnel): Droits | undefined {
    const { exercices = [] } = professionnel;
    const droits =
      exercices.length === 0
        ? [this.exercice(professionnel, undefined)]
        : exercices.map(({ organisationInterneId }) => this.exercice(professionnel, organisationInterneId));
    const vus = droits.filter(({ voit }) => voit.professionnel);
    return vus.length === 0 ? undefined : vus.reduce(lePlusEtroit);
  }

  /** Whether it may be told that a professional works for an organisation. */
  voitOrganisation(professionnel: Professionnel, organisationId: string): boolean {
    const siennes = new Set(this.#lecteur.offresDuProfessionnel(professionnel.id));
    const la = this.#lecteur.offresDuSite(organisationId).filter((ordinal) => siennes.has(ordinal));
    if (la.length === 0) return this.exercice(professionnel, undefined).voit.professionnel;
    return la.some((ordinal) => this.exercice(professionnel, this.#lecteur.offre(ordinal).unite.id).voit.professionnel);
  }

  /** Day from which a professional refuses public diffusion. */
  opposition({ id }: Pick<Professionnel, 'id'>): string | undefined {
    return this.#oppositions.professionnels.get(id);
  }
}

function porteurDe({ complement }: UnitePortee): Porteur {
  const champ = champDe((complement?.champsActivite ?? []).map(({ code }) => code));
  return { sensible: complement?.uniteSensible ?? false, champ, oppose: false };
}

function lePlusEtroit(a: Droits, b: Droits): Droits {
  const noms = Object.keys(a.voit) as (keyof Droits['voit'])[];
  const min = (nom: keyof Droits['niveauMax']) =>
    a.niveauMax[nom] < b.niveauMax[nom] ? a.niveauMax[nom] : b.niveauMax[nom];
  return {
    voit: Object.fromEntries(noms.map((nom) => [nom, a.voit[nom] && b.voit[nom]])) as Droits['voit'],
    niveauMax: { contact: min('contact'), telecommunication: min('telecommunication') },
  };
}
