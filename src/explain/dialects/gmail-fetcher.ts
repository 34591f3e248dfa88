// Gmail's "Check mail from other accounts": a POP3 client whose window calls whatever went wrong an error that the server
// returned, be it the network's, that of TLS, or a reply (support.google.com/mail/answer/21289 and its page of common errors).
import type { Dialect } from '../utterance.ts';
import { type Form, readForms } from './forms.ts';

const RETURNED = /Server returned error: ["“”„]?(.{3,600}?)["”“]?\s{0,4}$/;

const returned: Form = (line) => {
  const [, words] = RETURNED.exec(line) ?? [];
  if (words === undefined) return null;
  // A limit of Gmail's own.
  if (/^There are too many messages on the other server/.test(words)) return [];
  const reply = /^Server error, there may be .{0,80}?Response: (.{2,600})$/.exec(words)?.[1] ?? words;
  if (/^[-+]ERR\b|^\* (?:OK|BYE)\b|^220[ -]/.test(reply)) return [{ speaker: 'server', words: reply, protocol: 'pop3' }];
  if (/^\[(?:AUTH|SYS|IN-USE|LOGIN-DELAY)/.test(reply))
    return [{ speaker: 'server', words: `-ERR ${reply}`, protocol: 'pop3', stage: 'auth' }];
  // "There may be a problem with the settings you added" stands behind all of them.
  return [{ speaker: 'client', words: reply.replace(/: There may be a problem .{0,200}$/, ''), protocol: 'pop3' }];
};

export const gmailFetcher: Dialect = {
  name: "Gmail's mail fetcher",
  marks:
    /Server returned error: ["“”„]?(?:SSL|TLS|Connection|\[|-ERR|\* |220|Server error, there may|Host|READ_ERROR|There (?:are|was) )|Missing \+OK response upon connecting/,
  more: "Gmail's window without the words behind it: Settings > Accounts and Import > View history, or Show error details, has them",
  read: readForms(returned),
};
