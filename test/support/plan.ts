// One plan for every test that needs one: all defaults, for a made-up host. For tests alone.
import type { Plan } from '../../src/model/plan.ts';

export function makePlan(more: Partial<Plan> = {}): Plan {
  const { host = 'mail.example.org', protocol = 'smtp' } = more;
  return {
    target: { input: host, protocol, host, literal: 0, mailbox: null, port: null, mode: null },
    protocol,
    host,
    literal: 0,
    ports: [25, 465, 587],
    modes: ['tls', 'starttls'],
    portsNamed: more.endpointsNamed ?? false,
    endpointsNamed: false,
    families: [4, 6],
    allAddresses: false,
    resolve: new Map(),
    dnsServer: null,
    ehloName: null,
    servername: host,
    proxy: null,
    bindAddress: null,
    maxConnections: 6,
    pauseMs: 0,
    timeouts: {
      totalMs: 30_000,
      connectMs: 5000,
      connectNamed: false,
      greetingMs: 10_000,
      greetingNamed: false,
      commandMs: 10_000,
      authMs: 20_000,
    },
    tls: { extraRoots: [], insecure: false, clientCertificate: null, minVersion: null, maxVersion: null, scan: false },
    credentials: null,
    auth: { only: null, exclude: [], all: false, allowInsecure: false },
    warnDays: 30,
    strict: false,
    expectations: [],
    clients: [],
    discovery: null,
    withheldLogin: null,
    ...more,
  };
}
