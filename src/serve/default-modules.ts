// The modules that there are without a configuration file: one that decides as `check` does, and one for each kind of
// mail service. Data alone.
import type { PlanRequest } from '../request/plan.ts';
import { SCHEMES } from '../request/target.ts';
import { type Configuration, DEFAULT_MODULE, type Module } from './module.ts';

type Part = Partial<Pick<PlanRequest, 'protocol' | 'ports' | 'modes'>>;

const ofScheme = (name: string): Part => {
  const scheme = SCHEMES[name];
  if (!scheme) throw new Error(`no scheme ${name}`);
  return { protocol: scheme.protocol, ports: [scheme.port], modes: [scheme.mode] };
};

const PARTS: Readonly<Record<string, Part>> = {
  [DEFAULT_MODULE]: {},
  // Every usual port of the protocol, as a mail client would look for one that works.
  smtp: { protocol: 'smtp' },
  imap: { protocol: 'imap' },
  pop3: { protocol: 'pop3' },
  // One endpoint by name: it fails where that one does.
  mx: ofScheme('smtp'),
  submission: ofScheme('submission'),
  submissions: ofScheme('submissions'),
  imaps: ofScheme('imaps'),
  pop3s: ofScheme('pop3s'),
};

/** `base`: what the command line says; the modules lay their part over it. */
export function defaultConfiguration(base: PlanRequest): Configuration {
  const modules = Object.entries(PARTS).map(([name, part]): readonly [string, Module] => [
    name,
    { name, request: { ...base, ...part }, login: null, allowedTargets: null },
  ]);
  return { modules: new Map(modules), allowedTargets: null, notices: [] };
}
