import type { Demandeur } from './decide.js';
import { accorde } from './rights.js';
import { PROFILS, type Profil, TABLE } from './table.js';

/** What the whitelist grants to whoever asks. */
export interface EntreeMembre {
  id: string;
  profile: number | null;
  perimeter: readonly string[];
}

/** An asker once recognised, and the role that its software told. */
export interface DemandeurReconnu extends Demandeur {
  role: string | null;
}

export type CodeRefus = 'PROFIL_ABSENT' | 'ENTETES_ROR_INCOMPLETS' | 'ENTETES_ROR_INCONNUS' | 'PROFIL_DEPASSE';

/** Why nobody is served: 403, with the rule. */
export interface RefusDemandeur {
  code: CodeRefus;
  message: string;
}

/** JDV_J68-ProfilAccesReferentiel-ROR and TRE of the roles, as `Ror-*` headers name them. */
const SYSTEME_PROFIL = '1.2.250.1.213.1.6.1.66';
const SYSTEME_ROLE = '1.2.250.1.213.1.1.4.6';
const ROLE = /^[A-Za-z0-9_-]{1,32}$/;
const ENTETES = [
  'ror-profil-utilisateur-code',
  'ror-profil-utilisateur-system',
  'ror-role-metier-code',
  'ror-role-metier-system',
] as const;

const PROFIL_PAR_CODE = new Map(
  TABLE.profils.flatMap(({ profil, code }) => (code === null ? [] : [[code, profil as Profil] as const])),
);

/**
 * Who asks: the member's own profile, or that of the user it names by the four `Ror-*` headers, within what its entry
 * grants. The perimeter is always that of the entry.
 *
 * @param entetes by lower-case name, as Node gives them
 */
export function lireDemandeur(
  membre: EntreeMembre,
  entetes: Readonly<Record<string, string | string[] | undefined>>,
): DemandeurReconnu | RefusDemandeur {
  const titulaire = PROFILS.find((profil) => profil === membre.profile);
  if (titulaire === undefined) {
    return refus(
      'PROFIL_ABSENT',
      `L’entrée du membre ${membre.id} n’a pas de profil : faites-en accorder un de 0 à 5.`,
    );
  }
  const perimetre = membre.perimeter;
  const donnes = ENTETES.map((nom) => entetes[nom]);
  if (donnes.every((valeur) => valeur === undefined)) return { profil: titulaire, perimetre, role: null };
  const manquants = ENTETES.filter((nom) => typeof entetes[nom] !== 'string');
  if (manquants.length > 0) {
    return refus(
      'ENTETES_ROR_INCOMPLETS',
      `Les quatre en-têtes Ror-* vont ensemble, une fois chacun : il manque ${manquants.join(', ')}.`,
    );
  }
  const [code, systeme, role, systemeRole] = donnes as [string, string, string, string];
  if (systeme !== SYSTEME_PROFIL || systemeRole !== SYSTEME_ROLE || !ROLE.test(role)) {
    return refus(
      'ENTETES_ROR_INCONNUS',
      `En-têtes Ror-* : les systèmes attendus sont ${SYSTEME_PROFIL} (profil) et ${SYSTEME_ROLE} (rôle).`,
    );
  }
  const demande = PROFIL_PAR_CODE.get(code);
  if (demande === undefined) {
    return refus(
      'ENTETES_ROR_INCONNUS',
      `Ror-Profil-Utilisateur-Code doit être l’un de ${[...PROFIL_PAR_CODE.keys()].sort().join(', ')}.`,
    );
  }
  if (!accorde(titulaire, demande)) {
    return refus(
      'PROFIL_DEPASSE',
      `Le profil ${demande} (${code}) voit ce que le profil ${titulaire} du membre ${membre.id} ne voit pas : demandez un profil plus étroit.`,
    );
  }
  return { profil: demande, perimetre, role };
}

const MACHINE = 'AUTOMATE';
/** The widest first. */
const PROFILS_NOMMES: readonly Profil[] = [1, 2, 3, 0];

/**
 * The `Ror-*` headers by which a member asks in the name of another asker. Profiles 4 and 5 have no code: the widest
 * one that they include and that has a code is named in their place.
 */
export function entetesRor({ profil, role }: Pick<DemandeurReconnu, 'profil' | 'role'>): Record<string, string> {
  const nomme = PROFILS_NOMMES.find((autre) => accorde(profil, autre)) ?? 0;
  return entetesDuCode(codeDuProfil(nomme), SYSTEME_PROFIL, role ?? MACHINE, SYSTEME_ROLE);
}

/** The same, of codes and systems as received. */
export function entetesDuCode(
  code: string,
  systeme: string,
  role: string,
  systemeRole: string,
): Record<(typeof ENTETES)[number], string> {
  return {
    'ror-profil-utilisateur-code': code,
    'ror-profil-utilisateur-system': systeme,
    'ror-role-metier-code': role,
    'ror-role-metier-system': systemeRole,
  };
}

function codeDuProfil(profil: Profil): string {
  for (const [code, connu] of PROFIL_PAR_CODE) if (connu === profil) return code;
  throw new Error(`Le profil ${profil} n’a pas de code.`);
}

export function estRefus(lu: DemandeurReconnu | RefusDemandeur): lu is RefusDemandeur {
  return 'code' in lu;
}

function refus(code: CodeRefus, message: string): RefusDemandeur {
  return { code, message };
}
