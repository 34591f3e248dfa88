// A target as people type and paste it: in quotes, as `Alice <alice@example.com>`, as the address of a web page, with what
// ended the sentence that it was copied from, as `host port`. Hands the bare form to target.ts, which judges it. Pure.
import type { Target } from '../model/target.ts';
import { withoutEnd, withoutStart } from '../model/text-ends.ts';
import { UsageError } from '../model/usage-error.ts';
import { visibleText } from '../model/visible-text.ts';
import { parseTarget } from './target.ts';

export interface TypedTarget {
  /** Its `input` is what was typed. */
  readonly target: Target;
  /** As target.ts takes it: what a command line would name. */
  readonly bare: string;
  /** What it was taken for, in words; null: it was a target as it stood. */
  readonly notice: string | null;
}

/** As long as target.ts looks at anything. */
const MAX_INPUT = 1_000;
const QUOTES = '"\'`\u00ab\u00bb\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a';
const SENTENCE_ENDS = '.,;';
// No colon, no =, no slash: what stands before an address in angle brackets is a name, and no login.
const DISPLAY_NAME = /^[\p{L}\p{M}\p{N} .,'"()_\u2018-\u201f-]*$/u;
// No query and no user: either may bear a secret.
const WEB_ADDRESS = /^https?:\/\/([^/?#@\\:\s]+)(?::\d{1,5})?(?:\/[\w.~%+/-]*)?$/i;
const HOST_AND_PORT = /^(\S+)\s+(\d{1,5})$/;

const unwrap = (text: string): string => withoutStart(withoutEnd(text.trim(), `${QUOTES}${SENTENCE_ENDS} `), `${QUOTES} `);

/** RFC 5322 §3.4: the address in `display-name <addr-spec>`, or what stands in angle brackets alone. */
function withoutName(text: string): string {
  const open = text.indexOf('<');
  if (open < 0 || !text.endsWith('>')) return text;
  const inside = text.slice(open + 1, -1);
  const name = text.slice(0, open);
  if (/[<>]/.test(inside) || !DISPLAY_NAME.test(name)) return text;
  return name.trim() === '' || inside.includes('@') ? inside : text;
}

function bareTarget(typed: string): string {
  const inner = unwrap(withoutName(unwrap(typed)));
  const web = WEB_ADDRESS.exec(inner)?.[1];
  // `smtp://` alone is told to name no host.
  return web ?? (inner.endsWith('://') ? inner : withoutEnd(inner.replace(/^mailto:/i, ''), '/'));
}

/** `host port` as `host:port`; null: it is none. A target that names a port already is refused. */
function joinPort(text: string): string | null {
  const [, host, port] = HOST_AND_PORT.exec(text) ?? [];
  if (host === undefined || port === undefined) return null;
  const target = parseTarget(host);
  if (target.mailbox !== null) throw new UsageError('a mail address has no port; give it with --port');
  if (target.port !== null) throw new UsageError('the target names a port already, and another one follows it');
  return target.literal === 6 ? `[${target.host}]:${port}` : `${target.host}:${port}`;
}

/** Reads a target that a person typed. Throws UsageError for what holds none, as target.ts does. */
export function readTypedTarget(typed: string): TypedTarget {
  if (typed.length > MAX_INPUT) return { target: parseTarget(typed), bare: typed, notice: null };
  const joined = joinPort(typed.trim());
  if (joined !== null)
    return { target: { ...parseTarget(joined), input: visibleText(typed.trim()) }, bare: joined, notice: null };
  try {
    return { target: parseTarget(typed), bare: typed, notice: null };
  } catch (error) {
    const bare = bareTarget(typed);
    if (!(error instanceof UsageError) || bare === typed || bare === '') throw error;
    const target = { ...parseTarget(bare), input: visibleText(typed.trim()) };
    return { target, bare, notice: `the target is taken for ${visibleText(bare)}` };
  }
}
