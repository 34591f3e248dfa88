// Programs that copy mailboxes from server to server: imapsync with its two hosts. What they print before a failure are
// their settings.
import type { Dialect, Said } from '../utterance.ts';
import { type Form, form, readForms, silent } from './forms.ts';

/** `Host1 failure: Error login on [host] with user [name] auth [LOGIN]: 2 NO …`; the tag may be masked with what stands before. */
const loginRefused: Form = (line) => {
  const found =
    /Host[12] failure: Error login on \[(?<host>[\w.-]{1,200})\].{0,300}?\]?: (?:\*{3} |\d{1,6} )?(?<words>(?:NO|BAD)\b.{0,2000}|\[?[A-Z]{4,}.{0,2000})$/.exec(
      line,
    )?.groups;
  if (found === undefined) return null;
  const { host = '', words = '' } = found;
  const said: Said = {
    speaker: 'server',
    words: /^(?:NO|BAD)\b/.test(words) ? `a1 ${words}` : `a1 NO [${words.replace(/^\[/, '').replace(/^([A-Z]{4,})\]? /, '$1] ')}`,
    protocol: 'imap',
    stage: 'auth',
    host: host.toLowerCase(),
  };
  return [said];
};

export const imapCopies: Dialect = {
  name: 'imapsync',
  marks:
    /\bimapsync\b|\bHost[12](?: failure)?: |\bHost[12] Folder\b|^(?:Err \d{1,5}\/\d{1,5}: )?- msg \S.{0,300} (?:could not be fetched|skipped)|\(EXIT_[A-Z_\d]{3,60}\)/m,
  more: 'a log of imapsync in which nothing failed, or without the reply: `--debugimap1` and `--debugimap2` print the dialogue, `--justlogin` tries the logins alone',
  read: readForms(
    loginRefused,
    form(
      /Host[12] failure: [Cc]an ?not open imap connection on (?:host[12] )?\[(?<host>[\w.-]{1,200})\].{0,200}?: (?<words>.{3,600})$/,
      'system',
      {
        protocol: 'imap',
      },
    ),
    form(/Host[12] failure: (?<words>.{3,600})$/, 'client', { protocol: 'imap' }),
    // One message among many; the same is said again at the end, in the list of errors.
    form(
      /- msg .{1,400}?(?:could not be fetched|couldn't append .{1,300}?|could not append .{1,300}?): (?<words>.{3,2000})$/,
      'client',
      {
        protocol: 'imap',
      },
    ),
    form(/Exiting with return value \d{1,3} \((?<words>EXIT_[A-Z_\d]{3,60})\)/, 'client', {
      protocol: 'imap',
      isConsequence: true,
    }),
    silent(/^(?:Info: |Host[12]: |SSL debug|Exiting with return value|Detected \d|\+\+\+\+ |Listing |Err \d{1,4}\/\d{1,4} Host)/),
  ),
};
