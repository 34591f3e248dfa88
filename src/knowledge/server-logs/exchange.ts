// What Exchange writes down of its deliveries: send connectors' and connectivity logs, the last error of a queue, and the
// reasons of its old bounces (MSEXCH…). What it says in replies and in newer reports is in registries/exchange-ndr.ts.
import { mostly, type Sentence } from '../sentence.ts';

const WAITS = 'Exchange took the message and could not hand it on. Connection and login of the sender were fine.';

export const EXCHANGE_DELIVERIES: readonly Sentence[] = [
  mostly('message-too-large', /submissionexceeded|maxsubmission/),
  mostly('dns-name-not-found', /nonexistent ?domain|(?<!ptr:)infodomainnonexistent|dns\.nonexistent/),
  mostly('mail-loop', /dns\.mxloopback|infomxloopback|configured in a loop|\(00120270\)|loop detected/),
  mostly('dns-timeout', /dns error 1460|dns .{0,80}(?:errortimeout|timed? ?-?out|timeout)/),
  mostly(
    'dns-server-failure',
    /dns (?:query|server|lookup).{0,80}(?:fail|error|retry)|errorretry|serverfailure|dns\.invaliddata|dns error \d/,
  ),
  mostly('dns-no-address', /(?<!ptr:)infonorecords|no mx or a records/),
  mostly('reply-malformed', /barelinefeedsareillegal/),
  mostly(
    'tcp-timeout',
    /\b(?:timedout|connection timed out)\b|socket error code 10060|winsock error(?: code)?:? ?10060|server is not responding/,
  ),
  mostly('tcp-refused', /connectionrefused|socket error code 10061|winsock error(?: code)?:? ?10061/),
  mostly('tcp-unreachable', /(?:host|network)unreachable|socket error code 1005[01]|socket error code 10065/),
  mostly('tcp-reset', /connectionreset|socket error code 10054/),
  mostly('connection-closed', /connection dropped|remotedisconnect|dropped due to socketerror|connectionaborted/),
  // What the sending server finds of the receiving one's certificate.
  mostly('cert-untrusted-root', /certificate validation fail.{0,20}reason: ?(?:untrustedroot|partialchain)/),
  mostly('cert-expired', /certificate validation fail.{0,20}reason: ?(?:nottimevalid|expired)/),
  mostly('cert-name-mismatch', /certificate validation fail.{0,20}reason: ?(?:subjectmismatch|\w{0,20}namemismatch)/),
  mostly('cert-revocation-unchecked', /certificate validation fail.{0,20}reason: ?(?:offline)?revocation/),
  mostly('cert-name-mismatch', /tls negotiation failed.{0,80}subjectmismatch/),
  mostly('cert-untrusted-root', /untrustedroot|tls negotiation failed.{0,80}chainvalidation/),
  mostly('tls-handshake-failed', /tls negotiation failed|tlshandshake|unknowncredentials|algorithmmismatch/),
  mostly('host-unreachable', /^unable to connect|failed to connect|cannot connect to remote server|suspiciousremoteservererror/, {
    meaning: WAITS,
  }),
  mostly('recipient-unknown', /\(000c05a6\)|recipient name is not recogni[sz]ed|\(000c0595\)/),
  mostly('rate-limited', /\(00010256\)/),
  // No proxy for the recipient; the message could not be converted: faults of the sending Exchange.
  mostly('server-fault', /\(000d06b5\)|\(00050311\)|\(000502cc\)/),
  mostly('auth-not-advertised', /\(000b0981\)/),
];
