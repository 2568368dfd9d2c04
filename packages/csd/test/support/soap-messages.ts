import fc from 'fast-check';
import type {
  CodeSoap,
  DemandeSoap,
  ErreurMetier,
  FauteSoap,
  ReponseNotification,
  ReponseV1,
  RequeteSoap,
  Vihf,
} from '../../src/index.js';

/** A text that XML carries as it is: readers take the blanks around values away. */
export const texte = fc
  .string({
    unit: fc.constantFrom('a', 'Z', '0', 'é', '<', '&', '"', "'", '>', ' ', '🚀', ']]>'),
    minLength: 1,
    maxLength: 12,
  })
  .map((t) => t.trim())
  .filter((t) => t !== '');

export const code: fc.Arbitrary<CodeSoap> = fc.record({ code: texte, oid: fc.oneof(texte, fc.constant('')) });
const codes = fc.array(code, { maxLength: 3 });
const identifiant = fc.record({ valeur: texte, autorite: fc.oneof(texte, fc.constant('')) });
const entier = fc.integer({ min: -2147483648, max: 2147483647 });
const dateHeure = fc
  .date({ min: new Date('0100-01-01'), max: new Date('9999-01-01'), noInvalidDate: true })
  .map((d) => d.toISOString());

/** Optional fields are there or not, never undefined. */
function objet<T, K extends keyof T>(champs: { [C in keyof T]: fc.Arbitrary<T[C]> }, facultatifs: K[]) {
  const requis = (Object.keys(champs) as (keyof T)[]).filter((c) => !facultatifs.includes(c as K));
  return fc.record(champs, { requiredKeys: requis as never }) as unknown as fc.Arbitrary<
    Omit<T, K> & { [C in K]?: T[C] }
  >;
}

const destination = objet({ type: code, code: texte, libelle: texte, nomenclature: texte, distanceKm: entier }, [
  'libelle',
  'nomenclature',
  'distanceKm',
]);
const recherche = objet(
  {
    classesAge: codes,
    modesPriseEnCharge: codes,
    activites: codes,
    acte: code,
    specialite: code,
    equipement: code,
    destinations: fc.array(destination, { minLength: 1, maxLength: 3 }),
    agePatient: objet({ valeur: entier, unite: code }, ['unite']),
  },
  ['acte', 'specialite', 'equipement', 'agePatient'],
);
const demandeEtablissement = objet(
  { etablissement: identifiant, dateRef: dateHeure, champsActivite: codes, publics: codes, restreinte: fc.boolean() },
  ['dateRef', 'restreinte'],
);

export const demande: fc.Arbitrary<DemandeSoap> = fc.oneof(
  recherche.map((r): DemandeSoap => ({ operation: 'recherche', recherche: r })),
  demandeEtablissement.map((d): DemandeSoap => ({ operation: 'lectureEtablissement', demande: d })),
  identifiant.map((organisation): DemandeSoap => ({ operation: 'lectureOrganisationInterne', organisation })),
  fc
    .record({ dateRef: dateHeure, champsActivite: codes, publics: codes })
    .map((d): DemandeSoap => ({ operation: 'notification', demande: d })),
);

export const vihf: fc.Arbitrary<Vihf> = fc.record({
  id: texte,
  emission: dateHeure,
  emetteur: texte,
  sujet: texte,
  authentification: dateHeure,
  nomSujet: texte,
  role: code,
  profil: code,
});

export const requete: fc.Arbitrary<RequeteSoap> = fc
  .tuple(demande, fc.option(vihf, { nil: undefined }))
  .map(([d, v]) => (v === undefined ? d : { ...d, vihf: v }));

export const erreurMetier: fc.Arbitrary<ErreurMetier> = objet(
  { code: fc.integer({ min: -999_999_999, max: 999_999_999 }), message: texte, texte },
  ['code', 'message', 'texte'],
);

export const faute: fc.Arbitrary<FauteSoap> = objet(
  {
    code: fc.constantFrom('Sender' as const, 'Receiver' as const, 'VersionMismatch' as const),
    raison: texte,
    erreur: erreurMetier,
  },
  ['erreur'],
);

export const reponseNotification: fc.Arbitrary<ReponseNotification> = objet(
  {
    etablissements: fc.array(
      objet({ etablissement: identifiant, champsActivite: codes, restreinte: fc.boolean() }, ['restreinte']),
      { maxLength: 4 },
    ),
    nombre: entier,
  },
  ['nombre'],
);

const textes = fc.array(texte, { maxLength: 3 });
export const reponseV1: fc.Arbitrary<ReponseV1> = fc.oneof(
  erreurMetier.map((erreur): ReponseV1 => ({ erreur })),
  fc
    .record({
      nombre: fc.nat(),
      organisations: fc.array(
        objet(
          { id: texte, identifiants: fc.array(identifiant, { maxLength: 2 }), types: codes, nom: texte, parent: texte },
          ['nom', 'parent'],
        ),
        { maxLength: 3 },
      ),
      services: fc.array(fc.record({ id: texte, activite: code, actes: codes }), { maxLength: 3 }),
      organisationsInternes: fc.array(
        objet(
          {
            id: texte,
            identifiants: fc.array(identifiant, { maxLength: 2 }),
            nom: texte,
            classesAge: codes,
            modesPriseEnCharge: codes,
            organisations: fc.array(fc.record({ id: texte, services: textes }), { maxLength: 2 }),
            equipements: textes,
          },
          ['nom'],
        ),
        { maxLength: 3 },
      ),
      equipements: fc.array(fc.record({ id: texte, type: code }), { maxLength: 3 }),
    })
    .map((resultat): ReponseV1 => ({ resultat })),
);
