import { type Condition, PROFILS, TABLE } from './table.js';

function texteDe(condition: Condition): string {
  const { sensible, champ, niveauMax, oppose } = condition;
  const morceaux = [
    ...(champ === undefined ? [] : [champ.join(' ou ')]),
    ...(niveauMax === undefined ? [] : [niveauMax === 1 ? 'niveau 1' : 'niveaux 1-2']),
    ...(sensible === undefined ? [] : ['non sens.']),
    ...(oppose === undefined ? [] : ['non opp.']),
  ];
  return morceaux.length === 0 ? 'oui' : morceaux.join(', ');
}

/** The text of one cell of the table: what a profile sees of a datum. */
function celluleDe(vue: readonly Condition[]): string {
  return vue.length === 0 ? 'non' : vue.map(texteDe).join(' ; ');
}

/** The table as a text in columns, with its profiles, its sources and its notes. */
export function formaterTable(): string {
  const donnees = TABLE.donnees.filter(({ nom }) => nom !== 'technique' && nom !== 'porteur');
  const lignes = donnees.map(({ nom, niveau, sources, vue }) => [
    nom,
    niveau,
    ...PROFILS.map((profil) => celluleDe(vue[profil])),
    sources.join(', '),
  ]);
  const entete = ['donnée', 'niveau', ...PROFILS.map((profil) => `profil ${profil}`), 'sources'];
  const largeurs = entete.map((titre, rang) => Math.max(titre.length, ...lignes.map((ligne) => ligne[rang]!.length)));
  const ligneDe = (cellules: readonly string[]) =>
    cellules
      .map((cellule, rang) => cellule.padEnd(largeurs[rang]!))
      .join('  ')
      .trimEnd();
  return [
    ligneDe(entete),
    ligneDe(largeurs.map((largeur) => '─'.repeat(largeur))),
    ...lignes.map(ligneDe),
    '',
    'MS : champ médico-social (04) ; VILLE : champ ville (05) ; non sens. : unité non sensible ;',
    'non opp. : personne n’y refuse la diffusion publique ; niveaux : ceux que portent contacts et télécommunications.',
    '',
    ...TABLE.profils.map(
      ({ profil, libelle, code }) => `profil ${profil}  ${libelle}${code === null ? '' : ` (${code})`}`,
    ),
    '',
    ...donnees.flatMap(({ nom, libelle, note }) => [
      `${nom} : ${libelle}.`,
      ...(note === undefined ? [] : [`    ${note}`]),
    ]),
    '',
    ...Object.entries(TABLE.sources).map(([code, source]) => `${code}  ${source}.`),
  ].join('\n');
}
