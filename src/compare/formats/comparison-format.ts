// What a format of a comparison is. Below the formats and their list, so that both may know it.
import type { ReportComparison } from '../comparison.ts';

export interface ComparisonOptions {
  readonly colour: boolean;
  readonly columns: number;
  readonly verbose: boolean;
  readonly quiet: boolean;
}

export type ComparisonFormat = (comparison: ReportComparison, options: ComparisonOptions) => string;
