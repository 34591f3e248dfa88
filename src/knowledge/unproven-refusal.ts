// A login that was refused before the password, or any proof of it, had gone out: the server can have judged neither. Says
// whether that faults the mechanism; knows no mechanism and no wire.
import type { FindingId } from '../model/finding.ts';
import type { Reply } from '../model/reply.ts';
import { explainReply, type ReplyContext } from './explain-reply.ts';

/** Readings that blame a password or a dialogue: there was none. Any other names a reason of its own, which stands. */
const BLAMES_NOTHING_ELSE: readonly FindingId[] = ['auth-mechanism-rejected', 'auth-rejected', 'auth-protocol-error'];

/** Servers that store hashes advertise CRAM-MD5, DIGEST-MD5 and SCRAM all the same, and refuse them with 535, 550, NO or -ERR. */
export function faultsMechanism(reply: Reply, context: Omit<ReplyContext, 'stage'>): boolean {
  const { code, status } = reply;
  // After these two the connection is at its end.
  if (code === 421 || status === 'BYE') return false;
  if (code === 504) return true;
  const id = explainReply(reply, { ...context, stage: 'auth' })[0]?.id ?? 'auth-rejected';
  if (id === 'auth-mechanism-rejected') return true;
  const isTemporary = code !== null && code < 500;
  return !isTemporary && BLAMES_NOTHING_ELSE.includes(id);
}
