// Files as they are met: recognised, read, judged without a packet, mended and read again; unchanged they stay the same to the
// byte; and the secret that is in each of them is in nothing that is said of it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { correctSettings, isMet } from '../../../src/settings/correct.ts';
import { applyEdits } from '../../../src/settings/entry.ts';
import { FORMATS } from '../../../src/settings/formats/index.ts';
import { readApplicationSettings, type SettingsReading } from '../../../src/settings/read-settings.ts';
import { revealFileSecret } from '../../../src/settings/resolve.ts';
import { SAMPLES, type Sample, SECRET } from './samples.ts';

const read = ({ file, text, client, part }: Sample): SettingsReading =>
  readApplicationSettings({ file, text, client: client ?? null, part: part ?? null });

describe('a file of an application', () => {
  for (const sample of SAMPLES) {
    const [format, host, port, mode] = sample.is;

    it(`${sample.name}: is read`, () => {
      const { settings } = read(sample);
      assert.deepEqual(
        [settings.format, settings.host?.value, settings.port?.value, settings.mode.value],
        [format, host, port, mode],
      );
    });

    it(`${sample.name}: what is said of it`, () => {
      const said = read(sample).traps.map(({ title }) => title);
      for (const pattern of sample.says ?? [])
        assert.ok(
          said.some((title) => pattern.test(title)),
          `${pattern} in ${said.join(' | ')}`,
        );
      for (const pattern of sample.silent ?? [])
        assert.ok(!said.some((title) => pattern.test(title)), `${pattern} in ${said.join(' | ')}`);
    });

    it(`${sample.name}: nothing said of it has the secret`, () => {
      const reading = read(sample);
      const { settings, traps } = reading;
      const [otherPort, otherMode] = sample.mend ?? [2526, 'starttls'];
      const correction = correctSettings(reading, { host: 'mx.example.org', port: otherPort, mode: otherMode });
      const said = JSON.stringify({ settings, traps, lines: correction?.lines, changes: correction?.changes });
      assert.ok(!said.includes(SECRET), said);
      if (sample.text.includes(SECRET) && settings.secret !== null)
        assert.ok(revealFileSecret(reading)?.reveal().includes(SECRET.slice(0, 7)));
    });

    it(`${sample.name}: each value written as it is changes no byte`, () => {
      const { entries, dialect, text } = read(sample);
      const plain = entries.filter(({ kind, value, loss }) => kind === 'text' && value !== null && loss === undefined);
      const edits = plain.map((entry) => ({
        start: entry.start,
        end: entry.end,
        text: dialect.literal(entry.value ?? '', entry, text),
      }));
      assert.equal(applyEdits(text, edits), text);
    });

    const { mend } = sample;
    if (mend === undefined) continue;
    it(`${sample.name}: is mended, and read again as that`, () => {
      const reading = read(sample);
      const [wantedPort, wantedMode, lines] = mend;
      const wanted = { host: reading.settings.host?.value ?? '', port: wantedPort, mode: wantedMode };
      const correction = correctSettings(reading, wanted);
      assert.ok(correction, 'nothing to write');
      if (lines.length > 0) assert.deepEqual([...correction.lines].sort(), [...lines].sort());
      const again = read({ ...sample, text: correction.text });
      assert.ok(isMet(again.settings, wanted), `${again.settings.port?.value} ${again.settings.mode.value}`);
      assert.equal(again.settings.user?.value, reading.settings.user?.value);
      assert.equal(revealFileSecret(again)?.reveal(), revealFileSecret(reading)?.reveal());
      assert.ok(!again.traps.some(({ isByPort }) => isByPort), 'mode and port still contradict each other');
    });
  }

  it('is there for every format but those whose settings are on a screen', () => {
    const sampled = new Set(SAMPLES.map(({ is: [format] }) => format));
    const missing = FORMATS.filter(({ id, hostElsewhere }) => !sampled.has(id) && hostElsewhere === undefined);
    assert.deepEqual(
      missing.map(({ id }) => id),
      [],
    );
  });
});

describe('what stands behind the #', () => {
  const both = 'MAIL_MAILER=smtp\nMAIL_HOST=a.example\nSMTP_HOST=b.example\nSMTP_PORT=587\n';
  const properties = 'mail.smtp.host=a.example\nmail.imap.host=b.example\nspring.mail.host=c.example\nspring.mail.port=25\n';
  const hostOf = (file: string, text: string, part: string | null): string =>
    readApplicationSettings({ file, text, part }).settings.host?.value ?? '';

  it('is a format, a part, or a part of a format', () => {
    const file = 'application.properties';
    assert.equal(hostOf(file, properties, 'jakarta-mail.imap'), 'b.example');
    assert.equal(hostOf(file, properties, 'jakarta-mail.smtp'), 'a.example');
    assert.equal(hostOf(file, properties, 'Spring-Boot'), 'c.example');
    assert.equal(hostOf('.env', both, 'generic-env.smtp'), 'b.example');
    assert.throws(() => hostOf(file, properties, 'jakarta-mail'), /put #jakarta-mail\.smtp, #jakarta-mail\.imap behind/);
    assert.throws(() => hostOf(file, properties, 'jakarta-mail.pop3'), /no part 'pop3'; there is #jakarta-mail\.smtp/);
  });

  it('names the format of what has no name and looks like nothing', () => {
    const text = 'account default\nhost a.example\nport 587\ntls on\n';
    assert.equal(readApplicationSettings({ file: 'stdin', text, part: 'msmtprc' }).settings.format, 'msmtprc');
    assert.equal(hostOf('notes.md', text, 'msmtprc'), 'a.example');
    assert.throws(() => hostOf('stdin', text, 'spring-boot'), /no mail settings of a known application/);
  });
});
