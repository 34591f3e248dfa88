// Only TLS 1.2 and older can ask for another handshake in mid-talk.
import { renegotiate } from '../actions.ts';
import { type LabScenario, submissions } from '../scenario.ts';

export const renegotiation: LabScenario = {
  name: 'renegotiation',
  title: 'the server wants one handshake after the other',
  ports: () => ({ submissions: submissions({ tlsOptions: { maxVersion: 'TLSv1.2' }, on: { EHLO: renegotiate(500) } }) }),
  expect: [],
};
