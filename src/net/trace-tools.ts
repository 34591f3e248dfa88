// The programs by which a system traces a route with TCP: Node can set no TTL on a TCP socket. One row a program; which of
// them is there, and what it may do, is found out by running it.
import { accessSync, constants } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { type ReadTrace, readMtr, readTraceroute } from './trace-output.ts';

export interface TraceQuestion {
  readonly address: string;
  readonly port: number;
  /** The local address to send from; null: the system's choice. */
  readonly from: string | null;
  readonly maxHops: number;
}

export interface TraceTool {
  readonly program: string;
  readonly platforms: readonly NodeJS.Platform[];
  /** BSD's traceroute has no TCP for IPv6; its traceroute6 is another program. */
  readonly families: readonly (4 | 6)[];
  /** Two at once disturb each other. */
  readonly isAlone?: true;
  readonly args: (question: TraceQuestion) => readonly string[];
  readonly read: (stdout: string, stderr: string, target: string) => ReadTrace;
}

const given = (option: string, value: string | null): readonly string[] => (value === null ? [] : [option, value]);
/** What both programs called traceroute take alike: a second for an answer, how far, and to where. */
const common = ({ address, port, from, maxHops }: TraceQuestion): readonly string[] => [
  ...['-w', '1', '-m', `${maxHops}`, '-p', `${port}`],
  ...given('-s', from),
  address,
];

/**
 * Two probes a hop: a router answers only so often. `-T` sends a bare SYN, which no mail server takes for a visit; `tcpconn` would
 * connect. Of Linux' traceroute both want CAP_NET_RAW (2.1.2), which mtr's helper has on Debian, Ubuntu and Fedora.
 */
export const TRACE_TOOLS: readonly TraceTool[] = [
  {
    program: 'traceroute',
    platforms: ['linux'],
    families: [4, 6],
    args: (question) => ['-T', '-n', '-q', '2', ...common(question)],
    read: readTraceroute,
  },
  {
    program: 'mtr',
    platforms: ['linux'],
    families: [4, 6],
    // Each counts its local ports from 33000 up.
    isAlone: true,
    // -U: how many silent hops in a row are borne; -G: seconds to wait at the end; -Z: for a connection.
    args: ({ address, port, from, maxHops }) =>
      // biome-ignore format: a command line
      ['--raw', '-n', '-c', '2', '-G', '1', '-Z', '1', '-m', `${maxHops}`, '-U', `${maxHops}`, ...given('-a', from), '--tcp', '-P', `${port}`, address],
    read: readMtr,
  },
  {
    program: 'traceroute',
    platforms: ['darwin', 'freebsd', 'netbsd'],
    families: [4],
    // -e: always this port, where it would count up. It waits for hop after hop, so one probe each.
    args: (question) => ['-P', 'tcp', '-e', '-n', '-q', '1', ...common(question)],
    read: readTraceroute,
  },
];

const SYSTEM_FOLDERS = ['/usr/sbin', '/usr/bin', '/sbin', '/bin', '/usr/local/sbin', '/usr/local/bin'];

/** Where the system's own programs are; not what PATH names, which may be anybody's. */
export interface TraceSystem {
  readonly platform: NodeJS.Platform;
  readonly folders: readonly string[];
}
export const THIS_SYSTEM: TraceSystem = { platform: process.platform, folders: SYSTEM_FOLDERS };

/** Those that are there for such an address, with their paths, the best one first. */
export function findTraceTools(address: string, { platform, folders }: TraceSystem): (TraceTool & { readonly path: string })[] {
  const family = isIP(address);
  return TRACE_TOOLS.filter(({ platforms, families }) => platforms.includes(platform) && families.some((one) => one === family))
    .map((tool) => ({ ...tool, path: folders.map((folder) => join(folder, tool.program)).find(isExecutable) ?? '' }))
    .filter(({ path }) => path !== '');
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The command line to be typed on that system, or where it has no program on a Linux machine of the same network. */
export function traceByHand(question: TraceQuestion, { platform }: Pick<TraceSystem, 'platform'>): string {
  const family = isIP(question.address);
  const own = TRACE_TOOLS.find(
    ({ platforms, families }) => platforms.includes(platform) && families.some((one) => one === family),
  );
  const tool = own ?? TRACE_TOOLS[0];
  return ['sudo', tool?.program ?? '', ...(tool?.args(question) ?? [])].join(' ');
}
