import type { Nomenclatures } from '@inter-ror/nomenclatures';
import { chercherCommunes } from '@inter-ror/territory';
import { GraphQLError } from 'graphql';
import { own } from './own-value.js';

const COMMUNES = /^(TRE_)?R13(-CommuneOM)?$/;

/** `Query.nomenclature`: the concepts that may be offered for entry, found by their words; communes too (TRE_R13-CommuneOM). */
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
  if (COMMUNES.test(args.table)) {
    return chercherCommunes(args.texte ?? '', first).map((c) =>
      own({
        code: c.code,
        libelle: c.nom,
        nomenclature: 'TRE_R13-CommuneOM',
        oid: null,
        systeme: null,
        statut: 'COURANT',
      }),
    );
  }
  if (nomenclatures.table(args.table) === undefined) {
    throw new GraphQLError(
      `La nomenclature « ${args.table} » n’est pas connue : donnez son nom (TRE_R211-ActiviteOperationnelle), son nom court (R211), son OID ou son système FHIR.`,
      { extensions: { code: 'NOMENCLATURE_INCONNUE', champ: 'table' } },
    );
  }
  return nomenclatures.chercher(args.table, args.texte ?? '', first).map((c) => own({ ...c, nomenclature: c.table }));
}
