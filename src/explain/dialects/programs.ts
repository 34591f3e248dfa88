// The windows of mail programs: Outlook, Thunderbird, Apple Mail, Roundcube, and what devices (printers, scanners) print.
import type { Dialect } from '../utterance.ts';
import { type Form, form, inFront, readForms, silent } from './forms.ts';

/** What Outlook hands on of the server's words, without a code, in its languages; its own number stands beside them. */
const SERVER_SAID =
  /(?:server respon(?:ded|se)|antwort(?:ete)?(?: des servers)?|r[ée]ponse du serveur|serveur a r[ée]pondu|respuesta del servidor|servidor respondi[óo]|risposta del server|server ha risposto|resposta do servidor|servidor respondeu|antwoord van de server|server heeft geantwoord|odpowied[źz] serwera|ответ сервера|сервер ответил|サーバー(?:の応答|が応答しました)|服务器(?:的)?(?:响应|回应|应答)|伺服器(?:的)?回應|서버 응답)[^:：]{0,20}[:：] ?['"「»]{0,2}([^'"」\s\d].{2,400}?)['"」]{0,2}(?:, (?:Port|Server|Secure|Protocol).{0,400})?$/i;
const serversWords: Form = (line) => {
  const words = SERVER_SAID.exec(line)?.[1];
  if (words === undefined) return null;
  const said = { speaker: 'server', words } as const;
  return /0x80/i.test(line) ? [said, { speaker: 'dialog', words: line, isConsequence: true }] : [said];
};

export const outlook: Dialect = {
  name: 'Outlook',
  marks: /0x800[4C][0-9A-F]{4}|0x80[0-9A-F]{6}|\bOutlook\b|Windows (?:Live )?Mail|Send\/Receive|\bMAPI\b/i,
  more: "a dialog of Outlook without the server's words: Options > Advanced > Other > Enable troubleshooting logging writes the dialogue down",
  read: readForms(
    form(
      /(?:server respon(?:ded|se)|antwort(?:ete)?(?: des servers)?|r[ée]ponse du serveur)[^:]{0,20}: ?['"]?(?<words>[45]\d\d.{1,2000}?)['"]?(?:, (?:Port|Server|Secure|Protocol).{0,400})?$/i,
      'server',
    ),
    serversWords,
    form(/0x80/i, 'dialog'),
  ),
};

export const thunderbird: Dialect = {
  name: 'Thunderbird',
  marks:
    /An error occurred (?:while )?sending (?:the )?mail|Sending of the (?:message|password|user ?name)|Thunderbird|The mail server responded|Outgoing server \(SMTP\)|Login to (?:server|account) \S.{0,300} failed\b|The (?:IMAP|POP|current) (?:server|command)|Betterbird|SEC_ERROR_|SSL_ERROR_/i,
  more: "a dialog of Thunderbird without the server's words: the log of MOZ_LOG=SMTP:5,IMAP:5 has them",
  read: readForms(
    form(
      /(?:mail ?server|server|mail server [\w.-]{1,120}) responded(?: with an? (?:error|unknown))?: {1,3}(?<words>.{1,2000}?)(?:\. Please (?:check|verify|ensure).{0,200})?$/i,
      'server',
    ),
    inFront(
      /Unable to|could not|Outgoing|The size|Authentication method|secure link|encrypted passwords/,
      form(
        /(?<words>(?:Unable to|The message could not|The Outgoing server|(?:An error occurred sending mail: )?The size of the message|.{0,60}(?:Authentication method|secure link|encrypted passwords)).{1,400})$/,
        'dialog',
      ),
    ),
    form(/(?<words>Login to (?:server|account) \S.{0,300}? failed)\b/, 'dialog'),
    silent(/^Sending of the message failed\.?$|^Please (?:check|verify)/i),
  ),
};

export const apple: Dialect = {
  name: 'Apple Mail',
  marks: /kCFStream|NSURLError|NSOSStatus|errSSL|Error Domain=|MCOErrorDomain|CFNetwork|SecTrust|Apple Mail|Mail\.app/,
  more: 'a message of Apple Mail without the server’s words: Window > Connection Doctor > Show Detail has the dialogue',
  read: readForms(
    form(/Error (?<words>Domain=\w{1,60} Code=-?\d{1,6} ".{1,600}?")/, 'dialog'),
    form(/(?<words>(?:kCFStream|errSSL|SecTrust).{1,400})$/, 'tls'),
  ),
};

/** `SMTP Error (553): Failed to set sender: 5.7.1 …`, in the languages of Roundcube. */
const roundcubeReply: Form = (line) => {
  const found =
    /SMTP[- ]?(?:Error|Fehler)? ?\((\d{3})\) ?: (?:(Failed to set sender|Failed to add recipient)[^:(]{0,330}[:(] ?)?(.{1,2000}?)\)?\.?$/i.exec(
      line,
    );
  if (found === null) return null;
  const [, code = '', step = '', words = ''] = found;
  // The code of the last reply, which was no refusal: no mechanism for a login was offered (250), or TLS did not start (220).
  if (code.startsWith('2')) return [{ speaker: 'client', words: `SMTP Error (${code})` }];
  const transaction = /sender/i.test(step) ? 'mail' : /recipient/i.test(step) ? 'rcpt' : null;
  return [{ speaker: 'server', words: `${code} ${words}`, protocol: 'smtp', ...(transaction === null ? {} : { transaction }) }];
};

/** What Roundcube says of itself; anything else behind the failed login are the words of the server, without their status. */
const OF_ROUNDCUBE =
  /^(?:Could not |Can't |Unable to |Empty |Failed to |Configuration error|Login disabled by|STARTTLS required|GSSAPI |Wrong startup greeting)/;
/** `Login failed for name against host from address. words in /path on line 211`; the server's status comes first, or is left out. */
const roundcubeLogin: Form = (line) => {
  const found =
    /Login failed for .{1,200}? (?:against (?<host>\S{1,200}) )?from [^\s(]{3,60}(?: ?\([^)]{0,200}\))?\. (?<words>\S.{2,600}?)(?: in \/.{1,300})?\)?$/.exec(
      line,
    )?.groups;
  if (found === undefined) return null;
  const { words = '' } = found;
  const greeting = /^Wrong startup greeting \(.{1,200}?\): (.{1,400})$/.exec(words)?.[1];
  if (greeting !== undefined) return [{ speaker: 'server', words: greeting, protocol: 'imap', stage: 'greeting' }];
  if (OF_ROUNDCUBE.test(words)) return [{ speaker: 'client', words, protocol: 'imap' }];
  const reply = /^(?:\S{1,12} )?(?:NO|BAD|BYE)\b/.test(words) ? words : `A1 NO ${words}`;
  return [{ speaker: 'server', words: reply, protocol: 'imap', stage: 'auth' }];
};

export const roundcube: Dialect = {
  name: 'Roundcube',
  marks:
    /\bIMAP Error: |Login failed for \S{1,200} (?:against|from) |roundcube|rcube|SMTP[- ](?:Error|Fehler) ?\(\d{3}\)|(?:Erreur|Errore|Erro|Error de|Ошибка) SMTP ?\(\d{3}\)/,
  more: "a message of Roundcube without the server’s words: `$config['imap_debug'] = true` writes the dialogue into logs/imap.log",
  read: readForms(
    roundcubeReply,
    form(/Login failed for .{1,200}? (?:against|from) .{1,200}?\. (?<words>Empty startup greeting.{0,200})/, 'client', {
      protocol: 'imap',
      stage: 'greeting',
    }),
    // No words: nothing was said to it, or nothing that Roundcube reads.
    form(/Login failed for .{1,200}?\. (?:AUTHENTICATE|LOGIN)[\w -]{0,30}: {1,2}in \//, 'client', {
      protocol: 'imap',
      stage: 'auth',
    }),
    form(
      /(?:Login failed for .{1,200}?\. )(?<command>AUTHENTICATE|LOGIN)[\w ]{0,30}: (?<words>.{1,400}?)(?: in \/.{0,300})?$/,
      'server',
      { protocol: 'imap' },
    ),
    form(/Could not connect to (?:ssl|tls):\/\/\S{1,200}: (?<words>Unknown reason)/, 'client', {
      isConsequence: true,
      stage: 'tls',
    }),
    roundcubeLogin,
    // Where the line was broken before it.
    form(/(?<words>Empty startup greeting.{0,200})/, 'client', { protocol: 'imap', stage: 'greeting' }),
    form(/(?:IMAP Error: |Login failed for .{1,300}?\. )(?<words>(?:Could not|Can't) .{1,400}?)(?: in \/.{0,300})?$/, null),
  ),
};

export const devices: Dialect = {
  name: 'a printer or scanner',
  marks:
    /\b(?:bizhub|kyocera|ricoh|canon|konica|xerox|brother|epson|lexmark|hp (?:laserjet|officejet)|scan ?to ?(?:e-?mail|mail)|scanner|multifunction|mfp|mfc-)\b/i,
  more: 'a device’s message without the server’s reply: the server’s log of that minute has it',
  read: readForms(),
};
