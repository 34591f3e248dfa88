// Postfix: what its daemons write of their clients (smtpd, postscreen, cleanup) and of the deliveries that they try. An attempt
// at one address is not yet the outcome: `status=` is.
import type { Dialect, Said } from '../utterance.ts';
import { type Form, form, inFront, readForms, silent } from './forms.ts';

const BY_US = { direction: 'by-us' } as const;

/** What stands in the brackets of `status=bounced (…)`, in a warning of the same delivery, in a bounce and in mailq. */
const deliveryReason = readForms(
  // What a program says that Postfix hands the message to.
  form(/^(?<words>(?:temporary failure|Command (?:died|time limit)|.{0,60}Command output: ).{0,600}?)\)?$/, 'mailer'),
  form(
    /(?:host|server) (?<host>[\w.-]{1,200})\[[^\]]{1,200}\](?::\d{1,5})? said: (?<words>.{1,4000}?)(?: \(in reply to (?<command>[^)]{1,60})\))?\)?$/,
    'server',
  ),
  form(/host (?<host>[\w.-]{1,200})\[[^\]]{1,200}\](?::\d{1,5})? refused to talk to me: (?<words>.{1,4000}?)\)?$/, 'server', {
    stage: 'greeting',
  }),
  form(
    /(?<words>connect to [\w.-]{1,200}\[[0-9a-f]{0,4}:[0-9a-f:.]{2,40}\](?::\d{1,5})?: (?:Network is unreachable|Cannot assign|No route|Address family).{0,80}?)\)?$/i,
    'mailer',
  ),
  form(/(?<words>connect to [\w.-]{1,200}\[(?:private|public|\/)[^\]]{0,200}\]: .{1,200}?)\)?$/, 'mailer'),
  form(/connect to (?<host>[\w.-]{1,200})\[[^\]]{1,200}\](?::\d{1,5})?: (?<words>.{1,300}?)\)?$/, 'system'),
  form(/cannot authenticate to server (?<host>[\w.-]{1,200})\[[^\]]{1,200}\](?::\d{1,5})?: (?<words>.{1,300}?)\)?$/, 'client', {
    stage: 'auth',
  }),
  form(/(?<words>SASL authentication fail(?:ure|ed)[:;]? .{0,300}?)\)?$/, 'client', { stage: 'auth' }),
  form(
    /(?<words>(?:lost connection with|conversation with|timed out while|delivery temporarily suspended: (?:lost connection|conversation)).{0,300}?)\)?$/,
    'client',
    { isConsequence: true },
  ),
  form(/(?<words>TLS is required, but was not offered.{0,200}?)\)?$/, 'client'),
  form(/(?<words>(?:Cannot start TLS|SSL_connect error).{0,300}?)\)?$/, 'client', { stage: 'tls', isConsequence: true }),
  form(
    /(?<words>(?:Server certificate|TLS is required|Untrusted TLS|certificate verification failed|TLS library problem|peer certificate).{0,600}?)\)?$/,
    'tls',
  ),
);

/** What a delivery agent says in its own words. */
const ownReason = readForms(
  deliveryReason,
  form(
    /^(?<words>(?:(?:TLS|DANE|TLSA|[Nn]on[- ]DNSSEC|no (?:usable )?TLSA|client TLS|mail (?:for|system|transport)|Host or domain|Name service|Host (?:not )?found|[Uu]nable to look up|[Dd]omain .{1,200} does not accept|type=\w{1,5}:|message size|unknown user|[Uu]ser unknown|cannot |maildir|delivery temporarily|unknown mail|address resolver|bad |local |temporary |.{0,120}(?:quota|disk full|loops back|size limit|null ?MX|DNSSEC|TLSA))).{0,600}?)\)?$/,
    'mailer',
  ),
);

const status: Form = (line) => {
  const found = /\bstatus=(\S{3,20}) +\((.{0,6000})$/.exec(line);
  if (found === null)
    return /\bstatus=expired\b/.test(line) ? [{ speaker: 'mailer', words: 'expired', isConsequence: true }] : null;
  const reason = found[2] ?? '';
  if (found[1] === 'sent' || found[1] === 'deliverable')
    return [{ speaker: 'server', words: reason.replace(/\)$/, ''), isSuccess: true }];
  return ownReason(reason) ?? [{ speaker: 'mailer', words: reason.replace(/\)$/, '') }];
};

/** One address of several, which `status=` may yet follow. */
const attempt: Form = (line) => {
  if (!/(?:\]|\bsmtp|^|warning): (?:\w{5,20}: )?(?:to=.{0,200})?connect to [\w.-]{1,200}\[|^connect to /.test(line)) return null;
  const said = deliveryReason(line);
  return said?.map((one): Said => ({ ...one, isConsequence: true })) ?? null;
};

/** mailq has the reason of a waiting message in brackets, alone on a line. */
const queued: Form = (line) => {
  const reason = /^\s{0,80}\((.{3,1000})\)\s{0,4}$/.exec(line)?.[1];
  return reason === undefined ? null : ownReason(reason);
};

/** The default answers for a milter that is away or defers: Postfix' own words, not the milter's. As a greeting they leave the server busy. */
const milterDefers: Form = (line) => {
  const found = /milter-reject: ([\w-]{4,16}) .{1,300}(Service unavailable - try again later)/.exec(line);
  if (found === null) return null;
  return found[1] === 'CONNECT'
    ? [{ speaker: 'server', words: `451 4.7.1 ${found[2]}`, protocol: 'smtp', stage: 'greeting', isConsequence: true, ...BY_US }]
    : [{ speaker: 'server-log', words: 'milter-reject: service unavailable', ...BY_US }];
};

/** `smtpd` and `postscreen` are what others connect to; the other daemons deliver. */
const incoming =
  /\b(?:smtpd|postscreen|submissions?|smtps|dnsblog|tlsproxy|anvil|cleanup|trivial-rewrite|proxymap|verify|master|qmgr|postlogd|postdrop|pickup|postalias|postmap|postfix-script)\[\d{1,10}\]: |^(?:warning: )?(?:SASL: |SASL authentication |[^\s[\]]{1,200}\[[\da-fA-F.:x]{3,45}\](?::\d{1,5})?: SASL |haproxy read|connect to Milter|fatal: |panic: |milter |improper command|lost connection after|timeout after|disconnect from|too many errors after)/;

export const postfix: Dialect = {
  name: 'Postfix',
  isLog: true,
  marks:
    /\bpostfix(?:[\w-]{0,40})?\/|\bstatus=(?:sent|bounced|deferred|undeliverable|expired)|\b(?:smtpd?|lmtp|qmgr|cleanup|postscreen|pickup)\[\d{1,10}\]: |NOQUEUE:|said: \d{3}|\] said:$|refused to talk to me: |connect to Milter service|SASL: Connect to |fatal: no SASL authentication mechanisms|fatal: the Postfix mail system |SASL [A-Z][A-Z\d-]{3,20} authentication failed: |haproxy read: |milter-reject: |^-Queue ID-|^[0-9A-Za-z]{8,20}[*!]? {1,10}\d{2,12} [A-Z][a-z]{2} [A-Z][a-z]{2} .{1,40}@|connect to [\w.-]{3,200}\[[0-9a-fA-F.:]{3,45}\]:\d/m,
  more: 'a log of Postfix in which nothing failed, or not for a reason that it names: the lines with the same queue id, up to `status=`, tell it',
  read: readForms(
    status,
    milterDefers,
    // A filter that smtpd asks before it takes a message (smtpd_proxy_filter): its own answer.
    form(
      /warning: proxy \S{1,200} rejected "(?<command>[A-Za-z]{4,8})[^"]{0,300}": "(?<words>[45]\d\d[ -][^"]{1,600})"/,
      'server',
      {
        protocol: 'smtp',
      },
    ),
    // The reply that went to the client; its words stand as it got them.
    form(
      /(?:NOQUEUE|[0-9A-Za-z]{3,20}): (?:milter-)?reject: (?<command>[\w-]{4,16}) from [^:]{1,300}: (?<words>[45](?:\d\d |\.\d{1,3}\.\d{1,3} ).{1,2000}?)(?:; (?:from|to|proto|helo|client)[=<].{0,600})?$/,
      'server',
      { ...BY_US, protocol: 'smtp' },
    ),
    inFront(
      incoming,
      readForms(
        form(/warning: (?<words>TLS library problem: .{1,600})$/, 'tls', BY_US),
        form(/(?<words>SSL_accept error .{1,300})$/, 'server-log', { ...BY_US, isConsequence: true }),
        // What follows from a refusal, or says that there was one.
        form(/\[\d{1,10}\]: (?<words>(?:disconnect from|lost connection after|too many errors after) .{1,600})$/, 'server-log', {
          ...BY_US,
          isConsequence: true,
        }),
        silent(/returned to sender|: removed$|\(queue active\)$/),
        form(/\[\d{1,10}\]: (?:(?:NOQUEUE|[0-9A-Za-z]{6,20}): )?(?<words>.{1,2000})$/, 'server-log', BY_US),
        form(/^(?<words>.{1,2000})$/, 'server-log', BY_US),
      ),
    ),
    form(/\bpostfix(?:\/[\w-]{2,30}){0,3}\[\d{1,10}\]: (?<words>(?:fatal|panic|error): .{1,600})$/, 'server-log', BY_US),
    attempt,
    form(/(?<words>host \S{1,200} greeted me with my own hostname.{0,200})$/, 'mailer'),
    form(/warning: (?<words>.{0,40}(?:TLS policy|tls_policy_maps|TLSA|DANE|DNSSEC).{1,600})$/, 'mailer'),
    form(/(?<words>(?:sasl-xoauth2:|sasl_client_add_plugin).{1,300})$/, 'mailer'),
    form(
      /warning: (?<words>.{0,200}(?:lookup error|query error|lookup problem|private\/\S{1,40} socket).{0,600})$/,
      'server-log',
      BY_US,
    ),
    // A bounce folds the reply below the host's name.
    form(/^\s{2,8}(?<words>[45]\d\d[ -].{1,2000}?) \(in reply to (?<command>[^)]{1,60})\)$/, 'server'),
    deliveryReason,
    queued,
    silent(/ (?:to|from)=<.{0,400}relay=|: removed$|message-id=<|\(queue active\)$|returned to sender/),
    form(
      /\/(?:local|virtual|pipe|smtp|lmtp|bounce|error)\[\d{1,10}\]: (?<words>(?:fatal|panic|error|warning): .{1,600})$/,
      'server-log',
      BY_US,
    ),
    form(
      /^(?:<[^>]{1,320}>: )?(?<words>(?:Host or domain name not found|Name service error|mail for .{1,200} loops back).{0,300}?)\)?$/,
      'mailer',
    ),
  ),
};
