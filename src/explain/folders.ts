// A mailbox of IMAP is a folder (RFC 9051 §5.1), and nothing is delivered over it: that one does not exist says nothing of anybody's
// address.
import type { Explanation, FindingId } from '../model/finding.ts';
import type { Utterance } from './utterance.ts';

const OF_A_FOLDER = /mailbox|folder/i;
const OF_IMAP = /\bNO\b|\bselect\w{0,3}\b|\bexamine\b|\bINBOX\b|\bfolder\b|\bimap/i;
const OF_AN_ADDRESS = /recipient|\buser|address|deliver|\S@\S|\b5\d\d\b/i;
const OF_DELIVERY: readonly FindingId[] = ['recipient-unknown', 'relay-denied', 'greylisted'];

/** Without what is meant of an address or of a delivery alone, where a folder or IMAP is spoken of. */
export function withoutFolders(matches: readonly Explanation[], { words, protocol, speaker }: Utterance): Explanation[] {
  const isFolder =
    OF_A_FOLDER.test(words) && (protocol === 'imap' || (speaker === null && OF_IMAP.test(words))) && !OF_AN_ADDRESS.test(words);
  const isOfImap = speaker === null && /\bimap\b/i.test(words) && !/smtp/i.test(words);
  return matches.filter(({ id }) => !(isFolder && id === 'recipient-unknown') && !(isOfImap && OF_DELIVERY.includes(id)));
}
