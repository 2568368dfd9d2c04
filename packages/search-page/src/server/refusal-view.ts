import { regions } from '@inter-ror/territory';
import { type Html, html } from '@inter-ror/web-page';
import type { RechercheRefusee } from '../search/index.js';

/** What a user reads when the nation refuses: the nation speaks of arguments, a user has a box and an address. */
export function vueRefus(error: RechercheRefusee): Html {
  return html`<div class="manque" role="alert"><p><strong>${
    error.code === 'REPONSE_PARTIELLE' ? 'La fiche ne peut pas être donnée.' : 'La recherche n’a pas pu être faite.'
  }</strong></p><p>${phrase(error)}</p></div>`;
}

function phrase({ code, message, regions: silent }: RechercheRefusee): string {
  switch (code) {
    case 'REPONSE_PARTIELLE': {
      const names = silent.map((c) => regions().find((r) => r.code === c)?.nom ?? `région ${c}`);
      if (names.length === 0) return 'Des régions n’ont pas répondu. Réessayez dans un instant.';
      return names.length === 1
        ? `${names[0]} n’a pas répondu : cette fiche est peut-être la sienne. Réessayez dans un instant.`
        : `${names.join(', ')} n’ont pas répondu : cette fiche est peut-être la leur. Réessayez dans un instant.`;
    }
    case 'TEXTE_VIDE':
      return 'La question n’a aucun mot à chercher : écrivez une activité, un équipement ou un établissement.';
    case 'CURSEUR_INVALIDE':
    case 'CURSEUR_AUTRE_TRI':
    case 'CURSEUR_AUTRE_RECHERCHE':
      return 'L’adresse de cette page de résultats est incomplète ou n’est plus bonne : relancez la recherche.';
    default:
      return message;
  }
}
