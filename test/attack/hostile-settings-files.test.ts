// A settings file is somebody else's: it may be large, deep, binary, in another encoding, or made to grow when it is read. It
// ends in settings or in one line of complaint, never in a stack, and in time that grows with its length.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UsageError } from '../../src/model/usage-error.ts';
import { decodeFile, encodeFile } from '../../src/settings/file-text.ts';
import { readApplicationSettings } from '../../src/settings/read-settings.ts';

const MIB = 1_048_576;

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

const pieces = (piece: string, length = MIB / 16): string => piece.repeat(Math.ceil(length / piece.length));

const HOSTILE: Readonly<Record<string, string>> = {
  'a line of a mebibyte': pieces('mail', MIB),
  'a value of a mebibyte': `SMTP_HOST=${pieces('b', MIB)}\n`,
  'quotes that nobody closes': pieces('a="b\n', MIB / 16),
  'one quote that nobody closes': `a = "${pieces('\\"')}`,
  'single quotes': pieces("'"),
  backslashes: `a=${pieces('\\')}\nb=1\n`,
  'lines that go on': pieces('a=b\\\n'),
  dollars: `MAIL_HOST=${pieces('${')}`,
  'hashes and spaces': `MAIL_HOST=${pieces(' #')}`,
  'brackets in brackets': pieces('['),
  'braces in braces': pieces('{"a":'),
  'a chain of names': `${pieces('a.')}b = 1`,
  'a chain of arrows': `<?php $${pieces('a->')}b = 1;`,
  'elements in elements': pieces('<a>'),
  'attributes without end': `<a ${pieces('b="c" ')}`,
  'a name of a mebibyte over many': `${'n'.repeat(MIB / 8)}:\n${pieces('  k: v\n', MIB / 16)}`,
  'a section of a mebibyte over many': `[${'n'.repeat(MIB / 8)}]\n${pieces('k = v\n', MIB / 16)}`,
  'an element of a mebibyte over many': `<${'n'.repeat(MIB / 16)}>${pieces('<k v="1"/>', MIB / 16)}</${'n'.repeat(MIB / 16)}>`,
  'dashes of a list': pieces('- '),
  colons: pieces(':a'),
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
};

describe('a hostile settings file', () => {
  for (const [what, text] of Object.entries(HOSTILE)) {
    it(`${what}: settings, or one line`, { timeout: 60_000 }, () => {
      for (const name of NAMES) outcome(name, `${text}\n# mail`);
    });
  }

  it('expands no entity and follows no alias of an alias', () => {
    assert.equal(outcome('web.config', HOSTILE['a bomb of entities'] ?? ''), 'refused');
    assert.equal(outcome('web.config', HOSTILE['an entity from a file'] ?? ''), 'refused');
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
