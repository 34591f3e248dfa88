// handshake_failure, or keys and parameters too small for this client; where a client without scruples got through, by what.
import type { TlsObservation, TlsScanObservation } from '../../model/observation.ts';
import { commonName } from '../certificate-rule.ts';
import type { Evidence } from '../evidence.ts';
import type { JudgedEndpoint } from '../judge.ts';
import { list, portsOf } from '../phrases.ts';
import { type Cases, type Draft, endpointRule, type Rule, type Words } from '../rule.ts';

type Lenient = NonNullable<TlsScanObservation['lenient']>;

const lenientAt = ({ observations }: Evidence, { seen }: JudgedEndpoint): Lenient | null =>
  observations.scans.find(({ port, mode, address }) => port === seen.port && mode === seen.mode && address === seen.address)
    ?.lenient ?? null;

const UNENCRYPTED = /NULL/;

/** What the server has to offer, where a connection that takes everything showed it. */
function wordsOfLenient({ protocol, cipher, keyExchange, hasCertificate }: Lenient, view: Evidence): Words {
  const evidence = [
    `taking every cipher and key size: ${protocol} ${cipher}${keyExchange === undefined ? '' : `, ${keyExchange}`}`,
  ];
  const words = { owner: 'server', reference: 'RFC 9325 §4.2', evidence } as const;
  if (hasCertificate === false) {
    return {
      ...words,
      title: 'The server has no certificate: it offers anonymous ciphers only',
      detail:
        'It answered a client that asks for no certificate, and nobody else. Its certificate or key was not configured or could not be loaded.',
      fix: `The server's administrator sets certificate and key${view.setting('certificate')}, reloads, and looks in the mail log for why they were not loaded.`,
    };
  }
  if (UNENCRYPTED.test(cipher)) {
    return {
      ...words,
      title: 'The server offers only ciphers that do not encrypt',
      detail: 'It answered a client that takes a NULL cipher, and no other. No client should talk to it.',
      fix: `The server's administrator takes the NULL ciphers out of the cipher list and allows ECDHE with AES-GCM${view.setting('ciphers')}.`,
    };
  }
  return {
    ...words,
    title: `The server offers only what current clients refuse: ${cipher}${keyExchange === undefined ? '' : ` with ${keyExchange}`}`,
    detail: 'A client that takes every cipher and every size of key got through; one with current standards does not.',
    fix: `The server's administrator updates the server or its TLS library and allows ECDHE with AES-GCM${view.setting('ciphers')}; with DHE, parameters of 2048 bits or more${view.setting('dh-parameters')}.`,
  };
}

function wordsOfFailure(cases: Cases, view: Evidence): Words {
  const isSmall = cases.some(({ cause }) => /TOO_SMALL|DH_PARAM_SIZE/.test(cause.systemCode ?? ''));
  return {
    title: isSmall ? "The server's key exchange is too weak for this client" : 'No cipher suite in common with the server',
    detail: isSmall
      ? 'The Diffie-Hellman parameters or the key are shorter than current clients accept (2048 bits).'
      : 'The server refused every cipher, curve and signature algorithm offered. A server without a usable certificate, or one that silently wants a client certificate, answers in the same way.',
    fix: isSmall
      ? `The server's administrator makes DH parameters of 2048 bits with \`openssl dhparam 2048\`${view.setting('dh-parameters')} or uses ECDHE alone, and a key of RSA 2048 or ECDSA P-256.`
      : `The server's administrator allows ECDHE with AES-GCM${view.setting('ciphers')} and checks in the mail log that certificate and key were loaded.`,
    owner: 'server',
    reference: 'RFC 9325 §4.2',
  };
}

const MIN_DH_BITS = 2048;
/** What many mail programs cannot verify: Schannel (Outlook) and Apple's have neither, browsers dropped them. */
const RARE_KEYS: Readonly<Record<string, string>> = {
  ed25519: 'Ed25519',
  ed448: 'Ed448',
  dsa: 'DSA',
  'rsa-pss': 'RSA-PSS',
  'ml-dsa-44': 'ML-DSA-44',
  'ml-dsa-65': 'ML-DSA-65',
  'ml-dsa-87': 'ML-DSA-87',
};

/** A handshake that came about here, and does not with other clients. */
function shakyHandshakes(evidence: Evidence): Draft[] {
  const dh = (bits: string | undefined): number | null => Number(/^DH (\d+) bits/.exec(bits ?? '')?.[1] ?? 0) || null;
  const of = (isMeant: (tls: TlsObservation) => boolean): [JudgedEndpoint, TlsObservation][] =>
    evidence.endpoints.flatMap((endpoint): [JudgedEndpoint, TlsObservation][] =>
      endpoint.seen.tls && isMeant(endpoint.seen.tls) ? [[endpoint, endpoint.seen.tls]] : [],
    );
  const small = of(({ keyExchange }) => (dh(keyExchange) ?? MIN_DH_BITS) < MIN_DH_BITS);
  const rare = of(({ certificate }) => Object.hasOwn(RARE_KEYS, certificate?.keyType ?? ''));
  const shared = { severity: 'warning', owner: 'server' } as const;
  return [
    ...(small.length === 0
      ? []
      : [
          {
            ...shared,
            title: `The key exchange on ${portsOf(small.map(([{ seen }]) => seen))} is weak: ${list(small.map(([, tls]) => tls.keyExchange ?? ''))}`,
            detail: `Diffie-Hellman under ${MIN_DH_BITS} bits can be broken by who has the means, and current clients refuse it. This one still takes 1024.`,
            evidence: small.map(([{ id }, tls]) => `${id}: ${tls.protocol} ${tls.cipher}, ${tls.keyExchange}`),
            fix: `The server's administrator allows ECDHE${evidence.setting('ciphers')}, or makes DH parameters of 2048 bits or more${evidence.setting('dh-parameters')}.`,
            endpoints: small.map(([{ id }]) => id),
            reference: 'RFC 9325 §4.2',
          },
        ]),
    ...(rare.length === 0
      ? []
      : [
          {
            ...shared,
            title: `The certificate on ${portsOf(rare.map(([{ seen }]) => seen))} has a key that many mail programs cannot use: ${list(rare.map(([, tls]) => RARE_KEYS[tls.certificate?.keyType ?? ''] ?? ''))}`,
            detail:
              'OpenSSL takes it. Outlook, Apple Mail and others have no such signatures in TLS, find no cipher in common and give up.',
            evidence: rare.map(
              ([{ id }, tls]) => `${id}: ${commonName(tls.certificate?.subject ?? '')}: key ${tls.certificate?.keyType}`,
            ),
            fix: "The server's administrator has the certificate issued for a key of ECDSA P-256 or RSA 2048, alone or beside this one.",
            endpoints: rare.map(([{ id }]) => id),
            reference: 'RFC 9325 §4.2',
          },
        ]),
  ];
}

const failing = endpointRule('tls-no-shared-cipher', (cases, evidence) => {
  const [lenient] = cases.flatMap(({ endpoint }) => lenientAt(evidence, endpoint) ?? []);
  return lenient ? wordsOfLenient(lenient, evidence) : wordsOfFailure(cases, evidence);
});

export const tlsNoSharedCipher: Rule = {
  id: 'tls-no-shared-cipher',
  find: (evidence) => [...failing.find(evidence), ...shakyHandshakes(evidence)],
};
