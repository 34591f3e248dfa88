// Takes secrets out of pasted text before any of it is echoed: SASL payloads, passwords, tokens, keys, URL
// credentials. Errs on the side of taking out too much. Knows nothing of what the text means.
import { MASK } from '../model/secret.ts';

type Rule = readonly [RegExp, string];

const VALUE = '(?:"[^"\\r\\n]{0,400}"|\'[^\'\\r\\n]{0,400}\'|[^\\s,;&}\\])"\']{1,2000})';

const RULES: readonly Rule[] = [
  // AUTH PLAIN <initial response>, IMAP AUTHENTICATE PLAIN <…>
  [
    /\b(AUTH(?:ENTICATE)?[ =](?:PLAIN|LOGIN|XOAUTH2|OAUTHBEARER|CRAM-MD5|DIGEST-MD5|NTLM|GSSAPI|EXTERNAL|SCRAM-[A-Z0-9-]{1,20})[ ]{1,3})[A-Za-z0-9+/=_-]{3,8000}/gi,
    `$1${MASK}`,
  ],
  // What a client sends in an AUTH dialogue: a line of Base64 after its arrow.
  [
    /^(.{0,60}(?:->|~>|>>>|C:|CLIENT(?: ->)? SERVER:|client:|send:|sent:|Client:|SEND|write)[ ]{0,3}(?:b?['"])?)[A-Za-z0-9+/]{4,8000}={0,2}((?:\\r)?(?:\\n)?['"]?)\s*$/gm,
    `$1${MASK}$2`,
  ],
  // and the line after a 334 or `+` challenge, whatever stands before it
  [/(\b334 [^\r\n]{0,2000}\r?\n[^\r\n]{0,40}?)([A-Za-z0-9+/]{6,8000}={0,2})(?=\s*(?:\r?\n|$))/g, `$1${MASK}`],
  [/^([A-Za-z]{0,6}\d{1,8} LOGIN (?:"[^"\r\n]{0,200}"|\S{1,200}) ).{1,400}$/gim, `$1${MASK}`],
  [/(\bPASS[ ]{1,3})\S{1,400}/g, `$1${MASK}`],
  [/\b(authorization["']?\s{0,3}[:=]\s{0,3}["']?(?:basic|bearer|token)?\s{0,3})[A-Za-z0-9+/=_.~-]{4,8000}/gi, `$1${MASK}`],
  [/\b(bearer[ =]{1,3})[A-Za-z0-9+/=_.~-]{8,8000}/gi, `$1${MASK}`],
  [
    new RegExp(
      `((?:pass(?:word|wd|phrase)?|pwd|secret|client_?secret|token|access_?token|refresh_?token|api_?key|apikey|credential|kennwort|passwort|clientsecret|smtp_pass(?:word)?|mot_de_passe)["']?\\s{0,3}(?:=>|[:=])\\s{0,3})${VALUE}`,
      'gi',
    ),
    `$1${MASK}`,
  ],
  [/([a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@'"]{0,200}:)[^\s@'"]{1,400}(@)/gi, `$1${MASK}$2`],
  // tokens and keys by their shape
  [/\bya29\.[A-Za-z0-9_-]{6,4000}/g, MASK],
  [/\b1\/\/[A-Za-z0-9_-]{20,4000}/g, MASK],
  [/\beyJ[A-Za-z0-9_-]{6,8000}(?:\.[A-Za-z0-9_-]{0,8000}){0,2}/g, MASK],
  [/\bgh[pousr]_[A-Za-z0-9]{16,300}/g, MASK],
  [/\bSG\.[A-Za-z0-9_-]{8,100}\.[A-Za-z0-9_-]{8,200}/g, MASK],
  [/\bx(?:smtp|key)sib-[a-f0-9-]{8,200}(?:-[A-Za-z0-9]{4,40})?/gi, MASK],
  [/\bre_[A-Za-z0-9]{8,60}(?:_[A-Za-z0-9]{4,60})?/g, MASK],
  [/\b(?:key|pubkey)-[a-f0-9]{32}\b/g, MASK],
  [/-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[\s\S]{0,8000}?(?:-----END [A-Z ]{0,20}PRIVATE KEY-----|$)/g, MASK],
];

/** `text` with every secret that can be told as such replaced by `***`. */
export const redactText = (text: string): string =>
  RULES.reduce((redacted, [pattern, replacement]) => redacted.replace(pattern, replacement), text);
