// `mailprobe serve`: reads the configuration, opens the exporter, listens to signals, and ends. Knows how to start and stop
// it; the exporter itself is serve/'s.
import { toolVersion } from '../../check/tool-version.ts';
import { UsageError } from '../../model/usage-error.ts';
import { visibleText } from '../../model/visible-text.ts';
import type { PlanRequest } from '../../request/plan.ts';
import { type LoadedConfiguration, loadConfiguration } from '../../serve/configuration.ts';
import { Exporter } from '../../serve/exporter.ts';
import { SERVE_LIMITS } from '../../serve/limits.ts';
import { addressText, isLoopback, type ListenAddress } from '../../serve/listen-address.ts';
import { type Log, makeLog } from '../../serve/log.ts';
import { registerSecret, scrubSecrets } from '../login/redaction.ts';
import type { CheckOptions } from '../options/options.ts';
import { readRequest } from '../options/request.ts';
import { EXIT } from '../output/exit-code.ts';
import type { Io } from '../terminal/io.ts';
import { END_SIGNALS, signalsOf } from '../terminal/signals.ts';
import type { CommandArguments } from './command.ts';

interface ServeOptions extends CheckOptions {
  readonly config?: string;
  readonly checkConfig?: true;
  readonly listen?: ListenAddress;
  readonly webHost?: readonly string[];
  readonly maxProbes?: number;
}

type Load = () => Promise<LoadedConfiguration>;

function sayProblems(problems: readonly string[], io: Io): number {
  for (const problem of problems) io.stderr.write(`mailprobe: ${visibleText(problem)}\n`);
  return EXIT.usage;
}

const LISTEN_REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something listens there already',
  EADDRNOTAVAIL: 'it is no address of this machine',
  EACCES: 'permission denied',
};

async function listen(exporter: Exporter, wanted: ListenAddress): Promise<ListenAddress> {
  try {
    return await exporter.listen(wanted);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new UsageError(`cannot listen on ${addressText(wanted)}: ${LISTEN_REASONS[code] ?? code}`, '--listen');
  }
}

/** One reload at a time; one that is asked for meanwhile follows it. */
function reloader(load: Load, exporter: Exporter, log: Log): () => void {
  let underWay: Promise<void> = Promise.resolve();
  const reload = async (): Promise<void> => {
    const loaded = await load();
    if (loaded.ok) {
      exporter.use(loaded.configuration);
      for (const notice of loaded.configuration.notices) log('warn', notice);
      log('info', 'configuration loaded anew', { modules: loaded.configuration.modules.size });
      return;
    }
    exporter.keepOld();
    for (const problem of loaded.problems) log('error', 'configuration not loaded, the old one stays', { problem });
  };
  return () => {
    underWay = underWay.then(reload).catch((error: unknown) => {
      exporter.keepOld();
      log('error', 'configuration not loaded, the old one stays', { problem: String(error) });
    });
  };
}

/** Resolves at the first; the second ends the process at once. Ask before anybody can know that we listen. */
function endSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let isSecond = false;
    const handle = (signal: NodeJS.Signals): void => {
      if (isSecond) process.exit(EXIT.interrupted);
      isSecond = true;
      resolve(signal);
    };
    for (const signal of signalsOf(END_SIGNALS)) process.on(signal, () => handle(signal));
  });
}

export async function run({ options: given }: CommandArguments, io: Io): Promise<number> {
  const options = given as ServeOptions;
  const base: PlanRequest = await readRequest(options, io);
  const path = options.config ?? null;
  if (path === null && options.checkConfig) throw new UsageError('--check-config without --config: which file?');
  const load: Load = () => loadConfiguration(path, { base, env: io.env, onSecret: registerSecret });
  const loaded = await load();
  if (!loaded.ok) return sayProblems(loaded.problems, io);
  const { configuration } = loaded;
  if (options.checkConfig) {
    for (const notice of configuration.notices) io.stderr.write(`mailprobe: ${visibleText(notice)}\n`);
    io.stdout.write(`OK: ${[...configuration.modules.keys()].join(', ')}\n`);
    return EXIT.ok;
  }
  const log = makeLog((line) => io.stderr.write(line), scrubSecrets);
  const maxProbes = options.maxProbes ?? SERVE_LIMITS.maxProbes;
  const verbose = options.verbose === true;
  const exporter = new Exporter({
    configuration,
    toolVersion: toolVersion(),
    log,
    maxProbes,
    webHosts: options.webHost ?? [],
    verbose,
  });
  const ending = endSignal();
  // On Windows it says that the console was closed, and ends the service.
  if (!signalsOf(END_SIGNALS).includes('SIGHUP')) process.on('SIGHUP', reloader(load, exporter, log));
  const bound = await listen(exporter, options.listen ?? { address: SERVE_LIMITS.address, port: SERVE_LIMITS.port });
  for (const notice of configuration.notices) log('warn', notice);
  log('info', 'listening', { url: `http://${addressText(bound)}/`, modules: configuration.modules.size });
  if (!isLoopback(bound.address)) log('warn', 'not on loopback: whoever reaches this address can have any allowed host probed');
  const signal = await ending;
  log('info', 'about to end', { signal });
  await exporter.close();
  // SIGTERM is a supervisor's ordinary way to end a service.
  return signal === 'SIGINT' || signal === 'SIGBREAK' ? EXIT.interrupted : EXIT.ok;
}
