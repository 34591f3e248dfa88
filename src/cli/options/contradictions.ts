// Options that cannot stand together, refused in one block and in one line. Pure: looks at what was given, reads nothing.
import type { TlsVersion } from '../../model/plan.ts';
import { UsageError } from '../../model/usage-error.ts';
import type { CheckOptions } from './options.ts';

const TLS_ORDER: readonly TlsVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/** The options of a list that were given. */
const given = (options: CheckOptions, names: readonly (keyof CheckOptions)[]): string[] =>
  names
    .filter((name) => options[name] !== undefined && options[name] !== false)
    .map((name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);

const oneOf = (what: string, names: readonly string[]): string[] =>
  names.length > 1 ? [`${names.join(' and ')} exclude each other${what}`] : [];

/** Throws one UsageError that names every contradiction. */
export function refuseContradictions(options: CheckOptions): void {
  const { format, auth, tlsMin, tlsMax } = options;
  const complaints: string[] = [];
  if (options.ipv4 && options.ipv6) complaints.push('-4 and -6 exclude each other: leave both out to probe both');
  if (options.json && format !== undefined && format !== 'json')
    complaints.push(`--json and --format ${format} exclude each other`);
  if (options.for !== undefined && (options.json || (format !== undefined && format !== 'text')))
    complaints.push(`--for ${options.for} is text: leave out ${options.json ? '--json' : `--format ${format}`}`);
  if (options.verbose && options.quiet) complaints.push('--verbose and --quiet exclude each other');
  if (options.polite && (options.maxConnections ?? 1) > 1)
    complaints.push(`--polite and --max-connections ${options.maxConnections} exclude each other: one at a time, or several`);
  if (options.all)
    complaints.push(...given(options, ['hold', 'pool']).map((name) => `${name} and --all exclude each other: name one protocol`));
  if (options.pool !== undefined && options.polite)
    complaints.push('--pool and --polite exclude each other: many at once, or one');
  else if (options.pool !== undefined && options.pool > (options.maxConnections ?? options.pool))
    complaints.push(`--pool ${options.pool} opens more than --max-connections ${options.maxConnections} allows`);
  if (options.config !== undefined)
    complaints.push(
      ...given(options, ['port', 'mode', 'protocol', 'all']).map((name) => `--config says what is checked: leave out ${name}`),
    );
  else complaints.push(...given(options, ['login', 'write']).map((name) => `${name} means nothing without --config`));
  if (options.config !== undefined && /^-(?:#|$)/.test(options.config)) {
    complaints.push(...given(options, ['passwordStdin', 'tokenStdin']).map((name) => `--config - and ${name} both read stdin`));
    if (options.write) complaints.push('--write wants a file: what comes on stdin cannot be written back');
  }
  if (options.login && options.user !== undefined) complaints.push('--login and --user exclude each other: one login');
  if (options.settingsFor !== undefined && options.all)
    complaints.push('--settings-for and --all exclude each other: one protocol at a time');
  if (options.observations && options.save === undefined) complaints.push('--observations means nothing without --save');
  if (options.observations && options.all) complaints.push('--observations and --all exclude each other: one protocol at a time');
  if (options.force && options.output === undefined) complaints.push('--force means nothing without --output');

  const passwords = given(options, ['passwordStdin', 'passwordFile', 'passwordEnv']);
  const tokens = given(options, ['tokenStdin', 'tokenFile', 'tokenEnv']);
  complaints.push(...oneOf(': one password', passwords), ...oneOf(': one token', tokens));
  const [password] = passwords;
  const [token = options.oauth === undefined ? undefined : '--oauth'] = tokens;
  if (password && token) complaints.push(`${password} and ${token} exclude each other: a password or a token`);
  if (tokens[0] && options.oauth !== undefined)
    complaints.push(`${tokens[0]} and --oauth exclude each other: a token given or a token fetched`);

  if (options.authAll && auth?.length === 1)
    complaints.push(`--auth-all and --auth ${auth[0]} exclude each other: all, or that one`);
  const barred = auth?.filter((mechanism) => options.authExclude?.includes(mechanism)) ?? [];
  if (barred.length > 0) complaints.push(`--auth and --auth-exclude both name ${barred.join(', ')}`);

  if (options.pfx !== undefined)
    complaints.push(...given(options, ['clientCert', 'clientKey']).map((name) => `--pfx and ${name} exclude each other`));
  else if (options.clientCert !== undefined && options.clientKey === undefined)
    complaints.push('--client-cert wants --client-key as well');
  else if (options.clientKey !== undefined && options.clientCert === undefined)
    complaints.push('--client-key wants --client-cert as well');
  if (tlsMin !== undefined && tlsMax !== undefined && TLS_ORDER.indexOf(tlsMin) > TLS_ORDER.indexOf(tlsMax)) {
    complaints.push('--tls-min is higher than --tls-max');
  }
  if (complaints.length > 0) throw new UsageError(complaints.join('; '));
}
