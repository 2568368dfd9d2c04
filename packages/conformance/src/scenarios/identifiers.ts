import { exiger, SansObjet, trouver } from '../faults.js';
import { AUTORITE_STRUCTURE } from '../ground/index.js';
import { famille, type Scenario } from '../model.js';
import { enumerer, reference } from './criteria.js';
import { surLus } from './links.js';
import { luhn } from './luhn.js';

/** Forms of an idNat_Struct: its type, then the identifier. */
const FORMES: Readonly<Record<string, RegExp>> = {
  '0': /^0.{9,}$/,
  '1': /^1(?:[0-9]{2}|2[AB])[0-9]{7}$/,
  '2': /^2[0-9]{9}$/,
  '3': /^3[0-9]{14}$/,
  '4': /^4[0-9]{11,}$/,
};

/** The authority of an idNat_Struct, under the OID that requests send and under that of the NOS. */
const AUTORITES: ReadonlySet<string> = new Set([AUTORITE_STRUCTURE, '1.2.250.1.71.4.2.2']);

const idsStructure = (identifiants: readonly { valeur: string; autorite: string }[] | undefined) =>
  (identifiants ?? []).filter(({ autorite }) => AUTORITES.has(autorite)).map(({ valeur }) => valeur);

export const SCENARIOS_IDENTIFIANT: readonly Scenario[] = famille('identifiant', 'ID', [
  {
    titre: 'Chaque objet d’une réponse a un identifiant, et un seul objet le porte',
    regle: 'entityID, requis',
    attendu: 'dans chaque annuaire, des entityID présents et tous différents',
    async jouer(t) {
      const { lue } = reference(t);
      exiger(lue.doublons.length === 0, `absents ou répétés : ${enumerer(lue.doublons)}`);
      return `${lue.organisations.size + lue.services.size + lue.ois.length + lue.appareils.size} objets`;
    },
  },
  surLus(
    'À la lecture, chaque identifiant désigne un seul objet',
    'entityID différents dans chaque annuaire',
    'entityID, requis',
    (e) => {
      const vus = new Set<string>();
      const faux: string[] = [];
      for (const { sorte, valeur } of e.lue.enregistrements) {
        const cle = `${sorte} ${valeur.id}`;
        if (vus.has(cle)) faux.push(cle);
        vus.add(cle);
      }
      return { vus: vus.size, faux };
    },
  ),
  surLus(
    'Chaque entité géographique ou juridique porte un identifiant métier',
    'otherID au moins une fois',
    'validation_identifiants.sch',
    (e) => ({
      vus: e.organisations.length,
      faux: e.organisations.filter(({ identifiants = [] }) => identifiants.length === 0).map(({ id }) => id),
    }),
  ),
  surLus(
    'Chaque unité élémentaire porte un identifiant métier',
    'otherID au moins une fois',
    'validation_identifiants.sch',
    (e) => ({
      vus: e.unites.length,
      faux: e.unites.filter(({ identifiants = [] }) => identifiants.length === 0).map(({ id }) => id),
    }),
  ),
  surLus(
    'L’idNat_Struct a la forme de son type',
    'type 0 à 4, puis un numéro de la forme de ce type',
    'idNat_Struct',
    (e) => {
      const ids = e.organisations.flatMap(({ identifiants }) => idsStructure(identifiants));
      return { vus: ids.length, faux: ids.filter((id) => FORMES[id[0] ?? '']?.test(id) !== true) };
    },
  ),
  surLus(
    'Les numéros FINESS, SIREN et SIRET de l’idNat_Struct ont leur clé',
    'clé de Luhn (2A et 2B, et La Poste, exceptés)',
    'FINESS, SIREN, SIRET',
    (e) => {
      const ids = e.organisations
        .flatMap(({ identifiants }) => idsStructure(identifiants))
        .filter((id) => /^[123][0-9]+$/.test(id) && !id.startsWith('3356000000'));
      return { vus: ids.length, faux: ids.filter((id) => !luhn(id.slice(1))) };
    },
  ),
  surLus(
    'Le RPPS d’un professionnel a onze chiffres et sa clé',
    'idNat_PS : 8, puis onze chiffres dont une clé de Luhn',
    'RPPS',
    (e) => {
      const ids = e.professionnels
        .flatMap(({ identifiants = [] }) => identifiants.map(({ valeur }) => valeur))
        .filter((valeur) => /^8[0-9]{11}$/.test(valeur));
      return { vus: ids.length, faux: ids.filter((id) => !luhn(id.slice(1))) };
    },
  ),
  {
    titre: 'L’identifiant de la liste est celui sous lequel l’établissement est lu',
    regle: 'RG_ALIM_014',
    attendu: 'une entité géographique de la réponse porte l’idNat_Struct demandé',
    async jouer(t) {
      const { lus } = t.connu;
      if (lus.length === 0) throw new SansObjet(`aucun établissement lu : ${t.connu.manques.join(' ; ')}`);
      const sans = lus.filter(
        ({ demande, organisations }) =>
          !organisations.some(
            ({ id, identifiants = [] }) =>
              id === demande.valeur || identifiants.some(({ valeur }) => valeur === demande.valeur),
          ),
      );
      exiger(
        sans.length === 0,
        `absents de leur propre lecture : ${enumerer(sans.map(({ demande }) => demande.valeur))}`,
      );
      return `${lus.length} établissements`;
    },
  },
  {
    titre: 'Les identifiants de la liste sont des idNat_Struct, chacun une fois',
    regle: 'RG_ALIM_014',
    attendu: 'des idNat_Struct de types 0 à 4, sans répétition',
    async jouer(t) {
      const { lue } = await t.notification({ dateRef: '2000-01-01T00:00:00Z', champsActivite: [], publics: [] });
      const ids = lue.etablissements.map(({ id }) => id);
      if (ids.length === 0) throw new SansObjet('la liste est vide');
      const faux = ids.filter((id) => FORMES[id[0] ?? '']?.test(id) !== true);
      exiger(faux.length === 0, `autre forme : ${enumerer(faux)}`);
      exiger(new Set(ids).size === ids.length, `${ids.length - new Set(ids).size} répétés`);
      return `${ids.length} identifiants`;
    },
  },
  {
    titre: 'L’unité lue seule est celle de son établissement',
    regle: 'TR_Lecture-OffreSanteOrganisationInterne',
    attendu: 'la réponse tient l’organisation interne demandée',
    async jouer(t) {
      const [unite] = t.connu.lus.flatMap(({ unites }) =>
        unites.filter(({ identifiants = [] }) => identifiants.length > 0),
      );
      const { id, identifiants } = trouver(unite, 'aucune unité lue ne porte d’identifiant métier');
      const { lue } = await t.lectureOrganisation(identifiants![0]!);
      exiger(lue.resultat, `pas de résultat : ${lue.faute?.raison ?? lue.erreur?.message ?? ''}`);
      const trouvees = lue.enregistrements
        .filter((e) => e.sorte === 'organisationInterne')
        .map(({ valeur }) => valeur.id);
      exiger(trouvees.includes(id), `« ${id} » n’est pas parmi ${enumerer(trouvees)}`);
      return `« ${id} »`;
    },
  },
]);
