// What traceroute and mtr print, read into hops. The outputs marked "as printed" came from the programs themselves (traceroute 2.1.2,
// mtr 0.95), over network namespaces; the BSD ones are in the form of its source (contrib/traceroute of FreeBSD).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ReadTrace, readMtr, readTraceroute } from '../../../src/net/trace-output.ts';

const TARGET = '10.78.3.2';
const HEAD = `traceroute to ${TARGET} (${TARGET}), 8 hops max, 60 byte packets\n`;

/** `1 10.78.1.2`, `3 *`, `3 10.78.2.2 !X`, then the end. */
const said = ({ hops, end }: ReadTrace): string =>
  [...hops.map(({ ttl, address, mark }) => `${ttl} ${address ?? '*'}${mark ? ` ${mark}` : ''}`), end].join(', ');

const TRACEROUTE: readonly (readonly [what: string, stdout: string, expected: string, stderr?: string, target?: string])[] = [
  [
    'dropped behind the second hop, as printed',
    `${HEAD} 1  10.78.1.2  0.249 ms\n 2  10.78.2.2  0.111 ms\n 3  *\n 4  *\n`,
    '1 10.78.1.2, 2 10.78.2.2, 3 *, 4 *, silent',
  ],
  [
    'reached, as printed',
    `${HEAD} 1  10.78.1.2  0.040 ms\n 2  10.78.2.2  0.020 ms\n 3  10.78.3.2  0.053 ms\n`,
    '1 10.78.1.2, 2 10.78.2.2, 3 10.78.3.2, reached',
  ],
  [
    'rejected by a firewall, as printed',
    `${HEAD} 1  10.78.1.2  0.037 ms\n 2  10.78.2.2  0.020 ms\n 3  10.78.2.2  0.104 ms !X\n`,
    '1 10.78.1.2, 2 10.78.2.2, 3 10.78.2.2 !X, rejected',
  ],
  ['no route, as printed', `${HEAD} 1  10.78.1.2  0.037 ms !N\n`, '1 10.78.1.2 !N, rejected'],
  [
    'IPv6, as printed',
    'traceroute to fd78:3::2 (fd78:3::2), 8 hops max, 80 byte packets\n 1  fd78:1::2  0.037 ms\n 2  fd78:2::2  0.020 ms\n 3  fd78:3::2  0.065 ms\n',
    '1 fd78:1::2, 2 fd78:2::2, 3 fd78:3::2, reached',
    '',
    'fd78:3::2',
  ],
  ['this machine refuses to send, as printed', HEAD, 'not-sent', 'send: Operation not permitted\n'],
  ['… and BSD', '', 'not-sent', 'traceroute: sendto: Operation not permitted\ntraceroute: wrote 10.78.3.2 52 chars, ret=-1\n'],
  ['two probes a hop', `${HEAD} 1  10.78.1.2  0.2 ms  0.1 ms\n 2  * *\n`, '1 10.78.1.2, 2 *, silent'],
  ['one probe of two lost', `${HEAD} 1  * 10.78.1.2  0.1 ms\n`, '1 10.78.1.2, silent'],
  ['two paths', `${HEAD} 1  10.78.1.2  0.2 ms 10.78.1.9  0.3 ms\n`, '1 10.78.1.2, silent'],
  [
    'BSD, another path on a line of its own',
    ' 1  192.168.1.1  1.105 ms\n 2  203.0.113.1  8.2 ms\n    203.0.113.5  8.9 ms\n 3  *\n',
    '1 192.168.1.1, 2 203.0.113.1, 3 *, silent',
  ],
  ['two digits', `${HEAD}10  203.0.113.7  9.1 ms\n`, '10 203.0.113.7, silent'],
  ['cut in the midst of a line', `${HEAD} 1  10.78.1.2  0.2 ms\n 2  10.78`, '1 10.78.1.2, silent'],
  ['what stands behind the end', `${HEAD} 1  ${TARGET}  0.2 ms\n 2  ${TARGET}  0.2 ms\n`, `1 ${TARGET}, reached`],
  ['carriage returns', `${HEAD} 1  10.78.1.2  0.2 ms\r\n 2  *\r\n`, '1 10.78.1.2, 2 *, silent'],
  ['names, which were not asked for', `${HEAD} 1  gateway (10.78.1.2)  0.2 ms\n`, 'silent'],
  ['another program under that name', 'BusyBox v1.36.1 multi-call binary.\n\nUsage: traceroute [-46FIlnrv] HOST\n', 'silent'],
  ['TTLs out of reason', `${HEAD} 0  10.78.1.2  1 ms\n99  10.78.1.2  1 ms\n`, 'silent'],
  ['nothing at all', '', 'silent'],
];

describe('reading traceroute', () => {
  for (const [what, stdout, expected, stderr = '', target = TARGET] of TRACEROUTE)
    it(what, () => assert.equal(said(readTraceroute(stdout, stderr, target)), expected));
});

const MTR: readonly (readonly [what: string, stdout: string, expected: string])[] = [
  [
    'dropped behind the second hop, as printed',
    'x 0 33000\nh 0 10.78.1.2\nh 0 10.78.1.2\np 0 103 33000\nx 1 33001\nh 1 10.78.2.2\nh 1 10.78.2.2\np 1 114 33001\nx 2 33002\nx 3 33003\nx 4 33004\n',
    '1 10.78.1.2, 2 10.78.2.2, 3 *, 4 *, 5 *, silent',
  ],
  [
    'reached, as printed: it counts on',
    'x 0 33000\nh 0 10.78.1.2\nh 0 10.78.1.2\np 0 135 33000\nx 1 33001\nh 1 10.78.2.2\nx 2 33002\nh 2 10.78.3.2\np 2 322 33002\nx 3 33003\nh 3 10.78.3.2\np 3 99 33003\n',
    '1 10.78.1.2, 2 10.78.2.2, 3 10.78.3.2, reached',
  ],
  [
    'a hop that answers the second time',
    'x 0 1\nx 1 2\nh 1 10.78.2.2\nx 0 3\nh 0 10.78.1.2\n',
    '1 10.78.1.2, 2 10.78.2.2, silent',
  ],
  ['names, which were not asked for', 'x 0 1\nd 0 gateway\nh 0 gateway\n', '1 *, silent'],
  ['nothing', 'mtr-packet: Failure to open IPv4 sockets\n', 'silent'],
];

describe('reading mtr', () => {
  for (const [what, stdout, expected] of MTR) it(what, () => assert.equal(said(readMtr(stdout, '', TARGET)), expected));
});

it('reads a megabyte of spaces in the time of a megabyte of hops', { timeout: 20_000 }, () => {
  assert.equal(said(readTraceroute(`1${' '.repeat(1_000_000)}`, '', TARGET)), 'silent');
  assert.equal(said(readTraceroute(` 1  ${'* '.repeat(500_000)}`, '', TARGET)), '1 *, silent');
});
