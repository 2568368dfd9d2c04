import { type Html, html, instant } from '@inter-ror/web-page';
import type { EtatLien, EtatObserve } from './nation-state.js';

/** The connections as a table, one row a region that asks; what is closed leads to its reason below. */
export function vueMatrice({ codes, liens }: EtatObserve): Html {
  const of = new Map(liens.map((lien) => [`${lien.de} ${lien.vers}`, lien]));
  return html`<section><h2 id="titre-matrice">Qui peut chercher chez qui</h2>
  <p>Une ligne : la région qui cherche. Une colonne : la région où elle cherche. Ce qui est fermé mène à sa raison, plus bas.</p>
  <div class="defile" tabindex="0" role="region" aria-label="Matrice des connexions"><table class="matrice"><thead><tr><th scope="col">De, vers</th>${codes.map(
    ({ code, nom }) => html`<th scope="col"><abbr title="${nom}">${code}</abbr></th>`,
  )}</tr></thead><tbody>${codes.map(
    (de) =>
      html`<tr><th scope="row">${de.code} ${de.nom}</th>${codes.map((vers) => cellule(of.get(`${de.code} ${vers.code}`)))}</tr>`,
  )}</tbody></table></div></section>`;
}

function cellule(lien: EtatLien | undefined): Html {
  if (lien === undefined) return html`<td class="meme">–</td>`;
  if (lien.ouvert) return html`<td class="oui">oui</td>`;
  return html`<td class="non"><a href="#${ancre(lien)}">non</a></td>`;
}

/** Closed connections that have the same reason. */
interface Raison {
  ancre: string;
  message: string;
  depuis: string;
  liens: EtatLien[];
}

/** The same in sentences: each reason once, with how many connections it closes and since when. */
export function vueRaisons({ liens, possibles, ouverts, codes }: EtatObserve): Html {
  const raisons = raisonsDe(liens);
  const names = new Map(codes.map(({ code, nom }) => [code, nom]));
  return html`<section><h2 id="titre-raisons">Pourquoi non</h2>${
    raisons.length === 0
      ? html`<p>Chaque région peut chercher dans chaque autre : ${ouverts} connexions sur ${possibles}.</p>`
      : html`<ul class="raisons">${raisons.map(
          (r) =>
            html`<li id="${r.ancre}" tabindex="-1"><strong>${r.message}</strong> Depuis le ${instant(r.depuis)}. ${phraseLiens(r.liens, names)}</li>`,
        )}</ul>`
  }</section>`;
}

function raisonsDe(liens: readonly EtatLien[]): Raison[] {
  const found = new Map<string, Raison>();
  for (const lien of liens) {
    if (lien.ouvert) continue;
    const key = ancre(lien);
    const raison = found.get(key) ?? { ancre: key, message: lien.message ?? '', depuis: lien.depuis, liens: [] };
    if (lien.depuis < raison.depuis) raison.depuis = lien.depuis;
    raison.liens.push(lien);
    found.set(key, raison);
  }
  return [...found.values()];
}

/** A perimeter closes one connection; all the rest closes a region as a whole. */
function ancre({ motif, region, de, vers }: EtatLien): string {
  return motif === 'HORS_PERIMETRE' ? `raison-${motif}-${de}-${vers}` : `raison-${motif}-${region ?? 'liste'}`;
}

function phraseLiens(liens: readonly EtatLien[], names: ReadonlyMap<string, string>): string {
  const [first] = liens;
  if (liens.length === 1) return `${names.get(first!.de)} ne peut pas chercher dans ${names.get(first!.vers)}.`;
  const from = liens.filter(({ de, region }) => de === region).length;
  const to = liens.filter(({ vers, region }) => vers === region).length;
  if (from > 0 && to > 0)
    return `Elle ne cherche dans aucune autre et aucune ne cherche chez elle (${liens.length} connexions).`;
  if (to > 0) return `${to} régions ne peuvent pas chercher chez elle.`;
  if (from > 0) return `Elle ne peut chercher dans aucune autre (${from} connexions).`;
  return `${liens.length} connexions fermées.`;
}
