// One connection at a time for each client, over all ports: nothing is wrong with that, and a check must not say so.
import { type LabScenario, mailHost } from '../scenario.ts';

export const fewConnections: LabScenario = {
  name: 'few-connections',
  title: 'nothing: but only one connection at a time is taken',
  ports: () => mailHost({ limit: { connections: 1, per: 'host', refusal: '421 4.7.0 Too many concurrent connections' } }),
  expect: [],
  notes: ['rate-limited'],
};
