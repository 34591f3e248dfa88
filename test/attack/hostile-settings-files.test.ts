// A settings file is somebody else's: it may be large, deep, binary, in another encoding, or made to grow when it is read. It
// ends in settings or in one line of complaint, never in a stack, and in time that grows with its length.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UsageError } from '../../src/model/usage-error.ts';
import { decodeFile, encodeFile } from '../../src/settings/file-text.ts';
import { readApplicationSettings } from '../../src/settings/read-settings.ts';
import { cpuMsOf, fasterGrowth } from '../support/growth.ts';
import { sized } from '../support/test-size.ts';

/** Settings, or one line that says why not. */
function outcome(file: string, text: string): string {
  try {
    const { settings } = readApplicationSettings({ text, file });
    return `${settings.format} ${settings.host?.value}`;
  } catch (error) {
    assert.ok(error instanceof UsageError, `${error}`);
    assert.ok(!error.message.includes('\n') && error.message.length < 400, error.message.slice(0, 500));
    return 'refused';
  }
}

/** Names whose files are read by every dialect that there is. */
const NAMES = [
  '.env',
  'application.properties',
  'grafana.ini',
  'alertmanager.yml',
  'docker-compose.yml',
  'appsettings.json',
  'web.config',
  'config.php',
  'gitlab.rb',
  'settings.py',
  'mailer.js',
  '.msmtprc',
  'main.cf',
  'what-is-this.txt',
];

const pieces = (piece: string, length: number): string => piece.repeat(Math.ceil(length / piece.length));
const few = (piece: string, mib: number): string => pieces(piece, mib / 16);

/** `mib`: as many characters as the largest has. */
const hostile = (mib: number): Readonly<Record<string, string>> => ({
  'a line of a mebibyte': pieces('mail', mib),
  'a value of a mebibyte': `SMTP_HOST=${pieces('b', mib)}\n`,
  'quotes that nobody closes': few('a="b\n', mib),
  'one quote that nobody closes': `a = "${few('\\"', mib)}`,
  'single quotes': few("'", mib),
  backslashes: `a=${few('\\', mib)}\nb=1\n`,
  'lines that go on': few('a=b\\\n', mib),
  dollars: `MAIL_HOST=${few('${', mib)}`,
  'hashes and spaces': `MAIL_HOST=${few(' #', mib)}`,
  'brackets in brackets': few('[', mib),
  'braces in braces': few('{"a":', mib),
  'a chain of names': `${few('a.', mib)}b = 1`,
  'a chain of arrows': `<?php $${few('a->', mib)}b = 1;`,
  'elements in elements': few('<a>', mib),
  'attributes without end': `<a ${few('b="c" ', mib)}`,
  'a name of a mebibyte over many': `${'n'.repeat(mib / 8)}:\n${few('  k: v\n', mib)}`,
  'a section of a mebibyte over many': `[${'n'.repeat(mib / 8)}]\n${few('k = v\n', mib)}`,
  'an element of a mebibyte over many': `<${'n'.repeat(mib / 16)}>${few('<k v="1"/>', mib)}</${'n'.repeat(mib / 16)}>`,
  'dashes of a list': few('- ', mib),
  colons: few(':a', mib),
  'mail in a key': `${pieces('mail', 400)}.${pieces('smtp_', 200)} = 1\n`,
  'keys made of what patterns look for': `${pieces('SMTP_MAIL_', 480)}HOST=x\n`,
  'a bomb of entities':
    '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]><configuration><system.net><mailSettings><smtp><network host="&d;"/></smtp></mailSettings></system.net></configuration>',
  'an entity from a file':
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><configuration><system.net><mailSettings><smtp><network host="&b;"/></smtp></mailSettings></system.net></configuration>',
  'a bomb of aliases': `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
    .split('')
    .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[at]}`).join(',')}]`)
    .join('\n')}\n`,
  'an alias of itself': 'a: &a\n  b: *a\n  <<: *a\n',
  'control characters': Array.from({ length: 32 }, (_one, code) => `SMTP_HOST=${String.fromCharCode(code + 1)}x\n`).join(''),
});

describe('a hostile settings file', () => {
  const LARGEST = sized(1_048_576 / 8, 1_048_576);
  for (const what of Object.keys(hostile(1_024))) {
    it(`${what}: settings, or one line, and in time that grows with the length`, () => {
      const texts = new Map([LARGEST / 8, LARGEST].map((size) => [size, `${hostile(size)[what]}\n# mail`]));
      for (const name of NAMES) {
        const timeAt = (size: number): number => cpuMsOf((text) => outcome(name, text), texts.get(size) ?? '');
        assert.equal(fasterGrowth(timeAt, LARGEST), null, name);
      }
    });
  }

  it('expands no entity and follows no alias of an alias', () => {
    assert.equal(outcome('web.config', hostile(1_024)['a bomb of entities'] ?? ''), 'refused');
    assert.equal(outcome('web.config', hostile(1_024)['an entity from a file'] ?? ''), 'refused');
  });

  it('is read in part where a later part is broken', () => {
    const text = 'global:\n  smtp_smarthost: "smtp.example.com:587"\nroute: [\n';
    assert.equal(outcome('alertmanager.yml', text), 'alertmanager smtp.example.com');
  });

  it('may begin with a byte order mark and end its lines in CR LF', () => {
    assert.equal(outcome('.env', '\uFEFFMAIL_MAILER=smtp\r\nMAIL_HOST=smtp.example.com\r\n'), 'laravel smtp.example.com');
    assert.equal(
      outcome('grafana.ini', '\uFEFF[smtp]\r\nfrom_address = a@example.com\r\nhost = smtp.example.com:25\r\n'),
      'grafana smtp.example.com',
    );
    assert.equal(
      outcome('appsettings.json', '\uFEFF{"Smtp":{"Host":"smtp.example.com","Port":25}}'),
      'appsettings-mailkit smtp.example.com',
    );
    assert.equal(
      outcome(
        'web.config',
        '\uFEFF<configuration>\r\n<system.net><mailSettings><smtp>\r\n<network host="smtp.example.com"/></smtp></mailSettings></system.net></configuration>',
      ),
      'dotnet-mailsettings smtp.example.com',
    );
    assert.equal(
      outcome('alertmanager.yml', '\uFEFFglobal:\r\n  smtp_smarthost: smtp.example.com:587\r\n'),
      'alertmanager smtp.example.com',
    );
    assert.equal(
      outcome('config.php', "\uFEFF<?php\r\n$CONFIG = array (\r\n'mail_smtphost' => 'smtp.example.com',\r\n);"),
      'nextcloud smtp.example.com',
    );
  });

  it('keeps its bytes in Latin-1, too', () => {
    const bytes = Buffer.from('# \xfcber\nMAIL_MAILER=smtp\nMAIL_HOST=smtp.example.com\n', 'latin1');
    const file = decodeFile(bytes, '--config');
    assert.equal(file.encoding, 'latin1');
    assert.deepEqual(encodeFile(file), bytes);
    assert.equal(outcome('.env', file.text), 'laravel smtp.example.com');
    const marked = Buffer.from('\uFEFFa=1\r\n');
    assert.deepEqual(encodeFile(decodeFile(marked, '--config')), marked);
  });

  it('is refused where it is no text', () => {
    for (const bytes of [Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]), Buffer.from('\uFEFFa', 'utf16le'), Buffer.alloc(100)])
      assert.throws(() => decodeFile(bytes, '--config'), UsageError);
  });
});
