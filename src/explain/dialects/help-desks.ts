// Help desks that fetch and send mail: osTicket, whose form says that the login failed whatever went wrong
// (osTicket/osTicket include/class.email.php, include/class.mailfetch.php).
import type { Dialect } from '../utterance.ts';
import { form, readForms } from './forms.ts';

export const helpDesks: Dialect = {
  name: 'osTicket',
  marks: /\b(?:Invalid login|Unable to log in)\. Check \w{3,5} settings|\bosTicket\b/,
  more: "osTicket's sentence without the cause: Admin Panel > Dashboard > System Logs has the error",
  read: readForms(
    // c-client (src/osdep/unix/tcp_unix.c), whose words stand below osTicket's
    form(/(?<words>Can't connect to (?<host>[\w.-]{1,200}),\d{1,5}: \S.{2,200})$/, 'system'),
    form(/(?<words>(?:Invalid login|Unable to log in)\. Check \w{3,5} settings.{0,40})$/, 'client', { isConsequence: true }),
  ),
};
