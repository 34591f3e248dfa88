// What the program says of forty faults, as people see it: test/snapshots/<scenario>.txt, on the usual ports, at 80 and at
// 160 columns, with the exit code, and then in what surrounds a mail host in the field. Read them after a change of words: MAILPROBE_UPDATE_SNAPSHOTS=1 node .build/test.mjs scenarios/snapshots
// writes them anew. Times, dates and ports are made the same at every run, before the page is laid out.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { judgeObservations } from '../../src/check/judge-observations.ts';
import { exitCode } from '../../src/cli/output/exit-code.ts';
import type { Lab } from '../../src/lab/lab.ts';
import type { Observations } from '../../src/model/observation.ts';
import type { Report } from '../../src/model/report.ts';
import { text } from '../../src/report/formats/text.ts';
import { runFresh } from '../support/fresh-program.ts';
import { notBuilt, run } from './support/built-program.ts';
import { playScenario } from './support/played-scenario.ts';
import { onStandardPorts, STANDARD_PORTS, SURROUNDINGS } from './support/standard-ports.ts';

process.env.TZ = 'UTC';

const FOLDER = new URL('../snapshots/', import.meta.url);
const IS_UPDATE = process.env.MAILPROBE_UPDATE_SNAPSHOTS === '1';

/** One of each kind of fault, and the healthy one to hold them against. */
const NAMES = [
  'healthy',
  'silent-port',
  'refused-greeting',
  'busy-greeting',
  'blocked-address',
  'rate-limited',
  'slow-greeting',
  'reset-after-greeting',
  'closed-at-ehlo',
  'masked-by-firewall',
  'http-on-port',
  'imap-on-port',
  'helo-only',
  'ehlo-name-rejected',
  'no-reverse-dns',
  'server-misconfigured',
  'no-starttls',
  'implicit-tls-on-starttls-port',
  'plaintext-on-tls-port',
  'starttls-refused',
  'old-tls-only',
  'no-shared-cipher',
  'client-certificate-required',
  'expired-certificate',
  'future-certificate',
  'expiring-certificate',
  'wrong-name',
  'self-signed',
  'untrusted-root',
  'missing-intermediate',
  'antivirus',
  'weak-key',
  'wrong-password',
  'app-password-required',
  'smtp-auth-disabled',
  'basic-auth-disabled',
  'account-locked',
  'oauth-only',
  'auth-over-plaintext',
  'imap-wrong-password',
  'terminal-escapes',
];

/** Run as a process too: what is laid out there is what is laid out here. */
const BUILT = ['healthy', 'blocked-address', 'http-on-port', 'expired-certificate', 'expiring-certificate', 'wrong-password'];

/** The text with the ports of the lab as the usual ones, and every time and date the same. */
function steady(input: string, ports: readonly (readonly [role: string, port: number])[]): string {
  const withPorts = ports.reduce(
    (text, [role, port]) => text.replaceAll(new RegExp(`\\b${port}\\b`, 'g'), String(STANDARD_PORTS[role] ?? 2_525)),
    input,
  );
  return withPorts
    .replace(/\d{4}-\d\d-\d\d(?:T[\d:.]+Z| \d\d:\d\d:\d\d| at \d\d:\d\d:\d\d)?/g, (time) =>
      time.includes('T')
        ? '2026-01-31T12:00:00.000Z'
        : time.replace(/\d{4}-\d\d-\d\d/, '2026-01-31').replace(/\d\d:\d\d:\d\d/, '12:00:00'),
    )
    .replace(/\b\d+(?:\.\d+)? m?s\b/g, '12 ms');
}

const steadyReport = (report: Report, lab: Lab): Report => ({
  ...(JSON.parse(steady(JSON.stringify(report), Object.entries(lab.ports))) as Report),
  durationMs: 12,
});

const at = (report: Report, columns: number): string =>
  text(report, { verbose: false, quiet: false, colour: false, columns, strict: false, warnDays: 30 });

const STRICT = { strict: false, nagios: false };

/** The page as it is on the usual ports, and in every surrounding that fits. */
async function pictureOf(name: string): Promise<string> {
  const { lab, checked } = await playScenario(name);
  const plan = onStandardPorts(checked.plan, lab);
  const seen = onStandardPorts(checked.observations, lab);
  const reportOf = (observations: Observations): Report => steadyReport(judgeObservations(plan, observations).report, lab);
  const report = reportOf(seen);
  const pages = [80, 160].map((columns) => `--- ${columns} columns\n${at(report, columns)}`);
  const surrounded = SURROUNDINGS.flatMap(({ name, around }) => {
    const observations = around(seen, plan.protocol);
    if (observations === null) return [];
    const other = reportOf(observations);
    return [`--- ${name}: exit code ${exitCode(other, STRICT)}\n${at(other, 80)}`];
  });
  const title = `${name}: ${lab.scenario.title}\nexit code ${exitCode(report, STRICT)}\n`;
  return [title, ...pages, ...surrounded].join('\n');
}

/** On the ports that the lab happened to get: what the built program has to print for such a run. */
async function pageOnItsPorts(name: string, columns: number): Promise<string> {
  const { lab, checked } = await playScenario(name);
  return at(steadyReport(checked.report, lab), columns);
}

/**
 * OpenSSL's level 2, which came with Node 24, refuses keys under 2,048 bits, where level 1 takes them. The page says which
 * of it was met, so it has two pictures.
 */
const REFUSED_AT_LEVEL_2 = ['weak-key'];
const isLevel2 = Number.parseInt(process.versions.node, 10) >= 24;
const pictureName = (name: string, level2: boolean): string =>
  level2 && REFUSED_AT_LEVEL_2.includes(name) ? `${name}.refused` : name;

const pathOf = (name: string): URL => new URL(`${pictureName(name, isLevel2)}.txt`, FOLDER);

describe('the page of each fault', { concurrency: true }, () => {
  for (const name of NAMES) {
    it(name, async () => {
      const picture = await pictureOf(name);
      if (IS_UPDATE) {
        mkdirSync(FOLDER, { recursive: true });
        writeFileSync(pathOf(name), picture);
      }
      assert.ok(existsSync(pathOf(name)), `${name}.txt is wanting: MAILPROBE_UPDATE_SNAPSHOTS=1 writes it`);
      assert.equal(picture, readFileSync(pathOf(name), 'utf8'));
      const lines = picture.slice(picture.indexOf('--- 80'), picture.indexOf('--- 160')).trimEnd().split('\n').slice(1);
      assert.ok(lines.length <= 24, `${lines.length} lines at 80 columns`);
    });
  }

  it('has no file of a scenario that is not looked at', () => {
    const wanted = new Set([false, true].flatMap((level2) => NAMES.map((name) => `${pictureName(name, level2)}.txt`)));
    assert.deepEqual(readdirSync(FOLDER).sort(), [...wanted].sort());
  });
});

/** What is wrong in any sentence: the number, a full stop twice, a kind of apostrophe that no other sentence has. */
const BAD_ENGLISH = [
  /(?<!\b(?:to|on) )\bports [\d, and]+ (?:is|has|gives|answers|offers|refuses|speaks|works|takes)\b/i,
  /\bport \d+ (?:are|have|give|answer|offer|refuse|speak|work|take)\b/i,
  /[^.]\.\.(?!\.)/,
  /[\u2018\u2019\u201c\u201d]/,
  /\b(?:FAIL|OK|WARNING) {2}Mail\.lab\.test/,
  /\b1 (?:days|ports|minutes|seconds)\b/,
  /\b(?:at the door|at the stage)\b/,
];

describe('the sentences of the pages', { skip: IS_UPDATE }, () => {
  for (const name of NAMES) {
    it(name, () => {
      const sentences = readFileSync(pathOf(name), 'utf8').replace(/\s+/g, ' ');
      for (const bad of BAD_ENGLISH) assert.doesNotMatch(sentences, bad);
    });
  }
});

/** Without what the width and the number of a port's digits decide: line ends, the ports of a command to type, the remark behind it. */
const flat = (page: string): string =>
  page
    .replace(/ --port [\d,]+ -v/, ' -v')
    .replace(/ {2}# [^\n]*/, '')
    // Where a line ends there is no dot.
    .replaceAll(' · ', ' ')
    .replace(/\s+/g, ' ')
    .trim();

describe('the page as the program prints it', { skip: notBuilt, concurrency: 2 }, () => {
  for (const name of BUILT) {
    for (const columns of [80, 160]) {
      it(`${name} at ${columns} columns`, { skip: IS_UPDATE }, async () => {
        // The others are laid out by the same command, without a process.
        const { stdout, stderr, code } = await (name === 'healthy' ? run : runFresh)(['lab', name], {
          env: { TZ: 'UTC', COLUMNS: String(columns) },
        });
        const [, places = ''] = /\(([^()]* \d+\.\d+\.\d+\.\d+:\d+)\)\n/.exec(stderr) ?? [];
        const ports = [...places.matchAll(/(\w+) [\d.]+:(\d+)/g)].map(([, role = '', port]) => [role, Number(port)] as const);
        assert.ok(ports.length > 0, stderr);
        const picture = readFileSync(pathOf(name), 'utf8');
        assert.match(picture, new RegExp(`^exit code ${code}$`, 'm'));
        const page = await pageOnItsPorts(name, columns);
        assert.equal(flat(steady(stdout, ports)), flat(page));
        for (const line of stdout.split('\n')) assert.ok(line.length <= columns || /^Next |`|https:/.test(line), line);
      });
    }
  }
});
