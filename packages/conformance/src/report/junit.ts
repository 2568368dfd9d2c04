import { FAMILLES, type Famille } from '../model.js';
import type { Essai, Verdict } from '../run.js';

/** JUnit XML: one suite a family. */
export function junit({ verdicts, debut }: Essai): string {
  const familles = [...new Set(verdicts.map(({ famille }) => famille))];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${familles
    .map((f) =>
      suite(
        f,
        verdicts.filter((v) => v.famille === f),
        debut,
      ),
    )
    .join('')}</testsuites>\n`;
}

function suite(famille: Famille, verdicts: readonly Verdict[], debut: string): string {
  const compte = (resultat: Verdict['resultat']) => verdicts.filter((v) => v.resultat === resultat).length;
  const temps = verdicts.reduce((total, { dureeMs }) => total + dureeMs, 0) / 1_000;
  return (
    ` <testsuite name="${texte(FAMILLES[famille])}" tests="${verdicts.length}" failures="${compte('ECHEC')}" errors="0" ` +
    `skipped="${compte('NON_APPLICABLE')}" time="${temps}" timestamp="${debut.slice(0, 19)}">\n${verdicts.map(cas).join('')} </testsuite>\n`
  );
}

function cas({ id, famille, titre, resultat, recu, attendu, regle, dureeMs, echanges }: Verdict): string {
  const tete = `  <testcase classname="${famille}" name="${texte(`${id} ${titre}`)}" time="${dureeMs / 1_000}"`;
  if (resultat === 'REUSSI') return `${tete}/>\n`;
  if (resultat === 'NON_APPLICABLE') return `${tete}>\n   <skipped message="${texte(recu)}"/>\n  </testcase>\n`;
  const envois = echanges.map(({ envoye, recu: reponse }) => `\n\nEnvoyé :\n${envoye}\n\nReçu :\n${reponse}`).join('');
  return `${tete}>\n   <failure message="${texte(recu)}">${texte(`Règle : ${regle}\nAttendu : ${attendu}${envois}`)}</failure>\n  </testcase>\n`;
}

/** What XML 1.0 cannot carry becomes U+FFFD. */
function texte(valeur: string): string {
  return valeur
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
