// Stalwart's notices: why it gave a recipient up, in brackets behind the address, and the same words in its queue and its log.
// crates/smtp/src/queue/dsn.rs, write_dsn_text.
import type { Dialect } from '../utterance.ts';
import { type Form, form, readForms, stepOf } from './forms.ts';

/** `(host 'mx' rejected command 'RCPT TO:<bob@example.org>' with code 550 (5.1.1) 'words')` */
const REJECTED =
  /host '([\w.-]{1,200})' rejected (?:command '([^']{1,400})'|transaction) with code ([45]\d\d) \((\d\.\d{1,3}\.\d{1,3})\) '(.{1,2000}?)'\)?\s{0,3}$/i;

const rejected: Form = (line) => {
  const [, host, command, code, enhanced, words] = REJECTED.exec(line) ?? [];
  if (host === undefined || code === undefined) return null;
  const reply = `${code} ${enhanced === '0.0.0' ? '' : `${enhanced} `}${words}`;
  return [{ speaker: 'server', words: reply, protocol: 'smtp', host: host.toLowerCase(), ...stepOf(command ?? '') }];
};

export const stalwart: Dialect = {
  name: 'Stalwart',
  isLog: true,
  marks:
    /host '[\w.-]{1,200}' rejected (?:command '|transaction with code)|\b(?:TLS error from|connection to|(?:DANE|MTA-STS) failed to authenticate) '[\w.-]{1,200}'|\(failed to lookup '[\w.-]{1,200}':|@[\w.-]{1,200}> \(rate limited\)/i,
  more: 'a notice of Stalwart without the reason: its queue has the last answer of each recipient’s server',
  read: readForms(
    rejected,
    form(/\bTLS error from '(?<host>[\w.-]{1,200})': (?<words>.{1,400}?)\)?\s{0,3}$/i, 'tls'),
    form(/\bconnection to '(?<host>[\w.-]{1,200})' failed: (?<words>.{1,400}?)\)?\s{0,3}$/i, 'system'),
    form(/(?<words>(?:DANE|MTA-STS) failed to authenticate '(?<host>[\w.-]{1,200})'.{0,400})$/i, 'mailer'),
    form(/\(failed to lookup '[\w.-]{1,200}': (?<words>.{1,400}?)\)?\s{0,3}$/i, 'mailer'),
    form(/> \((?<words>rate limited|too many concurrent connections to remote server)\)\s{0,3}$/i, 'mailer'),
  ),
};
