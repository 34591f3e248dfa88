// What advice may not name where this protocol was spoken by this software: another software, another protocol's ports and
// scopes. For the tables of rules and of replies.
import { explainReply, serverSoftware } from '../../../src/knowledge/index.ts';
import type { EndpointObservation, Observations } from '../../../src/model/observation.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { type MailProtocol, PROTOCOL_FACTS, PROTOCOLS } from '../../../src/model/protocol.ts';
import type { Reply } from '../../../src/model/reply.ts';

/** What betrays that words are for one software: its name, its settings, its commands. */
const MARKS: Readonly<Record<string, RegExp>> = {
  Postfix: /postfix|postscreen|\bsmtpd_\w|\bpostconf\b|main\.cf|master\.cf|default_process_limit|\bmynetworks\b|\bmyhostname\b/i,
  Dovecot: /dovecot|doveadm|doveconf|disable_plaintext_auth|auth_allow_cleartext|\bssl_(?:cert|min_protocol|server_\w+)\b/i,
  Exim: /\bexim\b|tls_advertise_hosts|auth_advertise_hosts|tls_certificate|tls_privatekey/i,
  Sendmail: /sendmail|\bconf[A-Z]{4}|\bm4\b|DAEMON_OPTIONS/,
  OpenSMTPD: /opensmtpd|smtpd\.conf/i,
  Courier: /courier|TLS_CERTFILE|MAXDAEMONS/i,
  Cyrus: /\bcyrus(?!.sasl)|imapd\.conf|tls_server_cert/i,
  nginx: /nginx|ssl_certificate\b/i,
  hMailServer: /hmailserver/i,
  Brevo: /brevo|sendinblue/i,
};

/** How each greets, as far as it speaks the protocol. */
export const BANNERS: Readonly<Record<string, Partial<Record<MailProtocol, string>>>> = {
  Postfix: { smtp: 'mail.example.org ESMTP Postfix (Debian/GNU)' },
  Exim: { smtp: 'mail.example.org ESMTP Exim 4.98.2 Thu, 26 Nov 2026 10:00:00 +0000' },
  Sendmail: { smtp: 'mail.example.org ESMTP Sendmail 8.18.1/8.18.1; Thu, 26 Nov 2026 10:00:00 GMT' },
  OpenSMTPD: { smtp: 'mail.example.org ESMTP OpenSMTPD' },
  Dovecot: {
    imap: '[CAPABILITY IMAP4rev1 SASL-IR] Dovecot ready.',
    pop3: 'Dovecot ready.',
    smtp: 'mail.example.org Dovecot ready.',
  },
  Courier: {
    smtp: 'mail.example.org ESMTP Courier',
    imap: 'Courier-IMAP ready. Copyright 1998-2024',
    pop3: 'Hello there. Courier',
  },
  Cyrus: {
    imap: '[CAPABILITY IMAP4rev1] mail.example.org Cyrus IMAP 3.10.2 server ready',
    pop3: 'mail.example.org Cyrus POP3 3.10.2 server ready',
  },
  nginx: { imap: '* OK IMAP4 ready', pop3: '+OK POP3 ready' },
  hMailServer: { smtp: 'mail.example.org hMailServer ESMTP' },
  'nothing that tells': { smtp: 'mail.example.org ESMTP', imap: 'ready', pop3: 'ready' },
};

export interface Speaker {
  readonly software: string;
  readonly protocol: MailProtocol;
}

export const SPEAKERS: readonly (Speaker & { readonly banner: string })[] = PROTOCOLS.flatMap((protocol) =>
  Object.entries(BANNERS).flatMap(([software, banners]) => {
    const banner = banners[protocol];
    return banner === undefined ? [] : [{ software, protocol, banner }];
  }),
);

/** `465`, where it is a port: no year, no size, no part of a longer number. */
const PORT = /(?<![\d.\w-])(25|110|143|465|587|993|995|2525)(?![\d\w]|\.\d| (?:bits|ms|s|days|h)\b)/g;

/** What does not fit, a line each. `asked`: ports of the check itself, which a finding about them may name. */
export function misfits(what: string, text: string, { protocol, software }: Speaker, asked: readonly number[] = []): string[] {
  const own = [...PROTOCOL_FACTS[protocol].ports.map(({ port }) => port), ...asked];
  const marks = Object.entries(MARKS).flatMap(([name, mark]) => (name !== software && mark.test(text) ? [name] : []));
  const ports = [...text.matchAll(PORT)].flatMap(([, port]) => (own.includes(Number(port)) ? [] : [`port ${port}`]));
  const scopes = PROTOCOLS.filter((one) => one !== protocol)
    .flatMap((one) => Object.values(PROTOCOL_FACTS[one].microsoftScopes))
    .filter((scope) => text.includes(scope));
  const commands = protocol === 'smtp' ? [] : [...text.matchAll(/--ehlo\b|\b(?:EHLO|HELO)\b/g)].map(([command]) => command);
  return [...marks, ...ports, ...scopes, ...commands].map((foreign) => `${what}: ${foreign}: ${text}`);
}

/** The port of another protocol that stands where this one stands in SMTP. */
const PORTS: Readonly<Record<MailProtocol, Readonly<Record<number, number>>>> = {
  smtp: {},
  imap: { 25: 143, 465: 993, 587: 143, 2525: 143 },
  pop3: { 25: 110, 465: 995, 587: 110, 2525: 110 },
};

const statusOf = (protocol: MailProtocol, code: number): Reply['status'] =>
  code < 400 ? (protocol === 'imap' ? '* OK' : '+OK') : protocol === 'imap' ? 'NO' : '-ERR';

/** The same facts, met in another protocol and with this banner: ports, ids, replies and keywords as they would be there. */
export function spokenBy(
  [plan, seen]: readonly [Plan, Observations],
  protocol: MailProtocol,
  banner: string,
): [Plan, Observations] {
  const port = (number: number): number => PORTS[protocol][number] ?? number;
  const changed = (_: string, value: unknown): unknown => {
    if (typeof value === 'string')
      return value.replace(/^(\d+)\/(tls|starttls|plain)@/, (_all, was, mode) => `${port(Number(was))}/${mode}@`);
    if (typeof value !== 'object' || value === null) return value;
    const item = { ...(value as Record<string, unknown>) };
    if (Array.isArray(value)) return value;
    if (typeof item.port === 'number') item.port = port(item.port);
    if (protocol !== 'smtp' && typeof item.code === 'number' && Array.isArray(item.lines)) {
      item.status = statusOf(protocol, item.code);
      item.code = null;
    }
    return item;
  };
  const observed = JSON.parse(JSON.stringify(seen, changed)) as Observations;
  const greets = (endpoint: EndpointObservation): EndpointObservation =>
    endpoint.greeting === null
      ? { ...endpoint, protocol }
      : { ...endpoint, protocol, greeting: { ...endpoint.greeting, lines: [banner] } };
  return [
    { ...plan, protocol, ports: [...new Set(plan.ports.map(port))] },
    { ...observed, endpoints: observed.endpoints.map(greets), auxiliary: observed.auxiliary.map(greets) },
  ];
}

/** Exim by the certificate that it makes itself; where no greeting tells, the software that literally says one of these replies. */
export function betrayedBy({ endpoints, credentials }: Observations): string | null {
  if (endpoints.some(({ tls }) => tls?.certificate?.subject.includes('Exim Developers'))) return 'Exim';
  if (
    endpoints.some(
      ({ greeting, capabilities }) => serverSoftware([...(greeting?.lines ?? []), ...(capabilities.tls ?? [])]) !== null,
    )
  )
    return null;
  const replies = [
    ...endpoints.flatMap(({ failure }) => (failure?.kind === 'reply' ? [failure.reply] : [])),
    ...(credentials?.attempts ?? []).flatMap(({ reply }) => reply ?? []),
  ];
  return replies.flatMap((reply) => explainReply(reply)[0]?.provider?.split(' ')[0] ?? []).at(0) ?? null;
}
