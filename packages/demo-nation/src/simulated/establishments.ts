import type { Enregistrement, Export, Identifiant, Organisation, OrganisationInterne } from '@inter-ror/exposure-model';

/** Authority of the identifiers of establishments, as this flow names it. */
const AUTORITE_ETABLISSEMENT = '1.2.250.1.71.1.2.14';

/** What a simulated solution says of one establishment. */
export interface EtablissementSimule {
  id: Identifiant;
  contenu: Export;
  /** Epoch ms of the last change. */
  modifie: number;
  /** Changed, and not asked since. */
  nouveau: boolean;
}

/**
 * Shares the records of a region among its sites: each has its legal entity, its internal organisations and what they
 * name. What hangs from no site is left out: these flows give nothing but establishments.
 */
export function parEtablissement(enregistrements: Iterable<Enregistrement>, instant: number): EtablissementSimule[] {
  const tout = ranger(enregistrements);
  const organisations = new Map(tout.organisations.map((o) => [o.id, o]));
  const activites = new Map(tout.activites.map((a) => [a.id, a]));
  const equipements = new Map(tout.equipements.map((e) => [e.id, e]));
  const siteDe = sitesDesOrganisationsInternes(tout.organisationsInternes);
  const parSite = new Map<string, Export>();
  for (const site of tout.organisations) {
    const ej = site.entiteJuridiqueId === undefined ? undefined : organisations.get(site.entiteJuridiqueId);
    if (ej === undefined) continue;
    parSite.set(site.id, { ...vide(), organisations: [ej, site] });
  }
  for (const interne of tout.organisationsInternes) {
    const contenu = parSite.get(siteDe.get(interne.id) ?? '');
    if (contenu === undefined) continue;
    contenu.organisationsInternes.push(interne);
    for (const { services = [] } of interne.rattachements ?? []) {
      for (const { id } of services) ajouterUneFois(contenu.activites, activites.get(id));
    }
    for (const id of interne.complement?.equipements ?? []) ajouterUneFois(contenu.equipements, equipements.get(id));
  }
  for (const professionnel of tout.professionnels) {
    const exercices = new Map<string, typeof professionnel.exercices & object>();
    for (const exercice of professionnel.exercices ?? []) {
      const site = siteDe.get(exercice.organisationInterneId) ?? '';
      exercices.set(site, [...(exercices.get(site) ?? []), exercice]);
    }
    for (const [site, ici] of exercices) parSite.get(site)?.professionnels.push({ ...professionnel, exercices: ici });
  }
  return [...parSite].map(([id, contenu]) => ({
    id: { valeur: identifiantDe(organisations.get(id)!), autorite: AUTORITE_ETABLISSEMENT },
    contenu,
    modifie: instant,
    nouveau: false,
  }));
}

function ranger(enregistrements: Iterable<Enregistrement>): Export {
  const tout = vide();
  for (const { sorte, valeur } of enregistrements) {
    if (sorte === 'organisation') tout.organisations.push(valeur);
    else if (sorte === 'activite') tout.activites.push(valeur);
    else if (sorte === 'organisationInterne') tout.organisationsInternes.push(valeur);
    else if (sorte === 'professionnel') tout.professionnels.push(valeur);
    else tout.equipements.push(valeur);
  }
  return tout;
}

/** The site of each internal organisation: its own, or that of what is above it. */
function sitesDesOrganisationsInternes(internes: readonly OrganisationInterne[]): Map<string, string> {
  const parId = new Map(internes.map((interne) => [interne.id, interne]));
  const sites = new Map<string, string>();
  for (const interne of internes) {
    let courant: OrganisationInterne | undefined = interne;
    for (let niveau = 0; courant !== undefined && niveau < 16; niveau++) {
      const site: string | undefined = courant.rattachements?.[0]?.entiteGeographiqueId;
      if (site !== undefined) {
        sites.set(interne.id, site);
        break;
      }
      courant = parId.get(courant.complement?.parentId ?? '');
    }
  }
  return sites;
}

/** RG_ALIM_014: idNat_Struct, the first identifier of the site. */
function identifiantDe(site: Organisation): string {
  return site.identifiants?.[0]?.valeur ?? site.id;
}

function ajouterUneFois<T extends { id: string }>(liste: T[], element: T | undefined): void {
  if (element !== undefined && !liste.some(({ id }) => id === element.id)) liste.push(element);
}

function vide(): Export {
  return { organisations: [], activites: [], organisationsInternes: [], professionnels: [], equipements: [] };
}
