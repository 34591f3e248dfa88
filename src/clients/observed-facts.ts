// From what a check saw to the facts that views are made from. What was not seen stays null.
import { createHash } from 'node:crypto';
import { maskedKeyword } from '../knowledge/middleboxes.ts';
import { suiteCode, versionNumber } from '../model/cipher-suites.ts';
import type { EndpointObservation, Observations, TlsObservation } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import { isPrivateAddress } from '../model/private-address.ts';
import { PROTOCOL_FACTS, type Protocol } from '../model/protocol.ts';
import { type ServerTlsObservation, tlsLikeness } from '../model/server-tls.ts';
import { inRefusedForm } from '../model/wire-form.ts';
import type { CertificateFacts, LoginFacts, OwnHandshake, ServerFacts, ServerPort, TlsFacts } from './server-facts.ts';

const isSound = ({ failure }: EndpointObservation): boolean => failure === null;

export function factsOf(plan: Plan, seen: Observations): ServerFacts {
  // What was looked at only to explain a failure (the other mode of a port named in one) is as true of the server.
  const observations = { ...seen, endpoints: [...seen.endpoints, ...seen.auxiliary.filter(isSound)] };
  const { endpoints, dns, credentials } = observations;
  const ports = [...new Set(endpoints.map(({ port }) => port))];
  const attempts = credentials?.attempts ?? [];
  const taken = attempts.filter(({ status }) => status === 'accepted').map(({ mechanism }) => mechanism);
  const refused = attempts.filter(({ status }) => status === 'rejected').map(({ mechanism }) => mechanism);
  return {
    protocol: plan.protocol,
    host: plan.host,
    addresses: dns.addresses.map(({ address, family, ports: results }) => ({ address, family, ports: results })),
    ports: ports.map((port) => portFacts(port, plan, observations)),
    refusedMechanisms: taken.length > 0 ? refused.filter((mechanism) => !taken.includes(mechanism)) : [],
    refusedForms: inRefusedForm(attempts).flatMap(({ form }) => form?.name ?? []),
    revocationHosts: dns.addresses.every(({ address }) => isPrivateAddress(address)) ? revocationHosts(endpoints) : [],
  };
}

const revocationHosts = (endpoints: readonly EndpointObservation[]): string[] => [
  ...new Set(
    endpoints
      .flatMap(({ tls }) => (tls?.certificate ? [tls.certificate, ...tls.chain] : []))
      .flatMap(({ crlUrls = [] }) => crlUrls)
      .flatMap((url) => (URL.canParse(url) ? [new URL(url).hostname] : [])),
  ),
];

function portFacts(port: number, plan: Plan, observations: Observations): ServerPort {
  const all = observations.endpoints.filter((one) => one.port === port);
  const clear = all.find(({ mode, greeting }) => mode !== 'tls' && greeting !== null) ?? null;
  const implicit = all.find(({ mode, tls }) => mode === 'tls' && tls !== null) ?? all.find(({ mode }) => mode === 'tls') ?? null;
  const speaks = speaksFirst(all);
  const best = speaks === 'tls' ? implicit : (all.find(({ mode, tls }) => mode !== 'tls' && tls !== null) ?? clear);
  const startTls = clear && startTlsOf(clear);
  return {
    port,
    speaks,
    startTls,
    isMasked: (clear?.capabilities.plaintext ?? []).some(maskedKeyword),
    login: { plaintext: clear && loginFacts(clear, 'plaintext'), tls: best && loginFacts(best, 'tls') },
    tls: best && tlsFacts(best, plan, observations),
    certificate: best?.tls ? certificateFacts(best.tls, answersFor(best, observations), plan) : null,
    ehloRefused: ehloRefused(all, plan),
  };
}

function speaksFirst(all: readonly EndpointObservation[]): ServerPort['speaks'] {
  const settled = all.flatMap(({ failure }) => (failure?.kind === 'settled' ? [failure.detail] : []));
  const isTls = ({ mode, tls, failure }: EndpointObservation): boolean =>
    mode === 'tls' && (tls !== null || (failure?.kind === 'tls' && failure.alert !== undefined));
  if (all.some(isTls) || settled.includes('speaks-tls')) return 'tls';
  return all.some(({ mode, greeting }) => mode !== 'tls' && greeting !== null) || settled.includes('speaks-plaintext')
    ? 'greeting'
    : null;
}

function startTlsOf({ protocol, capabilities, failure, mode, tls }: EndpointObservation): ServerPort['startTls'] {
  if (failure?.kind === 'not-offered') return 'not-offered';
  if (failure?.stage === 'starttls' && mode === 'starttls') return 'refused';
  if (tls !== null) return 'offered';
  const { plaintext } = capabilities;
  if (plaintext === null) return null;
  const { startTlsCommand } = PROTOCOL_FACTS[protocol];
  return plaintext.some((keyword) => keyword.toUpperCase() === startTlsCommand) ? 'offered' : 'not-offered';
}

function loginFacts({ protocol, capabilities, auth }: EndpointObservation, side: 'plaintext' | 'tls'): LoginFacts | null {
  const keywords = capabilities[side]?.map((keyword) => keyword.toUpperCase());
  const mechanisms = auth[side];
  if (!keywords || mechanisms === null) return null;
  const lines = keywords.filter((keyword) => /^AUTH[ =]/.test(keyword));
  return {
    mechanisms: mechanisms.map((name) => name.toUpperCase()),
    onlyInOldForm: protocol === 'smtp' && lines.length > 0 && lines.every((line) => line.startsWith('AUTH=')),
    loginCommand: hasLoginCommand(protocol, keywords),
  };
}

function hasLoginCommand(protocol: Protocol, keywords: readonly string[]): boolean {
  const { loginCommand } = PROTOCOL_FACTS[protocol];
  if (loginCommand === null) return false;
  const { offeredBy, barredBy } = loginCommand;
  return (offeredBy === null || keywords.includes(offeredBy)) && (barredBy === null || !keywords.includes(barredBy));
}

/** Of the port itself, else of one that showed the same TLS. */
function answersFor(
  { port, mode, tls }: EndpointObservation,
  { serverTls = [], endpoints }: Observations,
): ServerTlsObservation['answers'] {
  const own = serverTls.find((one) => one.port === port && one.mode === mode);
  if (own) return own.answers;
  const likeness = tlsLikeness(tls);
  const isAlike = (one: ServerTlsObservation): boolean =>
    endpoints.some(
      (other) => other.port === one.port && other.mode === one.mode && other.tls !== null && tlsLikeness(other.tls) === likeness,
    );
  return likeness === null ? [] : (serverTls.find(isAlike)?.answers ?? []);
}

function tlsFacts(endpoint: EndpointObservation, plan: Plan, observations: Observations): TlsFacts | null {
  const { port, mode, address, tls } = endpoint;
  const answers = answersFor(endpoint, observations);
  const scan = observations.scans.find((one) => one.port === port && one.mode === mode && one.address === address);
  if (tls === null && answers.length === 0) return null;
  return { answers, own: tls && ownHandshake(tls, plan), versions: scan?.versions ?? {} };
}

/** As OpenSSL names the groups of its key exchange. */
const GROUPS: readonly (readonly [RegExp, number])[] = [
  [/ X25519 /, 0x001d],
  [/ (prime256v1|P-256) /, 0x0017],
  [/ (secp384r1|P-384) /, 0x0018],
  [/ (secp521r1|P-521) /, 0x0019],
  [/ X448 /, 0x001e],
];

function ownHandshake({ protocol, cipher, keyExchange = '' }: TlsObservation, { tls }: Plan): OwnHandshake | null {
  const version = versionNumber(protocol);
  if (version === 0) return null;
  const group = GROUPS.find(([pattern]) => pattern.test(keyExchange))?.[1] ?? null;
  return { version, suite: suiteCode(cipher), group, offeredTls13: tls.maxVersion === null || tls.maxVersion === 'TLSv1.3' };
}

function certificateFacts(
  { certificate, chain, faults }: TlsObservation,
  answers: ServerTlsObservation['answers'],
  { tls: { extraRoots, trust } }: Plan,
): CertificateFacts | null {
  if (certificate === null) return null;
  const { keyType, keyBits, signatureAlgorithm, sha256 } = certificate;
  const bare = answers.find(({ offer, choice }) => !offer.sni && choice?.certificate)?.choice?.certificate ?? null;
  // What a client that goes by Mozilla's list does not have.
  const own = fingerprintsOf([...extraRoots, ...(trust?.beyondNode ?? [])]);
  const authorities = chain.flatMap(({ subject, issuer, selfSigned }) => (selfSigned ? [subject] : [subject, issuer]));
  return {
    faults: faults.map(({ code, outdatedName }) => ({ code, ...(outdatedName ? { outdatedName } : {}) })),
    keyType,
    keyBits,
    signatureAlgorithm,
    authorities,
    needsOwnAuthority: faults.length === 0 && [certificate, ...chain].some((one) => own.includes(one.sha256)),
    withoutSni: bare && (bare.sha256 === sha256 ? 'same' : bare.bearsName ? 'bears-name' : 'other-name'),
  };
}

/** AB:CD:… of each certificate in these files. */
const fingerprintsOf = (pems: readonly string[]): string[] =>
  pems.flatMap((pem) =>
    [...pem.matchAll(/-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/g)].map(([, base64 = '']) =>
      createHash('sha256')
        .update(Buffer.from(base64, 'base64'))
        .digest('hex')
        .toUpperCase()
        .replace(/..(?!$)/g, '$&:'),
    ),
  );

function ehloRefused(all: readonly EndpointObservation[], { ehloName }: Plan): ServerPort['ehloRefused'] {
  const refused = all.find(({ failure }) => failure?.kind === 'reply' && failure.stage === 'ehlo');
  if (refused?.failure?.kind !== 'reply') return null;
  return { name: ehloName ?? `[${refused.localAddress ?? '127.0.0.1'}]`, reply: refused.failure.reply.lines.join(' ') };
}
