// One JSON document and a newline: the comparison itself, as `comparison.schema.json` has it.
import { escapeInvisible } from '../../report/formats/json.ts';
import type { ReportComparison } from '../comparison.ts';

export const comparisonJson = (comparison: ReportComparison): string =>
  `${escapeInvisible(JSON.stringify(comparison, null, 2))}\n`;
