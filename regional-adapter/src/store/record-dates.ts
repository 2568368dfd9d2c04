import type { Code } from '@inter-ror/exposure-model';
import type { ReperesGeneration } from '../ports/index.js';

/** SQLite reads these few values in the records without their being parsed here: a region has tens of thousands. */
export const REQUETES_REPERES = {
  datesOrganisations: `SELECT id, entite_juridique AS entiteJuridiqueId,
      json_extract(json, '$.metadonnees.miseAJour') AS miseAJour
    FROM organisation ORDER BY rang`,
  datesUnites: `SELECT id, json_extract(json, '$.rattachements[0].entiteGeographiqueId') AS site,
      json_extract(json, '$.complement.parentId') AS parentId,
      json_extract(json, '$.complement.uniteSensible') AS sensible,
      json_extract(json, '$.complement.champsActivite') AS champsActivite,
      json_extract(json, '$.complement.patientele.publics') AS publics,
      json_extract(json, '$.metadonnees.miseAJour') AS miseAJour
    FROM organisation_interne ORDER BY rang`,
  datesExercices: `SELECT p.id AS professionnelId, o.id AS uniteId,
      json_extract(p.json, '$.metadonnees.miseAJour') AS miseAJour
    FROM exercice e JOIN offre o ON o.ordinal = e.ordinal JOIN professionnel p ON p.id = e.professionnel`,
} as const;

type LigneUnite = Record<'id' | 'miseAJour', string> &
  Record<'site' | 'parentId' | 'champsActivite' | 'publics', string | null> & { sensible: number | null };

/** @param lignes rows of a query of {@link REQUETES_REPERES} */
export function lireReperes(lignes: (requete: keyof typeof REQUETES_REPERES) => unknown[]): ReperesGeneration {
  return {
    organisations: lignes('datesOrganisations') as ReperesGeneration['organisations'],
    unites: (lignes('datesUnites') as LigneUnite[]).map(({ sensible, champsActivite, publics, ...ligne }) => ({
      ...ligne,
      sensible: sensible === 1,
      champsActivite: codes(champsActivite),
      publics: codes(publics),
    })),
    exercices: lignes('datesExercices') as ReperesGeneration['exercices'],
  };
}

function codes(json: string | null): Code[] {
  return json === null ? [] : (JSON.parse(json) as Code[]);
}
