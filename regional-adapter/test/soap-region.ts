import { X509Certificate } from 'node:crypto';
import type { AuditEvent } from '@inter-ror/audit';
import {
  type DemandeEtablissement,
  estUniteElementaire,
  OID_LECTURE,
  OID_PROFIL,
  OID_ROLE,
  OID_V1,
  type RechercheV1,
  readLectureResponse,
  readRechercheResponse,
  type Vihf,
  writeLectureEtablissementRequest,
} from '@inter-ror/csd';
import { genererInstance, INSTANCES } from '@inter-ror/demo-nation';
import type { Enregistrement, Organisation, OrganisationInterne } from '@inter-ror/exposure-model';
import type { TlsIdentity } from '@inter-ror/mutual-tls';
import { type Answer, openNetwork } from './server-harness.js';

const instance = INSTANCES.find(({ codes }) => codes[0] === '53')!;
export const RECORDS = [...genererInstance({ instance, nombreOffres: 12_000 })];
export const organisations = RECORDS.flatMap((e) => (e.sorte === 'organisation' ? [e.valeur] : []));
export const unites = RECORDS.flatMap((e) => (e.sorte === 'organisationInterne' ? [e.valeur] : []));
export const sites = organisations.filter(({ entiteJuridiqueId }) => entiteJuridiqueId !== undefined);

export const siteDe = (oi: OrganisationInterne) => oi.rattachements![0]!.entiteGeographiqueId;
export const duSite = (id: string) => unites.filter((oi) => siteDe(oi) === id);
export const estUE = (oi: OrganisationInterne) => estUniteElementaire({ sorte: 'organisationInterne', valeur: oi });
export const sensible = (oi: OrganisationInterne) => oi.complement!.uniteSensible;
export const idNatStruct = ({ identifiants }: Organisation) => identifiants![0]!.valeur;

/** A site with sensitive units and units that are not, of several fields of activity. */
export const site = sites.find((eg) => {
  const siennes = duSite(eg.id).filter(estUE);
  const champs = new Set(siennes.map((oi) => oi.complement!.champsActivite[0]!.code));
  return siennes.some(sensible) && siennes.some((oi) => !sensible(oi)) && champs.size > 1;
})!;

export const demandeDe = (valeur: string, more: Partial<DemandeEtablissement> = {}): DemandeEtablissement => ({
  etablissement: { valeur, autorite: OID_LECTURE.etablissement },
  champsActivite: [],
  publics: [],
  ...more,
});

export const recherche = (more: Partial<RechercheV1> = {}): RechercheV1 => ({
  classesAge: [],
  modesPriseEnCharge: [],
  activites: [],
  destinations: [{ type: { code: '1', oid: OID_V1.typeDivision }, code: '53' }],
  ...more,
});

export function vihfDe({ cert }: TlsIdentity, profil: string, emetteur?: string): Vihf {
  const subject = new X509Certificate(cert).subject.split('\n').reverse().join(',');
  return {
    id: '6f1c7d2e-0000-4000-8000-000000000001',
    emission: '2026-01-31T08:30:00Z',
    emetteur: emetteur ?? subject,
    sujet: '199999999999999/1',
    authentification: '2026-01-31T08:30:00Z',
    nomSujet: 'logiciel de test',
    role: { code: 'AUTOMATE', oid: OID_ROLE },
    profil: { code: profil, oid: OID_PROFIL },
  };
}

export async function lire({ body }: Answer) {
  const records: Enregistrement[] = [];
  const issue = await readLectureResponse([Buffer.from(body)], { surEnregistrement: (e) => records.push(e) });
  return { issue, records };
}
export const recherchee = ({ body }: Answer) => readRechercheResponse(Buffer.from(body));
export const idsDe = (records: Enregistrement[], sorte: Enregistrement['sorte']) =>
  records.filter((e) => e.sorte === sorte).map(({ valeur }) => valeur.id);

/** A region of Brittany that serves these records, and those who may ask it. */
export async function openSoapRegion() {
  const network = await openNetwork();
  const events: AuditEvent[] = [];
  const file = network.writeRegion('demo.xml', { enregistrements: () => RECORDS } as never);
  const identite = await network.admit('consumer', 'logiciel', { profile: 1 });
  const publique = await network.admit('consumer', 'site public', { profile: 0 });
  const orientation = await network.admit('consumer', 'orientation', { profile: 2 });
  const adapter = await network.start({ onAccess: (event) => events.push(event) });
  await adapter.recharger(file);
  const clients = {
    tout: network.asker(adapter, identite),
    public: network.asker(adapter, publique),
    orientation: network.asker(adapter, orientation),
  };
  const lecture = (demande: DemandeEtablissement, client = clients.tout, vihf?: Vihf) =>
    client.soap(writeLectureEtablissementRequest(demande, vihf)).then(lire);
  return { network, events, identite, clients, lecture };
}
