// Joins what the target says with what the options say into a Plan. Pure: decides ports, modes, protocol and names,
// refuses what contradicts itself, and knows nothing of argv, files or sockets.
import { isIP } from 'node:net';
import type { Plan } from '../model/plan.ts';
import {
  defaultPorts,
  type Family,
  isMailProtocol,
  knownPort,
  type Mode,
  PROTOCOL_FACTS,
  type Protocol,
} from '../model/protocol.ts';
import type { Target } from '../model/target.ts';
import { quoteWord, UsageError } from '../model/usage-error.ts';
import { decideCloud, decideEwsCloud } from './graph-cloud-choice.ts';
import { LIMITS } from './limits.ts';

/** What a plan has from target and protocol; everything else it takes over as it is asked for. */
type Decided =
  | 'target'
  | 'protocol'
  | 'host'
  | 'literal'
  | 'ports'
  | 'modes'
  | 'portsNamed'
  | 'endpointsNamed'
  | 'families'
  | 'servername';

/** What the options ask for. null: not given, so that target and protocol decide. */
export interface PlanRequest extends Omit<Plan, Decided> {
  readonly ports: readonly number[] | null;
  readonly modes: readonly Mode[] | null;
  readonly protocol: Protocol | null;
  /** null: both. */
  readonly family: Family | null;
  readonly servername: string | null;
  /** Of Microsoft Graph or Exchange Online; absent: as the host says, else the global one. */
  readonly cloud?: string;
}

/** What the user calls these by where they were written: complaints name them. */
export type RequestNames = Readonly<Record<'ports' | 'modes' | 'protocol' | 'bindAddress', string>>;

const OPTION_NAMES: RequestNames = { ports: '--port', modes: '--mode', protocol: '--protocol', bindAddress: '--bind' };

/** Plaintext is probed only where it is asked for: no client should use it. */
const DEFAULT_MODES: readonly Mode[] = ['tls', 'starttls'];

/** A request without any option: what `check <target>` alone asks for. */
export const DEFAULT_REQUEST: PlanRequest = {
  ports: null,
  modes: null,
  protocol: null,
  family: null,
  allAddresses: false,
  resolve: new Map(),
  dnsServer: null,
  ehloName: null,
  servername: null,
  proxy: null,
  bindAddress: null,
  maxConnections: LIMITS.maxConnections,
  pauseMs: 0,
  timeouts: {
    totalMs: LIMITS.totalMs,
    connectMs: LIMITS.connectMs,
    connectNamed: false,
    greetingMs: LIMITS.greetingMs,
    greetingNamed: false,
    commandMs: LIMITS.commandMs,
    authMs: LIMITS.authMs,
  },
  tls: { extraRoots: [], insecure: false, clientCertificate: null, minVersion: null, maxVersion: null, scan: false },
  credentials: null,
  auth: { only: null, exclude: [], all: false, allowInsecure: false },
  warnDays: null,
  strict: false,
  expectations: [],
  clients: [],
  discovery: null,
  withheldLogin: null,
};

const isSameSet = <T>(left: readonly T[], right: readonly T[]): boolean =>
  left.length === right.length && left.every((item) => right.includes(item));

function decidePorts(target: Target, request: PlanRequest, names: RequestNames, protocol: Protocol): readonly number[] {
  if (target.port === null) return request.ports ?? defaultPorts(protocol);
  if (request.ports !== null && !isSameSet(request.ports, [target.port])) {
    const implied = target.mode === null ? 'names' : 'means';
    throw new UsageError(
      `${quoteWord(target.input)} ${implied} port ${target.port}, ${names.ports} ${request.ports.join(',')}: give one of the two`,
    );
  }
  return [target.port];
}

function decideModes(target: Target, request: PlanRequest, names: RequestNames, protocol: Protocol): readonly Mode[] {
  if (!isMailProtocol(protocol)) return decideHttpModes(request, names, protocol);
  if (target.mode === null) return request.modes ?? DEFAULT_MODES;
  if (request.modes !== null && !isSameSet(request.modes, [target.mode])) {
    throw new UsageError(
      `${quoteWord(target.input)} means mode ${target.mode}, ${names.modes} ${request.modes.join(',')}: give one of the two`,
    );
  }
  return [target.mode];
}

/** HTTP is asked under TLS from the first byte, or not at all. */
function decideHttpModes({ modes }: PlanRequest, names: RequestNames, protocol: Protocol): readonly Mode[] {
  if (modes !== null && !isSameSet(modes, ['tls']))
    throw new UsageError(
      `${PROTOCOL_FACTS[protocol].word} has TLS from the first byte: leave out ${names.modes} ${modes.join(',')}`,
    );
  return ['tls'];
}

/**
 * The protocol of a check: the URL's scheme, `--protocol`, the assigned port (RFC 6335), the host's first label, else SMTP.
 * Throws UsageError.
 */
export function decideProtocol(target: Target, request: Pick<PlanRequest, 'ports' | 'protocol'>, names = OPTION_NAMES): Protocol {
  if (target.mode !== null) {
    if (request.protocol !== null && request.protocol !== target.protocol) {
      throw new UsageError(
        `${quoteWord(target.input)} means ${target.protocol}, ${names.protocol} ${request.protocol}: give one of the two`,
      );
    }
    return target.protocol;
  }
  if (request.protocol !== null) return request.protocol;
  if (target.port !== null) return target.protocol;
  // Without a port of its own the target's protocol is what its name says (`imap.example.org`).
  if (request.ports === null) return target.protocol;
  const protocols = new Set(request.ports.map((port) => knownPort(port)?.protocol ?? target.protocol));
  if (protocols.size > 1) {
    const ports = request.ports.join(',');
    throw new UsageError(
      `${names.ports} ${ports} mixes ${[...protocols].join(' and ')}: check them one after the other, or say ${names.protocol}`,
    );
  }
  const [only = target.protocol] = protocols;
  return only;
}

function decideFamilies(target: Target, request: PlanRequest, names: RequestNames): readonly Family[] {
  const { family, bindAddress } = request;
  if (family !== null && target.literal !== 0 && target.literal !== family) {
    throw new UsageError(`-${family} and the IPv${target.literal} address ${target.host} contradict each other`);
  }
  if (bindAddress === null) return family === null ? [4, 6] : [family];
  // A socket bound to an IPv4 address cannot reach an IPv6 one (EINVAL), nor the other way round.
  const bound: Family = isIP(bindAddress) === 6 ? 6 : 4;
  const wanted = target.literal === 0 || request.proxy !== null ? family : target.literal;
  if (wanted !== null && wanted !== bound)
    throw new UsageError(`${names.bindAddress} ${bindAddress} is IPv${bound}: it cannot reach an IPv${wanted} address`);
  return [bound];
}

/** Everything that a run needs to know. Throws UsageError where target and options contradict each other. */
export function makePlan(target: Target, request: PlanRequest, names = OPTION_NAMES): Plan {
  const protocol = decideProtocol(target, request, names);
  const ports = decidePorts(target, request, names, protocol);
  const modes = decideModes(target, request, names, protocol);
  if (protocol === 'graph') decideCloud(target, request);
  else if (protocol === 'ews') decideEwsCloud(target, request);
  else if (request.cloud !== undefined) throw new UsageError('--cloud wants --protocol graph or ews');
  if (protocol !== 'ews' && request.impersonated)
    throw new UsageError(`--as wants --protocol ews: ${PROTOCOL_FACTS[protocol].word} knows no impersonation`);
  if (!isMailProtocol(protocol) && request.clients.length > 0)
    throw new UsageError(`--client tells what mail clients do: none speaks ${PROTOCOL_FACTS[protocol].word}`);
  if (!isMailProtocol(protocol) && (request.hold || request.pool))
    throw new UsageError(
      `--hold and --pool are about connections of mail clients: ${PROTOCOL_FACTS[protocol].word} is asked over new ones`,
    );
  const isPortNamed = target.port !== null || request.ports !== null;
  const { family: _decided, cloud: _named, ...asked } = request;
  return {
    ...asked,
    target,
    protocol,
    host: target.host,
    literal: target.literal,
    ports,
    modes,
    portsNamed: isPortNamed,
    endpointsNamed: isPortNamed && (target.mode !== null || request.modes !== null),
    families: decideFamilies(target, request, names),
    // Of an address target the certificate must bear the address itself (RFC 6125 leaves it out, RFC 9525 §6.5 has it).
    servername: request.servername ?? target.host,
  };
}
