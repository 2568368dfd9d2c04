/** What a region asks of the authority. */
export interface JoinRequest {
  codes: readonly string[];
  nom: string;
  solution: string;
  organisation: string;
  adresse: string;
  contact: string;
  /** PEM. */
  csr: string;
}

/**
 * The file to send: what the authority needs to know in plain words, the command that it will type, and the request
 * itself. Text before a PEM block is no part of it: the file is given as it is to `enroll --csr`.
 */
export function requestText(o: JoinRequest): string {
  const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  const options = [
    '--csr demande-adapter.txt --kind region',
    `--label ${quote(`ROR ${o.nom}`)}`,
    `--region ${o.codes.join(',')}`,
    `--profile 1 --perimeter ${quote('*')}`,
    `--endpoint ${o.adresse}`,
    `--contact ${quote(o.contact)}`,
    '--by VOTRE_NOM --dir autorite',
  ];
  return `Demande d’inscription au réseau inter-ror

Région : ${o.nom} (${o.codes.join(', ')})
Solution : ${o.solution}
Organisation : ${o.organisation}
Adresse de l’adaptateur : ${o.adresse}
Contact : ${o.contact}

Pour l’autorité, après avoir vérifié qui envoie ce fichier :
  inter-ror whitelist enroll ${options.join(' ')}
puis une autre personne approuve. À renvoyer : le certificat (adapter.pem), ca.pem, trust.json, whitelist.json.

${o.csr}`;
}
