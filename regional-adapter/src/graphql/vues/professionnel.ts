import type { Droits } from '@inter-ror/access-policy';
import type { Professionnel } from '@inter-ror/exposure-model';
import { identifiantsProfessionnel } from '../../assembly/index.js';
import { vuesAdresses } from './adresse.js';
import { vuesTelecommunications } from './contact.js';
import { vueMetadonnees } from './metadonnees.js';
import { vuePersonne } from './personne.js';
import { vuesSavoirFaire } from './savoir-faire.js';
import { VueSituation } from './situation.js';
import type { Vues } from './vues.js';

/** An idNat_PS is the RPPS number after `8`, or the ADELI number after `0` (TRE_G08). */
const RPPS = /^8([0-9]{11})$/;
const ADELI = /^0([0-9][0-9AB][0-9]{7})$/;

/** `Professionnel` of the contract. */
export class VueProfessionnel {
  readonly #vues: Vues;
  readonly #professionnel: Professionnel;
  readonly #droits: Droits;

  /** @param droits what the asker sees of it, beside its practices */
  constructor(vues: Vues, professionnel: Professionnel, droits: Droits) {
    this.#droits = droits;
    this.#vues = vues;
    this.#professionnel = professionnel;
  }
  get id() {
    return this.#professionnel.id;
  }
  /** The identifier of the export stands for a national one that is not given. */
  get idNatPS() {
    return identifiantsProfessionnel(this.#professionnel)[0] ?? this.id;
  }
  get rpps() {
    return this.#numero(RPPS);
  }
  get adeli() {
    return this.#numero(ADELI);
  }
  get identifiants() {
    return this.#professionnel.identifiants ?? [];
  }
  get professions() {
    return this.#vues.concepts.liste(this.#professionnel.professions);
  }
  get nomFamille() {
    return this.#nom?.nomFamille;
  }
  get prenom() {
    return this.#nom?.prenom;
  }
  get civiliteExercice() {
    return this.#vues.concepts.facultatif(this.#nom?.civiliteExercice);
  }
  get identite() {
    return vuePersonne(this.#vues.concepts, this.#professionnel.identite, this.#droits);
  }
  get langues() {
    return this.#vues.concepts.liste(this.#professionnel.langues);
  }
  get organisations() {
    return (this.#professionnel.organisations ?? [])
      .filter(({ id }) => this.#vues.acces.voitOrganisation(this.#professionnel, id))
      .map(({ id, adresses, telecommunications }) => ({
        id,
        adresses: vuesAdresses(adresses),
        telecommunications: vuesTelecommunications(this.#vues.concepts, telecommunications, this.#droits),
      }));
  }
  get savoirFaire() {
    return vuesSavoirFaire(this.#vues.concepts, this.#professionnel.savoirFaire);
  }
  get specialite() {
    return this.#vues.concepts.facultatif(this.#professionnel.specialite);
  }
  /** CSD 2.4 does not say which situation belongs to which place of practice: they are paired by rank. */
  get situations() {
    const { exercices = [], situations = [] } = this.#professionnel;
    const nombre = Math.max(exercices.length, situations.length);
    return Array.from({ length: nombre }, (_, rang) => {
      const exercice = exercices[rang];
      const droits = this.#vues.acces.exercice(this.#professionnel, exercice?.organisationInterneId);
      return droits.voit.professionnel ? [new VueSituation(this.#vues, exercice, situations[rang], droits)] : [];
    }).flat();
  }
  /** Day from which it refuses public diffusion (décret 2023-1057). */
  get oppositionDiffusion() {
    return this.#droits.voit.opposition ? this.#vues.acces.opposition(this.#professionnel) : null;
  }
  get metadonnees() {
    return vueMetadonnees(this.#professionnel.metadonnees);
  }
  get regions() {
    return [this.#vues.regionReponse(null)];
  }

  #numero(forme: RegExp): string | null {
    for (const id of identifiantsProfessionnel(this.#professionnel)) {
      const numero = forme.exec(id)?.[1];
      if (numero !== undefined) return numero;
    }
    return null;
  }
  get #nom() {
    return this.#professionnel.identite.noms[0];
  }
}
