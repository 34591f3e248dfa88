// What the windows of mail programs say, to those who use them: Thunderbird, Outlook, Apple Mail, K-9, Roundcube and the
// set-up pages of devices and web shops. Facts; knows no dialect.
import { mostly, type Sentence } from './sentence.ts';

export const DIALOG_WORDS: readonly Sentence[] = [
  mostly('message-too-large', /size of (?:the|your) message .{0,80}exceeds|exceeds the .{0,40}size limit/),
  // Thunderbird
  mostly(
    'auth-no-common-mechanism',
    /does not seem to support encrypted passwords|(?:change|changing) the 'authentication method'|please try changing the 'authentication|doesn't support the selected authentication method|no password auth|encrypted password.{0,40}(?:not support|instead)/,
  ),
  mostly('auth-oauth-required', /only (?:accepts?|supports?) oauth/),
  mostly(
    'starttls-not-offered',
    /(?:starttls|tls) .{0,60}(?:does not advertise|doesn't offer|not offer).{0,60}|unable to establish a secure link.{0,120}starttls/,
  ),
  mostly(
    'cert-untrusted-root',
    /unacceptable tls certificate|could not verify this certificate because the issuer|(?:certificate|identity) .{0,80}(?:cannot be (?:verified|trusted)|can't be (?:verified|trusted)|is not trusted|untrusted|not be verified)|add security exception|cannot verify server identity|sec_error_unknown_issuer|zertifikat.{0,60}nicht (?:vertrauenswurdig|vertraut|uberpruft)/,
  ),
  mostly(
    'cert-name-mismatch',
    /belongs to a different site|target principal name|name on the security certificate is invalid|ssl_error_bad_cert_domain/,
  ),
  mostly('cert-expired', /sec_error_expired|(?:certificate|zertifikat) .{0,40}(?:expired|abgelaufen)/),
  mostly(
    'mode-mismatch',
    /(?:does not|doesn't) support the connection encryption type|ssl_error_rx_record_too_long|unable to establish a secure link|connection security .{0,60}(?:wrong|mismatch)/,
  ),
  mostly(
    'auth-rejected',
    /login to (?:server|account) .{0,120}failed|unable to log in (?:to|at) |incorrect user ?name or password|verify your (?:user ?name|account) (?:and|or) password|(?:the )?(?:user ?name|name) or password (?:for|is|was)|unable to authenticate with the current session|anmeldung (?:auf|am|beim) server .{0,120}fehlgeschlagen|logon denied|kennwort.{0,40}(?:falsch|nicht korrekt)/,
  ),
  mostly(
    'auth-web-login-required',
    /account cannot connect to webmail|sign in to your account (?:in|on|with) (?:a|the|your) browser/,
  ),
  mostly('tcp-timeout', /(?:connection|server|operation) .{0,60}timed? ?-?out/),
  mostly('tcp-refused', /may be unavailable or is refusing|connection .{0,60}(?:was )?refused/),
  mostly('connection-closed', /(?:server|connection) .{0,60}(?:was )?(?:lost|interrupted|terminated|closed|unerwartet)/),
  mostly(
    'dns-name-not-found',
    /(?:server|host) .{0,80}(?:is unknown|could not be found|cannot be found|wasn't found|was not found|nicht gefunden)/,
  ),
];
