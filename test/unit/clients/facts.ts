// Facts of servers and settings of applications, for tests of views: what is not said is as on a sound submission server.
import type { DecisiveSettings } from '../../../src/clients/attempt.ts';
import { findFamily } from '../../../src/clients/families/index.ts';
import type { LoginFacts, ServerFacts, ServerPort, TlsFacts } from '../../../src/clients/server-facts.ts';
import { findTlsClient } from '../../../src/clients/tls-clients.ts';
import { view } from '../../../src/clients/view.ts';
import type { ClientMode, ClientView } from '../../../src/model/application-settings.ts';
import { suiteFacts } from '../../../src/model/cipher-suites.ts';
import { askAll, MODERN, type TlsServer } from './tls-server.ts';

export const HOST = 'mail.example.org';

export const login = (...mechanisms: string[]): LoginFacts => ({ mechanisms, onlyInOldForm: false, loginCommand: false });

/** What this program's own handshake comes to: TLS 1.2 with ECDHE or better, as Node has it. */
function ownHandshake({ versions, suites, groups, dhBits = 2048 }: TlsServer): TlsFacts['own'] {
  if (versions.includes(0x0304)) return { version: 0x0304, suite: 0x1302, group: groups[0] ?? null, offeredTls13: true };
  const suite = suites.find((one) => suiteFacts(one)?.keyExchange !== 'DHE' || dhBits >= 2048) ?? null;
  return versions.includes(0x0303) && suite !== null ? { version: 0x0303, suite, group: null, offeredTls13: true } : null;
}

export function tlsOf(tlsServer: TlsServer, wantsMore = false): TlsFacts {
  const own = ownHandshake(tlsServer);
  return { answers: askAll(tlsServer, { knowsTls13: own !== null, wantsMore }), own, versions: {} };
}

const SOUND: Omit<ServerPort, 'port'> = {
  speaks: 'greeting',
  startTls: 'offered',
  isMasked: false,
  login: { plaintext: login(), tls: login('PLAIN', 'LOGIN') },
  tls: tlsOf(MODERN),
  certificate: {
    faults: [],
    keyType: 'rsa',
    keyBits: 2048,
    authorities: ['CN=Public Root'],
    signatureAlgorithm: 'sha256WithRSAEncryption',
    needsOwnAuthority: false,
    withoutSni: 'same',
  },
  ehloRefused: null,
};

export const port = (number: number, more: Partial<ServerPort> = {}): ServerPort => {
  const isTls = number === 465 || number === 993 || number === 995;
  return {
    ...SOUND,
    ...(isTls ? { speaks: 'tls', startTls: null, login: { plaintext: null, tls: SOUND.login.tls } } : {}),
    port: number,
    ...more,
  };
};

export const certificate = (more: Partial<NonNullable<ServerPort['certificate']>>): Partial<ServerPort> => ({
  certificate: { ...(SOUND.certificate as NonNullable<ServerPort['certificate']>), ...more },
});

export const server = (ports: readonly ServerPort[] = [port(465), port(587)], more: Partial<ServerFacts> = {}): ServerFacts => ({
  protocol: 'smtp',
  host: HOST,
  addresses: [{ address: '192.0.2.10', family: 4, ports: Object.fromEntries(ports.map((one) => [one.port, 'open' as const])) }],
  ports,
  refusedMechanisms: [],
  refusedForms: [],
  revocationHosts: [],
  ...more,
});

interface Given {
  readonly port?: number;
  readonly mode: ClientMode;
  readonly written?: string;
  readonly user?: string | null;
  readonly mechanisms?: readonly string[];
  readonly ehloName?: string;
  readonly tlsVersions?: readonly string[];
  readonly verifies?: boolean;
}

const from = { kind: 'default' } as const;

export const settings = ({ user = 'ada', verifies = true, ...given }: Given): DecisiveSettings => ({
  port: given.port === undefined ? null : { value: given.port, from },
  mode: { value: given.mode, from, ...(given.written === undefined ? {} : { written: given.written }) },
  user: user === null ? null : { value: user, from },
  mechanisms: given.mechanisms ? { value: given.mechanisms, from } : null,
  ehloName: given.ehloName === undefined ? null : { value: given.ehloName, from },
  tlsVersions: given.tlsVersions ? { value: given.tlsVersions, from } : null,
  verifiesChain: { value: verifies, from },
  verifiesName: { value: verifies, from },
});

/** `mailkit` or `mailkit@dotnet5@linux`. Throws where there is no such client. */
export function viewOf(client: string, facts: ServerFacts, given: Given | null = null): ClientView {
  const at = client.indexOf('@');
  const family = findFamily(at < 0 ? client : client.slice(0, at));
  const platform = at < 0 ? null : findTlsClient(client.slice(at + 1));
  if (!family || (at >= 0 && !platform)) throw new Error(`no client ${client}`);
  return view({ family, platform, facts, settings: given && settings(given) });
}
