import { collation, compte, type Html, html } from '@inter-ror/web-page';
import type { AskNation } from '../nation/index.js';
import { ADRESSE, type Adresse, vueAdresse } from '../parts/index.js';
import { type Concept, type Joindre, libelle, phrase, REPONDU, type ReponseRegion } from '../search/index.js';
import { demander, type Fiche } from './ask-sheet.js';
import { grouperPar } from './group.js';
import { CONTACTS, type Contact, ligne, vueContacts } from './parts.js';

const QUESTION = `query FicheEntiteJuridique($id: String!) {
  entiteJuridique(idNatStruct: $id) {
    idNatStruct numFINESS siren nom nomUsuel statutJuridique { code libelle } ${ADRESSE} ${CONTACTS}
    entitesGeographiques { idNatStruct nom numFINESS region { nom } categorieEG { code libelle } adresse { codePostal localite } }
    regions { codes statut latenceMs totalCount code message date offresConnues connuesAu region { nom } }
  }
}`;

interface Site {
  idNatStruct: string | null;
  nom: string;
  numFINESS: string | null;
  region: { nom: string };
  categorieEG: Concept | null;
  adresse: { codePostal: string | null; localite: string | null } | null;
}

interface EntiteJuridique {
  idNatStruct: string | null;
  numFINESS: string | null;
  siren: string | null;
  nom: string;
  nomUsuel: string | null;
  statutJuridique: Concept | null;
  adresse: Adresse | null;
  contacts: Contact[];
  telecommunications: Joindre[];
  entitesGeographiques: Site[];
  regions: ReponseRegion[];
}

/** The sheet of a legal entity, with its sites in every region; `undefined` when nobody knows it. */
export async function ficheEntiteJuridique(ask: AskNation, id: string): Promise<Fiche | undefined> {
  // Its sites are in every region: one alone would leave some out without a word.
  const options = { nationOnly: true };
  const { entiteJuridique } = await demander<{ entiteJuridique: EntiteJuridique | null }>(
    ask,
    QUESTION,
    { id },
    options,
  );
  return entiteJuridique === null ? undefined : { titre: entiteJuridique.nom, contenu: vue(entiteJuridique) };
}

function vue(e: EntiteJuridique): Html {
  const silent = e.regions.filter((r) => !REPONDU.has(r.statut));
  const regions = [...grouperPar(e.entitesGeographiques, (s) => s.region.nom)].sort(([a], [b]) =>
    collation.compare(a, b),
  );
  return html`<article class="fiche">
  <h1>${e.nom}</h1>
  ${
    silent.length > 0 &&
    html`<div class="manque" role="status"><p><strong>Des sites peuvent manquer.</strong></p><ul>${silent.map((r) => html`<li>${phrase(r)}</li>`)}</ul></div>`
  }
  <section><h2>${compte(e.entitesGeographiques.length, 'site')} dans ${compte(regions.length, 'région')}</h2>
  ${regions.map(
    ([region, sites]) =>
      html`<h3>${region}</h3><ul>${sites.map(
        (s) =>
          html`<li>${s.idNatStruct === null ? s.nom : html`<a href="/etablissement/${encodeURIComponent(s.idNatStruct)}">${s.nom}</a>`} <small>${[s.categorieEG && libelle(s.categorieEG), [s.adresse?.codePostal, s.adresse?.localite].filter(Boolean).join(' ')].filter(Boolean).join(' · ')}</small></li>`,
      )}</ul>`,
  )}</section>
  ${vueContacts(e.contacts, e.telecommunications)}
  <section><h2>L’entité</h2>${vueAdresse(e.adresse)}<dl>${ligne('Statut', e.statutJuridique && libelle(e.statutJuridique))}${ligne('FINESS', e.numFINESS)}${ligne('SIREN', e.siren)}</dl></section>
</article>`;
}
