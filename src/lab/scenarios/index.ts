// The list of scenarios, in the order in which `mailprobe lab --list` shows them.
import type { LabScenario } from '../scenario.ts';
import { accountLocked } from './account-locked.ts';
import { answersBeforeQuestions } from './answers-before-questions.ts';
import { antivirus } from './antivirus.ts';
import { appPasswordRequired } from './app-password-required.ts';
import { authAnonymous } from './auth-anonymous.ts';
import { authCramMd5 } from './auth-cram-md5.ts';
import { authDigestMd5 } from './auth-digest-md5.ts';
import { authExternal } from './auth-external.ts';
import { authLogin } from './auth-login.ts';
import { authMechanismRefused } from './auth-mechanism-refused.ts';
import { authNotOffered } from './auth-not-offered.ts';
import { authNtlm } from './auth-ntlm.ts';
import { authOauthbearer } from './auth-oauthbearer.ts';
import { authOverPlaintext } from './auth-over-plaintext.ts';
import { authPlain } from './auth-plain.ts';
import { authScramSha1 } from './auth-scram-sha-1.ts';
import { authScramSha1Plus } from './auth-scram-sha-1-plus.ts';
import { authScramSha256 } from './auth-scram-sha-256.ts';
import { authScramSha256Plus } from './auth-scram-sha-256-plus.ts';
import { authSecondMechanism } from './auth-second-mechanism.ts';
import { authTemporaryFailure } from './auth-temporary-failure.ts';
import { authXoauth2 } from './auth-xoauth2.ts';
import { bareCarriageReturns } from './bare-carriage-returns.ts';
import { bareLineFeeds } from './bare-line-feeds.ts';
import { basicAuthDisabled } from './basic-auth-disabled.ts';
import { blockedAddress } from './blocked-address.ts';
import { brokenHandshake } from './broken-handshake.ts';
import { busyGreeting } from './busy-greeting.ts';
import { challengeNotBase64 } from './challenge-not-base64.ts';
import { challengesWithoutEnd } from './challenges-without-end.ts';
import { clientCertificateRequired } from './client-certificate-required.ts';
import { closedAtEhlo } from './closed-at-ehlo.ts';
import { commonNameOnly } from './common-name-only.ts';
import { directionOverrides } from './direction-overrides.ts';
import { echoOfSecrets } from './echo-of-secrets.ts';
import { ehloNameRejected } from './ehlo-name-rejected.ts';
import { eightBitReplies } from './eight-bit-replies.ts';
import { endlessEhlo } from './endless-ehlo.ts';
import { endlessGreeting } from './endless-greeting.ts';
import { endlessHandshake } from './endless-handshake.ts';
import { endlessLine } from './endless-line.ts';
import { endlessRefusal } from './endless-refusal.ts';
import { endlessReplyUnderTls } from './endless-reply-under-tls.ts';
import { expiredCertificate } from './expired-certificate.ts';
import { expiredIntermediate } from './expired-intermediate.ts';
import { expiringCertificate } from './expiring-certificate.ts';
import { fewConnections } from './few-connections.ts';
import { floodOfAlerts } from './flood-of-alerts.ts';
import { forgedServerProof } from './forged-server-proof.ts';
import { futureCertificate } from './future-certificate.ts';
import { gluedStarttlsReply } from './glued-starttls-reply.ts';
import { halfClosed } from './half-closed.ts';
import { healthy } from './healthy.ts';
import { heloOnly } from './helo-only.ts';
import { hostileCertificate } from './hostile-certificate.ts';
import { httpOnPort } from './http-on-port.ts';
import { hugeKey } from './huge-key.ts';
import { hugeLine } from './huge-line.ts';
import { imapOnPort } from './imap-on-port.ts';
import { imapWrongPassword } from './imap-wrong-password.ts';
import { implicitTlsOnStarttlsPort } from './implicit-tls-on-starttls-port.ts';
import { maskedByFirewall } from './masked-by-firewall.ts';
import { missingIntermediate } from './missing-intermediate.ts';
import { mixedReplyCodes } from './mixed-reply-codes.ts';
import { noCommonMechanism } from './no-common-mechanism.ts';
import { noReverseDns } from './no-reverse-dns.ts';
import { noSharedCipher } from './no-shared-cipher.ts';
import { noStarttls } from './no-starttls.ts';
import { nulBytes } from './nul-bytes.ts';
import { nulInName } from './nul-in-name.ts';
import { oauthOnly } from './oauth-only.ts';
import { oldTlsOnly } from './old-tls-only.ts';
import { oneByteASecond } from './one-byte-a-second.ts';
import { partialWildcard } from './partial-wildcard.ts';
import { plaintextOnTlsPort } from './plaintext-on-tls-port.ts';
import { policyBlocked } from './policy-blocked.ts';
import { pop3WrongPassword } from './pop3-wrong-password.ts';
import { rateLimited } from './rate-limited.ts';
import { refusedGreeting } from './refused-greeting.ts';
import { renegotiation } from './renegotiation.ts';
import { resetAfterGreeting } from './reset-after-greeting.ts';
import { resetAtQuit } from './reset-at-quit.ts';
import { selfSigned } from './self-signed.ts';
import { serverMisconfigured } from './server-misconfigured.ts';
import { sha1Certificate } from './sha1-certificate.ts';
import { shuttingDown } from './shutting-down.ts';
import { shuttingDownAtLogin } from './shutting-down-at-login.ts';
import { silentHandshake } from './silent-handshake.ts';
import { silentPort } from './silent-port.ts';
import { slowGreeting } from './slow-greeting.ts';
import { smtpAuthDisabled } from './smtp-auth-disabled.ts';
import { stalledHandshake } from './stalled-handshake.ts';
import { starttlsInjection } from './starttls-injection.ts';
import { starttlsRefused } from './starttls-refused.ts';
import { tenThousandNames } from './ten-thousand-names.ts';
import { terminalEscapes } from './terminal-escapes.ts';
import { tokenRejected } from './token-rejected.ts';
import { tooManyLogins } from './too-many-logins.ts';
import { untrustedRoot } from './untrusted-root.ts';
import { weakKey } from './weak-key.ts';
import { webLoginRequired } from './web-login-required.ts';
import { wrongName } from './wrong-name.ts';
import { wrongPassword } from './wrong-password.ts';
import { wrongPurpose } from './wrong-purpose.ts';
import { wrongReplyCodes } from './wrong-reply-codes.ts';

export const SCENARIOS: readonly LabScenario[] = [
  // healthy
  healthy,
  // network and greeting
  silentPort,
  refusedGreeting,
  busyGreeting,
  blockedAddress,
  rateLimited,
  fewConnections,
  slowGreeting,
  resetAfterGreeting,
  closedAtEhlo,
  maskedByFirewall,
  httpOnPort,
  imapOnPort,
  heloOnly,
  ehloNameRejected,
  noReverseDns,
  serverMisconfigured,
  // modes, STARTTLS and TLS
  noStarttls,
  implicitTlsOnStarttlsPort,
  plaintextOnTlsPort,
  starttlsRefused,
  starttlsInjection,
  oldTlsOnly,
  noSharedCipher,
  clientCertificateRequired,
  // certificates
  expiredCertificate,
  futureCertificate,
  expiringCertificate,
  wrongName,
  selfSigned,
  untrustedRoot,
  missingIntermediate,
  expiredIntermediate,
  wrongPurpose,
  weakKey,
  sha1Certificate,
  antivirus,
  commonNameOnly,
  partialWildcard,
  hostileCertificate,
  nulInName,
  tenThousandNames,
  // logins that work
  authPlain,
  authLogin,
  authCramMd5,
  authDigestMd5,
  authScramSha1,
  authScramSha256,
  authScramSha1Plus,
  authScramSha256Plus,
  authNtlm,
  authXoauth2,
  authOauthbearer,
  authExternal,
  authAnonymous,
  // logins refused
  wrongPassword,
  appPasswordRequired,
  webLoginRequired,
  smtpAuthDisabled,
  basicAuthDisabled,
  policyBlocked,
  accountLocked,
  tooManyLogins,
  authTemporaryFailure,
  oauthOnly,
  authMechanismRefused,
  authSecondMechanism,
  noCommonMechanism,
  authNotOffered,
  authOverPlaintext,
  tokenRejected,
  imapWrongPassword,
  pop3WrongPassword,
  // hostile
  endlessGreeting,
  endlessLine,
  endlessEhlo,
  hugeLine,
  bareLineFeeds,
  nulBytes,
  terminalEscapes,
  directionOverrides,
  oneByteASecond,
  gluedStarttlsReply,
  brokenHandshake,
  silentHandshake,
  stalledHandshake,
  mixedReplyCodes,
  halfClosed,
  challengesWithoutEnd,
  challengeNotBase64,
  echoOfSecrets,
  forgedServerProof,
  resetAtQuit,
  bareCarriageReturns,
  eightBitReplies,
  answersBeforeQuestions,
  wrongReplyCodes,
  shuttingDown,
  shuttingDownAtLogin,
  hugeKey,
  renegotiation,
  floodOfAlerts,
  endlessHandshake,
  endlessReplyUnderTls,
  endlessRefusal,
];
