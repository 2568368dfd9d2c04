/** What a member of the network is: decides which listeners it may speak to. */
export type MemberKind = 'region' | 'consumer' | 'gateway' | 'authority';

/** The direction a certificate is bound to. */
export type CertificateUse = 'client' | 'server';

/** One member of the network, as the whitelist describes it. */
export interface Member {
  readonly id: string;
  readonly kind: MemberKind;
  readonly label: string;
  readonly regionCodes: readonly string[];
  /** Base URLs, `https://host:port`. */
  readonly endpoints: readonly string[];
  /** Access profile, 0 to 5; null when the entry grants none. */
  readonly profile: number | null;
  /** Region codes the member may ask for, or `['*']` for the whole nation. */
  readonly perimeter: readonly string[];
  /** Whom to call about it, as the authority wrote it; may be empty. */
  readonly contact?: string;
}

/** A certificate that the whitelist admits in one direction. Instants are epoch milliseconds. */
export interface AdmittedCertificate {
  /** Lower-case hexadecimal SHA-256 of the DER certificate. */
  readonly fingerprint: string;
  readonly use: CertificateUse;
  readonly slot: 'current' | 'next';
  readonly member: Member;
  /** The later of the certificate's and the entry's beginnings. */
  readonly notBefore: number;
  /** The earlier of the certificate's and the entry's ends. */
  readonly notAfter: number;
}

/** A member that the list names and that it does not admit. */
export interface MemberApart extends Pick<Member, 'id' | 'kind' | 'label' | 'regionCodes'> {
  readonly status: 'pending' | 'suspended' | 'revoked';
  /** Epoch milliseconds. */
  readonly since: number;
}

/** One immutable version of the whitelist. */
export interface AdmissionSnapshot {
  readonly version: number;
  readonly instance: string;
  /** Epoch milliseconds after which nobody is admitted. */
  readonly expires: number;
  /** Active members only. */
  readonly members: readonly Member[];
  /** Those that are listed without being admitted: shown to operators, never asked. */
  readonly apart: readonly MemberApart[];
  certificate(fingerprint: string, use: CertificateUse): AdmittedCertificate | undefined;
  /** Whether some certificate of this member is in date at an instant, in epoch milliseconds, for this direction. */
  inDate(memberId: string, use: CertificateUse, at: number): boolean;
  /** Fingerprints that a server of this member may present; empty when the member is unknown. */
  serverPins(memberId: string): ReadonlySet<string>;
}

export type AdmissionListener = (now: AdmissionSnapshot, before: AdmissionSnapshot) => void;

/** Where listeners and agents read who is admitted, at this instant. */
export interface AdmissionSource {
  current(): AdmissionSnapshot;
  /** Calls `listener` after each swap; returns the function that stops it. */
  onChange(listener: AdmissionListener): () => void;
  close(): void;
}
