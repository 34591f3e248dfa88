// An observed and judged endpoint as the report gives it. Copies facts; concludes nothing.
import type { CertificateObservation, Observations, TlsObservation } from '../model/observation.ts';
import type { Step } from '../model/protocol.ts';
import type { Reply } from '../model/reply.ts';
import type { ReportCertificate, ReportEndpoint, ReportReply, ReportTls } from '../model/report.ts';
import { serverFacts } from './server-facts.ts';
import type { ConcludedEndpoint } from './verdict.ts';

/** Milliseconds to a tenth: more digits are noise. */
export const roundMs = (ms: number): number => Math.max(0, Math.round(ms * 10) / 10);

export function reportReply(reply: Reply): ReportReply {
  const { code, enhanced, lines, status } = reply;
  return { code, enhanced, lines: [...lines], ...(status === undefined ? {} : { status }) };
}

function reportCertificate(certificate: CertificateObservation): ReportCertificate {
  const { subject, issuer, names, validFrom, validTo, daysLeft, keyType, keyBits, signatureAlgorithm, sha256, selfSigned } =
    certificate;
  return { subject, issuer, names, validFrom, validTo, daysLeft, keyType, keyBits, signatureAlgorithm, sha256, selfSigned };
}

const wantedOf = ({ status }: ConcludedEndpoint['diagnosis'], isGiven: boolean): NonNullable<ReportTls['clientCertificate']> =>
  isGiven ? 'given' : status === 'ok' ? 'optional' : 'required';

function reportTls(
  tls: TlsObservation,
  { observation, diagnosis }: ConcludedEndpoint,
  observations: Observations,
  isGiven: boolean,
): ReportTls {
  const scan = observations.scans.find(
    ({ port, mode, address }) => port === observation.port && mode === observation.mode && address === observation.address,
  );
  const isScanned = scan !== undefined && Object.keys(scan.versions).length > 0;
  return {
    protocol: tls.protocol,
    cipher: tls.cipher,
    trusted: tls.trusted,
    error: diagnosis.tlsError,
    certificate: tls.certificate === null ? null : reportCertificate(tls.certificate),
    chain: tls.chain.map(reportCertificate),
    ocspStapled: tls.ocspStapled,
    ...(tls.ocsp ? { ocsp: tls.ocsp } : {}),
    ...(tls.revocation ? { revocation: tls.revocation } : {}),
    ...(tls.certificate?.mustStaple ? { mustStaple: true } : {}),
    ...(tls.chainSent ? { chainSent: tls.chainSent } : {}),
    ...(tls.clientCertificateRequested ? { clientCertificate: wantedOf(diagnosis, isGiven) } : {}),
    ...(tls.otherTrust ? { otherTrust: tls.otherTrust } : {}),
    ...(tls.keyExchange === undefined ? {} : { keyExchange: tls.keyExchange }),
    ...(isScanned ? { versions: scan.versions } : {}),
  };
}

const reportStep = ({ stage, status, startMs, durationMs }: Step): Step => ({
  stage,
  status,
  startMs: roundMs(startMs),
  durationMs: roundMs(durationMs),
});

/** `hasCertificate`: one of the client was given. */
export function reportEndpoint(
  endpoint: ConcludedEndpoint,
  observations: Observations,
  { verbose, hasCertificate }: { readonly verbose: boolean; readonly hasCertificate: boolean },
): ReportEndpoint {
  const { observation, diagnosis } = endpoint;
  const { id, protocol, port, mode, address, family, greeting, capabilities, auth, tls, localAddress, seenAs, transcript } =
    observation;
  const steps = observation.steps.map(reportStep);
  const server = serverFacts(observation, diagnosis.software ?? null);
  return {
    id,
    protocol,
    port,
    mode,
    address,
    family,
    status: diagnosis.status,
    // An endpoint that is ok has no failure, whatever a later QUIT came to.
    failure: diagnosis.status === 'ok' ? null : diagnosis.failure,
    steps,
    greeting: greeting === null ? null : { code: greeting.code, lines: greeting.lines },
    capabilities,
    auth,
    tls: tls === null ? null : reportTls(tls, endpoint, observations, hasCertificate),
    ...(server === null ? {} : { server }),
    ...(localAddress === null ? {} : { localAddress }),
    ...(seenAs === undefined ? {} : { seenAs }),
    ...(observation.http === undefined ? {} : { http: observation.http }),
    transcript: verbose ? transcript.map((line) => ({ ...line, ms: roundMs(line.ms) })) : [],
  };
}
