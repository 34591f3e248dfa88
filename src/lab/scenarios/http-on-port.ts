// A web server where the mail server is looked for: a port forwarded to the wrong place.
import { afterFirstBytes, close, inTurn } from '../actions.ts';
import { type LabScenario, relay, submission } from '../scenario.ts';

export const httpOnPort: LabScenario = {
  name: 'http-on-port',
  title: 'a web server answers on the mail port',
  ports: () => ({
    submission: submission({
      accept: afterFirstBytes(inTurn('HTTP/1.1 400 Bad Request\r\nServer: nginx\r\nConnection: close\r\n', close)),
    }),
    relay: relay({ greeting: inTurn('HTTP/1.1 400 Bad Request\r\nServer: nginx\r\nConnection: close\r\n', close) }),
  }),
  check: { options: ['--greeting-timeout', '3s'] },
  expect: ['not-smtp'],
};
