import { compte, type Html, html, instant } from '@inter-ror/web-page';
import type { EtatConsole } from './state-view.js';

const LIST_SOON_MS = 2 * 3_600_000;

/** Whether users everywhere find what this region has; if not, why and what to do: the first thing that is read. */
export function vueVerdict(e: EtatConsole, now = Date.now()): Html {
  const problems = problemes(e, now);
  return html`<section class="alertes" aria-labelledby="titre-verdict"><h2 id="titre-verdict" class="${problems.length > 0 ? 'panne' : 'bien'}">${
    problems.length > 0
      ? `${compte(problems.length, 'point')} à reprendre`
      : `Tout va bien : la nation voit ${compte(e.generation?.nombreOffres ?? 0, 'offre')}`
  }</h2>${
    problems.length > 0 &&
    html`<ul>${problems.map(([what, mend]) => html`<li class="panne"><strong>${what}</strong> <span>${mend}</span></li>`)}</ul>`
  }</section>`;
}

function problemes(e: EtatConsole, now: number): [what: string, mend: string][] {
  const found: ([string, string] | false)[] = [
    e.generation === null && [
      'Rien n’est encore chargé.',
      'Donnez un export (adapter load, ou « source » dans la configuration).',
    ],
    e.dernierEchec !== null && [
      `Le dernier chargement a échoué (${e.dernierEchec}).`,
      'Ce qui était servi le reste ; le journal dit pourquoi, « adapter load » sur ce fichier aussi.',
    ],
    e.synchronisation !== null &&
      e.synchronisation.echec !== null && [
        `La synchronisation est interrompue depuis le ${instant(e.synchronisation.echec.depuis)} (${e.synchronisation.echec.code}).`,
        `${e.synchronisation.echec.message} Ce qui était servi le reste.`,
      ],
    e.synchronisation !== null &&
      e.synchronisation.enErreur > 0 && [
        `La solution donne mal ${compte(e.synchronisation.enErreur, 'établissement')}.`,
        'Ce qui en était connu reste servi ; « Établissements mal lus », plus bas, dit lesquels et pourquoi.',
      ],
    e.nation === null && [
      'La nation ne peut pas être interrogée.',
      `${e.nationMuette ?? ''} Vérifiez le réseau vers la passerelle, le certificat et la liste blanche (adapter check).`,
    ],
    e.nation !== null &&
      e.nation.statut !== 'OK' && [
        `La nation ne voit pas cette région (${e.nation.statut ?? 'état inconnu'}).`,
        'Vérifiez que l’adresse que porte la liste blanche mène à cet adaptateur (adapter check).',
      ],
    e.nation?.statut === 'OK' &&
      e.generation !== null &&
      e.nation.generation !== e.generation.nom && [
        'La nation voit une autre génération que celle qui est servie ici.',
        'Elle suit en quelques secondes ; si cela dure, un autre adaptateur répond à l’adresse de la liste blanche.',
      ],
    e.liste !== null &&
      Date.parse(e.liste.expire) - now < LIST_SOON_MS && [
        `La liste blanche expire le ${instant(e.liste.expire)}.`,
        'Prévenez l’autorité : passé cet instant, plus personne n’est admis.',
      ],
  ];
  return found.filter((one) => one !== false);
}
