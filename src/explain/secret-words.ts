// What settings, options and calls name secrets by, and what no setting's value is. Words alone; knows no text.

/** Names of settings that hold a secret, in any case, also behind `SMTP_`, `spring.mail.`, `auth-`. */
const WHOLE_WORDS = [
  'pass(?:word|wd|phrase|code)',
  'pwd',
  'secret',
  'token',
  'api_?-?key',
  'private_?-?key',
  'credentials?',
  'kennwort',
  'passwort',
  'mot_?-?de_?-?passe',
  'contrase(?:ñ|n)a',
  'senha',
  'парол[ья]',
  '密码',
  'パスワード',
];

/** Short ones are parts of other words (bypass, compass): they stand alone, or behind what mail programs put in front. */
const SHORT_WORDS = ['pass', 'pw'];
const IN_FRONT =
  'smtp|imap|pop3?|mail|e?mail|db|user|auth|sasl|proxy|ldap|my|key|store|relay|account|login|server|app|remote|local|xoauth2|sec';

/** A name that ends here; what follows it is the caller's. Without a group of its own. */
export const SECRET_NAME = `(?:${WHOLE_WORDS.join('|')}|(?<![a-z])(?:${IN_FRONT})?(?:${SHORT_WORDS.join('|')}))\\d{0,2}`;

/** Calls that are given a secret, and which of their string arguments is the first (and for some the only) one. */
export const CALLS: Readonly<Record<string, { readonly from: number; readonly to?: number }>> = {
  Authenticate: { from: 1 }, // MailKit
  AuthenticateAsync: { from: 1 },
  NetworkCredential: { from: 1 }, // .NET
  PSCredential: { from: 1 },
  PasswordAuthentication: { from: 1 }, // JavaMail
  connect: { from: 2 }, // JavaMail's Transport and Store: host, user, password
  login: { from: 1 }, // smtplib, imaplib, Net::IMAP, Mail::IMAPClient
  authenticate: { from: 1 }, // Net::SMTP
  auth: { from: 1 }, // Perl's Net::SMTP
  start: { from: 3 }, // Ruby's Net::SMTP: address, helo, user, secret
  PlainAuth: { from: 2, to: 2 }, // Go: identity, user, password, host
  CRAMMD5Auth: { from: 1 },
  NewDialer: { from: 2 }, // gomail
  NewPlainDialer: { from: 2 },
  NewPlainClient: { from: 2 }, // go-sasl
  new: { from: 1 }, // lettre's Credentials::new; only behind that name
  gmail: { from: 1 }, // Dart's mailer
  hotmail: { from: 1 },
  yahoo: { from: 1 },
  qq: { from: 1 },
  gmailSaslXoauth2: { from: 1 },
  setPassword: { from: 0 },
  set_password: { from: 0 },
  withPassword: { from: 0 },
  setAccessToken: { from: 0 },
};

/** Words of English that follow `--password` in an explanation, never on a command line. */
export const FUNCTION_WORDS =
  /^(?:a|an|and|as|at|by|for|from|here|if|in|instead|is|it|not|of|on|or|the|then|there|to|was|with)$/i;
