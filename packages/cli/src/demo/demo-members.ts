import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MemberKind, TlsIdentity } from '@inter-ror/mutual-tls';
import { Authority, makeKeyAndCsr } from '@inter-ror/whitelist';

/** A member of the demo, listed, with its files. */
export interface DemoMember {
  id: string;
  files: { ca: string; cert: string; key: string };
  identity: TlsIdentity;
}

export interface MemberWish {
  name: string;
  kind: MemberKind;
  label: string;
  regionCodes?: readonly string[];
  profile?: number;
}

/** The invented authority of the demo: makes keys and requests for its members, and approves them at once. */
export class DemoAuthority {
  readonly authority: Authority;
  readonly #keys: string;

  private constructor(
    authority: Authority,
    readonly dir: string,
    /** Where the members keep the lists they receive. */
    readonly lists: string,
    keys: string,
  ) {
    this.authority = authority;
    this.#keys = keys;
  }

  static async create(dir: string): Promise<DemoAuthority> {
    const [keys, lists] = [join(dir, 'membres'), join(dir, 'listes')];
    for (const made of [keys, lists]) mkdirSync(made, { recursive: true });
    const folder = join(dir, 'autorite');
    return new DemoAuthority(await Authority.init({ dir: folder, instance: 'DEMONSTRATION' }), folder, lists, keys);
  }

  /** Lists members; keys are made side by side, entries one after the other. */
  async admit(wishes: readonly MemberWish[]): Promise<DemoMember[]> {
    const made = await Promise.all(
      wishes.map((w) => makeKeyAndCsr({ commonName: w.label, organisation: 'inter-ror (démonstration)' })),
    );
    const members: DemoMember[] = [];
    const { files } = this.authority;
    for (const [i, wish] of wishes.entries()) {
      const { key, csr } = made[i]!;
      const entry = await this.authority.enroll({
        csr,
        kind: wish.kind,
        label: wish.label,
        regionCodes: [...(wish.regionCodes ?? [])],
        profile: wish.profile ?? null,
        perimeter: ['*'],
        endpoints: wish.kind === 'consumer' ? [] : ['https://127.0.0.1'],
      });
      const { certificate } = await this.authority.approve(entry.id, 'démonstration');
      const paths = {
        ca: files.ca,
        cert: join(this.#keys, `${wish.name}.pem`),
        key: join(this.#keys, `${wish.name}.key`),
      };
      writeFileSync(paths.key, key, { mode: 0o600 });
      writeFileSync(paths.cert, certificate);
      members.push({
        id: entry.id,
        files: paths,
        identity: { key, cert: certificate, ca: [readFileSync(files.ca, 'utf8')] },
      });
    }
    return members;
  }
}
