// Every rule, in the order in which they look: a rule stands before those that it supersedes. Findings of one severity
// about the same endpoints come out in this order, too.
import type { Rule } from '../rule.ts';
import { addressesDisagree } from './addresses-disagree.ts';
import { authIpNotAllowed } from './auth-ip-not-allowed.ts';
import { authMechanismRejected } from './auth-mechanism-rejected.ts';
import { authNoCommonMechanism } from './auth-no-common-mechanism.ts';
import { authNotAdvertised } from './auth-not-advertised.ts';
import { authOauthRequired } from './auth-oauth-required.ts';
import { authOverPlaintext } from './auth-over-plaintext.ts';
import { authProtocolError } from './auth-protocol-error.ts';
import { authRejected } from './auth-rejected.ts';
import { authServerUnproven } from './auth-server-unproven.ts';
import { authSkippedPlaintext } from './auth-skipped-plaintext.ts';
import { authSkippedUntrusted } from './auth-skipped-untrusted.ts';
import { authTokenExpired } from './auth-token-expired.ts';
import { authTokenInvalid } from './auth-token-invalid.ts';
import { authTokenScope } from './auth-token-scope.ts';
import { authTokenUser } from './auth-token-user.ts';
import { authUsernameFormat } from './auth-username-format.ts';
import { certChainOrder } from './cert-chain-order.ts';
import { certExpired } from './cert-expired.ts';
import { certExpiringSoon } from './cert-expiring-soon.ts';
import { certMissingIntermediate } from './cert-missing-intermediate.ts';
import { certMustStaple } from './cert-must-staple.ts';
import { certNameMismatch } from './cert-name-mismatch.ts';
import { certNotYetValid } from './cert-not-yet-valid.ts';
import { certRevoked } from './cert-revoked.ts';
import { certSelfSigned } from './cert-self-signed.ts';
import { certUntrustedRoot } from './cert-untrusted-root.ts';
import { certWeakKey } from './cert-weak-key.ts';
import { certWeakSignature } from './cert-weak-signature.ts';
import { certWrongPurpose } from './cert-wrong-purpose.ts';
import { clientCannot } from './client-cannot.ts';
import { clientCertificateUnfit } from './client-certificate-unfit.ts';
import { clientNoRdns } from './client-no-rdns.ts';
import { clientTooEarly } from './client-too-early.ts';
import { configInsecure } from './config-insecure.ts';
import { configMismatch } from './config-mismatch.ts';
import { configTrap } from './config-trap.ts';
import { connectionClosed } from './connection-closed.ts';
import { connectionLimit } from './connection-limit.ts';
import { credentialShape } from './credential-shape.ts';
import { daneVerified } from './dane-verified.ts';
import { deadlineExceeded } from './deadline-exceeded.ts';
import { dnsContradictsProvider } from './dns-contradicts-provider.ts';
import { dnsHostsOverride } from './dns-hosts-override.ts';
import { dnsMxNull } from './dns-mx-null.ts';
import { dnsNameNotFound } from './dns-name-not-found.ts';
import { dnsNameTypo } from './dns-name-typo.ts';
import { dnsNoAddress } from './dns-no-address.ts';
import { dnsPtrMissing } from './dns-ptr-missing.ts';
import { dnsServerFailure } from './dns-server-failure.ts';
import { dnsTimeout } from './dns-timeout.ts';
import { ehloNameRejected } from './ehlo-name-rejected.ts';
import { ehloRejected } from './ehlo-rejected.ts';
import { esmtpUnsupported } from './esmtp-unsupported.ts';
import { EWS_RULES } from './ews-rules.ts';
import { expectationFailed } from './expectation-failed.ts';
import { graphMailboxDenied } from './graph-mailbox-denied.ts';
import { graphMailboxUnknown } from './graph-mailbox-unknown.ts';
import { graphPermissionMissing } from './graph-permission-missing.ts';
import { GRAPH_REFUSALS } from './graph-refusals.ts';
import { graphSendUntested } from './graph-send-untested.ts';
import { graphTokenAudience } from './graph-token-audience.ts';
import { graphTokenRefused } from './graph-token-refused.ts';
import { greetingBusy } from './greeting-busy.ts';
import { greetingRefused } from './greeting-refused.ts';
import { greetingSlow } from './greeting-slow.ts';
import { greetingTimeout } from './greeting-timeout.ts';
import { greylisted } from './greylisted.ts';
import { hostUnreachable } from './host-unreachable.ts';
import { httpClockOff } from './http-clock-off.ts';
import { HTTP_REFUSALS } from './http-refusals.ts';
import { idleDroppedSilently } from './idle-dropped-silently.ts';
import { idleTimeout } from './idle-timeout.ts';
import { internalError } from './internal-error.ts';
import { ipv6Broken } from './ipv6-broken.ts';
import { ipv6Unavailable } from './ipv6-unavailable.ts';
import { loginHostUnproven } from './login-host-unproven.ts';
import { loginNotRepeated } from './login-not-repeated.ts';
import { mailboxWithoutServer } from './mailbox-without-server.ts';
import { middleboxMasking } from './middlebox-masking.ts';
import { modeMismatch } from './mode-mismatch.ts';
import { mtaStsMismatch } from './mta-sts-mismatch.ts';
import { mtaStsUnreachable } from './mta-sts-unreachable.ts';
import { notSmtp } from './not-smtp.ts';
import { oauthTokenRequestFailed } from './oauth-token-request-failed.ts';
import { port25Blocked } from './port-25-blocked.ts';
import { providerNote } from './provider-note.ts';
import { proxyAuthRequired } from './proxy-auth-required.ts';
import { proxyProtocolError } from './proxy-protocol-error.ts';
import { proxyRefused } from './proxy-refused.ts';
import { proxyUnreachable } from './proxy-unreachable.ts';
import { rateLimited } from './rate-limited.ts';
import { REFUSED_LOGINS } from './refused-logins.ts';
import { replyMalformed } from './reply-malformed.ts';
import { retirementAhead } from './retirement-ahead.ts';
import { revocationUnknown } from './revocation-unknown.ts';
import { serverBlocksIp } from './server-blocks-ip.ts';
import { serverFault } from './server-fault.ts';
import { serverTimeout } from './server-timeout.ts';
import { starttlsInjection } from './starttls-injection.ts';
import { starttlsNotOffered } from './starttls-not-offered.ts';
import { starttlsRejected } from './starttls-rejected.ts';
import { starttlsStripped } from './starttls-stripped.ts';
import { submissionNotOffered } from './submission-not-offered.ts';
import { targetIsDomain } from './target-is-domain.ts';
import { tcpRefused } from './tcp-refused.ts';
import { tcpReset } from './tcp-reset.ts';
import { tcpTimeout } from './tcp-timeout.ts';
import { tcpUnreachable } from './tcp-unreachable.ts';
import { tlsClientCertificateRequired } from './tls-client-certificate-required.ts';
import { tlsHandshakeFailed } from './tls-handshake-failed.ts';
import { tlsIntercepted } from './tls-intercepted.ts';
import { tlsLargeClienthello } from './tls-large-clienthello.ts';
import { tlsLegacyVersion } from './tls-legacy-version.ts';
import { tlsNoSharedCipher } from './tls-no-shared-cipher.ts';
import { tlsVersionUnsupported } from './tls-version-unsupported.ts';
import { tlsaInsecure } from './tlsa-insecure.ts';
import { tlsaMismatch } from './tlsa-mismatch.ts';

export const RULES: readonly Rule[] = [
  internalError,
  configMismatch,
  configInsecure,
  configTrap,
  mailboxWithoutServer,
  dnsNameNotFound,
  dnsNoAddress,
  dnsServerFailure,
  dnsTimeout,
  targetIsDomain,
  dnsMxNull,
  dnsNameTypo,
  hostUnreachable,
  port25Blocked,
  ipv6Unavailable,
  ipv6Broken,
  tcpRefused,
  tcpTimeout,
  tcpUnreachable,
  proxyUnreachable,
  proxyAuthRequired,
  proxyRefused,
  proxyProtocolError,
  modeMismatch,
  notSmtp,
  middleboxMasking,
  esmtpUnsupported,
  starttlsStripped,
  starttlsNotOffered,
  addressesDisagree,
  greetingTimeout,
  greetingRefused,
  greylisted,
  greetingBusy,
  serverBlocksIp,
  clientNoRdns,
  clientTooEarly,
  rateLimited,
  replyMalformed,
  ehloNameRejected,
  ehloRejected,
  serverFault,
  serverTimeout,
  starttlsRejected,
  starttlsInjection,
  tlsIntercepted,
  certRevoked,
  certSelfSigned,
  certMissingIntermediate,
  certUntrustedRoot,
  certWrongPurpose,
  certNotYetValid,
  certExpired,
  certNameMismatch,
  tlsVersionUnsupported,
  tlsNoSharedCipher,
  clientCertificateUnfit,
  tlsClientCertificateRequired,
  tlsHandshakeFailed,
  tcpReset,
  connectionClosed,
  deadlineExceeded,
  oauthTokenRequestFailed,
  graphTokenAudience,
  graphTokenRefused,
  graphMailboxUnknown,
  graphMailboxDenied,
  graphPermissionMissing,
  ...GRAPH_REFUSALS,
  ...EWS_RULES,
  ...HTTP_REFUSALS,
  httpClockOff,
  graphSendUntested,
  authTokenExpired,
  authTokenUser,
  authTokenScope,
  authTokenInvalid,
  authMechanismRejected,
  ...REFUSED_LOGINS,
  authIpNotAllowed,
  authUsernameFormat,
  authOauthRequired,
  authServerUnproven,
  authProtocolError,
  authRejected,
  authNoCommonMechanism,
  authNotAdvertised,
  submissionNotOffered,
  authSkippedPlaintext,
  authSkippedUntrusted,
  loginHostUnproven,
  loginNotRepeated,
  dnsContradictsProvider,
  credentialShape,
  expectationFailed,
  clientCannot,
  tlsaMismatch,
  tlsaInsecure,
  mtaStsMismatch,
  mtaStsUnreachable,
  certWeakKey,
  certWeakSignature,
  certMustStaple,
  certExpiringSoon,
  revocationUnknown,
  certChainOrder,
  tlsLegacyVersion,
  tlsLargeClienthello,
  authOverPlaintext,
  dnsHostsOverride,
  idleDroppedSilently,
  connectionLimit,
  idleTimeout,
  greetingSlow,
  daneVerified,
  dnsPtrMissing,
  retirementAhead,
  providerNote,
];
