// RFC 4954 §4: challenges are Base64.
import { challenges } from '../actions.ts';
import { type LabScenario, submissions } from '../scenario.ts';

export const challengeNotBase64: LabScenario = {
  name: 'challenge-not-base64',
  title: 'the challenge is no Base64',
  ports: () => ({
    submissions: submissions({
      auth: {
        mechanisms: ['CRAM-MD5'],
        on: { 'CRAM-MD5': challenges('334 this is *not* Base64', 1, '501 5.5.2 Cannot decode response') },
      },
    }),
  }),
  check: { login: 'password' },
  expect: ['auth-protocol-error'],
};
