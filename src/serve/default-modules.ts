// The modules that there are without a configuration file: one that decides as `check` does, and one for each kind of
// mail service. Data alone.
import { PROTOCOL_FACTS, PROTOCOLS } from '../model/protocol.ts';
import type { PlanRequest } from '../request/plan.ts';
import { type Configuration, DEFAULT_MODULE, type Module } from './module.ts';

type Part = Partial<Pick<PlanRequest, 'protocol' | 'ports' | 'modes'>>;

/** Every usual port of a protocol, as a mail client would look for one that works. */
const OF_PROTOCOLS = PROTOCOLS.map((protocol): [string, Part] => [protocol, { protocol }]);

/** One endpoint by the name of its URL scheme: it fails where that one does. SMTP's own is for other mail servers. */
const OF_ENDPOINTS = PROTOCOLS.flatMap((protocol) =>
  PROTOCOL_FACTS[protocol].ports.flatMap(({ schemes, port, mode, use }): [string, Part][] => {
    const name = use === 'relay' ? 'mx' : schemes.at(-1);
    const isOwn = name !== undefined && name !== protocol;
    return isOwn ? [[name, { protocol, ports: [port], modes: [mode] }]] : [];
  }),
);

const PARTS: Readonly<Record<string, Part>> = Object.fromEntries([[DEFAULT_MODULE, {}], ...OF_PROTOCOLS, ...OF_ENDPOINTS]);

export const DEFAULT_MODULE_NAMES = Object.keys(PARTS);

/** `base`: what the command line says; the modules lay their part over it. */
export function defaultConfiguration(base: PlanRequest): Configuration {
  const modules = Object.entries(PARTS).map(([name, part]): readonly [string, Module] => [
    name,
    { name, request: { ...base, ...part }, login: null, allowedTargets: null },
  ]);
  return { modules: new Map(modules), allowedTargets: null, notices: [] };
}
