// What a report says of an application's own settings, and what to correct in them.
import type { ApplicationSettings, SettingsTrap } from './application-settings.ts';

/** The application whose file was read: what it says, and what to write into it. No secret. */
export interface ReportApplication {
  /** The file by its name. */
  readonly file: string;
  readonly settings: ApplicationSettings;
  /** Said of the file without a packet; the findings have them, too. */
  readonly traps: readonly SettingsTrap[];
  /** What would make it work, in the file's own words; null: nothing is to be changed, or the file cannot say it. */
  readonly correction?: ReportCorrection | null;
  /** Why nothing is to be written though something works: in a sentence; null: something is, or nothing does. */
  readonly noCorrection?: string | null;
}

export interface ReportCorrection {
  readonly changes: readonly {
    readonly key: string;
    /** Null: the entry is new. */
    readonly line: number | null;
    readonly before: string | null;
    readonly after: string;
  }[];
  /** The lines that are new or other, a secret in them as `***`. */
  readonly lines: readonly string[];
}
