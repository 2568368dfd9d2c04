import { compte, type Html, html, jour } from '@inter-ror/web-page';
import { type OffreSurCarte, vueCarte } from '../map/index.js';
import type { AskNation } from '../nation/index.js';
import { ADRESSE, type Adresse, chemin, HORAIRES, type Horaire, vueAdresse, vueHoraires } from '../parts/index.js';
import { type Age, ages, type Concept, type Joindre, type Libres, libelle, vueLibres } from '../search/index.js';
import { demander, type Fiche } from './ask-sheet.js';
import { CONTACTS, type Contact, concepts, ligne, vueContacts } from './parts.js';

const C = '{ code libelle }';
const ETAGE = '{ id nom }';
const QUESTION = `query FicheOffre($id: ID!) {
  offre(id: $id) {
    id nom region { nom }
    champActivite ${C} modePriseEnCharge ${C} activitesOperationnelles ${C} actesSpecifiques ${C}
    equipements { type ${C} nombreEnService }
    publicsPrisEnCharge ${C} ageMin { valeur unite ${C} } ageMax { valeur unite ${C} }
    specialisationsPriseEnCharge ${C} temporaliteAccueil ${C} accueilSequentielAccepte categorieOrganisation ${C}
    modesGestion ${C} ouvertureAnnuelle ${C} secteursPsychiatriques specialitesOrdinales ${C} competencesSpecifiques ${C}
    capaciteAccueil { lits { total disponibles dateMiseAJour } places { total disponibles dateMiseAJour } }
    ${CONTACTS} ${HORAIRES} ${ADRESSE}
    geolocalisation { latitude longitude }
    dateFermetureDefinitive
    entiteGeographique { idNatStruct numFINESS nom ${ADRESSE} telecommunications { canal { libelle } adresse } }
    entiteJuridique { idNatStruct nom }
    pole ${ETAGE} service ${ETAGE} uniteFonctionnelle ${ETAGE}
    metadonnees { miseAJour }
  }
}`;

interface Etage {
  id: string;
  nom: string;
}

interface Offre {
  id: string;
  nom: string;
  region: { nom: string };
  champActivite: Concept;
  modePriseEnCharge: Concept;
  activitesOperationnelles: Concept[];
  actesSpecifiques: Concept[];
  equipements: { type: Concept; nombreEnService: number | null }[];
  publicsPrisEnCharge: Concept[];
  ageMin: Age;
  ageMax: Age;
  specialisationsPriseEnCharge: Concept[];
  temporaliteAccueil: Concept | null;
  accueilSequentielAccepte: boolean | null;
  categorieOrganisation: Concept | null;
  modesGestion: Concept[];
  ouvertureAnnuelle: Concept | null;
  secteursPsychiatriques: string[];
  specialitesOrdinales: Concept[];
  competencesSpecifiques: Concept[];
  capaciteAccueil: { lits: Libres | null; places: Libres | null } | null;
  contacts: Contact[];
  telecommunications: Joindre[];
  horaires: Horaire[];
  adresse: Adresse | null;
  geolocalisation: { latitude: number; longitude: number } | null;
  dateFermetureDefinitive: string | null;
  entiteGeographique: {
    idNatStruct: string | null;
    numFINESS: string | null;
    nom: string;
    adresse: Adresse | null;
    telecommunications: Joindre[];
  } | null;
  entiteJuridique: { idNatStruct: string | null; nom: string } | null;
  pole: Etage | null;
  service: Etage | null;
  uniteFonctionnelle: Etage | null;
  metadonnees: { miseAJour: string };
}

/** The sheet of an offer; `undefined` when nobody knows it. */
export async function ficheOffre(ask: AskNation, id: string): Promise<Fiche | undefined> {
  const { offre } = await demander<{ offre: Offre | null }>(ask, QUESTION, { id });
  return offre === null ? undefined : { titre: offre.nom, contenu: vue(offre) };
}

function vue(o: Offre): Html {
  const site = o.entiteGeographique;
  return html`<article class="fiche">
  ${chemin(o)}
  <h1>${o.nom}</h1>
  ${o.dateFermetureDefinitive !== null && html`<p class="avis">Fermeture définitive le ${jour(o.dateFermetureDefinitive)}.</p>`}
  ${vueLibres(o.capaciteAccueil)}
  <div class="deux"><div>
  <section><h2>Ce que fait l’unité</h2><dl>
    ${ligne('Activités', concepts(o.activitesOperationnelles))}
    ${ligne('Mode de prise en charge', libelle(o.modePriseEnCharge))}
    ${ligne('Champ d’activité', libelle(o.champActivite))}
    ${ligne('Âge', ages(o.ageMin, o.ageMax))}
    ${ligne('Publics', concepts(o.publicsPrisEnCharge))}
    ${ligne('Actes', concepts(o.actesSpecifiques))}
    ${ligne('Équipements', o.equipements.length > 0 && html`<ul>${o.equipements.map((e) => html`<li>${libelle(e.type)}${e.nombreEnService !== null && ` (${compte(e.nombreEnService, 'en service', 'en service')})`}</li>`)}</ul>`)}
    ${ligne('Spécialités', concepts(o.specialitesOrdinales))}
    ${ligne('Compétences', concepts(o.competencesSpecifiques))}
    ${ligne('Spécialisation', concepts(o.specialisationsPriseEnCharge))}
    ${ligne('Accueil', o.temporaliteAccueil && libelle(o.temporaliteAccueil))}
    ${ligne('Accueil séquentiel', o.accueilSequentielAccepte === null ? null : o.accueilSequentielAccepte ? 'accepté' : 'non accepté')}
    ${ligne('Catégorie', o.categorieOrganisation && libelle(o.categorieOrganisation))}
    ${ligne('Gestion', concepts(o.modesGestion))}
    ${ligne('Ouverture annuelle', o.ouvertureAnnuelle && libelle(o.ouvertureAnnuelle))}
    ${ligne('Secteurs psychiatriques', o.secteursPsychiatriques.join(', '))}
  </dl></section>
  ${vueContacts(o.contacts, o.telecommunications.length > 0 ? o.telecommunications : (site?.telecommunications ?? []))}
  ${vueHoraires(o.horaires)}
  </div><aside>
  <section><h2>Où</h2>${site && html`<p>${site.idNatStruct === null ? site.nom : html`<a href="/etablissement/${encodeURIComponent(site.idNatStruct)}">${site.nom}</a>`}</p>`}
  ${vueAdresse(o.adresse ?? site?.adresse ?? null)}${vueCarte(points(o))}</section>
  </aside></div>
  <p class="maj">Décrit par la région ${o.region.nom}, mis à jour le ${jour(o.metadonnees.miseAJour)}. Identifiant national : ${o.id}.</p>
</article>`;
}

function points(o: Offre): OffreSurCarte[] {
  const at = o.geolocalisation;
  const lieu = (o.adresse ?? o.entiteGeographique?.adresse)?.localite ?? undefined;
  return at === null ? [] : [{ rang: 1, nom: o.nom, lieu, latitude: at.latitude, longitude: at.longitude }];
}
