// Names that are one slip of the finger away from a well-known mail host: smtp.gmal.com, smtp.office356.com.
import { isOneEditAway } from './near-names.ts';
import { providerDomains, providerHosts, providerOfDomain, providerOfHost } from './providers.ts';

/** Names that people write often and that are wrong by more than a letter, or that are real and not for them. */
const OFTEN_WRONG: Readonly<Record<string, string>> = {
  'smtp.googlemail.com': '',
  'smtp.google.com': 'smtp.gmail.com',
  'imap.google.com': 'imap.gmail.com',
  'pop.google.com': 'pop.gmail.com',
  'mail.gmail.com': 'smtp.gmail.com',
  'smtp.gmail.con': 'smtp.gmail.com',
  'smtp.hotmail.com': 'smtp-mail.outlook.com',
  'smtp.live.com': 'smtp-mail.outlook.com',
  'smtp.icloud.com': 'smtp.mail.me.com',
  'smtp.mail.icloud.com': 'smtp.mail.me.com',
  'smtp.sendinblue.com': 'smtp-relay.brevo.com',
  'smtp.brevo.com': 'smtp-relay.brevo.com',
  'smtp.yahoo.com': 'smtp.mail.yahoo.com',
  'imap.yahoo.com': 'imap.mail.yahoo.com',
  'smtp.o365.com': 'smtp.office365.com',
  'smtp.office.com': 'smtp.office365.com',
  'imap.office365.com': 'outlook.office365.com',
};

/** Names too short to guess by: a.b.c is one edit from much. */
const SHORTEST_NAME = 7;

/** The well-known host or domain that was meant, or null. A name that is itself well known is no near miss. */
export function nearMiss(host: string): string | null {
  const name = host.trim().toLowerCase().replace(/\.$/, '');
  if (name.length < SHORTEST_NAME || name.length > 253 || /^[\d.:]+$/.test(name)) return null;
  const often = OFTEN_WRONG[name];
  if (often !== undefined) return often === '' ? null : often;
  if (providerOfHost(name) !== null || providerOfDomain(name) !== null) return null;
  const host1 = providerHosts().find((known) => isOneEditAway(name, known));
  if (host1 !== undefined) return host1;
  const dot = name.indexOf('.');
  const looksLikeHost = /^(?:smtp|imap|pop3?|mail|mx\d?|out|outgoing|in|relay|send|secure|ssl0|submission)[\w-]{0,12}\./.test(
    name,
  );
  if (looksLikeHost && name.indexOf('.', dot + 1) > 0) {
    // The host part is another provider's habit, the domain is misspelt: imap.gmial.com.
    const prefix = name.slice(0, dot + 1);
    const host2 = providerHosts().find(
      (known) => known.startsWith(prefix) && isOneEditAway(name.slice(dot + 1), known.slice(prefix.length)),
    );
    return host2 ?? null;
  }
  return providerDomains().find((known) => known.length >= SHORTEST_NAME && isOneEditAway(name, known)) ?? null;
}
