// The dialects: how programs write down what happened to them. The narrow before the wide: a line is read by the first of
// those whose marks the text bears that knows it, and else by the generic reader of replies and sentences.
import type { Dialect } from '../utterance.ts';
import { bounces } from './bounces.ts';
import { chilkat } from './chilkat.ts';
import { curl, fetchers, gnutls, msmtp, openssl } from './commandline.ts';
import { dotnet } from './dotnet.ts';
import { dovecot } from './dovecot.ts';
import { erlang } from './erlang.ts';
import { exchange } from './exchange.ts';
import { exim } from './exim.ts';
import { gmailFetcher } from './gmail-fetcher.ts';
import { helpDesks } from './help-desks.ts';
import { hmailserver } from './hmailserver.ts';
import { identityProviders } from './identity-providers.ts';
import { imapCopies } from './imap-copies.ts';
import { java } from './java.ts';
import { maddy } from './maddy.ts';
import { mailApps } from './mail-apps.ts';
import { mdaemon } from './mdaemon.ts';
import { microcontrollers } from './microcontrollers.ts';
import { node } from './node.ts';
import { opensmtpd } from './opensmtpd.ts';
import { courier, haraka, mailFilters, nginxMail, otherServers, tlsProxies } from './other-servers.ts';
import { packageManagers } from './package-managers.ts';
import { php } from './php.ts';
import { postfix } from './postfix.ts';
import { apple, devices, outlook, roundcube, thunderbird } from './programs.ts';
import { python } from './python.ts';
import { qmail } from './qmail.ts';
import { qt } from './qt.ts';
import { go, perl, ruby, rust } from './scripting.ts';
import { sendmail } from './sendmail.ts';
import { stalwart } from './stalwart.ts';

export const DIALECTS: readonly Dialect[] = [
  packageManagers,
  identityProviders,
  hmailserver,
  exchange,
  nginxMail,
  tlsProxies,
  mailFilters,
  courier,
  haraka,
  opensmtpd,
  maddy,
  postfix,
  dovecot,
  exim,
  sendmail,
  qmail,
  mdaemon,
  stalwart,
  otherServers,
  mailApps,
  gmailFetcher,
  helpDesks,
  chilkat,
  qt,
  erlang,
  dotnet,
  java,
  python,
  roundcube,
  php,
  node,
  ruby,
  rust,
  imapCopies,
  perl,
  microcontrollers,
  curl,
  msmtp,
  openssl,
  gnutls,
  fetchers,
  go,
  outlook,
  thunderbird,
  apple,
  devices,
  bounces,
];
