// The options that `mcp` alone has. Data, as in options.ts.
import { parseLoginReference } from '../../mcp/named-logins.ts';
import { type OptionSpec, pickOptions } from './options.ts';

export const MCP_OPTIONS: readonly OptionSpec[] = [
  {
    flags: '--allow <host>',
    group: 'Service',
    description:
      'A host or domain that may be checked: a name, *.example.com, an address, a network; any: every one, without a login; repeatable',
    fallback: 'none',
    parse: (text) => text,
    repeatable: true,
  },
  {
    flags: '--login <name=user:env:VAR>',
    group: 'Service',
    description: 'A login by its name; the secret in a variable (env, token-env) or a file (file, token-file); repeatable',
    parse: parseLoginReference,
    repeatable: true,
  },
  {
    flags: '--login-each',
    group: 'Service',
    description: 'Send a login with every check that names it, until it is refused; else each goes out once',
  },
  ...pickOptions(['Names', 'TLS', 'Route', 'Time'], ['tls-scan', 'trace', 'insecure']),
];
