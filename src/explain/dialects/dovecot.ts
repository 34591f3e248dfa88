// Dovecot: login processes, auth and mail processes, LMTP, lda, Sieve, doveadm and doveconf. Its clients are the peers.
import type { Dialect } from '../utterance.ts';
import { form, readForms, silent } from './forms.ts';

const BY_US = { direction: 'by-us' } as const;

export const dovecot: Dialect = {
  name: 'Dovecot',
  isLog: true,
  marks:
    /\bdovecot(?:-auth)?\b|\b(?:imap|pop3|submission|managesieve)-login: |auth-worker|\b(?:lmtp|lda|imap|pop3|doveadm|deliver)\(\S{1,200}\)|doveconf: |\bauth: (?:Error|Fatal|Warning|Info|Debug|sql|ldap|passwd)|service\([\w-]{2,30}\): /,
  more: 'a log of Dovecot in which nothing failed for a reason that it names: `auth_verbose = yes` and `auth_debug = yes` tell more',
  read: readForms(
    form(/-login: (?:Info: )?(?:Login: |Logged in: )user=</, 'server-log', { isSuccess: true }),
    form(/(?:lmtp|lda|deliver)\b.{0,300}: (?:stored mail into|saved mail to)/, 'server-log', { isSuccess: true }),
    silent(/doveconf: Warning|: Warning: (?!service\()/),
    form(
      /(?<words>(?:SSL_accept\(\) failed|SSL_accept\(\) syscall failed|SSL error|SSL_read|Stacked error).{1,400})$/,
      'tls',
      BY_US,
    ),
    // The login ends after a refusal that another line explains.
    form(/(?<words>(?:Disconnected|Aborted login|Login aborted).{0,60}\(auth failed.{0,300})$/i, 'server-log', {
      ...BY_US,
      isConsequence: true,
    }),
    form(
      /(?<words>(?:Disconnected|Aborted login|Login aborted|Maximum|Connection closed|auth failed).{0,400})$/i,
      'server-log',
      BY_US,
    ),
    form(
      /(?<![=\w./])(?:dovecot|auth(?:-worker)?(?:\([^)]{0,200}\))?|imap|pop3|lmtp|lda|deliver|doveadm|managesieve|submission|indexer|master|doveconf)(?!_)[^:]{0,160}(?:\[\d{1,10}\])?: (?<words>.{1,900})$/,
      'server-log',
      BY_US,
    ),
    form(/(?:^|: |\s)(?<words>(?:Fatal|Panic): .{1,600})$/, 'server-log', BY_US),
    form(/(?<words>(?:service\([\w-]{2,30}\): |Error in configuration file).{1,400})$/, 'server-log', BY_US),
  ),
};
