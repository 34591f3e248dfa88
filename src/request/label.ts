// What the user calls a place or an occasion (`--label`). Pure; knows no option.
import { UsageError } from '../model/usage-error.ts';
import { visibleText } from '../model/visible-text.ts';

const MAX_LABEL = 40;

/** What a run is called in sentences: short, on one line, and to be seen. */
export function parseLabel(text: string): string {
  const label = text.trim();
  if (label === '') throw new UsageError('it is empty');
  if (visibleText(label) !== label) throw new UsageError('it has a control character or one that cannot be seen');
  if ([...label].length > MAX_LABEL) throw new UsageError(`it is longer than ${MAX_LABEL} characters`);
  return label;
}
