// Whether this system would ask nothing but DNS for a name: then what its name servers have said is what every program here
// gets to hear, and need not be asked for again. Reads the system's own files; in doubt the answer is no.
import { readFileSync } from 'node:fs';
import { canonicalName, isLocalName } from './names.ts';

/** Long-running programs see a changed file; a batch does not read it a thousand times. */
const READ_AGAIN_MS = 5_000;

/** Modules of glibc's name service switch that know names of this machine alone, or ask DNS. */
const OWN_OR_DNS = new Set(['files', 'dns', 'myhostname', 'mymachines', 'mdns_minimal', 'mdns4_minimal', 'mdns6_minimal']);
/** Where systemd-resolved answers as a name server: its own module then says the same. */
const RESOLVED_STUBS = ['127.0.0.53', '127.0.0.54'];
/** These change what is asked, or who. */
const OVERRIDES = ['HOSTALIASES', 'LOCALDOMAIN', 'RES_OPTIONS', 'NSS_HOSTS', 'LD_PRELOAD'];

export interface SystemFiles {
  readonly nsswitch: string | null;
  readonly resolv: string | null;
  readonly hosts: string | null;
}

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return null;
  }
};

let known: { readonly files: SystemFiles; readonly at: number } | null = null;

function systemFiles(): SystemFiles {
  const now = performance.now();
  if (known && now - known.at < READ_AGAIN_MS) return known.files;
  const files = { nsswitch: read('/etc/nsswitch.conf'), resolv: read('/etc/resolv.conf'), hosts: read('/etc/hosts') };
  known = { files, at: now };
  return files;
}

/** The lines of a configuration file as words, without comments. */
const linesOf = (text: string, comment: RegExp): string[][] =>
  text.split('\n').map((line) => (line.split(comment)[0] ?? '').split(/[ \t\r]/).filter(Boolean));

/** The files' own word on it, for tests. */
export function asksDnsAlone(host: string, { nsswitch, resolv, hosts }: SystemFiles): boolean {
  const name = canonicalName(host);
  if (isLocalName(name) || nsswitch === null || resolv === null || hosts === null) return false;
  const modules = linesOf(nsswitch.replaceAll(/\[[^\]\n]{0,100}\]/g, ' '), /#/).find(([first]) => first === 'hosts:') ?? [];
  const settings = linesOf(resolv, /[#;]/);
  const servers = settings.flatMap(([word, address = '']) => (word === 'nameserver' ? [address] : []));
  const isKnown = (module: string): boolean =>
    OWN_OR_DNS.has(module) || (module === 'resolve' && servers.every((address) => RESOLVED_STUBS.includes(address)));
  if (!modules.slice(1).every(isKnown) || !(modules.includes('dns') || modules.includes('resolve'))) return false;
  // With `ndots` above the name's own, the search list comes first.
  const isPlain = settings.every(([word, ...options]) => word !== 'options' || !options.some((option) => /^ndots:/.test(option)));
  // A name that stands anywhere in the hosts file, be it within another, is the system's to tell.
  return isPlain && servers.length > 0 && !hosts.toLowerCase().includes(name);
}

/** Whether the system's resolver would say of `host` what its name servers say, as far as that is an address. */
export const isDnsAlone = (host: string): boolean =>
  process.platform === 'linux' && OVERRIDES.every((name) => process.env[name] === undefined) && asksDnsAlone(host, systemFiles());
