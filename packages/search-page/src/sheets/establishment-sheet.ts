import { compte, type Html, html, jour } from '@inter-ror/web-page';
import type { AskNation } from '../nation/index.js';
import { ADRESSE, type Adresse, chemin, vueAdresse } from '../parts/index.js';
import { type Concept, type Joindre, libelle } from '../search/index.js';
import { demander, type Fiche } from './ask-sheet.js';
import { CONTACTS, type Contact, concepts, ligne, vueContacts } from './parts.js';
import { type Organisation, type UniteListee, vueArbre } from './tree-view.js';

const QUESTION = `query FicheEtablissement($id: String!) {
  entiteGeographique(idNatStruct: $id) {
    idNatStruct numFINESS siret nom nomUsuel region { nom } categorieEG { code libelle } statutJuridique { code libelle }
    espic { code libelle } accessibilite { code libelle } dateFermeture aidesFinancieres { code libelle }
    tarifs { type { code libelle } unite { code libelle } montant devise { code libelle } dateMiseAJour }
    ${ADRESSE} ${CONTACTS}
    entiteJuridique { idNatStruct nom }
    organisationsInternes { id nom niveau parent { id } }
    offres { id nom activitesOperationnelles { code libelle } pole { id } service { id } uniteFonctionnelle { id } }
    metadonnees { miseAJour }
  }
}`;

interface Etablissement {
  idNatStruct: string | null;
  numFINESS: string | null;
  siret: string | null;
  nom: string;
  nomUsuel: string | null;
  region: { nom: string };
  categorieEG: Concept | null;
  statutJuridique: Concept | null;
  espic: Concept | null;
  accessibilite: Concept | null;
  dateFermeture: string | null;
  aidesFinancieres: Concept[];
  tarifs: { type: Concept; unite: Concept; montant: number; devise: Concept; dateMiseAJour: string | null }[];
  adresse: Adresse | null;
  contacts: Contact[];
  telecommunications: Joindre[];
  entiteJuridique: { idNatStruct: string | null; nom: string } | null;
  organisationsInternes: Organisation[];
  offres: UniteListee[];
  metadonnees: { miseAJour: string };
}

/** The sheet of an establishment, with the tree of its units; `undefined` when nobody knows it. */
export async function ficheEtablissement(ask: AskNation, id: string): Promise<Fiche | undefined> {
  const { entiteGeographique } = await demander<{ entiteGeographique: Etablissement | null }>(ask, QUESTION, { id });
  return entiteGeographique === null ? undefined : { titre: entiteGeographique.nom, contenu: vue(entiteGeographique) };
}

function vue(e: Etablissement): Html {
  const euros = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' });
  return html`<article class="fiche">
  ${chemin({ entiteJuridique: e.entiteJuridique, entiteGeographique: null })}
  <h1>${e.nom}</h1>
  ${e.dateFermeture !== null && html`<p class="avis">Fermé le ${jour(e.dateFermeture)}.</p>`}
  <div class="deux"><div>
  <section><h2>Unités</h2><p>${compte(e.offres.length, 'offre')}</p>${vueArbre(e.organisationsInternes, e.offres)}</section>
  ${vueContacts(e.contacts, e.telecommunications)}
  </div><aside>
  <section><h2>Où</h2>${vueAdresse(e.adresse)}</section>
  <section><h2>L’établissement</h2><dl>
    ${ligne('Catégorie', e.categorieEG && libelle(e.categorieEG))}
    ${ligne('Statut', e.statutJuridique && libelle(e.statutJuridique))}
    ${ligne('Intérêt collectif', e.espic && libelle(e.espic))}
    ${ligne('FINESS', e.numFINESS)}
    ${ligne('SIRET', e.siret)}
    ${ligne('Accessibilité', e.accessibilite && libelle(e.accessibilite))}
    ${ligne('Aides', concepts(e.aidesFinancieres))}
  </dl></section>
  ${
    e.tarifs.length > 0 &&
    html`<section><h2>Tarifs</h2><ul>${e.tarifs.map(
      (t) =>
        html`<li>${libelle(t.type)} : ${t.devise.code === 'EUR' ? euros.format(t.montant) : `${t.montant} ${libelle(t.devise)}`} (${libelle(t.unite)})${t.dateMiseAJour !== null && `, au ${jour(t.dateMiseAJour)}`}</li>`,
    )}</ul></section>`
  }
  </aside></div>
  <p class="maj">Décrit par la région ${e.region.nom}, mis à jour le ${jour(e.metadonnees.miseAJour)}.</p>
</article>`;
}
