// Starts and ends a lab: a scenario's ports on loopback, its certificates, its account and its record. It knows nothing
// of the probe that will be pointed at it.
import { LAB_HOST, labRootPem } from './certificates.ts';
import type { LabAccount, LabSession, PortConfig } from './port.ts';
import { createRecord, type LabRecord } from './record.ts';
import type { LabScenario } from './scenario.ts';
import { closedPort, type LabPort, openPort } from './server.ts';

export const LAB_ACCOUNT: LabAccount = {
  user: 'ada@lab.test',
  password: 'correct horse 7',
  token: 'ya29.lab-access-token_0123456789abcdef',
};

export interface LabOverrides {
  /** Default mail.lab.test: what certificates bear and EHLO says. */
  readonly host?: string;
  /** Default 127.0.0.1. */
  readonly address?: string;
  readonly account?: Partial<LabAccount>;
  /** Laid over the scenario's settings, by role. */
  readonly ports?: Readonly<Record<string, Partial<PortConfig>>>;
}

export interface Lab {
  readonly scenario: LabScenario;
  readonly host: string;
  readonly address: string;
  /** By role: relay, submissions, submission … */
  readonly ports: Readonly<Record<string, number>>;
  /** The number of a role's port. Throws for a role that the scenario does not have. */
  port(role: string): number;
  /** What to trust. */
  readonly caPem: string;
  readonly account: LabAccount;
  readonly record: LabRecord;
  /** Ends every connection. Throws when a client tried to send mail, or the lab itself had a fault. */
  close(): Promise<void>;
}

/** By its name, or the first that shows that finding; undefined where neither is known. */
export async function findScenario(wanted: string): Promise<LabScenario | undefined> {
  // The list is loaded for a name alone: a test that brings its own ports does not pay for it.
  const { SCENARIOS } = await import('./scenarios/index.ts');
  return SCENARIOS.find((scenario) => scenario.name === wanted) ?? SCENARIOS.find((scenario) => scenario.expect[0] === wanted);
}

async function namedScenario(name: string): Promise<LabScenario> {
  const found = await findScenario(name);
  if (!found) throw new RangeError(`no scenario is called ${JSON.stringify(name)}`);
  return found;
}

function complaint(record: LabRecord, faults: readonly unknown[]): Error | null {
  if (record.mailCommands.length > 0) {
    return new Error(`a client tried to send mail: ${record.mailCommands.map((line) => JSON.stringify(line)).join(', ')}`);
  }
  return faults.length > 0 ? new Error('the lab failed in itself', { cause: faults[0] }) : null;
}

/** Brings a scenario up. Throws `RangeError` for an unknown name. */
export async function startLab(wanted: LabScenario | string, overrides: LabOverrides = {}): Promise<Lab> {
  const scenario = typeof wanted === 'string' ? await namedScenario(wanted) : wanted;
  const { host = LAB_HOST, address = '127.0.0.1' } = overrides;
  const account = { ...LAB_ACCOUNT, ...scenario.account, ...overrides.account };
  const record = createRecord();
  const started = performance.now();
  const standing = new Set<LabSession>();
  const faults: unknown[] = [];
  const open: LabPort[] = [];
  const ports: Record<string, number> = {};
  for (const [role, given] of Object.entries(scenario.ports())) {
    if (given === 'closed') {
      ports[role] = await closedPort(address);
      continue;
    }
    const config: PortConfig = { ...given, ...overrides.ports?.[role] };
    const now = () => performance.now() - started;
    const onFault = (error: unknown) => faults.push(error);
    const port = await openPort({ role, address, host, account, config, record, now, standing, onFault });
    open.push(port);
    ports[role] = port.port;
  }
  return {
    scenario,
    host,
    address,
    ports,
    port(role) {
      const port = ports[role];
      if (port === undefined) throw new RangeError(`this lab has no port called ${role}`);
      return port;
    },
    caPem: labRootPem(),
    account,
    record,
    async close() {
      // What has arrived is read first: a command sent just before the end counts, too.
      await new Promise((resolve) => setImmediate(resolve));
      for (const session of standing) session.destroy('lab-closed');
      await Promise.all(open.map((port) => port.close()));
      const error = complaint(record, faults);
      if (error) throw error;
    },
  };
}
