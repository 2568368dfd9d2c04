import { type Html, html } from '@inter-ror/web-page';

interface Nomme {
  nom: string;
}

interface Porteur extends Nomme {
  idNatStruct: string | null;
}

/** The way from the legal entity down to the unit, as the navigation of a sheet. */
export function chemin(o: Chemin): Html {
  return html`<nav class="chemin" aria-label="De l’entité juridique à l’unité">${etapes(o)}</nav>`;
}

/** The same in an item of a list, where it is no landmark. */
export function cheminEnListe(o: Chemin): Html {
  return html`<div class="chemin">${etapes(o)}</div>`;
}

interface Chemin {
  entiteJuridique: Porteur | null;
  entiteGeographique: Porteur | null;
  pole?: Nomme | null;
  service?: Nomme | null;
  uniteFonctionnelle?: Nomme | null;
}

function etapes(o: Chemin): Html {
  const steps = [
    o.entiteJuridique && lien('/entite-juridique/', o.entiteJuridique),
    o.entiteGeographique && lien('/etablissement/', o.entiteGeographique),
    ...[o.pole, o.service, o.uniteFonctionnelle].map((s) => s && html`${s.nom}`),
  ].filter((s): s is Html => s instanceof Object);
  return html`<ol>${steps.map((s) => html`<li>${s}</li>`)}</ol>`;
}

function lien(base: string, porteur: Porteur): Html {
  return porteur.idNatStruct === null
    ? html`${porteur.nom}`
    : html`<a href="${base}${encodeURIComponent(porteur.idNatStruct)}">${porteur.nom}</a>`;
}
