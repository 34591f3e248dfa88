// The shape of one piece of knowledge about replies, and the short way to write it down. Knows no entry.
import type { FindingId, Owner } from '../model/finding.ts';
import type { Protocol, Stage } from '../model/protocol.ts';
import type { Advice } from './advice.ts';

/** Wording that an entry may give in place of its finding's own. */
export interface EntryWords {
  readonly title?: string;
  readonly meaning?: string;
  /** Names a setting, a command or a person. */
  readonly fix?: Advice;
  readonly owner?: Owner;
  /** Default: `certain`. */
  readonly confidence?: 'certain' | 'likely';
  readonly reference?: string;
  /** Holds only at these stages; where the stage is not known, too. */
  readonly stages?: readonly Stage[];
  /** Does not hold where the stage is not known. */
  readonly stageMustBeKnown?: true;
  /** Said of one message (MAIL, RCPT, DATA): holds neither at a stage before these nor in a refusal of a login. */
  readonly ofMessage?: true;
  /** Others say the same: its own words hold only where the host's name, the text or the software shows who speaks. */
  readonly saidByOthers?: true;
  /** Its own words are about this protocol; in another one the finding's general words stand. */
  readonly about?: Protocol;
  /** Names this finding at whatever stage it is said: what these words blame is not what the stage is about. */
  readonly keepsId?: true;
}

export interface ReplyEntry extends EntryWords {
  readonly id: FindingId;
  /** The provider or software that says so; null where many do. */
  readonly by: string | null;
  /** Any of these over the canonical text (`reply-text.ts`): lower case, one line, unaccented, code first. */
  readonly when: readonly RegExp[];
}

/**
 * Patterns have no `*`, `+` or `{n,}`: each is matched in time linear in the text (a test holds them to it).
 * `[^x]{0,60}` bridges words that vary.
 */
export const says = (id: FindingId, by: string | null, when: RegExp | readonly RegExp[], words: EntryWords = {}): ReplyEntry => ({
  ...words,
  id,
  by,
  when: when instanceof RegExp ? [when] : when,
});
