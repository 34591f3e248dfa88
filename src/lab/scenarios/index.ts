// The scenarios by kind, in the order in which `mailprobe lab --list` shows them.
import type { LabScenario } from '../scenario.ts';
import { ACCEPTED_LOGINS } from './accepted-logins.ts';
import { CERTIFICATES } from './certificates.ts';
import { HOSTILE_LINES } from './hostile-lines.ts';
import { HOSTILE_SESSIONS } from './hostile-sessions.ts';
import { NETWORK } from './network.ts';
import { REFUSED_LOGIN_SCENARIOS } from './refused-logins.ts';
import { TLS } from './tls.ts';

export const SCENARIOS: readonly LabScenario[] = [
  ...NETWORK,
  ...TLS,
  ...CERTIFICATES,
  ...ACCEPTED_LOGINS,
  ...REFUSED_LOGIN_SCENARIOS,
  ...HOSTILE_LINES,
  ...HOSTILE_SESSIONS,
];
