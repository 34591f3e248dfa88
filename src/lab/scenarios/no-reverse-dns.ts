// Postfix with reject_unknown_client_hostname; Gmail and others ask for the same on port 25.
import { close, inTurn } from '../actions.ts';
import { type LabScenario, mailHost } from '../scenario.ts';

export const noReverseDns: LabScenario = {
  name: 'no-reverse-dns',
  title: 'the server refuses a client address without reverse DNS',
  ports: () =>
    mailHost({ greeting: inTurn('550 5.7.25 Client host rejected: cannot find your reverse hostname, [192.0.2.77]', close) }),
  expect: ['client-no-rdns'],
};
