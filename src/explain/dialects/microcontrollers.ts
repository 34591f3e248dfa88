// Mail from microcontrollers: the ESP Mail Client of Arduino boards, which marks each line by who speaks (client, server,
// error, warning), and the log of their core.
import type { Dialect } from '../utterance.ts';
import { form, readForms, silent } from './forms.ts';

export const microcontrollers: Dialect = {
  name: 'ESP Mail Client',
  marks: /^[<>!#] ?[CSEWI]: \S|^\[E\]\[[\w.]{1,40}:\d{1,5}\]/m,
  more: "a log of ESP Mail Client without the server's reply: `smtp.debug(1)` prints the dialogue",
  read: readForms(
    // Arduino's own log of its TLS client, and what the library says of it afterwards.
    form(/^\[E\]\[[\w.]{1,40}:\d{1,5}\] \w{1,40}\(\): (?<words>.{1,400})$/, 'tls'),
    form(/^(?<words>Error,? .{0,40}could not connect to server.{0,60})$/i, 'client', { isConsequence: true }),
    form(/^[<>!#] ?S: (?<words>.{1,2000})$/, 'server'),
    silent(/^[<>!#] ?[CWI]: /),
    form(/^[<>!#] ?E: (?<words>.{1,400})$/, 'client', { isConsequence: true }),
  ),
};
