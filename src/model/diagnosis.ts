// What was concluded: each endpoint's status and cause, the credentials' fate, the findings. Imports only nouns.
import type { Finding, FindingId } from './finding.ts';
import type { CertificateFault } from './observation.ts';
import type { Stage } from './protocol.ts';
import type { Reply } from './reply.ts';

export type EndpointStatus = 'ok' | 'failed' | 'mismatch' | 'skipped';

export interface DiagnosedFailure {
  readonly stage: Stage;
  readonly code: FindingId;
  readonly message: string;
  readonly systemCode?: string;
  readonly reply?: Reply;
}

export interface EndpointDiagnosis {
  readonly id: string;
  readonly status: EndpointStatus;
  readonly failure: DiagnosedFailure | null;
  readonly tlsError: { readonly code: CertificateFault; readonly systemCode: string } | null;
  /** A client could use it as it stands: reached, secure, nothing refused. */
  readonly usable: boolean;
  /** The server's, by what it says of itself; null or absent: nothing tells. */
  readonly software?: string | null;
}

export interface CredentialsDiagnosis {
  readonly status: 'accepted' | 'rejected' | 'error' | 'skipped';
  readonly cause: FindingId | null;
}

export interface Diagnosis {
  /** In the order of the observations. */
  readonly endpoints: readonly EndpointDiagnosis[];
  /** Probed to explain another, or beside one that takes no connection: never part of the report's endpoints. */
  readonly auxiliary: readonly EndpointDiagnosis[];
  readonly credentials: CredentialsDiagnosis | null;
  /** Gravest first. */
  readonly findings: readonly Finding[];
}
