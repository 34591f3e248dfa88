// A DNS blocklist names the client; the address is the documentation one, as a home line would have its own.
import { close, inTurn } from '../actions.ts';
import { type LabScenario, mailHost } from '../scenario.ts';

export const blockedAddress: LabScenario = {
  name: 'blocked-address',
  title: 'the server refuses the address of the client, which stands on a blocklist',
  ports: () =>
    mailHost({
      greeting: inTurn('554 5.7.1 Service unavailable; Client host [192.0.2.77] blocked using zen.spamhaus.org', close),
    }),
  expect: ['server-blocks-ip'],
};
