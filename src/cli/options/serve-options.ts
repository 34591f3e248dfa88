// The options that `serve` alone has. Data, as in options.ts.

import { parseWhole } from '../../request/values.ts';
import { DEFAULT_MODULE_NAMES } from '../../serve/default-modules.ts';
import { SERVE_LIMITS } from '../../serve/limits.ts';
import { parseListenAddress } from '../../serve/listen-address.ts';
import { parseWebHost } from '../../serve/web-access.ts';
import { type OptionSpec, pickOptions } from './options.ts';

export const SERVE_OPTIONS: readonly OptionSpec[] = [
  {
    flags: '-c, --config <file>',
    group: 'Service',
    description: 'Modules out of this YAML file; SIGHUP reads it anew',
    fallback: `the modules ${DEFAULT_MODULE_NAMES.join(', ')}`,
    values: 'file',
  },
  {
    flags: '--check-config',
    group: 'Service',
    description: 'Read the configuration, say OK or all that is wrong with it, and end',
  },
  {
    flags: '--listen <address:port>',
    group: 'Service',
    description: 'Where to listen; whoever reaches it can have hosts probed',
    fallback: `${SERVE_LIMITS.address}:${SERVE_LIMITS.port}`,
    parse: parseListenAddress,
  },
  {
    flags: '--web-host <name>',
    group: 'Service',
    description: 'A name by which it may be asked, besides its addresses; requests by any other are refused; repeatable',
    fallback: 'localhost',
    parse: parseWebHost,
    repeatable: true,
  },
  {
    flags: '--max-probes <n>',
    group: 'Service',
    description: 'Probes at once; others wait for a place',
    fallback: String(SERVE_LIMITS.maxProbes),
    parse: parseWhole(1, 1_000),
  },
  { flags: '-v, --verbose', group: 'Service', description: 'Every probe in the log, not only changes of the verdict' },
  // What holds for every module that does not say otherwise.
  ...pickOptions(['What to check', 'Names', 'TLS', 'Route', 'Time', 'Judging'], ['tls-scan', 'trace']),
];
