// When what DNS says is what the system would say, and when that cannot be known.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asksDnsAlone, type SystemFiles } from '../../../../src/net/dns/system-order.ts';

const plain: SystemFiles = {
  nsswitch:
    '# /etc/nsswitch.conf\npasswd: files ldap\nhosts:\tfiles mdns4_minimal [NOTFOUND=return] dns # both\nnetworks: files\n',
  resolv: 'nameserver 192.0.2.53\nsearch corp.example\noptions timeout:1 edns0\n',
  hosts: '127.0.0.1 localhost\n192.0.2.9 intranet.example # old\n',
};

const rows: [what: string, host: string, files: Partial<SystemFiles>, wanted: boolean][] = [
  ['a name of the world', 'mail.example', {}, true],
  ['with the dot of the root', 'Mail.Example.', {}, true],
  ['a name in the hosts file', 'Intranet.Example', {}, false],
  ['a part of a name in the hosts file', 'net.example', {}, false],
  ['a name without a dot', 'mailhub', {}, false],
  ['multicast DNS', 'printer.local', {}, false],
  ['a directory ahead of DNS', 'mail.example', { nsswitch: 'hosts: files ldap dns\n' }, false],
  ['a directory behind DNS', 'mail.example', { nsswitch: 'hosts: files dns wins\n' }, false],
  ['no DNS at all', 'mail.example', { nsswitch: 'hosts: files\n' }, false],
  ['no line for hosts', 'mail.example', { nsswitch: 'passwd: files\n' }, false],
  ['resolved, asked by its own module', 'mail.example', { nsswitch: 'hosts: files resolve [!UNAVAIL=return] dns\n' }, false],
  [
    'resolved, as the name server too',
    'mail.example',
    { nsswitch: 'hosts: files resolve [!UNAVAIL=return] dns\n', resolv: 'nameserver 127.0.0.53\noptions edns0 trust-ad\n' },
    true,
  ],
  ['a search list that comes first', 'mail.example', { resolv: 'nameserver 192.0.2.53\noptions ndots:5\n' }, false],
  ['no name server', 'mail.example', { resolv: '# none\n' }, false],
  ['no nsswitch.conf', 'mail.example', { nsswitch: null }, false],
  ['no resolv.conf', 'mail.example', { resolv: null }, false],
  ['no hosts file', 'mail.example', { hosts: null }, false],
];
for (const [what, host, files, wanted] of rows) {
  test(`${what}: ${wanted ? 'DNS alone' : 'the system is asked'}`, () => {
    assert.equal(asksDnsAlone(host, { ...plain, ...files }), wanted);
  });
}
