// Erlang and Elixir: gen_smtp and what stands on it (Bamboo, Swoosh, RabbitMQ's and ejabberd's mailers), whose errors are
// tuples, one inside the other. Reads the innermost reason.
import type { Dialect, Said } from '../utterance.ts';
import { type Form, readForms, silent } from './forms.ts';

/** What gen_smtp did stands around what happened: `{error, retries_exceeded, {network_failure, "host", {error, timeout}}}`. */
const TUPLE =
  /\{:?(network_failure|permanent_failure|temporary_failure|missing_requirement|error)[,:] {0,2}(?:(?:~c)?(?:<<)?["']([\w.-]{1,200})["'](?:>>)?, {0,2})?:?([a-z_]{3,30})(?=[\s,}\])]|$)/g;
const AROUND = /^(?:retries_exceeded|no_more_hosts|send|tls_alert|ok|error)$/;

const KINDS: Readonly<Record<string, string>> = { missing_requirement: 'missing', network_failure: 'error', error: 'error' };

const tuple: Form = (line) => {
  const [, kind = '', host, reason] = [...line.matchAll(TUPLE)].findLast((found) => !AROUND.test(found[3] ?? '')) ?? [];
  if (reason === undefined) return null;
  const around = /\{:?network_failure, {0,2}(?:~c)?(?:<<)?["']([\w.-]{1,200})["']/.exec(line)?.[1];
  const at = host ?? around;
  const said: Said = { speaker: 'system', words: `{${KINDS[kind] ?? 'failure'}, ${reason}}` };
  return [at === undefined ? said : { ...said, host: at.toLowerCase() }];
};

/** An alert that this side sent is its own verdict; its name alone would be the server's word on the client. */
const tls: Form = (line) => {
  const words =
    /generated CLIENT ALERT: .{1,600}$/.exec(line)?.[0] ??
    /(?:\{:?tls_alert, |TLS :?client: |\{:?bad_c(?:ert|rls), ?).{1,600}$/.exec(line)?.[0];
  return words === undefined ? null : [{ speaker: 'tls', words }];
};

/** gen_smtp's binary or charlist of a reply: `{:permanent_failure, "host", "535 5.7.8 words\r\n"}`. */
const reply: Form = (line) => {
  const [, host, words] =
    /_failure, {0,2}(?:~c)?(?:<<)?["']([\w.-]{1,200})["'](?:>>)?, {0,2}(?:~c)?(?:<<)?["']([45]\d\d[ -].{1,2000})$/.exec(line) ??
    [];
  if (host === undefined || words === undefined) return null;
  const end = /["'](?:>>)?\}.{0,400}$/.exec(words);
  const bare = end === null ? words : words.slice(0, end.index);
  return [{ speaker: 'server', words: bare, protocol: 'smtp', host: host.toLowerCase() }];
};

export const erlang: Dialect = {
  name: 'Erlang or Elixir',
  marks:
    /\{:?(?:network_failure|permanent_failure|temporary_failure|missing_requirement|tls_alert),|gen_smtp|generated CLIENT ALERT: Fatal|\bBamboo\.|\bSwoosh\.|:(?:retries_exceeded|no_more_hosts)\b|\{:error, :[a-z]/,
  more: 'an Erlang or Elixir error without the server’s reply: gen_smtp’s `trace_fun` prints the dialogue',
  read: readForms(silent(/^The error is :\w{1,40}$/), reply, tls, tuple),
};
