// A report in another language: its words translated, the English of the case beneath them, nothing lost and nothing added; the same
// verdict, and files that the next run knows as its own.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { print } from '../../../../src/cli/commands/check.ts';
import { findingPage, formatFinding } from '../../../../src/cli/commands/finding-page.ts';
import { checkScenario } from '../../../../src/cli/commands/lab.ts';
import { beginsAsOurs } from '../../../../src/cli/output/own-beginnings.ts';
import { FINDING_IDS, OWNER_OF_ROLE } from '../../../../src/model/finding.ts';
import type { Report } from '../../../../src/model/report.ts';
import { loadFormat } from '../../../../src/report/formats/index.ts';
import { tellText } from '../../../../src/report/formats/tell-text.ts';
import { displayWidth } from '../../../../src/report/formats/text-layout.ts';
import { makeStyle } from '../../../../src/report/formats/text-style.ts';
import { beginsInALanguage } from '../../../../src/report/languages/beginnings.ts';
import { LANGUAGE_CODES, loadLanguage } from '../../../../src/report/languages/index.ts';
import { translateFinding } from '../../../../src/report/languages/translated-finding.ts';
import { decisiveOf } from '../../../../src/report/tell.ts';
import { makeAllReport, makeReport, OPTIONS, REPORT_NAMES } from '../fixtures.ts';

const CODES = LANGUAGE_CODES.filter((code) => code !== 'en');
const unfolded = (text: string): string => text.replace(/\s+/g, ' ');
const silent = {
  write: (_text: string, done?: () => void): boolean => {
    done?.();
    return true;
  },
};
const ioWith = (env: Readonly<Record<string, string>>) =>
  ({ stdout: silent, stderr: silent, stdin: process.stdin, env }) as unknown as Parameters<typeof print>[2];
const PLAN = { strict: false, warnDays: null };

for (const code of CODES) {
  describe(`in ${code}`, async () => {
    const language = await loadLanguage(code);
    assert.ok(language !== null);
    const reports = [...REPORT_NAMES.map((name) => makeReport(name)), makeAllReport()];
    it('loses nothing of the decisive finding, in any format for people', async () => {
      for (const name of ['text', 'markdown'] as const) {
        const format = await loadFormat(name);
        for (const report of reports) {
          const finding = decisiveOf(report);
          if (finding === undefined) continue;
          const text = unfolded(format(report, { ...OPTIONS, verbose: true, columns: 200, language }));
          const { title } = translateFinding(language, report, finding);
          const plain = text.replace(/[\\`]/g, '');
          for (const piece of [title, language.owners[finding.owner], finding.title, finding.fix])
            assert.ok(plain.includes(unfolded(piece).replace(/[\\`]/g, '')), `${name} lacks ${piece}: ${text}`);
        }
      }
    });
    it('fits its columns', async () => {
      const format = await loadFormat('text');
      for (const report of reports) {
        for (const columns of [60, 80, 120]) {
          const lines: readonly string[] = format(report, { ...OPTIONS, columns, language }).split('\n');
          const tooLong = lines.filter(
            (line) => displayWidth(line) > columns && !/`|https?:|mailprobe check|\b\S{30,}/.test(line),
          );
          assert.deepEqual(tooLong, []);
        }
      }
    });
    it('lines up its protocols, however long its word for a verdict', async () => {
      const format = await loadFormat('text');
      const all = makeAllReport();
      const parts = (all.parts ?? []).map((part, at) => ({ ...part, verdict: at === 1 ? ('warn' as const) : ('ok' as const) }));
      const text = format({ ...all, parts }, { ...OPTIONS, columns: 120, language });
      const columns = [...text.matchAll(/^(?:SMTP|IMAP) +\S+ +(?=\d)/gm)].map(([start]) => displayWidth(start));
      assert.equal(columns.length, 2, text);
      assert.equal(new Set(columns).size, 1, text);
    });
    it('is known as ours to the next --output, and to no foreign text', async () => {
      for (const name of ['text', 'markdown', 'html'] as const) {
        const format = await loadFormat(name);
        for (const report of reports) {
          for (const options of [
            { columns: 40 },
            { columns: 80 },
            { columns: 80, quiet: true },
            { columns: 200, verbose: true, strict: true },
          ]) {
            const text = format(report, { ...OPTIONS, ...options, language });
            assert.ok(beginsAsOurs(text) || (await beginsInALanguage(text)), `${name}: ${text.slice(0, 300)}`);
          }
        }
      }
      for (const report of reports) {
        for (const owner of Object.values(OWNER_OF_ROLE))
          for (const columns of [null, 40])
            assert.ok(await beginsInALanguage(tellText(report, owner, columns, language)), `${owner} ${columns}`);
      }
      for (const id of FINDING_IDS.slice(0, 5)) {
        const page = formatFinding(await findingPage(id), makeStyle(false), 80, language);
        assert.ok(await beginsInALanguage(page), page);
      }
      const verdict = language.verdicts.fail;
      for (const foreign of [
        '',
        'notes\n',
        `${verdict}  x\n\nfoo bar\n`,
        `# ${verdict}: x\n`,
        `${language.addressees.you}: bitte zurückrufen\n`,
      ])
        assert.ok(!(await beginsInALanguage(foreign)), foreign);
    });
    it('says the same to each owner: to whom, or that there is nothing to do', () => {
      for (const report of reports) {
        for (const owner of Object.values(OWNER_OF_ROLE)) {
          const text = tellText(report, owner, null, language);
          assert.ok(text.startsWith(`${language.addressees[owner]}: `), text);
          assert.ok(!/[{}]|\[ | \]|undefined|null/.test(text.replace(/`[^`]*`/g, '')), text);
        }
      }
    });
    it('has words for every finding whatever is known of it', () => {
      const report = makeReport('expired');
      const [first] = report.findings;
      assert.ok(first !== undefined);
      for (const id of FINDING_IDS) {
        for (const owner of Object.values(OWNER_OF_ROLE)) {
          for (const endpoints of [[], first.endpoints]) {
            const { title, fix, commands } = translateFinding(language, report, {
              ...first,
              id,
              owner,
              endpoints,
              fix: 'Do `a b`.',
            });
            for (const text of [title, fix]) assert.ok(text !== '' && !/[{}[\]]|\s{2}/.test(text), `${id}: ${text}`);
            assert.deepEqual(commands, ['`a b`'], id);
          }
          assert.equal(translateFinding(language, report, { ...first, id, owner, fix: '' }).fix, '', id);
        }
      }
    });
  });
}

describe('what a program reads', () => {
  const report = makeReport('expired');
  const printed = async (options: object, env: Readonly<Record<string, string>> = {}): Promise<string> =>
    print({ plan: PLAN, report }, options, ioWith(env));
  it('stays as it is: nagios, junit and prometheus', async () => {
    for (const format of ['nagios', 'junit', 'prometheus'] as const)
      assert.equal(await printed({ format, lang: 'de' }), await printed({ format }));
  });
  it('has the words for people beside the English ones in JSON', async () => {
    const plain = JSON.parse(await printed({ format: 'json' })) as Report;
    assert.deepEqual(plain, JSON.parse(JSON.stringify(report)));
    const { lang, translated, ...rest } = JSON.parse(await printed({ json: true, lang: 'de' })) as Report;
    assert.deepEqual(rest, plain);
    assert.equal(lang, 'de');
    assert.equal(translated?.decisive?.id, report.findings[0]?.id);
    assert.match(translated?.decisive?.tell ?? '', /^An den Mail-Hoster: Am /);
    // A saved one that is shown in English again, or in German.
    const saved = { ...plain, lang: 'de', translated: { summary: 'alt', decisive: null } };
    const shown = async (options: object): Promise<Report> =>
      JSON.parse(await print({ plan: PLAN, report: saved }, { json: true, ...options }, ioWith({}))) as Report;
    assert.deepEqual(await shown({}), plain);
    assert.notEqual((await shown({ lang: 'de' })).translated?.summary, 'alt');
  });
  it('goes by the locale, and by --lang before it', async () => {
    const german = await printed({ lang: 'de' });
    const english = await printed({});
    assert.notEqual(german, english);
    assert.equal(await printed({}, { LANG: 'de_DE.UTF-8' }), german);
    assert.equal(await printed({ lang: 'en' }, { LANG: 'de_DE.UTF-8' }), english);
    assert.equal(await printed({}, { LANG: 'it_IT.UTF-8' }), english);
    assert.equal(await printed({}, { LANG: 'de_DE.UTF-8', LC_ALL: 'C' }), english);
  });
});

describe('the lab in German', () => {
  const shown = async (scenario: string, options: object = {}): Promise<string> => {
    const io = ioWith({});
    const report = await checkScenario(scenario, io, {});
    return unfolded(await print({ plan: PLAN, report }, { lang: 'de', ...options }, io));
  };
  it('an expired certificate', async () => {
    const text = await shown('expired-certificate');
    assert.match(
      text,
      /^FEHLER {0,2}mail\.lab\.test: Das Zertifikat \(oder ein Zwischenzertifikat\) auf Port [\d, und]+ ist abgelaufen\. /,
    );
    assert.match(text, / Befehle und Einstellungen: `certbot renew`\. Wer der Mail-Hoster \[cert-expired\] /);
    assert.match(
      text,
      / Melden An den Mail-Hoster: Am \d{4}-\d\d-\d\d um [\d:]+ \(UTC[^)]*\) wurde mail\.lab\.test \(127\.0\.0\.1\) auf Port /,
    );
    assert.match(text, / Einzelheiten auf Englisch: The certificate of mail\.lab\.test on /);
    assert.match(text, / Englisch Clients that verify certificates refuse to connect/);
  });
  it('SMTP AUTH that is switched off, to pass on', async () => {
    const text = await shown('smtp-auth-disabled', { for: 'provider' });
    assert.match(text, /^An den Administrator des Mandanten \(Tenant\): Am /);
    assert.match(text, / Antwort des Servers: „535 5\.7\.139 /);
    assert.match(text, /`Set-TransportConfig -SmtpClientAuthenticationDisabled \$false`/);
  });
  it('a server that works', async () => {
    const text = await shown('healthy');
    assert.match(text, /^OK mail\.lab\.test funktioniert über Port \d+ mit SSL\/TLS und nimmt die Anmeldung an\. /);
    assert.match(text, /Postausgangsserver mail\.lab\.test .*Verbindungssicherheit SSL\/TLS .*Passwort, normal \(PLAIN\)/);
  });
});
