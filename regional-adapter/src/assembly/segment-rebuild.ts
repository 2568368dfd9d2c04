import type { Nomenclatures } from '@inter-ror/nomenclatures';
import { ConstructeurSegment } from '../offer-index/index.js';
import type { DocumentOffre, LecteurGeneration } from '../ports/index.js';
import { AssemblageFiche } from './offer-card.js';
import { nomsAuDessus } from './organisation-names.js';
import { type ResumeOrganisation, resumerOrganisation } from './organisation-summary.js';
import { ficheUnite } from './unit-card.js';

type Liens = Pick<LecteurGeneration, 'organisation' | 'organisationInterne'>;
type Documents = Liens & Pick<LecteurGeneration, 'info' | 'offre'>;

/**
 * Makes the index segment of a generation again from its documents: for a segment that is lost, damaged or of an older
 * format. The region of each offer is the one its document carries.
 */
export function reconstruireSegment(documents: Documents, nomenclatures: Nomenclatures): ArrayBuffer {
  const tous = function* (): Iterable<DocumentOffre> {
    for (let ordinal = 0; ordinal < documents.info.nombreOffres; ordinal++) yield documents.offre(ordinal);
  };
  return segmentDe(tous(), documents, nomenclatures);
}

/** Makes an index segment of offers, in their order. */
export function segmentDe(offres: Iterable<DocumentOffre>, liens: Liens, nomenclatures: Nomenclatures): ArrayBuffer {
  const resumes = new Map<string, ResumeOrganisation | undefined>();
  const resume = (id: string | null): ResumeOrganisation | undefined => {
    if (id === null) return undefined;
    if (!resumes.has(id)) {
      const organisation = liens.organisation(id);
      resumes.set(id, organisation && resumerOrganisation(organisation, nomenclatures));
    }
    return resumes.get(id);
  };
  const constructeur = new ConstructeurSegment();
  for (const document of offres) {
    const fiche = new AssemblageFiche(nomenclatures, [document.region]).assembler({
      unite: ficheUnite(document.unite),
      activites: document.activites.map(({ activite }) => activite),
      equipements: document.equipements.map(({ type }) => type),
      auDessus: document.parents.flatMap((id) => {
        const parent = liens.organisationInterne(id);
        return parent === undefined ? [] : [nomsAuDessus(parent)];
      }),
      site: resume(document.entiteGeographiqueId),
      entiteJuridique: resume(document.entiteJuridiqueId),
    });
    constructeur.ajouter(fiche);
  }
  return constructeur.construire();
}
