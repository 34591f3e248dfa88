// What mail servers say in their own words: in their logs, of the clients that come to them, and of the messages that they
// try to hand on. The narrow before the wide. Knows no dialect.
import type { Sentence } from '../sentence.ts';
import { ANY_SERVER } from './any-server.ts';
import { BOUNCES } from './bounces.ts';
import { DELIVERIES } from './deliveries.ts';
import { DOVECOT } from './dovecot.ts';
import { EXCHANGE_DELIVERIES } from './exchange.ts';
import { EXCHANGE_EVENTS } from './exchange-events.ts';
import { EXIM, EXIM_DELIVERIES } from './exim.ts';
import { EXIM_NUMBERS } from './exim-numbers.ts';
import { FILTERS } from './filters.ts';
import { MAILBOX_SERVERS } from './mailbox-servers.ts';
import { OTHERS } from './others.ts';
import { POSTFIX, POSTFIX_DELIVERIES } from './postfix.ts';
import { SENDMAIL, SENDMAIL_DELIVERIES } from './sendmail.ts';

export { OWN_CERTIFICATE } from './any-server.ts';
export { BOUNCES, PLAIN_NOTICES } from './bounces.ts';

type Sentences = readonly Sentence[];

/** By the name of the dialect that read it: a server's own sentences are tried first. */
const OWN: Readonly<Record<string, Sentences>> = {
  Postfix: POSTFIX,
  Exim: EXIM,
  Dovecot: DOVECOT,
  Sendmail: SENDMAIL,
  'a mail filter': FILTERS,
  'Courier or Cyrus': MAILBOX_SERVERS,
  Exchange: EXCHANGE_EVENTS,
};
const OWN_DELIVERIES: Readonly<Record<string, Sentences>> = {
  Postfix: POSTFIX_DELIVERIES,
  Exim: EXIM_DELIVERIES,
  Sendmail: SENDMAIL_DELIVERIES,
  Exchange: EXCHANGE_DELIVERIES,
};

/** Of the server itself and of its clients, in the log of this server. */
export const serverLogWords = (dialect: string): readonly Sentences[] => [
  OWN[dialect] ?? [],
  FILTERS,
  DOVECOT,
  POSTFIX,
  EXIM,
  SENDMAIL,
  OTHERS,
  ANY_SERVER,
];

/** Of a message that it tries to hand on, and of the servers that it asks: it is the client there. */
export const mailerWords = (dialect: string): readonly Sentences[] => [
  OWN_DELIVERIES[dialect] ?? [],
  EXCHANGE_DELIVERIES,
  DELIVERIES,
  POSTFIX_DELIVERIES,
  EXIM_DELIVERIES,
  SENDMAIL_DELIVERIES,
  BOUNCES,
  EXIM_NUMBERS,
];
