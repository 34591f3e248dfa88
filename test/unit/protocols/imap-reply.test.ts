import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isTelling, parseImapCapabilities, takesLiteralAtOnce } from '../../../src/protocols/imap/capabilities.ts';
import { loginLines } from '../../../src/protocols/imap/login-arguments.ts';
import {
  capabilityCode,
  literalLength,
  makeImapReply,
  parseImapResponse,
  responseCode,
  type StatusResponse,
} from '../../../src/protocols/imap/reply.ts';

const status = (tag: string | null, word: StatusResponse['status'], text: string): StatusResponse => ({
  kind: 'status',
  tag,
  status: word,
  text,
});

describe('IMAP response', () => {
  const good = (line: string, expected: unknown) =>
    it(JSON.stringify(line), () => assert.deepEqual(parseImapResponse(line), expected));
  const bad = (line: string) => it(`${JSON.stringify(line)} is none`, () => assert.equal(parseImapResponse(line), null));

  good('* OK Dovecot ready.', status(null, 'OK', 'Dovecot ready.'));
  good('* ok ready', status(null, 'OK', 'ready'));
  good('* OK', status(null, 'OK', ''));
  good('* PREAUTH hello', status(null, 'PREAUTH', 'hello'));
  good('* BYE [UNAVAILABLE] busy', status(null, 'BYE', '[UNAVAILABLE] busy'));
  good('a1 NO [ALERT] no', status('a1', 'NO', '[ALERT] no'));
  good('a1 BAD', status('a1', 'BAD', ''));
  good('* CAPABILITY IMAP4rev1', { kind: 'data', name: 'CAPABILITY', text: 'IMAP4rev1' });
  good('* capability IMAP4', { kind: 'data', name: 'CAPABILITY', text: 'IMAP4' });
  good('* 5 EXISTS', { kind: 'data', name: 'EXISTS', text: '' });
  good('* ID NIL', { kind: 'data', name: 'ID', text: 'NIL' });
  good('+ cGFzcw==', { kind: 'continuation', text: 'cGFzcw==' });
  good('+ ', { kind: 'continuation', text: '' });
  good('+', { kind: 'continuation', text: '' });
  bad('+OK POP3 ready');
  bad('220 mail.example.com ESMTP');
  bad('HTTP/1.1 400 Bad Request');
  bad('SSH-2.0-OpenSSH_9.6');
  bad('a1 BYE tagged');
  bad('a1 PREAUTH tagged');
  bad('a1 OKAY');
  bad('');
  bad('*');
  bad('\\x15\\x03\\x01');
});

describe('IMAP literal', () => {
  const rows: [string, number | null][] = [
    ['* ID ("name" {5}', 5],
    ['* ID ("name" {5+}', 5],
    ['* X ~{0}', 0],
    ['* 1 FETCH (BODY[] {4294967295}', 4294967295],
    ['* OK what is {5}', null],
    ['a1 NO {5}', null],
    ['+ {5}', null],
    ['* ID {5} ', null],
    ['* ID {x}', null],
    ['* ID {}', null],
  ];
  for (const [line, bytes] of rows) it(JSON.stringify(line), () => assert.equal(literalLength(line), bytes));
});

describe('IMAP response code', () => {
  const rows: [string, [string, string, string] | null][] = [
    ['[AUTHENTICATIONFAILED] Invalid', ['AUTHENTICATIONFAILED', '', 'Invalid']],
    ['[alert] x', ['ALERT', '', 'x']],
    ['[WEBALERT https://accounts.example.com/x] Web login', ['WEBALERT', 'https://accounts.example.com/x', 'Web login']],
    ['[CAPABILITY IMAP4rev1 IDLE]', ['CAPABILITY', 'IMAP4rev1 IDLE', '']],
    ['[UNAVAILABLE]glued', ['UNAVAILABLE', '', 'glued']],
    ['[UNAVAILABLE no end', null],
    ['no [CODE]', null],
    ['[***] masked', null],
    ['[]', null],
  ];
  for (const [text, expected] of rows)
    it(JSON.stringify(text), () => {
      const code = responseCode(text);
      assert.deepEqual(code && [code.name, code.args, code.rest], expected);
    });

  it('a capability list is no word about the reply', () => {
    const greeting = status(null, 'OK', '[CAPABILITY IMAP4rev1 AUTH=PLAIN] Dovecot ready.');
    assert.deepEqual(capabilityCode(greeting), ['IMAP4rev1', 'AUTH=PLAIN']);
    assert.deepEqual(makeImapReply(greeting, []), { code: null, enhanced: null, lines: ['Dovecot ready.'], status: 'OK' });
    assert.equal(capabilityCode(status(null, 'OK', '[CAPABILITY IMAP4rev1')), null);
  });

  it('what was said on the way follows the verdict', () => {
    const web = status(null, 'NO', '[WEBALERT https://x.test/] Web login required.');
    assert.deepEqual(makeImapReply(status('a1', 'NO', 'Failure'), [web]), {
      code: null,
      enhanced: 'WEBALERT',
      lines: ['Failure', '[WEBALERT https://x.test/] Web login required.'],
      status: 'NO',
    });
    assert.equal(makeImapReply(status('a1', 'NO', '[ALERT] Failure'), [web]).enhanced, 'ALERT');
  });
});

describe('IMAP capabilities', () => {
  const rows: [string, string[], string[], boolean][] = [
    ['IMAP4rev1 STARTTLS LOGINDISABLED', [], [], true],
    ['IMAP4rev1', [], ['LOGIN'], false],
    ['IMAP4rev1 AUTH=PLAIN', ['PLAIN'], ['LOGIN'], false],
    ['IMAP4rev1 AUTH=PLAIN AUTH=LOGIN', ['PLAIN', 'LOGIN'], [], false],
    ['imap4rev1 auth=plain auth=PLAIN starttls', ['PLAIN'], ['LOGIN'], true],
    ['IMAP4rev1 AUTH=XOAUTH2 AUTH=OAUTHBEARER', ['XOAUTH2', 'OAUTHBEARER'], ['(LOGIN)'], false],
    ['IMAP4rev1 AUTH=GSSAPI', ['GSSAPI'], ['LOGIN'], false],
    ['IMAP4rev1 AUTH=', [], ['LOGIN'], false],
    ['IMAP4rev1 AUTH=\\x1b[31m XSTARTTLS', [], ['LOGIN'], false],
  ];
  for (const [said, mechanisms, commands, offersStartTls] of rows)
    it(said, () => {
      const seen = parseImapCapabilities(said.split(' '), false);
      const names = seen.loginCommands.map(({ name, onlyByName }) => (onlyByName ? `(${name})` : name));
      assert.deepEqual([seen.mechanisms, names, seen.offersStartTls], [mechanisms, commands, offersStartTls]);
      assert.deepEqual(seen.keywords, said.split(' '));
    });

  it('after PREAUTH neither a login nor STARTTLS is possible', () => {
    const seen = parseImapCapabilities(['IMAP4rev1', 'STARTTLS', 'AUTH=PLAIN'], true);
    assert.deepEqual([seen.mechanisms, seen.loginCommands, seen.offersStartTls], [[], [], false]);
  });

  const telling: [string, boolean][] = [
    ['IMAP4rev1 AUTH=PLAIN', true],
    ['IMAP4rev1 StartTLS LoginDisabled', true],
    ['IMAP4rev1 STARTTLS', false],
    ['IMAP4rev1 ID IDLE', false],
  ];
  for (const [said, expected] of telling)
    it(`${said} ${expected ? 'saves' : 'does not save'} the question`, () => assert.equal(isTelling(said.split(' ')), expected));

  it('literals without leave: LITERAL+ always, LITERAL- and IMAP4rev2 up to 4096 bytes', () => {
    const takes = (keyword: string, bytes: number): boolean => takesLiteralAtOnce(new Set([keyword]), bytes);
    assert.deepEqual([takes('LITERAL+', 9999), takes('LITERAL-', 4096), takes('LITERAL-', 4097)], [true, true, false]);
    assert.deepEqual([takes('IMAP4REV2', 5), takes('IMAP4REV1', 5)], [true, false]);
  });
});

describe('IMAP LOGIN arguments', () => {
  const lines = (user: string, password: string, atOnce: boolean): string[] => {
    const { before, last } = loginLines('a1', user, password, () => atOnce);
    return [...before.map(({ line, waits }) => (waits ? `${line} …` : line)), last.line];
  };
  const rows: [string, string, boolean, string[]][] = [
    ['me@example.com', 'secret', false, ['a1 LOGIN "me@example.com" "secret"']],
    ['me', 'q"u\\o te', false, ['a1 LOGIN "me" "q\\"u\\\\o te"']],
    ['NIL', '{5}', false, ['a1 LOGIN "NIL" "{5}"']],
    ['', '', false, ['a1 LOGIN "" ""']],
    ['me', 'pässw', false, ['a1 LOGIN "me" {6} …', 'pässw']],
    ['me', 'pässw', true, ['a1 LOGIN "me" {6+}', 'pässw']],
    ['jörg', 'ü', false, ['a1 LOGIN {5} …', 'jörg {2} …', 'ü']],
    ['jörg', 'plain', false, ['a1 LOGIN {5} …', 'jörg "plain"']],
    ['me', 'a\r\na2 NOOP', true, ['a1 LOGIN "me" {10+}', 'a\r\na2 NOOP']],
    ['me', 'tab\there', true, ['a1 LOGIN "me" {8+}', 'tab\there']],
  ];
  for (const [user, password, atOnce, expected] of rows)
    it(JSON.stringify([user, password, atOnce]), () => assert.deepEqual(lines(user, password, atOnce), expected));

  it('the transcript shows the name, and of the password not even its length', () => {
    const { before, last } = loginLines('a1', 'jörg\u001b', 'pässwörd', () => false);
    assert.deepEqual(
      [...before, last].map(({ shown }) => shown),
      ['a1 LOGIN {6}', 'jörg\\x1b {***}', '***'],
    );
  });
});
