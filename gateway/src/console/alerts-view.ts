import { compte, duree, type Html, html, instant } from '@inter-ror/web-page';
import { type Alerte, alertesDe, instancesQuiRepondent } from './alerts.js';
import type { EtatNation } from './nation-state.js';

/** What is down, since when, why and what to do: the first thing that an operator sees. */
export function vueAlertes(e: EtatNation): Html {
  const alertes = alertesDe(e);
  const down = alertes.filter(({ gravite }) => gravite === 'PANNE');
  const watch = alertes.filter(({ gravite }) => gravite === 'VEILLE');
  const { repondent, admises } = instancesQuiRepondent(e.regions);
  return html`<section class="alertes" aria-labelledby="titre-alertes"><h2 id="titre-alertes" class="${down.length > 0 ? 'panne' : 'bien'}">${
    down.length > 0 ? compte(down.length, 'panne') : 'Tout répond'
  } : ${compte(repondent, 'instance')} sur ${admises} ${repondent > 1 ? 'répondent' : 'répond'}</h2>
  ${down.length > 0 && html`<ul>${down.map((a) => vueAlerte(a, e.instant))}</ul>`}
  ${watch.length > 0 && html`<h3>À surveiller</h3><ul>${watch.map((a) => vueAlerte(a, e.instant))}</ul>`}</section>`;
}

function vueAlerte({ gravite, quoi, depuis, quoiFaire }: Alerte, now: string): Html {
  return html`<li class="${gravite === 'PANNE' ? 'panne' : 'veille'}"><strong>${quoi}</strong>${
    depuis !== null &&
    html` Depuis le ${instant(depuis)} (${duree(Math.max(0, Date.parse(now) - Date.parse(depuis)) / 1_000)}).`
  } <span>${quoiFaire}</span></li>`;
}
