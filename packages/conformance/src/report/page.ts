import { compte, type Html, html, instant } from '@inter-ror/web-page';
import { FAMILLES, type Famille } from '../model.js';
import type { Essai, Resultat, Verdict } from '../run.js';

const MOTS: Readonly<Record<Resultat, string>> = { REUSSI: 'Réussi', ECHEC: 'Échec', NON_APPLICABLE: 'Non applicable' };

const STYLE = `
body { font: 15px/1.45 system-ui, sans-serif; color: #1c1c1c; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin-bottom: 0.2rem; } h2 { font-size: 1.2rem; margin-top: 2rem; border-bottom: 1px solid #bbb; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 0.25rem 0.5rem; border-bottom: 1px solid #ddd; }
td.n { text-align: right; font-variant-numeric: tabular-nums; }
article { border-left: 4px solid #999; padding: 0.1rem 0 0.1rem 0.8rem; margin: 0.8rem 0; break-inside: avoid; }
article.REUSSI { border-color: #18753c; } article.ECHEC { border-color: #b3261e; }
article h3 { font-size: 1rem; margin: 0.2rem 0; } article p { margin: 0.15rem 0; }
.verdict { font-weight: 700; } .ECHEC .verdict { color: #b3261e; } .REUSSI .verdict { color: #18753c; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f4f4; padding: 0.5rem; font-size: 12px; }
@media print { body { max-width: none; margin: 0; font-size: 11pt; } details:not([open]) { display: none; } pre { font-size: 8pt; } }
`;

/** A page of its own, without script nor anything to fetch: it opens from a disk, and prints. */
export function pageDe(essai: Essai): string {
  const { url, debut, comptes, verdicts, decouverte } = essai;
  const familles = [...new Set(verdicts.map(({ famille }) => famille))];
  return html`<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Conformité aux flux inter-ROR : ${url}</title><style>${STYLE}</style></head>
<body><h1>Conformité aux flux inter-ROR</h1>
<p>${url}<br>${instant(debut)}, heure de Paris ; ${compte(verdicts.length, 'scénario')}.</p>
<p class="verdict">${compte(comptes.REUSSI, 'réussi')}, ${comptes.ECHEC} en échec, ${compte(comptes.NON_APPLICABLE, 'non applicable', 'non applicables')}.</p>
${decouverte.manques.length > 0 && html`<p>Non découvert :</p><ul>${decouverte.manques.map((m) => html`<li>${m}</li>`)}</ul>`}
<table><thead><tr><th scope="col">Famille</th><th scope="col">Réussis</th><th scope="col">En échec</th><th scope="col">Non applicables</th></tr></thead>
<tbody>${familles.map((f) => ligne(f, verdicts))}</tbody></table>
${familles.map((f) => html`<h2>${FAMILLES[f]}</h2>${verdicts.filter((v) => v.famille === f).map(article)}`)}
</body></html>
`.text;
}

function ligne(famille: Famille, verdicts: readonly Verdict[]): Html {
  const nombre = (resultat: Resultat) =>
    verdicts.filter((v) => v.famille === famille && v.resultat === resultat).length;
  return html`<tr><th scope="row">${FAMILLES[famille]}</th><td class="n">${nombre('REUSSI')}</td><td class="n">${nombre('ECHEC')}</td><td class="n">${nombre('NON_APPLICABLE')}</td></tr>`;
}

function article(v: Verdict): Html {
  const echec = v.resultat === 'ECHEC';
  return html`<article class="${v.resultat}"><h3>${v.id} ${v.titre}</h3>
<p><span class="verdict">${MOTS[v.resultat]}</span> · ${v.regle}</p>
<p>Attendu : ${v.attendu}.</p><p>Reçu : ${v.recu}</p>
${
  v.echanges.length > 0 &&
  html`<details ${echec ? 'open' : ''}><summary>${compte(v.echanges.length, 'échange')}</summary>${v.echanges.map(
    ({ envoye, recu, statut, dureeMs }) =>
      html`<p>Envoyé :</p><pre>${envoye}</pre><p>Reçu (HTTP ${statut}, ${dureeMs} ms) :</p><pre>${recu}</pre>`,
  )}</details>`
}</article>
`;
}
