// `--revocation`: asks the authority's own list whether a certificate that verified was revoked, before anything is said over the
// connection. Each list is fetched once a check; of a certificate that did not verify nothing is fetched, since its URLs are its own.
import type { CertificateObservation, RevocationObservation, TlsObservation } from '../model/observation.ts';
import { readCrl } from '../net/crl.ts';
import { fetchCrl } from '../net/crl-fetch.ts';
import type { Deadline } from '../net/deadline.ts';
import { DnsClient } from '../net/dns/client.ts';
import { LIMITS } from '../request/limits.ts';
import type { ProbeContext } from './context.ts';

const askedBefore = new WeakMap<Deadline, Map<string, Promise<RevocationObservation>>>();

const unknown = (detail: string, url: string | null = null): RevocationObservation => ({
  status: 'unknown',
  detail,
  url,
  thisUpdate: null,
  nextUpdate: null,
  revokedAt: null,
});

/** The same with what the list says; a certificate on it is not trusted. Never rejects. */
export async function withRevocation(observation: TlsObservation, context: ProbeContext): Promise<TlsObservation> {
  const { certificate, chain, trusted, faults } = observation;
  if (!trusted || certificate === null) return observation;
  const asked = askedBefore.get(context.deadline) ?? new Map<string, Promise<RevocationObservation>>();
  askedBefore.set(context.deadline, asked);
  const answer = asked.get(certificate.sha256) ?? ask(certificate, chain[0] ?? null, context);
  asked.set(certificate.sha256, answer);
  const revocation = await answer;
  if (revocation.status !== 'revoked') return { ...observation, revocation };
  const revoked = { code: 'cert-revoked', systemCode: 'CERT_REVOKED', subject: certificate.subject } as const;
  return { ...observation, revocation, trusted: false, faults: [revoked, ...faults] };
}

async function ask(
  leaf: CertificateObservation,
  issuer: CertificateObservation | null,
  { plan, deadline }: ProbeContext,
): Promise<RevocationObservation> {
  const text = (leaf.crlUrls ?? []).find((one) => /^https?:/i.test(one));
  if (text === undefined) return unknown('the certificate names no list of revoked certificates');
  if (plan.proxy !== null) return unknown('not asked, since everything goes through a proxy', text);
  if (issuer === null) return unknown("the issuer's certificate is not known", text);
  if (!URL.canParse(text)) return unknown('the certificate names no address that can be asked', text);
  const client = plan.dnsServer === null ? null : new DnsClient([plan.dnsServer], deadline);
  const ending = new AbortController();
  const stop = deadline.onOver(() => ending.abort());
  try {
    const list = await fetchCrl(new URL(text), {
      maxBytes: LIMITS.maxCrlBytes,
      timeoutMs: deadline.limitMs(LIMITS.crlMs),
      signal: ending.signal,
      client,
    });
    if (typeof list === 'string') return unknown(`the list could not be fetched: ${list}`, text);
    const [own, authority] = [leaf, issuer].map(({ digests }) => Buffer.from(digests.certHex, 'hex'));
    return { ...readCrl(list, own ?? list, authority ?? list, text, Date.now()), url: text };
  } catch (error) {
    return unknown(`the list could not be read: ${error instanceof Error ? error.message : 'for no reason given'}`, text);
  } finally {
    stop();
    client?.close();
  }
}
