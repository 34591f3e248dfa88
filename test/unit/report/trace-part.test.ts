// The traces in every format that people read, and in JSON by its schema: side by side, with what follows or what to run by hand.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { diagnose } from '../../../src/diagnose/diagnose.ts';
import type { Report } from '../../../src/model/report.ts';
import type { PortTrace, RouteTraceObservation, UntracedReason } from '../../../src/model/route-trace.ts';
import { buildReport } from '../../../src/report/build.ts';
import { combineReports } from '../../../src/report/combine.ts';
import { loadFormat } from '../../../src/report/formats/index.ts';
import { traceSentence, traceTable } from '../../../src/report/trace-part.ts';
import { ADDRESS, dropped, fails, observations, plan, works } from '../diagnose/facts.ts';
import { OPTIONS } from './fixtures.ts';

const hops = (...addresses: readonly (string | null)[]): PortTrace['hops'] =>
  addresses.map((address, at) => ({ ttl: at + 1, address }));
const DROPPED: PortTrace = { port: 25, isDropped: true, hops: hops('192.168.1.1', '203.0.113.1', null, null), end: 'silent' };
const REACHED: PortTrace = {
  port: 587,
  isDropped: false,
  hops: hops('192.168.1.1', '203.0.113.1', '203.0.113.9', ADDRESS),
  end: 'reached',
};
const TRACED: RouteTraceObservation = {
  address: ADDRESS,
  tool: 'traceroute',
  traces: [DROPPED, REACHED],
  untraced: null,
  command: null,
};

function report(routeTrace: RouteTraceObservation): Report {
  const seen = observations([fails('25/starttls', dropped), works('587/starttls')], { routeTrace });
  return buildReport({ plan: plan(), observations: seen, diagnosis: diagnose(plan(), seen), toolVersion: '0', verbose: false });
}
const validate = new Ajv2020({ allErrors: true, strict: false }).compile(
  JSON.parse(readFileSync('src/report/report.schema.json', 'utf8')),
);
const shown = async (name: Parameters<typeof loadFormat>[0], one: Report): Promise<string> =>
  (await loadFormat(name))(one, OPTIONS);

describe('traces in a report', () => {
  it('are a row a hop and a column a port, the silence behind the last answer one row', () => {
    assert.deepEqual(traceTable(report(TRACED)), {
      heads: ['port 25 (dropped)', 'port 587'],
      rows: [
        ['1', '192.168.1.1', '192.168.1.1'],
        ['2', '203.0.113.1', '203.0.113.1'],
        ['3', '*', '203.0.113.9'],
        ['4', '*', `${ADDRESS} (the server)`],
      ],
    });
    const alone = { ...TRACED, traces: [DROPPED] };
    assert.deepEqual(traceTable(report(alone))?.rows.at(-1), ['3 and on', '*']);
    const unsent: PortTrace = { port: 25, isDropped: true, hops: [], end: 'not-sent' };
    assert.deepEqual(traceTable(report({ ...TRACED, traces: [unsent] }))?.rows, [['1 and on', 'not sent by this machine']]);
  });

  it('fit the schema', () => {
    for (const one of [
      TRACED,
      { ...TRACED, traces: [], tool: null, untraced: 'not-permitted' as const, command: 'sudo traceroute' },
    ]) {
      assert.equal(validate(JSON.parse(JSON.stringify(report(one)))), true, JSON.stringify(validate.errors));
    }
    assert.equal(validate({ ...report(TRACED), trace: { traces: 'none' } }), false);
    assert.deepEqual(report(TRACED).trace?.follows?.place, 'provider-edge');
  });

  it('stand in text, Markdown and HTML, the common way in one row of the page', async () => {
    const text = await shown('text', report(TRACED));
    assert.match(text, /^Trace {2}to 192\.0\.2\.10 by traceroute$/m);
    assert.match(
      text,
      /^ +hop +port 25 \(dropped\) +port 587$\n^ +1-2 +203\.0\.113\.1 +203\.0\.113\.1$\n^ +3 +\* +203\.0\.113\.9$/m,
    );
    assert.match(await shown('markdown', report(TRACED)), /\| 3 \| `\*` \| `203\.0\.113\.9` \|/);
    assert.match(
      await shown('html', report(TRACED)),
      /<td class="number">3<\/td><td><code>\*<\/code><\/td><td><code>203\.0\.113\.9<\/code>/,
    );
    for (const name of ['text', 'markdown', 'html'] as const)
      assert.match(
        (await shown(name, report(TRACED))).replace(/\s+/g, ' '),
        /it is dropped at your provider('|&#39;|&apos;)s edge/,
      );
  });

  const REASONS: readonly UntracedReason[] = ['nothing-dropped', 'proxy', 'no-tool', 'not-permitted', 'failed', 'no-time'];
  it('say why there are none, and what to run by hand', async () => {
    const sentences = new Set<string>();
    for (const untraced of REASONS) {
      const command = untraced === 'proxy' || untraced === 'nothing-dropped' ? null : 'sudo traceroute -T -n -p 25 192.0.2.10';
      const one = report({ address: ADDRESS, tool: null, traces: [], untraced, command });
      assert.ok(one.trace);
      sentences.add(traceSentence(one.trace));
      const text = await shown('text', one);
      assert.match(text, /^Trace {2}Nothing was traced/m);
      if (command)
        for (const name of ['text', 'markdown', 'html'] as const) assert.ok((await shown(name, one)).includes(command), name);
    }
    assert.equal(sentences.size, REASONS.length);
  });

  it('stand in a report of all protocols, whichever had one', () => {
    const untraced = report({ address: null, tool: null, traces: [], untraced: 'nothing-dropped', command: null });
    const parts = [
      { protocol: 'smtp' as const, report: untraced },
      { protocol: 'imap' as const, report: report(TRACED) },
    ] as const;
    assert.equal(combineReports([parts[0], parts[1]]).trace?.tool, 'traceroute');
  });
});
