// OpenSMTPD: `smtp-in` and `smtp` are its server side, `smtp-out`, `mta` and `relay` its deliveries; and its bounces.
import type { Dialect } from '../utterance.ts';
import { form, readForms, silent } from './forms.ts';

const BY_US = { direction: 'by-us' } as const;

export const opensmtpd: Dialect = {
  name: 'OpenSMTPD',
  isLog: true,
  marks:
    /\bOpenSMTPD \d[\w.]{0,12} starting|(?:fatal|warn): smtpd: |\bsmtp-(?:in|out): |\bsmtpd\[\d{1,10}\]: [0-9a-f]{16} (?:smtp|mta|mda) |\b(?:mta|mda) (?:delivery|connect|error)|result="?(?:TempFail|PermFail|Ok)|relay: (?:TempFail|PermFail|Ok)|failed-command|debug: mta(?:-routing)?: |This is the MAILER-DAEMON, please DO NOT REPLY|destination MXs|Envelope expired/,
  more: 'a log of OpenSMTPD in which nothing failed for a reason that it names: the lines with the same `evpid`, up to `result=`, tell it',
  read: readForms(
    form(/result="?Ok\b|relay: Ok\b/, 'server', { isSuccess: true }),
    form(
      /smtp-in: Failed command on session \w{1,40}: "(?<command>\w{4}).{0,400}" => (?<words>[45]\d\d.{1,600})$/,
      'server',
      BY_US,
    ),
    form(/failed-command .{0,40}command="(?<command>\w{4}).{0,400}" result="(?<words>[45]\d\d.{1,600}?)"/, 'server', BY_US),
    form(
      /(?<words>(?:smtp-in: [Aa]uthentication (?:failed|failure)|authentication user=.{0,200}result="?permfail).{0,200})/,
      'server-log',
      {
        ...BY_US,
        stage: 'auth',
      },
    ),
    // What its processes say of themselves: the first of them has the reason, and the others end with it.
    form(
      /\b(?:warn|info): (?<words>(?:lost child|\S{1,20} -> \S{1,20}: pipe closed|.{1,60} (?:exiting|terminating)).{0,80})$/,
      'server-log',
      { ...BY_US, isConsequence: true },
    ),
    form(
      /(?<words>fatal: .{1,300}|smtpd: (?:failed to|cannot|could not|unable|syntax error|no rules).{1,300})$/,
      'server-log',
      BY_US,
    ),
    form(/stat="?(?:Error )?\(?(?<words>[45]\d\d .{1,600}?)"?$/, 'server', { transaction: 'rcpt' }),
    form(/stat="?(?<words>.{1,600}?)"?$/, 'mailer'),
    silent(
      /\b[0-9a-f]{16} (?:smtp|mta) (?:connect(?:ed|ing)|message|envelope|tls|disconnected reason="?quit|authentication .{0,200}result="?ok)\b/,
    ),
    form(/\bdebug: mta: (?<words>\.\.\. timeout for \[relay:.{1,200})$/, 'mailer'),
    silent(/(?:Disabling|Enabling) route|Connecting to|Connected on session|: New session/),
    form(/(?:smtp-out|mta|relay)\b.{0,60}: (?:Error on session \w{1,40}: )?(?<words>.{1,400})$/, 'mailer'),
    form(
      /^\S{1,320}: (?<words>(?:Network error|Envelope expired|No MX|Domain does not|TLS required|Loop detected|Invalid domain|Temporary failure|Destination seem|Bad|Unable).{0,200})$/,
      'mailer',
    ),
  ),
};
