// Whatever `--output` can have written is known again by its beginning, also as cut to the bytes that are looked at.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { runExplain } from '../../../src/cli/commands/explain.ts';
import { formatDiscovery } from '../../../src/cli/output/discovery-text.ts';
import { BEGINNING_BYTES } from '../../../src/cli/output/output.ts';
import { beginsAsOurs, beginsAsResults } from '../../../src/cli/output/own-beginnings.ts';
import { OWNER_OF_ROLE } from '../../../src/model/finding.ts';
import { csvHeader } from '../../../src/report/formats/csv.ts';
import { FORMAT_NAMES, loadFormat } from '../../../src/report/formats/index.ts';
import { jsonLine } from '../../../src/report/formats/json.ts';
import { nagiosUnknown } from '../../../src/report/formats/nagios.ts';
import { tellText } from '../../../src/report/formats/tell-text.ts';
import { text as textFormat } from '../../../src/report/formats/text.ts';
import { makeStyle } from '../../../src/report/formats/text-style.ts';
import { makeAllReport, makeReport, OPTIONS, REPORT_NAMES } from '../report/fixtures.ts';

const beginning = (text: string): string => Buffer.from(text).toString('utf8', 0, BEGINNING_BYTES);

describe('what begins as ours', () => {
  for (const name of FORMAT_NAMES) {
    it(`a report as ${name}`, async () => {
      const format = await loadFormat(name);
      for (const report of REPORT_NAMES) {
        for (const [quiet, verbose, strict] of [
          [false, false, false],
          [true, false, true],
          [false, true, true],
        ]) {
          for (const columns of [40, 60, 80, 200]) {
            const options = { ...OPTIONS, quiet: quiet === true, verbose: verbose === true, strict: strict === true, columns };
            const text = format(makeReport(report), options);
            assert.ok(beginsAsOurs(beginning(text)), `${report}: ${text.slice(0, 400)}`);
          }
        }
      }
    });
  }
  it('the page of all protocols, and the text to pass on', () => {
    const texts = [
      ...[40, 80, 200].map((columns) => textFormat(makeAllReport(), { ...OPTIONS, columns })),
      ...REPORT_NAMES.flatMap((name) => Object.values(OWNER_OF_ROLE).map((owner) => tellText(makeReport(name), owner, null))),
      ...Object.values(OWNER_OF_ROLE).map((owner) => tellText(makeReport('expired'), owner, 40)),
    ];
    for (const text of texts) assert.ok(beginsAsOurs(beginning(text)), text.slice(0, 200));
    for (const foreign of ['To the customer: please call back\n', 'SMTP  settings of our office\n', 'OK  so far\n\nWhat next?\n'])
      assert.ok(!beginsAsOurs(foreign), foreign);
  });
  it('a line of batch, as JSON Lines and as CSV, and a plugin that could not check', () => {
    const line = jsonLine(makeReport('healthy'));
    for (const text of [line, `${line}\n`, csvHeader(), `${csvHeader()}"x"\n`, nagiosUnknown('no target'), ''])
      assert.ok(beginsAsOurs(beginning(text)), text.slice(0, 80));
    for (const text of [line, line.slice(0, 60), line.slice(0, 20), '']) assert.ok(beginsAsResults(beginning(text)));
    for (const text of [csvHeader(), 'mail.example.com\n', '{}\n', '{"schemaVersion":1}\n', '{"schema\n'])
      assert.ok(!beginsAsResults(text), text);
  });
  for (const json of [false, true]) {
    for (const words of ['535 5.7.8 wrong', 'ECONNREFUSED', 'nothing known about this']) {
      it(`an explanation of ${words} as ${json ? 'JSON' : 'text'}`, async () => {
        let text = '';
        const write = (piece: string, done?: () => void): boolean => {
          text += piece;
          done?.();
          return true;
        };
        const io = { stdout: { write }, stderr: { write }, stdin: Readable.from([]), env: {} };
        await runExplain({ words: [words], json, colour: false, columns: 80 }, io);
        assert.ok(beginsAsOurs(beginning(text)), text.slice(0, 200));
      });
    }
  }
  it('what was discovered', () => {
    const candidate = {
      protocol: 'imap',
      host: 'imap.example.com',
      port: 993,
      mode: 'tls',
      confidence: 'certain',
      source: 'srv',
      detail: '_imaps._tcp.example.com',
      usernameForm: null,
    } as const;
    const discovery = {
      domain: 'example.com',
      provider: null,
      candidates: [candidate],
      notes: [],
      oauth: [],
      unavailable: null,
      error: null,
      declined: [],
      mx: [],
    };
    for (const provider of [null, { name: 'Gmail' }]) {
      const given = { ...discovery, provider } as unknown as Parameters<typeof formatDiscovery>[0];
      const text = formatDiscovery(given, { style: makeStyle(false), columns: 80, verbose: false });
      assert.ok(beginsAsOurs(text), text);
    }
  });
});
