// A published list of codes or of fixed sentences, each with what it means for mail: one list is one file and a list
// line in `index.ts`. An entry says what it was found in, so that it can be looked up again. Knows no text but its own.
import type { FindingId, Owner } from '../../model/finding.ts';
import type { Speaker } from '../speaker.ts';

export interface RegistryEntry {
  /** The entry's own name in the list: `CERT_HAS_EXPIRED`, `bad_record_mac`, `0x800CCC0E`, `AADSTS50126`. */
  readonly code: string;
  /** What programs print for it, literally: matched as whole words without regard to case; `code` is always one of them. */
  readonly forms: readonly string[];
  /** What it means for who reads it; null where it names no fault of mail, or decides nothing by itself. */
  readonly id: FindingId | null;
  /** `certain`: the code names this cause and no other; `likely`: the usual one of several. */
  readonly confidence: 'certain' | 'likely';
  /** Of an entry that decides nothing: what is left where the text has nothing else; always `generic`. */
  readonly atLeast?: FindingId;
  readonly title?: string;
  readonly meaning?: string;
  readonly fix?: string;
  /** Who must act, where it is another than the finding's. */
  readonly owner?: Owner;
  /** Section, header file or page, where it is not the registry's own source. */
  readonly source?: string;
}

export interface Registry {
  readonly name: string;
  /** Where the list is published. */
  readonly source: string;
  readonly speaker: Speaker;
  readonly entries: readonly RegistryEntry[];
}
