// That leaving out what cannot match changes no answer: the literals of a pattern are in whatever it matches, and the build's
// table of them reads every sample as the search over all patterns does.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { explainReply } from '../../../src/knowledge/explain-reply.ts';
import { replyEntries } from '../../../src/knowledge/replies/index.ts';
import { isPossible, requiredLiterals } from '../../../src/knowledge/required-literals.ts';
import type { Stage } from '../../../src/model/protocol.ts';
import fc, { runs } from '../../support/property.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const samples = readFileSync(new URL('replies.samples.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => (JSON.parse(line) as { readonly reply: string }).reply);
const patterns = replyEntries().flatMap(({ when }) => when);

describe('what a pattern requires', () => {
  const FORMS: readonly (readonly [RegExp, readonly string[] | null])[] = [
    [/abc/, ['abc']],
    [/^535 5\.7\.8 \bbad\b/, ['535 5.7.8 bad']],
    [/colou?r/, ['colo']],
    [/colou{0,1}r/, ['colo']],
    [/ab{1,3}cde/, ['cde']],
    [/ab{2}/, ['ab']],
    [/ab*cc+d/, ['cc']],
    [/no .{0,40}such[^a]user/, ['such']],
    [/un(?:known|named) me/, ['known', 'named']],
    [/(?:not )?(?:a|b)?found/, ['found']],
    [/(?:not ){0,2}ok/, ['ok']],
    [/(?:not )yet/, ['not ']],
    [/one|two(?: three)?/, ['one', 'two']],
    [/one|[ab]/, null],
    [/one|/, null],
    [/ab(?!cdef)/, ['ab']],
    [/(?<!abcd)ef/, ['ef']],
    [/(?=abcd).{0,4}ef/, ['ef']],
    [/(ab(?:cde|(?:fgh)))hi/, ['cde', 'fgh']],
    [/[a\]b]cd/, ['cd']],
    [/\d\sab\\/, ['ab\\']],
    [/\u0041bc\x41d/, ['bc']],
    [/\[(?:limit)\]/, ['limit']],
    [/[ab]/, null],
    [/abc/i, null],
    [/\u{61}/u, null],
  ];
  for (const [pattern, literals] of FORMS) it(`${pattern}`, () => assert.deepEqual(requiredLiterals(pattern), literals));

  it('is in every text that it matches', () => {
    // fast-check makes no texts of look-around and of boundaries; without these a pattern matches more.
    const makeable = patterns.filter(({ source }) => !/\(\?<?[=!]/.test(source));
    assert.ok(makeable.length > patterns.length * 0.9);
    for (const pattern of makeable) {
      const literals = requiredLiterals(pattern);
      fc.assert(
        fc.property(fc.stringMatching(new RegExp(pattern.source.replaceAll('\\b', ''))), (text) => isPossible(literals, text)),
        { numRuns: runs(6) },
      );
    }
  });

  it('lets few of all patterns through to a reply', () => {
    const all = patterns.map(requiredLiterals);
    const tried = samples.map((reply) => all.filter((literals) => isPossible(literals, reply.toLowerCase())).length);
    assert.ok(Math.max(...tried) < patterns.length / 8, `${Math.max(...tried)} of ${patterns.length}`);
  });
});

describe('explainReply with the table of the build', { skip: process.platform === 'win32' && 'no esbuild is there' }, () => {
  type Bundle = { readonly explainReply: typeof explainReply };

  async function bundled(define: Record<string, string>): Promise<Bundle> {
    const { build } = await import('esbuild');
    const entryPoints = [`${ROOT}src/knowledge/explain-reply.ts`];
    const { outputFiles } = await build({ entryPoints, define, bundle: true, format: 'esm', platform: 'node', write: false });
    return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? []).toString('base64')}`);
  }

  it('says of every sample what the search over all patterns says', async () => {
    const { knowledgeTables }: { knowledgeTables: (root: string) => Promise<{ replyLiterals: string }> } = await import(
      `${ROOT}.build/knowledge-tables.mjs`
    );
    const { replyLiterals: table } = await knowledgeTables(ROOT);
    assert.equal((JSON.parse(table) as unknown[]).length, patterns.length);
    const quick = await bundled({ __MAILPROBE_REPLY_LITERALS__: JSON.stringify(table) });
    const whole = await bundled({});
    const STAGES: readonly (Stage | undefined)[] = [undefined, 'greeting', 'auth'];
    for (const reply of samples) {
      for (const stage of STAGES) {
        const context = stage === undefined ? {} : { stage };
        assert.deepEqual(quick.explainReply(reply, context), whole.explainReply(reply, context), `${stage}: ${reply}`);
      }
    }
  });
});
