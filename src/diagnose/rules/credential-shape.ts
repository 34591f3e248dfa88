// The credentials themselves look wrong, which matters where they were not accepted.

import { providerOfHost } from '../../knowledge/index.ts';
import type { CredentialShape } from '../../model/observation.ts';
import type { Rule } from '../rule.ts';

const LOOKS: Readonly<Record<CredentialShape, readonly [string, string]>> = {
  'leading-space': ['the password begins with a space', 'type it anew instead of pasting it'],
  'trailing-space': ['the password ends in a space', 'type it anew instead of pasting it'],
  newline: ['there is a line break in the password', 'store it without one (`printf %s`, not `echo`)'],
  'typographic-quotes': [
    'there are typographic quotes in it',
    'replace them by straight ones, or take them off: they come from a guide or word processor',
  ],
  'non-ascii': [
    'there are characters outside ASCII in the password',
    'try one of plain ASCII: old servers expect another encoding',
  ],
  'control-character': ['there is a control character in it, which no mechanism can carry', 'type it anew'],
  'domain-backslash-user': ['the user name has the form DOMAIN\\user', 'use the full mail address'],
  'bare-user': ['the user name is no full mail address', 'use the full mail address, unless the provider says otherwise'],
  'app-password-spaces': ['there are spaces in the app password, as it is shown in groups of four', 'enter it without spaces'],
  'token-space': [
    'there is a space in the token, which no token has (RFC 6750 §2.1)',
    'give the access token alone, without the word Bearer or anything else beside it',
  ],
  'user-spaces': ['there are spaces around the user name', 'type it anew'],
  'empty-password': ['the password is empty', 'set it: the variable or file may be empty'],
};

export const credentialShape: Rule = {
  id: 'credential-shape',
  find({ credentials, endpoints, plan }) {
    if (credentials === null || credentials.status === 'accepted' || credentials.seen.shape.length === 0) return [];
    const looks = credentials.seen.shape.map((shape) => LOOKS[shape]);
    const judged = credentials.status !== 'error';
    const decisive = credentials.cause === 'credential-shape';
    const provider = providerOfHost(plan.host);
    return [
      {
        severity: decisive ? 'error' : judged ? 'warning' : 'info',
        title: `The credentials look wrong: ${looks.map(([look]) => look).join('; ')}`,
        detail: decisive
          ? 'They could not be sent in this form, so nothing was sent.'
          : 'They were used as they are. Often it is a slip of copy and paste.',
        evidence: looks.map(([look]) => look),
        fix: `${looks
          .map(([, fix]) => fix)
          .filter((fix, at, all) => all.indexOf(fix) === at)
          .join('; ')}.${provider ? ` ${provider.name} wants as user name: ${provider.username}.` : ''}`.replace(/^./, (first) =>
          first.toUpperCase(),
        ),
        owner: 'you',
        endpoints: endpoints.filter(({ id }) => id === credentials.attempt?.endpoint).map(({ id }) => id),
        reference: null,
      },
    ];
  },
};
