// Bearer (RFC 6750): an access token, as it came.
import type { HttpAuthScheme } from './scheme.ts';

export const bearer: HttpAuthScheme = {
  name: 'BEARER',
  word: 'Bearer',
  takesToken: true,
  exposesSecret: true,
  isOfConnection: false,
  start: ({ secret }) => ({ respond: (challenge) => (challenge === null ? secret : null) }),
};
