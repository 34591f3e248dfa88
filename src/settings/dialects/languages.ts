// The languages in which applications have their settings, each with its quotes, comments and usual statement. Data.
import { type CodeRules, code } from './code.ts';

const leaf = (key: string): string => key.slice(key.lastIndexOf('.') + 1);
/** In PHP and Ruby single quotes only themselves and a \ can be escaped, and nothing is put in. */
const double = (quote: string): boolean => quote !== "'";

const PHP: CodeRules = {
  looksLike: /<\?php/,
  lineComments: ['//', '#'],
  blockComment: true,
  tripleQuotes: false,
  opensWith: '<?php',
  escapes: double,
  interpolates: double,
  interpolation: /\$[A-Za-z_{]/,
  booleans: ['true', 'false'],
  quote: "'",
  statement: (key, literal) => `'${leaf(key)}' => ${literal},`,
};

const RUBY: CodeRules = {
  ...PHP,
  looksLike: /_rails\[|smtp_settings/,
  lineComments: ['#'],
  blockComment: false,
  opensWith: null,
  interpolation: /#\{/,
  statement: (key, literal) => `${leaf(key)}: ${literal},`,
};

const JAVASCRIPT: CodeRules = {
  ...PHP,
  looksLike: /createTransport/,
  lineComments: ['//'],
  opensWith: null,
  escapes: () => true,
  interpolates: (quote) => quote === '`',
  interpolation: /\$\{/,
};

/** `'mail_smtphost' => 'smtp.example.com',` */
export const phpArray = code(PHP);
/** `define( 'SMTP_HOST', 'smtp.example.com' );` */
export const phpDefine = code({ ...PHP, statement: (key, literal) => `define( '${key}', ${literal} );` });
/** `$mail->Host = 'smtp.example.com';` */
export const phpObject = code({ ...PHP, statement: (key, literal) => `$${key.replace('.', '->')} = ${literal};` });
/** `public $smtphost = 'smtp.example.com';` */
export const phpClass = code({ ...PHP, statement: (key, literal) => `public $${key} = ${literal};` });
/** `config.action_mailer.smtp_settings = { address: … }`, an entry a line. */
export const rubyFile = code(RUBY);
/** `gitlab_rails['smtp_address'] = "smtp.example.com"` */
export const rubyAssignment = code({
  ...RUBY,
  quote: '"',
  statement: (key, literal) => `${key.replace(/\.(.*)$/, "['$1']")} = ${literal}`,
});
/** `EMAIL_HOST = 'smtp.example.com'` */
export const pythonFile = code({
  looksLike: /^EMAIL_HOST\b/m,
  lineComments: ['#'],
  blockComment: false,
  tripleQuotes: true,
  opensWith: null,
  escapes: () => true,
  interpolates: () => false,
  interpolation: /(?!)/,
  booleans: ['True', 'False'],
  quote: "'",
  statement: (key, literal) => `${key} = ${literal}`,
});
/** `host: 'smtp.example.com',` of an object. */
export const javascript = code({ ...JAVASCRIPT, statement: (key, literal) => `${leaf(key)}: ${literal},` });
/** `user_pref("mail.smtpserver.smtp1.port", 465);` */
export const mozillaPrefs = code({
  ...JAVASCRIPT,
  looksLike: /user_pref\(/,
  lineComments: ['//', '#'],
  quote: '"',
  statement: (key, literal) => `user_pref("${key}", ${literal});`,
});
