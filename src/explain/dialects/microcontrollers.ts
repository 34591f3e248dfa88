// Mail from microcontrollers: the ESP Mail Client of Arduino boards, which marks each line by who speaks (client, server,
// error, warning).
import type { Dialect } from '../utterance.ts';
import { form, readForms, silent } from './forms.ts';

export const microcontrollers: Dialect = {
  name: 'ESP Mail Client',
  marks: /^[<>!#] ?[CSEWI]: \S/m,
  more: "a log of ESP Mail Client without the server's reply: `smtp.debug(1)` prints the dialogue",
  read: readForms(
    form(/^[<>!#] ?S: (?<words>.{1,2000})$/, 'server'),
    silent(/^[<>!#] ?[CWI]: /),
    form(/^[<>!#] ?E: (?<words>.{1,400})$/, 'client', { isConsequence: true }),
  ),
};
