import { createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { MutualTlsError, type TlsIdentity } from '@inter-ror/mutual-tls';
import { ASKER_HEADER, type Asker, algorithmOf, digestOf, LIFE_S, TYPE } from './statement.js';

/** States askers with the certificate that the gateway presents. */
export class AskerSigner {
  #key!: KeyObject;
  #header!: string;
  #hash!: string;

  /** @throws MutualTlsError `ERR_IDENTITY` when the key is neither RSA nor on a NIST curve */
  constructor(identity: TlsIdentity) {
    this.renew(identity);
  }

  /** Signs with another certificate from now on. */
  renew(identity: TlsIdentity): void {
    const key = createPrivateKey(identity.key);
    const algorithm = algorithmOf(key);
    if (algorithm === undefined) {
      throw new MutualTlsError('ERR_IDENTITY', 'La clé de la passerelle doit être RSA, ou P-256, P-384 ou P-521.');
    }
    const x5c = [new X509Certificate(identity.cert).raw.toString('base64')];
    this.#key = key;
    this.#hash = algorithm.hash;
    this.#header = encode({ alg: algorithm.alg, typ: TYPE, x5c });
  }

  /** What this asker's questions carry; the same question to several regions is signed once. */
  state(asker: Asker, requete: string): StatedAsker {
    return new StatedAsker(asker.profil, (cible, corps) => this.#sign(asker, requete, cible, corps));
  }

  #sign(asker: Asker, requete: string, cible: string, corps: string): string {
    const iat = Math.floor(Date.now() / 1000);
    const payload = encode({ ...asker, requete, cible, corps, iat, exp: iat + LIFE_S });
    const signed = `${this.#header}.${payload}`;
    const signature = sign(this.#hash, Buffer.from(signed), { key: this.#key, dsaEncoding: 'ieee-p1363' });
    return `${signed}.${signature.toString('base64url')}`;
  }
}

/** One asker, for the time of one national request. */
export class StatedAsker {
  /** The profile for which regions must answer. */
  readonly profil: Asker['profil'];
  readonly #sign: (cible: string, corps: string) => string;
  readonly #made = new Map<string, string>();

  constructor(profil: Asker['profil'], sign: (cible: string, corps: string) => string) {
    this.profil = profil;
    this.#sign = sign;
  }

  /** @param cible method and path, such as `POST /graphql` */
  headers(cible: string, body: Uint8Array): Record<string, string> {
    const corps = digestOf(body);
    const key = `${cible} ${corps}`;
    let made = this.#made.get(key);
    if (made === undefined) {
      made = this.#sign(cible, corps);
      this.#made.set(key, made);
    }
    return { [ASKER_HEADER]: made };
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
