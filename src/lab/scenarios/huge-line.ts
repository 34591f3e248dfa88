// RFC 5321 §4.5.3.1.5 allows 512 bytes; this has 100,000.
import { pour } from '../actions.ts';
import { type LabScenario, submission } from '../scenario.ts';

export const hugeLine: LabScenario = {
  name: 'huge-line',
  title: 'a reply line of 100 kB',
  ports: () => ({ submission: submission({ on: { EHLO: pour(100_000, { start: '250 ', end: '\r\n' }) } }) }),
  expect: ['reply-malformed'],
};
