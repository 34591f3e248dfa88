// The program's version. The bundler writes it in; from source it is read out of package.json. Imports nothing of ours.
import { readFileSync } from 'node:fs';

declare const __MAILPROBE_VERSION__: string | undefined;

function readPackageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version?: unknown };
  return typeof version === 'string' ? version : '0.0.0';
}

export const toolVersion = (): string =>
  typeof __MAILPROBE_VERSION__ === 'string' ? __MAILPROBE_VERSION__ : readPackageVersion();
