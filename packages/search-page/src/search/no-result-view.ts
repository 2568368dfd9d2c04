import { departementDeCommune, departements } from '@inter-ror/territory';
import { type Html, html } from '@inter-ror/web-page';
import type { Vocabulaire } from '../spelling/index.js';
import { lieuIncertain, type RechercheComprise } from './criteria.js';
import { sansFiltres } from './filters.js';
import { vueAvis } from './notice-view.js';
import type { Portail } from './results-view.js';
import { adresse, type EtatRecherche, RAYONS_KM } from './search-state.js';

const WORD_MIN = 3;
const WORDS_SHOWN = 3;

/** What to try when nothing was found: what was probably meant, then each limit of the search taken off. */
export function vueRienTrouve(
  etat: EtatRecherche,
  { age, autour, incertain, texte }: RechercheComprise,
  portail: Portail,
  vocabulaire: Vocabulaire,
): Html {
  const meant = corrigee(etat.q, texte, vocabulaire);
  const wider = autour && RAYONS_KM.find((km) => km > autour.rayonKm);
  const bare = sansFiltres(etat);
  const to = (change: Partial<EtatRecherche>) => adresse(etat, { ...change, apres: undefined });
  const words = texte.split(' ').filter((word) => word.length >= WORD_MIN);
  return html`<div class="aide">${incertain !== undefined && vueAvis(etat, lieuIncertain(incertain))}<p><strong>Que faire ?</strong></p><ul>
    ${meant !== undefined && html`<li>Vouliez-vous dire <a href="${to({ q: meant })}">${meant}</a> ?</li>`}
    ${words.length > 1 && etat.q.includes(texte) && html`<li>Chercher seulement ${words.slice(0, WORDS_SHOWN).map((word, i) => html`${i > 0 && ', '}<a href="${to({ q: etat.q.replace(texte, word) })}">${word}</a>`)}</li>`}
    ${etat.portee === 'region' && portail.nomRegion !== undefined && html`<li><a href="${to({ portee: 'france' })}">Chercher dans toute la France</a></li>`}
    ${age && etat.q.includes(age.dit) && html`<li><a href="${to({ q: etat.q.replace(age.dit, '').trim() })}">Chercher sans l’âge (« ${age.dit} »)</a></li>`}
    ${bare !== undefined && html`<li><a href="${bare}">Retirer les filtres</a></li>`}
    ${wider !== undefined && html`<li><a href="${to({ rayonKm: wider })}">Chercher jusqu’à ${wider} km</a></li>`}
    <li>Essayez moins de mots, ou un mot plus général : une activité, un équipement, un établissement.</li>
  </ul></div>`;
}

/** Only what is searched as words is corrected, and only where it stands whole in the question: places have their own way. */
function corrigee(q: string, texte: string, vocabulaire: Vocabulaire): string | undefined {
  const text = q.includes(texte) ? vocabulaire.corriger(texte) : undefined;
  return text === undefined ? undefined : q.replace(texte, text);
}

/** Nobody said where a commune is: its département needs no point, and larger towns have one. */
export function vueCommuneSansPoint(etat: EtatRecherche, { autour, texte }: RechercheComprise): Html {
  const code = autour && departementDeCommune(autour.code);
  const departement = departements().find((d) => d.code === code);
  const said = [texte, etat.comprise.age?.dit, `dans ${departement?.nom}`];
  const inside = {
    q: said.filter(Boolean).join(' '),
    comprise: { texte, avis: [] },
    rayonKm: undefined,
    commune: undefined,
    apres: undefined,
  };
  return html`<div class="manque" role="alert"><p><strong>La position de ${autour?.nom} n’est pas connue : sa région ne répond pas, ou n’y décrit aucun lieu.</strong></p><ul>
    ${departement && html`<li><a href="${adresse(etat, inside)}">Chercher dans le département : ${departement.nom}</a></li>`}
    <li>Ou tapez le nom d’une ville voisine plus grande.</li></ul></div>`;
}
