// The dialects: how programs write down what happened to them. The narrow before the wide: a line is read by the first of
// those whose marks the text bears that knows it, and else by the generic reader of replies and sentences.
import type { Dialect } from '../utterance.ts';
import { curl, fetchers, gnutls, msmtp, openssl } from './commandline.ts';
import { dotnet } from './dotnet.ts';
import { java } from './java.ts';
import { node } from './node.ts';
import { php } from './php.ts';
import { apple, devices, outlook, roundcube, thunderbird } from './programs.ts';
import { python } from './python.ts';
import { go, perl, ruby, rust } from './scripting.ts';
import { bounces, dovecot, exim, hmailserver, mdaemon, postfix, sendmail } from './servers.ts';

export const DIALECTS: readonly Dialect[] = [
  hmailserver,
  exim,
  postfix,
  dovecot,
  sendmail,
  mdaemon,
  bounces,
  dotnet,
  java,
  python,
  roundcube,
  php,
  node,
  ruby,
  rust,
  perl,
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
];
