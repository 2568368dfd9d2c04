import { ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import type { MemberKind } from './admission.js';
import type { Verdict } from './gate.js';
import type { RefusalReason } from './refusal.js';

/** Answers a refused request: 503 when the list has ended, which is nobody's fault, 403 otherwise. */
export function refuse(res: ServerResponse | Http2ServerResponse, code: RefusalReason, message: string): void {
  const overHttp1 = res instanceof ServerResponse;
  res.writeHead(code === 'LIST_EXPIRED' ? 503 : 403, {
    'content-type': 'application/json; charset=utf-8',
    ...(overHttp1 && { connection: 'close' }),
  });
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
  if (overHttp1) res.end(body);
  else res.end(body);
}

/** Says a refusal to the member, with what would mend it. */
export function explain({ refused, admitted, fingerprint }: Verdict, accepts: readonly MemberKind[]): string {
  if (refused === 'ROLE') {
    const { kind, id } = admitted!.member;
    return `Le membre ${id} est de nature « ${kind} » ; ce point d’accès ne sert que : ${accepts.join(', ')}.`;
  }
  if (refused === 'LIST_EXPIRED') {
    return 'La liste blanche a expiré : personne n’est admis avant la prochaine publication.';
  }
  return `Le certificat d’empreinte ${fingerprint} n’est pas admis par la liste blanche (${refused}) : voyez l’autorité.`;
}
