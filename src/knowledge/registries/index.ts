// The registries, and the search in them: which of their codes and sentences a text holds, first by position, the longest
// form first. Linear in the text, whatever the number of entries. Nothing is indexed before the first search.
import type { Speaker } from '../speaker.ts';
import { AADSTS_CODES } from './aadsts-codes.ts';
import { AADSTS_SENTENCES } from './aadsts-sentences.ts';
import { ANDROID_MAIL_DIALOGS } from './android-mail-dialogs.ts';
import { APPLE_MAIL_DIALOGS } from './apple-mail-dialogs.ts';
import { APPLE_NETWORK } from './apple-network.ts';
import { APPLE_TLS } from './apple-tls.ts';
import { CLIENT_EXCEPTIONS } from './client-exceptions.ts';
import { CURL } from './curl.ts';
import { ERLANG } from './erlang.ts';
import { EXCHANGE_NDR } from './exchange-ndr.ts';
import { EXCHANGE_SWITCHES } from './exchange-switches.ts';
import { type FirstWords, type FormIndex, firstWordsOf, indexForms, searchForms } from './form-index.ts';
import { GNUTLS } from './gnutls.ts';
import { GO_TLS } from './go-tls.ts';
import { IMAP_RESPONSE_CODES } from './imap-response-codes.ts';
import { JAVA_TLS } from './java-tls.ts';
import { LIBRARY_SENTENCES } from './library-sentences.ts';
import { MAIL_ENGINES } from './mail-engines.ts';
import { MAILBOX_PROGRAMS } from './mailbox-programs.ts';
import { MBEDTLS } from './mbedtls.ts';
import { MOZILLA_NETWORK } from './mozilla-network.ts';
import { NAME_RESOLUTION } from './name-resolution.ts';
import { NODE_TLS } from './node-tls.ts';
import { NSS } from './nss.ts';
import { OAUTH_CLIENTS } from './oauth-clients.ts';
import { OAUTH_ERROR_CODES } from './oauth-error-codes.ts';
import { OPENSSL_REASONS } from './openssl-reasons.ts';
import { OPENSSL_VERIFY } from './openssl-verify.ts';
import { OUTLOOK_CODES } from './outlook-codes.ts';
import { OUTLOOK_DIALOGS } from './outlook-dialogs.ts';
import { PHPMAILER_SENTENCES } from './phpmailer-sentences.ts';
import { POP3_RESPONSE_CODES } from './pop3-response-codes.ts';
import { POSIX_ERRNO } from './posix-errno.ts';
import { PROGRAM_SENTENCES } from './program-sentences.ts';
import { QT_SOCKETS, QT_TLS } from './qt.ts';
import type { Registry, RegistryEntry } from './registry.ts';
import { RUSTLS } from './rustls.ts';
import { SCHANNEL } from './schannel.ts';
import { SCHANNEL_EVENTS } from './schannel-events.ts';
import { SIGN_IN_PAGES } from './sign-in-pages.ts';
import { THUNDERBIRD_DIALOGS } from './thunderbird-dialogs.ts';
import { TLS_ALERTS, TLS_ALERTS_IN_SERVER_LOGS, TLS_ALERTS_SENT } from './tls-alerts.ts';
import { WINSOCK } from './winsock.ts';

export type { Registry, RegistryEntry } from './registry.ts';

export interface RegistryMatch {
  readonly registry: Registry;
  readonly entry: RegistryEntry;
  /** Where in the text it stands, in UTF-16 units. */
  readonly index: number;
  /** As the text has it. */
  readonly form: string;
}

/** Where several have the same form, the first of them is the first of the answer. */
export const REGISTRIES: readonly Registry[] = [
  TLS_ALERTS,
  TLS_ALERTS_IN_SERVER_LOGS,
  TLS_ALERTS_SENT,
  OPENSSL_VERIFY,
  OPENSSL_REASONS,
  NODE_TLS,
  GNUTLS,
  MBEDTLS,
  NSS,
  SCHANNEL,
  SCHANNEL_EVENTS,
  APPLE_TLS,
  JAVA_TLS,
  GO_TLS,
  RUSTLS,
  ERLANG,
  CURL,
  POSIX_ERRNO,
  NAME_RESOLUTION,
  WINSOCK,
  APPLE_NETWORK,
  AADSTS_CODES,
  AADSTS_SENTENCES,
  ANDROID_MAIL_DIALOGS,
  APPLE_MAIL_DIALOGS,
  CLIENT_EXCEPTIONS,
  EXCHANGE_NDR,
  EXCHANGE_SWITCHES,
  IMAP_RESPONSE_CODES,
  LIBRARY_SENTENCES,
  MAIL_ENGINES,
  OAUTH_CLIENTS,
  MOZILLA_NETWORK,
  MAILBOX_PROGRAMS,
  OAUTH_ERROR_CODES,
  OUTLOOK_CODES,
  OUTLOOK_DIALOGS,
  PHPMAILER_SENTENCES,
  POP3_RESPONSE_CODES,
  PROGRAM_SENTENCES,
  QT_SOCKETS,
  QT_TLS,
  SIGN_IN_PAGES,
  THUNDERBIRD_DIALOGS,
];

interface Place {
  readonly registry: Registry;
  readonly entry: RegistryEntry;
}

let index: FormIndex<Place> | null = null;

const named = () =>
  REGISTRIES.flatMap((registry) => registry.entries.map((entry) => ({ place: { registry, entry }, forms: entry.forms })));

/** With which words all the forms begin, as JSON: written in by the bundler, since to read them takes a third of an answer. */
declare const __MAILPROBE_FIRST_WORDS__: string | undefined;

/** What the bundler writes in. */
export const registryFirstWords = (): FirstWords => firstWordsOf(named().flatMap(({ forms }) => forms));

const indexRegistries = (): FormIndex<Place> =>
  indexForms(
    named(),
    typeof __MAILPROBE_FIRST_WORDS__ === 'string' ? (JSON.parse(__MAILPROBE_FIRST_WORDS__) as FirstWords) : undefined,
  );

/**
 * What `text` holds of the registries of these speakers, in order of appearance; a form within a longer one is left out,
 * and one that several registries have comes once for each of them. Not redacted: neither is the text.
 */
export function findInRegistries(text: string, speakers: readonly Speaker[]): RegistryMatch[] {
  index ??= indexRegistries();
  const found = searchForms(index, text, ({ registry }) => speakers.includes(registry.speaker));
  return found.flatMap(({ places, start, end }) =>
    places.map(({ registry, entry }) => ({ registry, entry, index: start, form: text.slice(start, end) })),
  );
}
