import { writeSoapRequest } from '@inter-ror/csd';
import type { Contact, Telecommunication } from '@inter-ror/exposure-model';
import { sansZeros } from '../codes.js';
import { exiger, SansObjet, trouver } from '../faults.js';
import type { ProfilVihf, Terrain } from '../ground/index.js';
import { type Corps, famille, type Scenario } from '../model.js';
import type { LueCsd } from '../reading/index.js';
import { enumerer } from './criteria.js';

/** What a profile may be shown of a reading. @throws SansObjet when the server does not speak for this profile */
async function vuPar(t: Terrain, profil: ProfilVihf): Promise<LueCsd[]> {
  const { lus, manques } = t.connu;
  if (lus.length === 0) throw new SansObjet(`aucun établissement lu : ${manques.join(' ; ')}`);
  if (t.vihf() === undefined) throw new SansObjet('sans certificat client, pas de VIHF');
  const lues: LueCsd[] = [];
  for (const { demande } of lus.slice(0, 4)) {
    const { lue } = await t.lecture({ etablissement: demande, champsActivite: [], publics: [] }, profil);
    if (lue.faute) throw new SansObjet(`le serveur refuse ce profil au certificat : ${lue.faute.raison}`);
    if (lue.resultat) lues.push(lue);
  }
  return lues;
}

function* contactsDe(lue: LueCsd): Generator<Contact> {
  for (const e of lue.enregistrements) {
    if (e.sorte === 'organisation' || e.sorte === 'organisationInterne') yield* e.valeur.complement?.contacts ?? [];
  }
}

const niveau = (code: string) => Number(sansZeros(code));

function niveauLigne({ confidentialites = [] }: Telecommunication): number {
  return Math.max(0, ...confidentialites.map(({ niveauConfidentialite }) => niveau(niveauConfidentialite.code)));
}

function sansNiveau(profil: ProfilVihf, code: string, max: number): Corps {
  return {
    titre: `Le profil ${profil} (${code}) ne reçoit pas de contact d’un niveau plus restreint que le sien`,
    regle: 'RG_ALIM_051, TRE_R283',
    attendu: `ni contact ni télécommunication d’un niveau au-dessus de ${max}`,
    async jouer(t) {
      const lues = await vuPar(t, profil);
      const contacts = lues.flatMap((lue) => [...contactsDe(lue)]);
      const lignes = contacts.flatMap(({ telecommunications = [] }) => telecommunications);
      const trop = contacts.filter(({ niveauConfidentialite }) => niveau(niveauConfidentialite.code) > max);
      exiger(
        trop.length === 0,
        `${trop.length} contacts de niveau ${trop.map((c) => c.niveauConfidentialite.code).join(', ')}`,
      );
      exiger(
        lignes.every((l) => niveauLigne(l) <= max),
        'télécommunications de niveau plus restreint',
      );
      return `${contacts.length} contacts, ${lignes.length} télécommunications`;
    },
  };
}

const unitesDe = (lues: readonly LueCsd[]) =>
  lues.flatMap(({ enregistrements }) =>
    enregistrements.flatMap((e) => (e.sorte === 'organisationInterne' ? [e.valeur] : [])),
  );

function sansSensible(profil: ProfilVihf, code: string): Corps {
  return {
    titre: `Le profil ${profil} (${code}) ne reçoit pas d’unité sensible`,
    regle: 'Arrêté du 26/12/2023, art. 2',
    attendu: 'aucune organisation interne dont sensitiveUnit vaut true',
    async jouer(t) {
      const unites = unitesDe(await vuPar(t, profil));
      const sensibles = unites.filter(({ complement }) => complement?.uniteSensible).map(({ id }) => id);
      exiger(sensibles.length === 0, `sensibles : ${enumerer(sensibles)}`);
      return `${unites.length} organisations internes`;
    },
  };
}

const PUBLIC = 0;

/** A message with a VIHF that says otherwise than it should. */
function vihfFaux(titre: string, attendu: string, gater: (t: Terrain) => string): Corps {
  return {
    titre,
    regle: 'VIHF 2.0',
    attendu,
    async jouer(t) {
      const message = gater(t);
      const { statut, enveloppe } = await t.brut({ corps: message });
      exiger(
        statut >= 400 || enveloppe?.faute !== undefined,
        `HTTP ${statut} et une réponse : l’en-tête n’est pas vérifié`,
      );
      return enveloppe?.faute?.raison ?? `HTTP ${statut}`;
    },
  };
}

function lectureAvec(t: Terrain, vihf: Parameters<Terrain['vihf']>[0]): string {
  const { demande } = trouver(t.connu.lus[0], 'aucun établissement lu');
  const entete = t.vihf(vihf);
  if (entete === undefined) throw new SansObjet('sans certificat client, pas de VIHF');
  const contenu = { etablissement: demande, champsActivite: [], publics: [] };
  return writeSoapRequest({ operation: 'lectureEtablissement', demande: contenu, vihf: entete });
}

export const SCENARIOS_CONFIDENTIALITE: readonly Scenario[] = famille('confidentialite', 'CF', [
  sansNiveau(0, 'CU23', 1),
  sansNiveau(2, 'CU20', 2),
  sansNiveau(3, 'CU19', 2),
  sansSensible(0, 'CU23'),
  sansSensible(2, 'CU20'),
  sansSensible(3, 'CU19'),
  {
    titre: 'Le public ne reçoit ni capacité disponible ni capacité de crise',
    regle: 'Arrêté du 26/12/2023, art. 2',
    attendu: 'ni avaible, ni crisisAccomodationCapacity',
    async jouer(t) {
      const unites = unitesDe(await vuPar(t, PUBLIC));
      const capacites = unites.filter(
        ({ complement: c }) =>
          c?.capaciteCrise !== undefined ||
          c?.capaciteAccueil?.lits?.disponibles !== undefined ||
          c?.capaciteAccueil?.places?.disponibles !== undefined,
      );
      exiger(capacites.length === 0, `montrées pour ${enumerer(capacites.map(({ id }) => id))}`);
      return `${unites.length} organisations internes`;
    },
  },
  {
    titre: 'Le public ne reçoit ni zone de poser ni niveau de recours ORSAN',
    regle: 'Arrêté du 26/12/2023, art. 2',
    attendu: 'ni dropZone, ni levelRecourseORSAN',
    async jouer(t) {
      const lues = await vuPar(t, PUBLIC);
      const montrees = lues.flatMap(({ enregistrements }) =>
        enregistrements.filter(
          (e) =>
            e.sorte === 'organisation' &&
            (e.valeur.complement?.zonePoser !== undefined || e.valeur.complement?.niveauRecoursORSAN !== undefined),
        ),
      );
      exiger(montrees.length === 0, `montrés pour ${enumerer(montrees.map(({ valeur }) => valeur.id))}`);
      return `${lues.length} établissements`;
    },
  },
  {
    titre: 'Le public ne reçoit pas plus que le profil le plus large',
    regle: 'RG_ALIM_051',
    attendu: 'chaque objet rendu au public l’est au profil de l’essai',
    async jouer(t) {
      const lues = await vuPar(t, PUBLIC);
      const tout = new Set(t.connu.lus.flatMap(({ lue }) => lue.enregistrements.map(({ valeur }) => valeur.id)));
      const enPlus = lues.flatMap(({ enregistrements }) =>
        enregistrements.filter(({ valeur }) => !tout.has(valeur.id)),
      );
      exiger(enPlus.length === 0, `rendus au public seul : ${enumerer(enPlus.map(({ valeur }) => valeur.id))}`);
      return `${lues.length} établissements`;
    },
  },
  {
    titre: 'Une recherche v1 sans VIHF est servie',
    regle: 'Recherche v1 : en-tête SOAP vide',
    attendu: 'un résultat',
    async jouer(t) {
      const { lue } =
        t.connu.base ?? trouver(t.connu.apercu, `aucune recherche n’aboutit : ${t.connu.manques.join(' ; ')}`);
      exiger(lue.resultat, 'pas de résultat');
      return `${lue.ois.length} organisations internes`;
    },
  },
  vihfFaux('Un VIHF émis au nom d’un autre certificat est refusé', 'une faute', (t) =>
    lectureAvec(t, { emetteur: 'CN=autre,O=Autre,C=FR' }),
  ),
  vihfFaux('Un VIHF d’un profil inconnu est refusé', 'une faute', (t) =>
    lectureAvec(t, { profil: { code: 'CU99', oid: '1.2.250.1.213.1.6.1.66' } }),
  ),
  vihfFaux('Un VIHF qui n’est pas de version 2.0 est refusé', 'une faute', (t) => {
    const message = lectureAvec(t, {});
    return message.replace(/(<saml:Attribute Name="VIHF_Version"><saml:AttributeValue>)2\.0/, '$19.9');
  }),
  vihfFaux('Un VIHF sans profil est refusé', 'une faute', (t) =>
    lectureAvec(t, {}).replace(/<saml:Attribute Name="Profil_Utilisateur">.*?<\/saml:Attribute>/, ''),
  ),
]);
