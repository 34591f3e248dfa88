// Basic (RFC 7617): user and password, recoverable by whoever reads them.
import { Secret } from '../../model/secret.ts';
import type { HttpAuthScheme } from './scheme.ts';

export const basic: HttpAuthScheme = {
  name: 'BASIC',
  word: 'Basic',
  takesToken: false,
  exposesSecret: true,
  isOfConnection: false,
  start: ({ user, secret, onSent }) => ({
    respond(challenge) {
      if (challenge !== null) return null;
      // UTF-8, which RFC 7617 §2.1 lets a server ask for, and IIS takes.
      const payload = Buffer.from(`${user}:${secret.reveal()}`, 'utf8').toString('base64');
      onSent(payload);
      return new Secret(payload);
    },
  }),
};
