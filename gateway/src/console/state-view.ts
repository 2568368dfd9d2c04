import { compte, duree, type Html, html, instant, nombre } from '@inter-ror/web-page';
import { vueAlertes } from './alerts-view.js';
import { vuePart } from './history-view.js';
import { vueMatrice, vueRaisons } from './matrix-view.js';
import type { Echeance, EtatNation, EtatRegion } from './nation-state.js';

const LISTES: Readonly<Record<EtatRegion['liste'], string>> = {
  ADMISE: 'admise',
  EN_ATTENTE: 'en attente',
  SUSPENDUE: 'suspendue',
  REVOQUEE: 'révoquée',
  ABSENTE: 'absente',
};
const DISJONCTEURS = { FERME: 'fermé', OUVERT: 'ouvert', DEMI_OUVERT: 'à l’essai' } as const;
const ETATS_LISTE: Readonly<Record<string, string>> = {
  fresh: 'à jour',
  degraded: 'plus de nouvelles de l’autorité',
  grace: 'expirée, tolérée le temps de la grâce',
  closed: 'expirée : plus personne n’est admis',
};

/** Seconds between two looks of a page that is followed: asked for by its reader, who may end it. */
export const SUIVI_S = 20;

/** The nation on one page: connections, regions, list, load, refusals. */
export function vueEtatNation(e: EtatNation, suivi: boolean): Html {
  return html`<h1>La nation</h1>
  ${vueAlertes(e)}
  <p>Au ${instant(e.instant)} ; observée depuis le ${instant(e.observeDepuis)}, démarrage de cette passerelle. ${
    suivi
      ? html`Cette page s’actualise toutes les ${SUIVI_S} s : <a href="/">arrêter</a>.`
      : html`<a href="/">Actualiser</a>, <a href="/?suivi=1">suivre (toutes les ${SUIVI_S} s)</a>.`
  } <a href="/etat.json">Les mêmes chiffres en JSON</a>.</p>
  ${vuePart(e)}${vueMatrice(e)}${vueRaisons(e)}${vueRegions(e)}
  <div class="deux"><div>${vueListe(e)}${vueCharge(e)}</div><div>${vueEcheances(e.echeances)}</div></div>
  ${vueRefus(e)}`;
}

function vueRegions({ regions }: EtatNation): Html {
  return html`<section><h2 id="titre-regions">Régions</h2>
  <div class="defile" tabindex="0" role="region" aria-label="Régions"><table class="etats"><thead><tr><th scope="col">Région</th><th scope="col">Liste</th><th scope="col">Dernière réponse</th><th scope="col">Disjoncteur</th><th scope="col">Latence médiane, 95 %</th><th scope="col">Génération</th><th scope="col">Offres</th><th scope="col">En cours</th></tr></thead>
  <tbody>${regions.map(ligneRegion)}</tbody></table></div></section>`;
}

function ligneRegion(r: EtatRegion): Html {
  const { entendu, servi } = r;
  const latence = entendu?.latence;
  return html`<tr><th scope="row">${r.nom} <small>${r.codes.join(', ')}</small></th>
  <td>${LISTES[r.liste]}${r.listeDepuis !== null && html` <small>depuis le ${instant(r.listeDepuis)}</small>`}</td>
  <td>${entendu === null ? 'aucune' : html`${entendu.statut} <small>${instant(entendu.instant)}${entendu.message !== null && ` : ${entendu.message}`}</small>`}</td>
  <td>${r.disjoncteur === null ? '–' : DISJONCTEURS[r.disjoncteur]}${r.disjoncteurDepuis !== null && html` <small>depuis le ${instant(r.disjoncteurDepuis)}</small>`}</td>
  <td>${latence ? `${nombre(latence.mediane)} ms, ${nombre(latence.p95)} ms` : '–'}</td>
  <td>${servi?.generation ?? '–'}${servi?.dateGeneration && html` <small>${instant(servi.dateGeneration)}</small>`}</td>
  <td>${servi?.nombreOffres === null || servi?.nombreOffres === undefined ? '–' : nombre(servi.nombreOffres)}</td>
  <td>${nombre(r.enVol)}</td></tr>`;
}

function vueListe({ liste }: EtatNation): Html {
  return html`<section class="fiche"><h2>Liste blanche</h2><dl>
  <div><dt>Instance</dt><dd>${liste.instance}</dd></div>
  <div><dt>Version</dt><dd>${nombre(liste.version)}</dd></div>
  <div><dt>État</dt><dd>${ETATS_LISTE[liste.etat] ?? liste.etat}</dd></div>
  <div><dt>Âge</dt><dd>${duree(liste.age)}</dd></div>
  <div><dt>Expire</dt><dd>${instant(liste.expire)}</dd></div>
  <div><dt>Dernier battement</dt><dd>${liste.battement === null ? 'aucun' : `il y a ${duree(liste.battement)}`}</dd></div></dl></section>`;
}

function vueCharge({ charge, regions }: EtatNation): Html {
  const inFlight = regions.reduce((n, r) => n + r.enVol, 0);
  return html`<section class="fiche"><h2>Charge</h2><dl>
  <div><dt>Demandes en cours</dt><dd>${nombre(charge.enCours)}</dd></div>
  <div><dt>Par minute</dt><dd>${nombre(charge.parMinute)}, dont ${compte(charge.refuseesParMinute, 'refusée')}</dd></div>
  <div><dt>Questions aux régions</dt><dd>${nombre(inFlight)} en cours</dd></div></dl></section>`;
}

function vueEcheances(echeances: readonly Echeance[]): Html {
  return html`<section><h2>Ce qui expire dans 90 jours</h2>${
    echeances.length === 0
      ? html`<p>Rien.</p>`
      : html`<div class="defile" tabindex="0" role="region" aria-label="Ce qui expire dans 90 jours"><table class="etats"><thead><tr><th scope="col">Quoi</th><th scope="col">Fin</th><th scope="col">Jours</th></tr></thead><tbody>${echeances.map(
          (x) =>
            html`<tr><th scope="row">${x.quoi} <small>${x.id}</small></th><td>${instant(x.fin)}</td><td>${x.alarme <= 7 ? html`<strong>${x.jours < 0 ? 'expiré' : x.jours}</strong>` : x.jours}</td></tr>`,
        )}</tbody></table></div>`
  }</section>`;
}

function vueRefus({ refus }: EtatNation): Html {
  return html`<section><h2>Derniers refus</h2>${
    refus.length === 0
      ? html`<p>Aucun depuis le démarrage.</p>`
      : html`<div class="defile" tabindex="0" role="region" aria-label="Derniers refus"><table><thead><tr><th scope="col">Quand</th><th scope="col">Motif</th><th scope="col">Membre</th><th scope="col">Adresse</th><th scope="col">Empreinte</th><th scope="col">Détail</th></tr></thead><tbody>${refus.map(
          (x) =>
            html`<tr><th scope="row">${instant(x.instant)}</th><td>${x.motif}${x.fois > 1 && ` (${nombre(x.fois)} fois)`}</td><td>${x.membre ?? '–'}</td><td>${x.adresse ?? '–'}</td><td>${x.empreinte?.slice(0, 16) ?? '–'}</td><td>${x.detail ?? '–'}</td></tr>`,
        )}</tbody></table></div>`
  }</section>`;
}
