// POP3's response codes, as IANA lists them: RFC 2449 and what came after. Knows no text but its own.
import type { Registry } from './registry.ts';

export const POP3_RESPONSE_CODES: Registry = {
  name: 'POP3 response codes',
  source: 'https://www.iana.org/assignments/pop3-extension-mechanism',
  speaker: 'server',
  entries: [
    {
      code: '[LOGIN-DELAY]',
      forms: ['[LOGIN-DELAY]'],
      id: 'auth-rate-limited',
      confidence: 'certain',
      title: 'The mailbox was asked again too soon',
      meaning: 'The server wants a pause between two logins to one mailbox. User name and password are not in doubt.',
      fix: 'Lengthen the interval at which mail is fetched (CAPA names the least: LOGIN-DELAY <seconds>), and let one program only fetch it.',
      source: 'RFC 2449 §8.1.1',
    },
    { code: '[IN-USE]', forms: ['[IN-USE]'], id: 'mailbox-in-use', confidence: 'certain', source: 'RFC 2449 §8.1.2' },
    {
      code: '[SYS/TEMP]',
      forms: ['[SYS/TEMP]'],
      id: 'auth-temporary-failure',
      confidence: 'certain',
      meaning: 'A system behind the server fails for now. The password was not judged.',
      source: 'RFC 3206 §4',
    },
    {
      code: '[SYS/PERM]',
      forms: ['[SYS/PERM]'],
      id: 'server-fault',
      confidence: 'certain',
      title: 'The server has a fault that needs its administrator',
      meaning: 'It will not mend by itself and does not come from user name or password.',
      source: 'RFC 3206 §4',
    },
    {
      code: '[AUTH]',
      forms: ['[AUTH]'],
      id: 'auth-rejected',
      confidence: 'likely',
      meaning:
        'The login is refused for the credentials: a wrong user name or password, an expired account, or a policy. The words of the reply may say which.',
      source: 'RFC 3206 §5',
    },
    {
      code: '[UTF8]',
      forms: ['[UTF8]'],
      id: null,
      confidence: 'certain',
      title: 'The mailbox needs a client that reads UTF-8',
      meaning:
        'User name, password or a message holds letters beyond ASCII, and the client did not send the UTF8 command before.',
      fix: 'Use a client that knows RFC 6856, or fetch the mail by IMAP.',
      source: 'RFC 6856 §5',
    },
  ],
};
