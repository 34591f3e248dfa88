// PHP: PHPMailer and its debug log, Swift Mailer, Symfony Mailer, Laravel, WordPress, PEAR, and PHP's own streams.
import type { Dialect } from '../utterance.ts';
import { exceptions } from './exceptions.ts';
import { type Form, form, readForms, silent, stepOf } from './forms.ts';

/** PHPMailer takes a reply apart for its message: `SMTP server error: RCPT TO command failed Detail: … SMTP code: 554 …` */
const takenApart: Form = (line) => {
  const found =
    /SMTP server error: (.{2,30}?) command failed Detail: (.{1,2000}?) ?SMTP code: (\d{3})(?: Additional SMTP info: (\d\.\d{1,3}\.\d{1,3}))?/.exec(
      line,
    );
  if (found === null) return null;
  const [, command = '', words, code, enhanced = ''] = found;
  return [{ speaker: 'server', words: `${code} ${enhanced} ${words}`.replace('  ', ' '), protocol: 'smtp', ...stepOf(command) }];
};

/** c-client's warning: the mailbox with its settings, and behind it why, or only where in the script it was. */
const couldNotOpen: Form = (line) => {
  const found = /(Couldn't open stream \{.{1,200}?\})[\w.]{0,60}[.:]? (\S.{3,600}?)(?:; File: .{0,200})?$/.exec(line);
  if (found === null) return null;
  const [, mailbox = '', why = ''] = found;
  const settings = { speaker: 'client', words: mailbox } as const;
  return /^in \S.{0,300}? on line \d/.test(why) ? [settings] : [settings, { speaker: 'client', words: why }];
};

export const php: Dialect = {
  name: 'PHP',
  marks:
    /PHPMailer|SMTP (?:ERROR|Error|NOTICE|connect\(\)|-> )|(?:SERVER|CLIENT) -> (?:SERVER|CLIENT)|Mailer Error|Swift_|Symfony\\|stream_socket_\w{1,20}\(\)|fsockopen\(\)|php_network_getaddresses|SMTP server error|Expected response code|Connection could not be established with host|\.php(?:\(\d|:\d| on line)|imap_(?:open|errors|alerts)\b|using \d{1,2} possible authenticators|Horde_|Zend_Mail|Laminas\\Mail|Nette\\Mail|WordPress|Laravel|PEAR|\[SMTP: |\bMailSo\\|\bWebklex\\|\bPhpImap\\|Can not authenticate to (?:IMAP|POP3) server/,
  more: "a PHP mailer's message without its cause: PHPMailer's `SMTPDebug = SMTP::DEBUG_SERVER` (Symfony: the exception's `getDebug()`) has the dialogue",
  read: readForms(
    takenApart,
    // c-client says last how many times it tried; the reply stands before.
    form(/- (?<words>(?:\[[A-Z/-]{2,30}\] )?.{4,400}?)(?:\\n- |; )Too many login failures/, 'server', {
      protocol: 'imap',
      stage: 'auth',
    }),
    form(/Can not authenticate to (?:IMAP|POP3) server: (?<words>\S.{2,600}?)(?:; File: .{0,200})?["']?$/, null, {
      stage: 'auth',
    }),
    couldNotOpen,
    silent(/CLIENT -> SERVER:|SMTP -> get_lines\(\): \$(?:data|str) is {1,2}"(?:"|[23])/),
    form(/(?<words>Connection: closing due to error)/, 'client'),
    silent(/Connection: (?:opened|closed|opening)|SERVER -> CLIENT: ?$/),
    // A reply that refuses nothing: the client is one reply behind the server.
    silent(/SMTP -> ERROR: .{2,30} not accepted from server: 2\d\d/),
    // PHPMailer 5: nothing came where a reply was due.
    form(/SMTP -> ERROR: (?<words>.{2,30} not accepted from server: {0,2})$/, 'client'),
    form(/(?<words>SMTP Error: The following .{1,2000})$/, 'client'),
    form(/SMTP NOTICE: (?<words>.{3,200})$/, 'client'),
    form(/SERVER -> CLIENT: ?(?<words>.{0,4000})$/, 'server', { protocol: 'smtp' }),
    // A call's argument, which PHP cuts after fifteen characters; the sentence above has the whole reply, where it is there.
    form(/ssertResponseCode\((?:'|&apos;|&#0?39;)(?<words>[45]\d\d[ -].{1,15}?)(?:\.{3})?(?:'|&apos;|&#0?39;),/, 'server', {
      protocol: 'smtp',
      isConsequence: true,
    }),
    silent(/SMTP ERROR: QUIT command failed|SMTP Error: data|^#\d{1,3} |^\s{0,4}\[?(?:stacktrace|Stack trace)/),
    // XOAUTH2 alone is this command, and waits for 235: 334 brings the refusal of the token (SMTP::authenticate).
    form(/SMTP ERROR: (?<words>AUTH command failed: 334)["'.]{0,3}\s{0,3}$/, 'client', { protocol: 'smtp', stage: 'auth' }),
    form(
      /SMTP ERROR: (?<command>[A-Za-z ]{2,20}?) (?:command|not accepted from server)? ?(?:failed|not accepted)?: (?<words>\d{3}.{0,4000})$/,
      'server',
      { protocol: 'smtp' },
    ),
    // Swift Mailer and Symfony wait for 220 after STARTTLS, and for no other command.
    form(
      /[Ee]xpected response code ["']?220["']? but got (?:code )?["']?50[0-4]["']?, with message ["'](?<words>50[0-4].{0,4000}?)(?:["'](?:[.)"'\s]|$).{0,400})?$/,
      'server',
      { protocol: 'smtp', stage: 'starttls' },
    ),
    form(
      /(?:[Ee]xpected response code ["']?[\d/, or"]{2,30}["']? but got (?:code )?["']?(?:\d{3}|an empty response)?["']?, with message ["'](?<words>[45]\d\d.{0,4000}?))(?:["'](?:[.)"'\s]|$).{0,400})?$/,
      'server',
      { protocol: 'smtp' },
    ),
    form(/Expected response code .{0,40}but got (?:code ""|an empty response)/, 'client', { protocol: 'smtp' }),
    form(/SMTP ERROR: Failed to connect to server: (?<words>\S.{3,2000})$/, 'system'),
    // PHPMailer puts its error, and the words of the reply without the code, behind the sentence that it always says.
    form(
      /SMTP (?:Error|ERROR|Fehler): .{3,120}?[.:!] (?<command>EHLO|HELO|STARTTLS|AUTH|MAIL FROM|RCPT TO|DATA(?: END)?) command failed:? (?<words>\S.{3,2000})$/,
      'server',
      { protocol: 'smtp' },
    ),
    form(
      /SMTP (?:Error|ERROR|Fehler): (?:Could not connect to SMTP host|Failed to connect to server).{0,10}?(?:: ?|\. )(?<words>\S.{3,2000})$/,
      null,
    ),
    form(/SMTP (?:Error|ERROR): Could not authenticate/, 'client', { isConsequence: true }),
    form(/SMTP (?:Error|ERROR): (?:Could not connect|Failed to connect)|SMTP connect\(\) failed/, 'client', {
      isConsequence: true,
    }),
    form(/Failed to authenticate on SMTP server with username.{0,200}authenticators?\.?$/, 'client', {
      stage: 'auth',
      isConsequence: true,
    }),
    form(/Connection could not be established with host .{0,200}\[(?<words>[^\]]{1,400})\]?$/, 'system'),
    form(
      /(?:stream_socket_\w{1,20}|fsockopen|fputs|fwrite|fgets|feof|php_network_getaddresses)(?:\(\))?: ?(?<words>.{1,4000})$/,
      'tls',
    ),
    // PEAR's Net_SMTP
    form(/\[SMTP: (?<words>[^\]]{1,400})(?:\]|$)/, 'client'),
    exceptions,
  ),
};
