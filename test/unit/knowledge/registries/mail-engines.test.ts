// The engines inside mail programs: every sentence and number is heard, in what their programs print.
import { describe } from 'node:test';
import { MAIL_ENGINES } from '../../../../src/knowledge/registries/mail-engines.ts';
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
    ['{ Error: no form of authorization supported at initiate (smtp.js:543:44) code: 7 }', 'no form of authorization supported'],
    [
      "PHP Request Shutdown: Can't do secure authentication with this server (errflg=2)",
      "Can't do secure authentication with this server",
    ],
  ]);
});
