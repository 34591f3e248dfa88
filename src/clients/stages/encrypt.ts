// The handshake and the certificate: what the client's TLS has in common with the server's, and whom it trusts.
import { versionNumber } from '../../model/cipher-suites.ts';
import type { CertificateFault } from '../../model/observation.ts';
import { type Attempt, isEncrypted, type JudgeStage, type StageJudgement } from '../attempt.ts';
import type { Symptom } from '../family.ts';
import { negotiate, type TlsCause, versionName } from '../negotiate.ts';
import type { CertificateFacts, TlsFacts } from '../server-facts.ts';
import type { TlsClient } from '../tls-client.ts';

const SYMPTOM_OF: Readonly<Record<TlsCause, Symptom>> = {
  version: 'tls-version',
  suite: 'tls',
  group: 'tls',
  'dh-bits': 'dh-bits',
  renegotiation: 'renegotiation',
};

const NOT_SEEN: StageJudgement = { verdict: 'not-judged', stage: 'tls', why: 'the TLS of the server was not seen' };

/** The settings may forbid what the platform can do; they can give it nothing. */
function withPinnedVersions(client: TlsClient, { settings }: Attempt): TlsClient {
  const pinned = settings?.tlsVersions?.value.map(versionNumber);
  return pinned ? { ...client, versions: client.versions.filter((version) => pinned.includes(version)) } : client;
}

/** `mail.smtp.ssl.protocols=TLSv1`; without the file's words what it is. */
function pinOf({ settings }: Attempt): string {
  const { tlsVersions } = settings ?? {};
  if (tlsVersions?.from.kind !== 'file') return 'the setting that names TLS versions';
  return `${tlsVersions.from.key}=${tlsVersions.written ?? tlsVersions.value.join(' ')}`;
}

/** What would be agreed on without the setting is what it has to let in. */
function withoutPin(platform: TlsClient, attempt: Attempt, facts: TlsFacts): string | null {
  if (!attempt.settings?.tlsVersions) return null;
  const outcome = negotiate(platform, facts);
  return outcome.kind === 'agreed' ? `${pinOf(attempt)}: let in ${versionName(outcome.version)}` : null;
}

export const judgeTls: JudgeStage = (attempt) => {
  const { platform, seen, family } = attempt;
  const encrypted = isEncrypted(attempt);
  if (encrypted === false || seen === null) return null;
  if (encrypted === null) return null;
  if (platform === null) return seen.tls === null ? NOT_SEEN : null;
  const client = withPinnedVersions(platform, attempt);
  if (client.versions.length === 0) {
    const why = 'the settings allow no version of TLS that its platform has';
    return {
      verdict: 'fails',
      stage: 'tls',
      why,
      symptomText: NO_PROTOCOL[family.id] ?? 'no protocol available',
      change: (seen.tls && withoutPin(platform, attempt, seen.tls)) ?? pinOf(attempt),
    };
  }
  if (seen.tls === null) return NOT_SEEN;
  const outcome = negotiate(client, seen.tls);
  if (outcome.kind === 'agreed') return null;
  if (outcome.kind === 'unknown') return { verdict: 'not-judged', stage: 'tls', why: outcome.missing };
  const { cause, why, serverChange } = outcome;
  const symptom = SYMPTOM_OF[cause];
  const own = withoutPin(platform, attempt, seen.tls);
  if (own !== null)
    return {
      verdict: 'fails',
      stage: 'tls',
      why: `${why} by its settings`,
      symptom: family.symptoms[symptom] ? symptom : 'tls',
      change: own,
    };
  return {
    verdict: 'fails',
    stage: 'tls',
    why,
    symptom: family.symptoms[symptom] ? symptom : 'tls',
    serverChange,
    change: client.note,
  };
};
const JAVA_WORDS =
  'javax.net.ssl.SSLHandshakeException: No appropriate protocol (protocol is disabled or cipher suites are inappropriate)';
const NO_PROTOCOL: Readonly<Record<string, string>> = {
  'jakarta-mail': JAVA_WORDS,
  'angus-mail': JAVA_WORDS,
  genesys: JAVA_WORDS,
};

const CHAIN_FAULTS: readonly CertificateFault[] = ['cert-expired', 'cert-not-yet-valid', 'cert-revoked', 'cert-wrong-purpose'];
const ROOT_FAULTS: readonly CertificateFault[] = ['cert-self-signed', 'cert-untrusted-root'];
const WORDS: Readonly<Partial<Record<CertificateFault, string>>> = {
  'cert-expired': 'the certificate is expired',
  'cert-not-yet-valid': 'the certificate is not valid yet',
  'cert-revoked': 'the certificate is revoked',
  'cert-wrong-purpose': 'the certificate is not one for servers',
  'cert-self-signed': 'the certificate is self-signed',
  'cert-untrusted-root': 'the certificate comes from an authority of its own',
};
/** Their TLS fetches a missing intermediate by itself (AIA). */
const FETCHES_INTERMEDIATES = /^(netfx|outlook|windows|macos|ios|apple)/;

const verifies = (what: boolean | 'implicit', { mode }: Attempt): boolean =>
  what === true || (what === 'implicit' && mode === 'tls');

export const judgeCertificate: JudgeStage = (attempt) => {
  const { seen, family, settings } = attempt;
  if (isEncrypted(attempt) !== true || !seen?.certificate) return null;
  const chain = settings
    ? settings.verifiesChain.value && verifies(family.verifiesChain, attempt)
    : verifies(family.verifiesChain, attempt);
  const name = settings
    ? settings.verifiesName.value && verifies(family.verifiesName, attempt)
    : verifies(family.verifiesName, attempt);
  return (chain ? judgeChain(attempt, seen.certificate) : null) ?? (name ? judgeName(attempt, seen.certificate) : null);
};

function judgeChain(
  attempt: Attempt,
  { faults, authorities, keyType, keyBits, signatureAlgorithm, needsOwnAuthority }: CertificateFacts,
): StageJudgement | null {
  const { family, platform, facts } = attempt;
  const fails = (why: string, serverChange: string): StageJudgement => ({
    verdict: 'fails',
    stage: 'certificate',
    why,
    symptom: 'chain',
    serverChange,
  });
  const codes = faults.map(({ code }) => code);
  const chainFault = codes.find((code) => CHAIN_FAULTS.includes(code));
  if (chainFault) return fails(WORDS[chainFault] ?? chainFault, 'a certificate that is valid');
  const rootFault = needsOwnAuthority ? 'cert-untrusted-root' : codes.find((code) => ROOT_FAULTS.includes(code));
  if (rootFault) {
    const why = `${WORDS[rootFault]}: it has to be in the client's store`;
    return {
      verdict: 'works-if',
      stage: 'certificate',
      why,
      symptom: 'chain',
      change: `the authority's certificate in ${family.trustStore}`,
      serverChange: 'a certificate of a public authority',
    };
  }
  if (codes.includes('cert-missing-intermediate') && platform !== null && !FETCHES_INTERMEDIATES.test(platform.id))
    return fails('an intermediate certificate is not sent', 'send the whole chain');
  const top = authorities.at(-1) ?? '';
  if (platform?.lacksIsrgRootX1 && /ISRG Root X[12]/.test(top))
    return fails("its store is older than the root of Let's Encrypt", 'a certificate of an older authority');
  if (keyType === 'rsa' && keyBits !== null && platform?.minRsaBits && keyBits < platform.minRsaBits)
    return fails(`the key has ${keyBits} bits, and it takes ${platform.minRsaBits} or more`, 'an RSA key of 2048 bits');
  if (/sha1|md5/i.test(signatureAlgorithm) && codes.includes('cert-weak-signature') && platform?.versions.includes(0x0304))
    return { verdict: 'not-judged', stage: 'certificate', why: 'whether it takes a signature made with SHA-1' };
  if (facts.revocationHosts.length > 0 && family.checksRevocation) return needsRevocation(attempt);
  return null;
}

/** In a closed network the question hangs or fails, and with it the login. */
function needsRevocation({ facts }: Attempt): StageJudgement {
  const why = `it asks ${facts.revocationHosts.join(', ')} whether the certificate is revoked`;
  const symptomText = 'The revocation function was unable to check revocation because the revocation server was offline.';
  return {
    verdict: 'works-if',
    stage: 'certificate',
    why,
    symptomText,
    change: 'CheckCertificateRevocation = false, or port 80 open to these hosts',
  };
}

function judgeName(attempt: Attempt, { faults, withoutSni }: CertificateFacts): StageJudgement | null {
  const { family, platform } = attempt;
  const fault = faults.find(({ code }) => code === 'cert-name-mismatch');
  const serverChange = 'a certificate for the name that clients use';
  const sendsSni = family.sendsSni && platform?.sendsSni !== false;
  if (!sendsSni && withoutSni !== null && withoutSni !== 'same')
    return withoutSni === 'bears-name'
      ? null
      : {
          verdict: 'fails',
          stage: 'certificate',
          why: 'it sends no name (SNI), and gets the certificate of another host',
          symptom: 'name',
          serverChange: 'make this certificate the default one',
        };
  if (!fault) return null;
  if (fault.outdatedName)
    return { verdict: 'not-judged', stage: 'certificate', why: 'whether it takes the name from the common name' };
  return {
    verdict: 'fails',
    stage: 'certificate',
    why: 'the certificate is for another name',
    symptom: 'name',
    change: 'a host name that the certificate bears',
    serverChange,
  };
}
