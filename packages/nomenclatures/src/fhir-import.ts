import { dateFhir, finDuConcept, oidFhir } from './fhir-properties.js';
import { ErreurNomenclature } from './nomenclature-error.js';
import {
  abreger,
  BORNES,
  construireConcept,
  construireTable,
  liste,
  objet,
  texteOuNul,
  tropGrand,
} from './table-format.js';
import type { ConceptTable, TableNos } from './table-types.js';

const NOM = /^(TRE|JDV|ASS)[_-]([A-Z][0-9]{1,4})[_-]([A-Za-z0-9_-]{1,100})$/i;
const NOM_DANS_URL = /\/NOS\/([^/]+)(?:\/|$)/;

/**
 * Takes a new version of a table from FHIR R4 JSON: a CodeSystem (`concept`, nested or not), or a ValueSet whose codes
 * are listed (`expansion.contains`, or `compose.include.concept`).
 *
 * @throws ErreurNomenclature naming the fault, its place and the mend
 */
export function importer(json: unknown): TableNos {
  const ressource = objet(json, 'Nomenclature FHIR');
  const genre = ressource.resourceType;
  if (genre !== 'CodeSystem' && genre !== 'ValueSet') {
    throw new ErreurNomenclature(
      'FORME_INCONNUE',
      `« resourceType » vaut ${abreger(genre)} : seuls CodeSystem et ValueSet s'importent.`,
    );
  }
  const name = nomDeTable(ressource);
  const url = texteOuNul(ressource.url, 'url', name);
  const concepts = genre === 'CodeSystem' ? conceptsDuSysteme(ressource, url, name) : conceptsDuJeu(ressource, name);
  return construireTable(
    {
      name,
      kind: genre,
      oid: oidFhir(ressource.identifier),
      url,
      system: genre === 'CodeSystem' ? url : systemePrincipal(concepts),
      version: texteOuNul(ressource.version, 'version', name),
      date: dateFhir(ressource.date),
      publisher: texteOuNul(ressource.publisher, 'publisher', name),
      complete: genre === 'ValueSet' || ressource.content === 'complete',
      source: null,
      concepts,
      groupes: [],
    },
    name,
  );
}

function nomDeTable(ressource: Record<string, unknown>): string {
  const url = typeof ressource.url === 'string' ? NOM_DANS_URL.exec(ressource.url)?.[1] : undefined;
  for (const candidat of [url, ressource.name, ressource.id]) {
    const parties = typeof candidat === 'string' ? NOM.exec(candidat) : null;
    if (parties !== null) return `${parties[1]!.toUpperCase()}_${parties[2]!.toUpperCase()}-${parties[3]}`;
  }
  throw new ErreurNomenclature(
    'TABLE_SANS_NOM',
    `Ni « url », ni « name », ni « id » ne nomme une table des NOS (TRE_R211-…, JDV_J17-…) : reçu ${abreger(ressource.name ?? ressource.id)}.`,
  );
}

function conceptsDuSysteme(ressource: Record<string, unknown>, url: string | null, name: string): ConceptTable[] {
  if (ressource.content !== 'complete' && ressource.content !== 'fragment') {
    throw new ErreurNomenclature(
      'TABLE_NON_ENUMEREE',
      `${name} : « content » vaut ${abreger(ressource.content)} ; importer une version complète (complete) ou partielle (fragment).`,
    );
  }
  const concepts: ConceptTable[] = [];
  const visiter = (liees: unknown, profondeur: number): void => {
    if (profondeur > BORNES.profondeur) throw tropGrand(name, `plus de ${BORNES.profondeur} niveaux de concepts`);
    for (const concept of liste(liees, 'concept', name)) {
      const lieu = `${name}, concept ${concepts.length + 1}`;
      const champs = objet(concept, lieu);
      concepts.push(
        construireConcept(
          champs.code,
          libelleFhir(champs.display),
          url,
          finDuConcept(champs.property, lieu),
          () => lieu,
        ),
      );
      if (concepts.length > BORNES.concepts) throw tropGrand(name, `plus de ${BORNES.concepts} concepts`);
      if (champs.concept !== undefined) visiter(champs.concept, profondeur + 1);
    }
  };
  visiter(ressource.concept ?? [], 1);
  return nonVide(concepts, name);
}

function conceptsDuJeu(ressource: Record<string, unknown>, name: string): ConceptTable[] {
  if (ressource.expansion !== undefined) return nonVide(conceptsDeLExpansion(ressource.expansion, name), name);
  const compose = objet(ressource.compose ?? {}, `${name}, compose`);
  if (compose.exclude !== undefined) throw nonEnumere(name, 'il exclut des codes');
  const concepts: ConceptTable[] = [];
  for (const include of liste(compose.include ?? [], 'compose.include', name)) {
    const champs = objet(include, `${name}, compose.include`);
    if (champs.filter !== undefined || champs.valueSet !== undefined || champs.concept === undefined) {
      throw nonEnumere(name, 'il renvoie à une table ou à un filtre');
    }
    const systeme = texteOuNul(champs.system, 'compose.include.system', name);
    for (const concept of liste(champs.concept, 'compose.include.concept', name)) {
      const lieu = `${name}, concept ${concepts.length + 1}`;
      const ligne = objet(concept, lieu);
      concepts.push(construireConcept(ligne.code, libelleFhir(ligne.display), systeme, null, () => lieu));
    }
  }
  return nonVide(concepts, name);
}

function conceptsDeLExpansion(expansion: unknown, name: string): ConceptTable[] {
  const champs = objet(expansion, `${name}, expansion`);
  const concepts: ConceptTable[] = [];
  const visiter = (contenus: unknown, profondeur: number): void => {
    if (profondeur > BORNES.profondeur) throw tropGrand(name, `plus de ${BORNES.profondeur} niveaux d'expansion`);
    for (const contenu of liste(contenus, 'expansion.contains', name)) {
      const lieu = `${name}, concept ${concepts.length + 1}`;
      const ligne = objet(contenu, lieu);
      if (ligne.abstract !== true) {
        const fin = ligne.inactive === true ? 'OBSOLETE' : null;
        const systeme = texteOuNul(ligne.system, 'system', lieu);
        concepts.push(construireConcept(ligne.code, libelleFhir(ligne.display), systeme, fin, () => lieu));
      }
      if (concepts.length > BORNES.concepts) throw tropGrand(name, `plus de ${BORNES.concepts} concepts`);
      if (ligne.contains !== undefined) visiter(ligne.contains, profondeur + 1);
    }
  };
  visiter(champs.contains ?? [], 1);
  if (typeof champs.total === 'number' && champs.total > concepts.length) {
    throw nonEnumere(name, `l'expansion annonce ${champs.total} codes et en donne ${concepts.length}`);
  }
  return concepts;
}

function libelleFhir(display: unknown): unknown {
  return typeof display === 'string' ? display.normalize('NFC') : (display ?? null);
}

function systemePrincipal(concepts: readonly ConceptTable[]): string | null {
  const nombres = new Map<string, number>();
  for (const { systeme } of concepts) if (systeme !== null) nombres.set(systeme, (nombres.get(systeme) ?? 0) + 1);
  return [...nombres].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

function nonVide(concepts: ConceptTable[], name: string): ConceptTable[] {
  if (concepts.length > 0) return concepts;
  throw nonEnumere(name, 'il ne contient aucun code');
}

function nonEnumere(name: string, pourquoi: string): ErreurNomenclature {
  return new ErreurNomenclature(
    'TABLE_NON_ENUMEREE',
    `${name} : ${pourquoi} ; importer la forme développée, qui liste chaque code.`,
  );
}
