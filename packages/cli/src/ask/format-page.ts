import { formatQuestion } from './format-question.js';
import type { AnsweredQuestion, SearchPage } from './search.js';

const number = new Intl.NumberFormat('fr-FR');
const day = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Europe/Paris' });
const distance = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 });

/** The page as lines to read: how the question was understood, offers, then what the answer does not know. */
export function formatPage(page: AnsweredQuestion): string[] {
  const lines = formatQuestion(page);
  const plus = page.totalEstComplet ? '' : ' au moins';
  lines.push(`${number.format(page.totalCount)} offre(s)${plus}, ${page.nodes.length} montrée(s)`, '');
  for (const offer of page.nodes) {
    const far = offer.distanceKm === null ? '' : `${distance.format(offer.distanceKm)} km · `;
    lines.push(offer.nom);
    const site = offer.entiteGeographique;
    const where = [
      site?.nom,
      [site?.adresse?.codePostal, site?.adresse?.localite].filter(Boolean).join(' '),
      offer.region.nom,
    ];
    lines.push(`  ${far}${where.filter(Boolean).join(' · ')}`);
    const what = [...offer.activitesOperationnelles, offer.modePriseEnCharge].map((c) => c.libelle).filter(Boolean);
    lines.push(`  ${what.join(', ')}`);
    const free = freeOf(offer.capaciteAccueil);
    if (free !== '') lines.push(`  ${free}`);
  }
  const silent = page.regions.filter((r) => r.statut !== 'OK' && r.statut !== 'ECARTEE');
  if (silent.length > 0) {
    lines.push('', 'Sans réponse :');
    for (const r of silent)
      lines.push(
        `  ${r.region.nom} (${r.codes.join(', ')}) : ${r.statut}${r.message === null ? '' : `, ${r.message}`}${knownOf(r)}`,
      );
  } else {
    const slowest = Math.max(0, ...page.regions.map((r) => r.latenceMs ?? 0));
    const apart = page.regions.filter((r) => r.statut === 'ECARTEE').length;
    const asked = page.regions.length - apart;
    const said = asked === 1 ? '1 instance régionale a répondu' : `${asked} instances régionales ont répondu`;
    const held = `; ${apart} ${apart === 1 ? 'n’a' : 'n’ont'} rien de tel, d’après leur résumé à jour`;
    lines.push('', `${said} (la plus lente en ${slowest} ms)${apart === 0 ? '' : held}.`);
  }
  return lines;
}

/** What was known of a region before it was silent. */
function knownOf({ offresConnues, connuesAu }: SearchPage['regions'][number]): string {
  if (offresConnues === null || connuesAu === null) return '';
  return ` (${number.format(offresConnues)} offres connues au ${day.format(new Date(connuesAu))})`;
}

function freeOf(capacity: SearchPage['nodes'][number]['capaciteAccueil']): string {
  const part = (label: string, c: { disponibles: number | null; dateMiseAJour: string | null } | null | undefined) =>
    c?.disponibles == null
      ? ''
      : `${c.disponibles} ${label}${c.dateMiseAJour === null ? '' : ` (au ${day.format(new Date(c.dateMiseAJour))})`}`;
  return [part('lit(s) disponible(s)', capacity?.lits), part('place(s) disponible(s)', capacity?.places)]
    .filter(Boolean)
    .join(', ');
}
