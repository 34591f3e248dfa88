// One handshake message of 16 MB, announced and begun.
import { floodRecords } from '../actions.ts';
import { type LabScenario, submissions } from '../scenario.ts';

export const endlessHandshake: LabScenario = {
  name: 'endless-handshake',
  title: 'the TLS handshake never ends',
  ports: () => ({
    submissions: submissions({
      handshake: floodRecords(22, Buffer.concat([Buffer.from([2, 0xff, 0xff, 0xff, 3, 3]), Buffer.alloc(16_000)])),
    }),
  }),
  expect: ['tls-handshake-failed'],
};
