import { PROFILS, type Profil } from '@inter-ror/access-policy';
import { ErreurOppositions, exporterStore, lireOppositions } from '@inter-ror/regional-adapter';
import { readAdapterConfig } from '../config/index.js';
import { CommandFailure, EXIT } from '../output/index.js';

/** `inter-ror adapter export` */
export async function exportRegion(o: { config: string; profil: string; vers: string; json?: boolean }): Promise<void> {
  const profil = profilDe(o.profil);
  if (!/\.xml(\.gz)?$/.test(o.vers)) {
    throw new CommandFailure(
      `--vers ${o.vers} : donnez un fichier en .xml, ou en .xml.gz pour le comprimer`,
      EXIT.USAGE,
    );
  }
  const { donnees, oppositions } = readAdapterConfig(o.config);
  try {
    const ecrit = await exporterStore(donnees, {
      fichier: o.vers,
      profil,
      ...(oppositions === undefined ? {} : { oppositions: lireOppositions(oppositions) }),
    });
    if (ecrit === undefined) {
      throw new CommandFailure(`${donnees} : rien n’est chargé ; chargez d’abord un export (inter-ror adapter load)`);
    }
    if (o.json) {
      console.log(JSON.stringify(ecrit, null, 2));
      return;
    }
    const { organisation, organisationInterne, professionnel, activite, equipement } = ecrit.enregistrements;
    console.log(`${ecrit.fichier} : ${ecrit.octets.toLocaleString('fr-FR')} octets, sha256 ${ecrit.sha256}`);
    console.log(`génération ${ecrit.generation} du ${ecrit.date}, vue par le profil ${profil}`);
    console.log(
      `${organisation.toLocaleString('fr-FR')} organisations, ${organisationInterne.toLocaleString('fr-FR')} organisations internes, ` +
        `${professionnel.toLocaleString('fr-FR')} professionnels, ${activite.toLocaleString('fr-FR')} activités, ${equipement.toLocaleString('fr-FR')} équipements`,
    );
  } catch (e) {
    if (e instanceof ErreurOppositions) throw new CommandFailure(e.message);
    throw e;
  }
}

function profilDe(texte: string): Profil {
  if (texte === 'public') return 0;
  const profil = PROFILS.find((p) => String(p) === texte);
  if (profil === undefined)
    throw new CommandFailure(`--profil ${texte} : donnez public, ou un profil de 0 à 5`, EXIT.USAGE);
  return profil;
}
