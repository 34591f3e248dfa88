// A network of its own in which every name server takes questions and never answers, for the built program to run in. Linux
// alone, and only where namespaces may be made. No test of its own.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { makeFolder } from '../scenarios/support/built-program.ts';

const ALSO_USER = process.getuid?.() === 0 ? [] : ['-r'];
const canMake = (): boolean =>
  process.platform === 'linux' &&
  existsSync('/etc/resolv.conf') &&
  existsSync('/etc/nsswitch.conf') &&
  spawnSync('unshare', [...ALSO_USER, '-mn', 'sh', '-c', 'ip link set lo up && mount --bind /etc/hosts /etc/resolv.conf'])
    .status === 0;

/** Why there can be no such network here, or false. */
export const namespacesMissing: string | false = canMake()
  ? false
  : 'SKIPPED: silent name servers want Linux, unshare, ip, and leave to make namespaces (root, or user namespaces)';

// Ends with the program that it was started beside: that one takes the shell's place.
const SWALLOW = `
import { createSocket } from 'node:dgram';
import { writeFileSync } from 'node:fs';
const parent = process.ppid;
setInterval(() => process.ppid === parent || process.exit(), 50);
const addresses = process.argv.slice(2);
let left = addresses.length;
for (const address of addresses) {
  const socket = createSocket('udp4').bind(53, address, () => --left || process.stdout.write('ready\\n'));
  if (process.env.ASKED) socket.on('message', () => writeFileSync(process.env.ASKED, ''));
}
`;

const INSIDE = `
ip link set lo up && mount --bind "$RESOLV" /etc/resolv.conf && mount --bind "$ORDER" /etc/nsswitch.conf || exit 99
[ -z "$HOSTS" ] || mount --bind "$HOSTS" /etc/hosts || exit 99
exec 9< <("$NODE" "$SWALLOW" $SERVERS 2>/dev/null 3>&-)
read -r -u 9 ready && [ "$ready" = ready ] || exit 98
exec 9<&-
exec "$@"
`;

export interface SilentNames {
  /** How many name servers there are. */
  readonly servers?: number;
  /** Domains to try behind a name. */
  readonly search?: readonly string[];
  /** What stands in the hosts file. */
  readonly hosts?: string;
  /** A file that is there once the first question has come. */
  readonly askedFile?: string;
}

/** The words before a command that put it there. */
export function amongSilentNames(
  folder: ReturnType<typeof makeFolder>,
  { servers = 1, search = [], hosts, askedFile = '' }: SilentNames = {},
): readonly string[] {
  const addresses = Array.from({ length: servers }, (_, at) => `127.0.0.${53 + at}`);
  const lines = [
    ...addresses.map((address) => `nameserver ${address}`),
    // The longest that glibc takes: two minutes and more for one name, which no machine is slow enough to reach by itself.
    'options timeout:30 attempts:5',
    ...(search.length > 0 ? [`search ${search.join(' ')}`] : []),
  ];
  const variables = {
    NODE: process.execPath,
    SERVERS: addresses.join(' '),
    SWALLOW: folder.file('swallow.mjs', SWALLOW),
    RESOLV: folder.file(`resolv-${servers}-${search.length}.conf`, `${lines.join('\n')}\n`),
    ORDER: folder.file('nsswitch.conf', 'hosts: files dns\n'),
    ASKED: askedFile,
    HOSTS: hosts === undefined ? '' : folder.file('hosts', hosts),
  };
  const assignments = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  return ['unshare', ...ALSO_USER, '-mn', 'env', ...assignments, 'bash', '-c', INSIDE, 'bash'];
}
