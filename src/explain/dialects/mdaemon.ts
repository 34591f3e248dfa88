// MDaemon: `-->` is what it sends, `<--` what it gets. A reply that it sends is its own refusal of a client.
import type { Dialect } from '../utterance.ts';
import { form, readForms, silent } from './forms.ts';

export const mdaemon: Dialect = {
  name: 'MDaemon',
  isLog: true,
  marks: /\bMDaemon\b|\b\d\d:\d\d:\d\d(?:\.\d{3})?: ?(?:\d\d: ?)?(?:\[[\d:]{1,20}\] ?)?(?:<--|-->|\*)/,
  more: 'a log of MDaemon in which nothing failed for a reason that it names',
  read: readForms(
    form(/<-- (?<words>[2345]\d\d[ -].{0,2000})$/, 'server', { protocol: 'smtp' }),
    form(/--> (?<words>[2345]\d\d[ -].{0,2000})$/, 'server', { protocol: 'smtp', direction: 'by-us' }),
    silent(/(?:<--|-->) [A-Z]{4}/),
    form(/\d: ?(?:\[[\d:]{1,20}\] ?)?\*\s{1,3}(?<words>.{1,400})$/, null),
  ),
};
