import { Command, InvalidArgumentError, Option } from 'commander';
import type { AccessOptions } from '../ask/index.js';

export function askCommand(): Command {
  return new Command('ask')
    .description('cherche dans tout le pays, en français')
    .argument('<question...>', 'ce que vous cherchez, et où')
    .addOption(new Option('-n, --first <n>', 'nombre d’offres, 1 à 200').default(10).argParser(page))
    .option('--gateway <url>', 'adresse de la passerelle (par défaut : la nation de démonstration de ce poste)')
    .option('--ca <fichier>', 'autorités de confiance, PEM')
    .option('--cert <fichier>', 'votre certificat, PEM')
    .option('--key <fichier>', 'votre clé, PEM')
    .option('--ready-file <fichier>', 'fichier écrit par « inter-ror demo --ready-file »')
    .option('--json', 'la réponse en JSON')
    .addHelpText(
      'after',
      `
Exemples :
  inter-ror ask "IRM cardiaque près de Quimper"
  inter-ror ask "EHPAD Alzheimer autour de Lyon à moins de 20 km" --first 5
  inter-ror ask "IME de 6 à 12 ans dans le Finistère"
  inter-ror ask "réanimation pédiatrique" --gateway https://ror.exemple.invalid --ca ca.pem --cert moi.pem --key moi.key

Code de sortie 0 même si une région n’a pas répondu : elle est alors nommée.`,
    )
    .action(async (words: string[], o: AccessOptions & { first: number; json?: boolean }) => {
      const { formatPage, openNation, search } = await import('../ask/index.js');
      const answer = await search(openNation(o), words.join(' '), o.first);
      if (o.json) console.log(JSON.stringify(answer, null, 2));
      else for (const line of formatPage(answer)) console.log(line);
    });
}

function page(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1 || n > 200)
    throw new InvalidArgumentError('il faut un nombre de 1 à 200 (RG_RECH_52).');
  return n;
}
