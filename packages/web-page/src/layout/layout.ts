import { type Html, html } from '../html/index.js';

/** What every page shows around its own part. */
export interface Maison {
  /** « ROR Bretagne », « Recherche nationale ». */
  nom: string;
  /** Links beside the name. */
  liens: readonly { href: string; texte: string }[];
  /** Said at the head of every page when the data is not real. */
  avertissement?: string | undefined;
  /** Addresses of the assets; they change with their bytes. */
  styles: readonly string[];
  script: string;
  /** Address of an image that stands before the name. */
  logo?: string | undefined;
}

/** The beginning of a page, up to its `main`: it can leave before the nation has answered. */
export function tete(maison: Maison, titre: string): Html {
  return html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titre} · ${maison.nom}</title>
${maison.styles.map((href) => html`<link rel="stylesheet" href="${href}">`)}
<script type="module" src="${maison.script}"></script>
</head>
<body>
<a class="saut" href="#contenu">Aller au contenu</a>
<header class="haut"><a class="marque" href="/">${maison.logo !== undefined && html`<img class="logo" src="${maison.logo}" alt="">`}${maison.nom}</a>${maison.liens.length > 0 && html`<nav class="liens" aria-label="Rubriques"><ul>${maison.liens.map((l) => html`<li><a href="${l.href}">${l.texte}</a></li>`)}</ul></nav>`}${maison.avertissement !== undefined && html`<p class="avertissement">${maison.avertissement}</p>`}</header>
<main id="contenu">
`;
}

export function pied(): Html {
  return html`
</main>
<footer class="bas"><p>Répertoire opérationnel des ressources : chaque région est maître de ses données. Cartographie : contours indicatifs, côtes Natural Earth.</p></footer>
</body>
</html>
`;
}

export function page(maison: Maison, titre: string, contenu: Html): string {
  return html`${tete(maison, titre)}${contenu}${pied()}`.text;
}
