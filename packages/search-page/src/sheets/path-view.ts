import { type Html, html } from '@inter-ror/web-page';

interface Nomme {
  nom: string;
}

interface Porteur extends Nomme {
  idNatStruct: string | null;
}

/** The way from the legal entity down to the unit. */
export function chemin(o: {
  entiteJuridique: Porteur | null;
  entiteGeographique: Porteur | null;
  pole?: Nomme | null;
  service?: Nomme | null;
  uniteFonctionnelle?: Nomme | null;
}): Html {
  const steps = [
    o.entiteJuridique && lien('/entite-juridique/', o.entiteJuridique),
    o.entiteGeographique && lien('/etablissement/', o.entiteGeographique),
    ...[o.pole, o.service, o.uniteFonctionnelle].map((s) => s && html`${s.nom}`),
  ].filter((s): s is Html => s instanceof Object);
  return html`<nav class="chemin" aria-label="De l’entité juridique à l’unité"><ol>${steps.map((s) => html`<li>${s}</li>`)}</ol></nav>`;
}

function lien(base: string, porteur: Porteur): Html {
  return porteur.idNatStruct === null
    ? html`${porteur.nom}`
    : html`<a href="${base}${encodeURIComponent(porteur.idNatStruct)}">${porteur.nom}</a>`;
}
