// What operating systems say of sockets and names: Unix and Windows, each in their languages.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findInRegistries } from '../../../../src/knowledge/registries/index.ts';
import { NAME_RESOLUTION } from '../../../../src/knowledge/registries/name-resolution.ts';
import { POSIX_ERRNO } from '../../../../src/knowledge/registries/posix-errno.ts';
import type { Registry } from '../../../../src/knowledge/registries/registry.ts';
import { WINSOCK } from '../../../../src/knowledge/registries/winsock.ts';
import { codesIn, hears, holdsRegistry } from './literal-forms.ts';

/** Sentences without a number, one a language and wording: twelve beside English. */
const ENOUGH_SENTENCES = 13;
const sentencesOf = (registry: Registry, code: string): number =>
  registry.entries
    .find((entry) => entry.code === code)
    ?.forms.filter((form) => !/\d/.test(form) && form !== code && !form.startsWith('SocketError')).length ?? 0;
const hasLanguages = (registry: Registry, ...codes: readonly string[]): void => {
  for (const code of codes) {
    const sentences = sentencesOf(registry, code);
    assert.ok(sentences >= ENOUGH_SENTENCES, `${code}: ${sentences}`);
  }
};

describe('POSIX socket errors', () => {
  it('are those of POSIX and Linux', () => assert.equal(POSIX_ERRNO.entries.length, 35));
  it('are there in at least 12 other languages', () => {
    hasLanguages(POSIX_ERRNO, 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENETUNREACH', 'EHOSTUNREACH');
  });
  holdsRegistry(POSIX_ERRNO, (form) => `sendmail ~ ${form} ~ `);
  hears(POSIX_ERRNO, [
    ["Error: connect ECONNREFUSED 127.0.0.1:587 { errno: -111, code: 'ECONNREFUSED', syscall: 'connect' }", 'ECONNREFUSED'],
    ['ConnectionRefusedError: [Errno 111] Connection refused', 'ECONNREFUSED'],
    ['ConnectionRefusedError: [Errno 61] Connection refused', 'ECONNREFUSED'],
    ['fsockopen(): Unable to connect to ssl://smtp.example.com:465 (Connection timed out)', 'ETIMEDOUT'],
    ['OSError: [Errno 101] Network is unreachable', 'ENETUNREACH'],
    ['connect to mx.example.net[2001:db8::25]:25: Network is unreachable', 'ENETUNREACH'],
    ['Verbindungsaufbau abgelehnt', 'ECONNREFUSED'],
    ['dial tcp 192.0.2.1:25: connect: no route to host', 'EHOSTUNREACH'],
    ['Connection refused (os error 111)', 'ECONNREFUSED'],
    ['连接 mail.example.com：拒绝连接', 'ECONNREFUSED'],
    ['エラー: 接続がタイムアウトしました。', 'ETIMEDOUT'],
    ['Postfix: connect: Permission denied', 'EACCES'],
    ['open /etc/postfix/main.cf: Permission denied'],
  ]);
});

describe('name resolution', () => {
  it('is there in at least 12 other languages', () => {
    hasLanguages(NAME_RESOLUTION, 'EAI_NONAME', 'EAI_AGAIN');
  });
  it('has what RFC 3493 and glibc have of getaddrinfo', () => {
    const codes = new Set(NAME_RESOLUTION.entries.map(({ code }) => code));
    for (const name of [
      'AGAIN',
      'BADFLAGS',
      'FAIL',
      'FAMILY',
      'MEMORY',
      'NONAME',
      'SERVICE',
      'SOCKTYPE',
      'SYSTEM',
      'OVERFLOW',
      'NODATA',
      'ADDRFAMILY',
    ])
      assert.ok(codes.has(`EAI_${name}`), name);
  });
  holdsRegistry(NAME_RESOLUTION, (form) => `resolver ~ ${form} ~ `);
  hears(NAME_RESOLUTION, [
    ['socket.gaierror: [Errno -2] Name or service not known', 'EAI_NONAME'],
    ['socket.gaierror: [Errno 8] nodename nor servname provided, or not known', 'EAI_NONAME'],
    ['getaddrinfo EAI_AGAIN smtp.example.com', 'EAI_AGAIN'],
    ['php_network_getaddresses: getaddrinfo failed: Temporary failure in name resolution', 'EAI_AGAIN'],
    ['getaddrinfo ENOTFOUND smtp.example.invalid', 'EAI_NONAME'],
    ['queryMx ESERVFAIL example.com', 'ESERVFAIL'],
    ['Der Name oder der Dienst ist nicht bekannt', 'EAI_NONAME'],
    ['Échec temporaire dans la résolution du nom', 'EAI_AGAIN'],
    ['未知的名称或服务', 'EAI_NONAME'],
    ['Errno 8: Exec format error'],
  ]);
});

describe('Windows sockets', () => {
  /** winerror.h, 10004 to 11004. */
  const NUMBERS = [
    10004, 10009, 10013, 10014, 10022, 10024, 10035, 10036, 10037, 10038, 10039, 10040, 10041, 10042, 10043, 10044, 10045, 10046,
    10047, 10048, 10049, 10050, 10051, 10052, 10053, 10054, 10055, 10056, 10057, 10058, 10059, 10060, 10061, 10062, 10063, 10064,
    10065, 10066, 10067, 10068, 10069, 10070, 10071, 10091, 10092, 10093, 10101, 10102, 10103, 10104, 10105, 10106, 10107, 10108,
    10109, 10110, 10111, 10112, 11001, 11002, 11003, 11004,
  ];

  it('are all of 10004 to 11004, as numbers and as HRESULT', () => {
    const heard = Array.from({ length: 1001 }, (_, step) => 10004 + step).filter(
      (number) =>
        codesIn(WINSOCK, `[WinError ${number}]`).length === 1 &&
        codesIn(WINSOCK, `hr=0x${(0x80070000 + number).toString(16).toUpperCase()}`).length === 1,
    );
    assert.deepEqual(heard, NUMBERS);
    assert.equal(WINSOCK.entries.length, NUMBERS.length);
  });
  it('are there in at least 12 other languages', () => {
    hasLanguages(WINSOCK, 'WSAECONNREFUSED', 'WSAECONNRESET', 'WSAETIMEDOUT');
  });
  holdsRegistry(WINSOCK, (form) => `blat ~ ${form} ~ `);
  hears(WINSOCK, [
    [
      '[WinError 10060] A connection attempt failed because the connected party did not properly respond after a period of time, or established connection failed because connected host has failed to respond',
      'WSAETIMEDOUT',
    ],
    ['Socket Error # 10061 Connection refused.', 'WSAECONNREFUSED'],
    [
      'System.Net.Sockets.SocketException (10054): An existing connection was forcibly closed by the remote host.',
      'WSAECONNRESET',
    ],
    [
      "SocketException: Aucune connexion n'a pu être établie car l'ordinateur cible l'a expressément refusée 192.0.2.1:587",
      'WSAECONNREFUSED',
    ],
    ['由于目标计算机积极拒绝，无法连接。 192.0.2.1:25', 'WSAECONNREFUSED'],
    ['対象のコンピューターによって拒否されたため、接続できませんでした。', 'WSAECONNREFUSED'],
    [
      'SQLSTATE[HY000] [2002] Подключение не установлено, т.к. конечный компьютер отверг запрос на подключение',
      'WSAECONNREFUSED',
    ],
    ['error: 0x8007274c', 'WSAETIMEDOUT'],
    ['SocketErrorCode: HostNotFound', 'WSAHOST_NOT_FOUND'],
    ['listening on 10061, 10061 messages'],
  ]);
});

describe('what a system says', () => {
  it('is not heard from anybody else', () =>
    assert.deepEqual(findInRegistries('Connection refused', ['server', 'tls', 'dialog', 'identity-provider']), []));
});
