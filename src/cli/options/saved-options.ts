// The options of what reads saved reports: diff, show, history. Data; knows no command.
import { COMPARISON_FORMATS } from '../../compare/formats/index.ts';
import { parseLabel } from '../../request/label.ts';
import { parseChoice } from '../../request/values.ts';
import { namedOptions, type OptionSpec, pickOptions } from './options.ts';

const SAVED_IN: OptionSpec = {
  flags: '--saved-in <dir>',
  group: 'Over time',
  description: 'Where check --save put the reports',
  fallback: 'the state directory',
  values: 'file',
};

const OUTPUT_FILE: OptionSpec = {
  flags: '-o, --output <file>',
  group: 'Output',
  description: 'Write it to a file, in the format of its ending where no other is named',
  values: 'file',
};

/** How a target is checked now is said as for `check`. */
export const DIFF_OPTIONS: readonly OptionSpec[] = [
  {
    flags: '--label <name>',
    group: 'Over time',
    description: 'What a run is called: given twice, the first and the second; once, the one that is made now, else the first',
    fallback: 'as its report says, else its host or its time',
    parse: parseLabel,
    repeatable: true,
  },
  SAVED_IN,
  ...pickOptions(['What to check', 'Names', 'Credentials', 'OAuth 2.0', 'TLS', 'Route', 'Time'], ['client']),
  { flags: '--json', group: 'Output', description: 'The comparison as JSON, the same as --format json' },
  {
    flags: '-f, --format <name>',
    group: 'Output',
    description: COMPARISON_FORMATS.join(', '),
    fallback: 'text',
    parse: parseChoice(COMPARISON_FORMATS, 'format'),
    values: COMPARISON_FORMATS,
  },
  OUTPUT_FILE,
  ...namedOptions('force'),
  { flags: '-v, --verbose', group: 'Output', description: 'With the evidence of each conclusion' },
  { flags: '-q, --quiet', group: 'Output', description: 'Only the first line of the text, no progress and no notices' },
  ...namedOptions('no-color'),
];

export const SHOW_OPTIONS: readonly OptionSpec[] = [
  {
    flags: '--rejudge',
    group: 'Judging',
    description: 'Judge again by the rules of this version what check --save --observations has kept',
  },
  ...namedOptions('warn-days', 'strict', 'json', 'format', 'for', 'lang'),
  OUTPUT_FILE,
  ...namedOptions('force', 'verbose', 'quiet', 'no-color'),
];

export const HISTORY_OPTIONS: readonly OptionSpec[] = [
  SAVED_IN,
  ...namedOptions('json'),
  OUTPUT_FILE,
  ...namedOptions('force', 'quiet', 'no-color'),
];
