// Mail programs of Android: K-9 and Thunderbird, whose IMAP replies are lists, and FairEmail.
import type { Dialect } from '../utterance.ts';
import { type Form, readForms } from './forms.ts';

/** `Command: *sensitive*; response: #2# [NO, [AUTHENTICATIONFAILED], words]`: tag, status, code and words of one reply. */
const listedReply: Form = (line) => {
  const [, status, code, words] =
    /#[\w*+]{1,12}# ?\[(NO|BAD|BYE), (?:\[([A-Z][A-Z-]{2,30})[^\]]{0,120}\], ?)?(.{2,1000}?)\](?:\)|\s|$)/.exec(line) ?? [];
  if (status === undefined) return null;
  const isLogin = /\*sensitive\*|\b(?:LOGIN|AUTHENTICATE)\b/.test(line);
  const text = `A1 ${status} ${code === undefined ? '' : `[${code}] `}${words}`;
  return [{ speaker: 'server', words: text, protocol: 'imap', ...(isLogin ? { stage: 'auth' as const } : {}) }];
};

export const mailApps: Dialect = {
  name: 'a mail program of Android',
  marks: /#[\w*+]{1,12}# ?\[(?:NO|BAD|BYE|OK),|com\.fsck\.k9|net\.thunderbird|eu\.faircode|\bFairEmail\b|\bK-9\b/,
  more: 'a message of a mail program of Android without the server’s reply: its debug log has the dialogue',
  read: readForms(listedReply),
};
