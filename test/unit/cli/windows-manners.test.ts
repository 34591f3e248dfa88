// What is other on Windows, by tables that every system reads: names of devices, signals, the shell, paths.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isNullDevice, refusedDevice } from '../../../src/cli/output/device-names.ts';
import { END_SIGNALS, INTERRUPT_SIGNALS, signalsOf } from '../../../src/cli/terminal/signals.ts';
import { checkOf, quoteForShell, shellCommand } from '../../../src/cli/wizard/command-line.ts';
import { parseLoginReference } from '../../../src/mcp/named-logins.ts';
import { UsageError } from '../../../src/model/usage-error.ts';
import { readTypedTarget } from '../../../src/request/typed-target.ts';

describe('names of devices on Windows', () => {
  const rows: readonly (readonly [path: string, kind: 'null' | 'refused' | 'file'])[] = [
    ['NUL', 'null'],
    ['nul', 'null'],
    ['NUL:', 'null'],
    ['\\\\.\\NUL', 'null'],
    ['\\\\?\\nul', 'null'],
    ['C:\\out\\NUL', 'null'],
    ['out/nul', 'null'],
    ['nul.txt', 'refused'],
    ['CON', 'refused'],
    ['con.json', 'refused'],
    ['C:\\out\\aux.json', 'refused'],
    ['PRN:', 'refused'],
    ['COM1', 'refused'],
    ['com9.csv', 'refused'],
    ['LPT³', 'refused'],
    ['CONOUT$', 'refused'],
    ['\\\\.\\COM12', 'refused'],
    ['\\\\.\\PhysicalDrive0', 'refused'],
    ['\\\\.\\C:', 'refused'],
    ['\\\\.\\pipe\\mail', 'file'],
    ['\\\\srv\\share\\r.json', 'file'],
    ['\\\\?\\C:\\r.json', 'file'],
    ['C:\\r.json', 'file'],
    ['console.json', 'file'],
    ['null', 'file'],
    ['com.json', 'file'],
    ['COM10.json', 'file'],
    ['nul\\r.json', 'file'],
  ];
  for (const [path, kind] of rows)
    it(path, () => {
      assert.equal(isNullDevice(path, 'win32'), kind === 'null');
      assert.equal(refusedDevice(path, 'win32') !== null, kind === 'refused');
      assert.deepEqual([isNullDevice(path, 'linux'), refusedDevice(path, 'linux')], [false, null]);
    });
});

describe('signals', () => {
  it('are those that a system has: Ctrl-Break, and a closed console, which Windows ends soon after in any case', () => {
    assert.deepEqual(signalsOf(INTERRUPT_SIGNALS, 'linux'), ['SIGINT', 'SIGTERM']);
    assert.deepEqual(signalsOf(INTERRUPT_SIGNALS, 'win32'), ['SIGINT', 'SIGTERM', 'SIGBREAK']);
    assert.deepEqual(signalsOf(END_SIGNALS, 'darwin'), ['SIGINT', 'SIGTERM']);
    assert.deepEqual(signalsOf(END_SIGNALS, 'win32'), ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP']);
  });
});

describe("the wizard's command line on Windows", () => {
  const rows: readonly (readonly [word: string, quoted: string])[] = [
    ['smtp.example.com', 'smtp.example.com'],
    ['C:\\mail\\appsettings.json', 'C:\\mail\\appsettings.json'],
    ['C:\\my app\\web.config#net', '"C:\\my app\\web.config#net"'],
    ["o'hara", `"o'hara"`],
    ['[2001:db8::1]:465', '"[2001:db8::1]:465"'],
    ['müller@example.com', '"müller@example.com"'],
    ['a&b', '"a&b"'],
    // Behind a closing quote a lone backslash would escape it (CommandLineToArgvW).
    ['C:\\my app\\', '"C:\\my app\\\\"'],
    ['a"b c', '"a\\"b c"'],
    ['', '""'],
  ];
  for (const [word, quoted] of rows) it(quoted, () => assert.equal(quoteForShell(word, 'win32'), quoted));

  it('is one line: cmd and PowerShell go on in different ways', () => {
    const answers = { ...checkOf(''), config: 'C:\\my app\\.env', client: 'mailkit', settingsFor: 'nodemailer', fileLogin: true };
    assert.deepEqual(shellCommand(answers, 40, 'win32'), [
      'mailprobe check --config "C:\\my app\\.env" --login --client mailkit --settings-for nodemailer',
    ]);
  });
});

describe('paths with a drive', () => {
  for (const path of ['C:\\lists\\hosts.txt', 'c:/lists/hosts.txt', '\\\\srv\\share\\hosts.txt', 'D:\\Jörg Müller\\hosts'])
    it(`${path} is taken for no host and no scheme`, () =>
      assert.throws(
        () => readTypedTarget(path),
        (error) =>
          error instanceof UsageError &&
          /is the path of a file/.test(error.message) &&
          // What begins as a share's name may be anything.
          error.message.includes(path) === !path.startsWith('\\\\'),
      ));

  it('a secret may be in a file on one', () => {
    const { source } = parseLoginReference('work=alice@example.com:file:C:\\secrets\\pw.txt');
    assert.equal(source, 'C:\\secrets\\pw.txt');
  });
});
