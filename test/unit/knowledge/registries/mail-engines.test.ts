// The engines inside mail programs, mail libraries, programs that send or fetch mail: every sentence and number is heard, in what their programs print.
import { describe } from 'node:test';
import { ERLANG } from '../../../../src/knowledge/registries/erlang.ts';
import { LIBRARY_SENTENCES } from '../../../../src/knowledge/registries/library-sentences.ts';
import { MAIL_ENGINES } from '../../../../src/knowledge/registries/mail-engines.ts';
import { PROGRAM_SENTENCES } from '../../../../src/knowledge/registries/program-sentences.ts';
import { hears, holdsRegistry } from './literal-forms.ts';

describe('mail engines', () => {
  holdsRegistry(MAIL_ENGINES, (form) => `~ ${form} ~`);
  hears(MAIL_ENGINES, [
    [
      'Error Domain=MCOErrorDomain Code=8 "Too many simultaneous connections were made to this Gmail account."',
      'Too many simultaneous connections were made to this Gmail account',
    ],
    ['IMAPOperation error 4', 'The certificate for this server is invalid'],
    ['Error Domain=mailcore Code=10 "…" UserInfo=0x1', 'mailcore Code=10'],
    ['Error Domain=mailcore Code=26 "(null)"', 'mailcore Code=26'],
    ['Unknown: Unable to negotiate TLS with this server (errflg=2)', 'Unable to negotiate TLS with this server'],
    ['Unable to negotiate TLS with this server: smtp.example.com', 'TLS/SSL failure for'],
    [
      'Could not open secure connection to the POP3 server. Server does not support secure connections.',
      'Could not open secure connection to the POP3 server. Server does not support secure connections',
    ],
    ['An error occured while sending the message', 'An error occurred while sending the message'],
    ['{ Error: no form of authorization supported at initiate (smtp.js:543:44) code: 7 }', 'no form of authorization supported'],
    [
      "PHP Request Shutdown: Can't do secure authentication with this server (errflg=2)",
      "Can't do secure authentication with this server",
    ],
  ]);
});

describe('mail libraries', () => {
  holdsRegistry(LIBRARY_SENTENCES, (form) => `~ ${form} ~`);
  hears(LIBRARY_SENTENCES, [
    [
      'mpop: the POP3 server does not support TLS via the STLS command',
      'the POP3 server does not support TLS via the STLS command',
    ],
    ['msmtp: the server sent an empty reply', 'the server sent an empty reply'],
    ['mpop: POP3 server sent an empty reply', 'POP3 server sent an empty reply'],
    ['> E: set recipient failed', 'set recipient failed'],
    ['{ Error: Logging in is disabled on this server }', 'Logging in is disabled on this server'],
  ]);
});

describe('programs that send or fetch', () => {
  holdsRegistry(PROGRAM_SENTENCES, (form) => `~ ${form} ~`);
  hears(PROGRAM_SENTENCES, [
    ['fetchmail: Query status=6 (IOERR)', 'Query status=6 (IOERR)'],
    ['fetchmail: Server name not set, could not verify certificate!', 'Server name not set, could not verify certificate'],
    ['*** IMAP Warning *** Password is being sent in the clear', 'Password is being sent in the clear'],
  ]);
});

describe('Erlang', () => {
  holdsRegistry(ERLANG, (form) => `~ ${form} ~`);
  hears(ERLANG, [
    [
      'TLS client: In state certify at ssl_handshake.erl:1952 generated CLIENT ALERT: Fatal - Handshake Failure {bad_cert,hostname_check_failed}',
      '{bad_cert,hostname_check_failed}',
    ],
    ['{bad_crls,no_relevant_crls}', 'no_relevant_crls'],
  ]);
});
