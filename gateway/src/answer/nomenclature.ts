import { type Nomenclatures, TABLES_CONNUES } from '@inter-ror/nomenclatures';
import { chercherCommunes, communesPrincipales } from '@inter-ror/territory';
import { GraphQLError } from 'graphql';
import { own } from './own-value.js';

/**
 * `Query.nomenclature`: the concepts that may be offered for entry, found by their words, or the first ones without
 * words. Communes (TRE_R13-CommuneOM) come from the Code officiel géographique, unless their table was imported.
 */
export function searchNomenclature(
  args: { table: string; texte?: string | null; first?: number | null },
  nomenclatures: Nomenclatures,
): object[] {
  const first = args.first ?? 20;
  if (first < 1 || first > 200) {
    throw new GraphQLError(`first vaut ${first} : demandez de 1 à 200 concepts.`, {
      extensions: { code: 'RG_RECH_52', champ: 'first' },
    });
  }
  const texte = args.texte ?? '';
  if (nomenclatures.table(args.table) === undefined) {
    const { table: nomenclature, oid, systeme } = nomenclatures.resoudre(args.table, '');
    if (nomenclature === TABLES_CONNUES.R13!.nom) {
      const found = texte.trim() === '' ? communesPrincipales(first) : chercherCommunes(texte, first);
      return found.map(({ code, nom }) => own({ code, libelle: nom, nomenclature, oid, systeme, statut: 'COURANT' }));
    }
    throw new GraphQLError(
      `La nomenclature « ${args.table} » n’est pas connue : donnez son nom (TRE_R211-ActiviteOperationnelle), son nom court (R211), son OID ou son système FHIR.`,
      { extensions: { code: 'NOMENCLATURE_INCONNUE', champ: 'table' } },
    );
  }
  return nomenclatures.chercher(args.table, texte, first).map((c) => own({ ...c, nomenclature: c.table }));
}
