// Logins belong on another port: this host only relays.
import { type LabScenario, relay } from '../scenario.ts';

export const authNotOffered: LabScenario = {
  name: 'auth-not-offered',
  title: 'no port offers a login',
  ports: () => ({ relay: relay() }),
  check: { login: 'password' },
  expect: ['auth-not-advertised'],
};
