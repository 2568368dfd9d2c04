import { Command, Option } from 'commander';
import type { ConformanceOptions } from '../conformance/index.js';

export function conformanceCommand(): Command {
  return new Command('conformance')
    .description('éprouve un serveur des flux SOAP inter-ROR : recherche v1, lecture et liste de CSD 2.4')
    .argument('[url]', 'adresse du service, https://hôte:port/chemin')
    .option('--cert <fichier>', 'votre certificat, PEM')
    .option('--key <fichier>', 'votre clé, PEM')
    .option('--ca <fichier>', 'autorités du serveur, PEM')
    .option('--lecture <url>', 'adresse de TR_Lecture-*, si elle est autre')
    .option('--notification <url>', 'adresse de TR-Notif-*, si elle est autre')
    .addOption(new Option('--profil <n>', 'profil énoncé par le VIHF').choices(['0', '1', '2', '3']).default('1'))
    .option('--region <code>', 'code de région (TRE_R30) ; sans lui, découverte')
    .option('--departement <code>', 'code de département ; sans lui, découvert')
    .option('--commune <code>', 'code INSEE d’une commune ; sans lui, découverte')
    .option('--etablissement <idNat_Struct...>', 'établissements à lire d’abord')
    .option('--seulement <famille...>', 'ne joue que ces familles')
    .option('--json <fichier>', 'le détail en JSON')
    .option('--junit <fichier>', 'le résultat en XML de JUnit')
    .option('--html <fichier>', 'une page qui s’imprime')
    .option('--lister', 'dit les scénarios sans rien envoyer')
    .addHelpText(
      'after',
      `
Exemples :
  inter-ror conformance https://ror.exemple.invalid:8443/soap --cert moi.pem --key moi.key --ca ca.pem
  inter-ror conformance https://ror.exemple.invalid/ROR --region 53 --seulement territoire compte --html essai.html
  inter-ror conformance --lister

Codes de sortie : 0 tout est réussi (ou non applicable), 1 un échec au moins, 2 demande incorrecte.`,
    )
    .action(async (url: string | undefined, o: ConformanceOptions) => {
      const { listScenarios, runConformance } = await import('../conformance/index.js');
      if (o.lister) listScenarios(o);
      else await runConformance(url, o);
    });
}
