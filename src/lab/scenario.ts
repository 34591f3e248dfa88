// What a scenario is: ports, what is wrong with them, how a check should be run against it and what it should find.
import type { FindingId } from '../model/finding.ts';
import type { Verdict } from '../model/report.ts';
import type { LabAccount, PortConfig } from './port.ts';

/** `closed`: nothing listens there. */
export type ScenarioPorts = Readonly<Record<string, PortConfig | 'closed'>>;

/** What the check logs in with. `certificate` and `anonymous` need no secret. */
export type LabLogin = 'password' | 'wrong-password' | 'token' | 'wrong-token' | 'certificate' | 'anonymous';

export interface LabScenario {
  readonly name: string;
  /** One line, no full stop: what is wrong. */
  readonly title: string;
  /** By role (relay, submissions, submission, imap, imaps, pop3, pop3s); made anew for each start. */
  readonly ports: () => ScenarioPorts;
  /** How to check it: whether to log in, and options beside ports, addresses and `--ca`. */
  readonly check?: { readonly login?: LabLogin; readonly options?: readonly string[] };
  /** Findings that should stand, the most telling first; but for notes no other does. */
  readonly expect: readonly FindingId[];
  /** Those of severity info that must stand; others may. */
  readonly notes?: readonly FindingId[];
  /** Where it is not what the gravest finding would make it. */
  readonly verdict?: Verdict;
  /** How many login attempts are right. Default: 1. */
  readonly logins?: number;
  /** Where the account must look other than usual. */
  readonly account?: Partial<LabAccount>;
}

const STARTTLS: PortConfig = { tls: 'starttls' };

/** Port 25's part: STARTTLS, and no logins. */
export const relay = (more: Partial<PortConfig> = {}): PortConfig => ({ ...STARTTLS, auth: { mechanisms: [] }, ...more });
/** Port 465's part. */
export const submissions = (more: Partial<PortConfig> = {}): PortConfig => ({ tls: 'implicit', ...more });
/** Port 587's part. */
export const submission = (more: Partial<PortConfig> = {}): PortConfig => ({ ...STARTTLS, ...more });
export const imaps = (more: Partial<PortConfig> = {}): PortConfig => ({ protocol: 'imap', tls: 'implicit', ...more });
export const imapPorts = (more: Partial<PortConfig> = {}): PortConfig => ({ protocol: 'imap', ...STARTTLS, ...more });
export const pop3s = (more: Partial<PortConfig> = {}): PortConfig => ({ protocol: 'pop3', tls: 'implicit', ...more });
export const pop3Ports = (more: Partial<PortConfig> = {}): PortConfig => ({ protocol: 'pop3', ...STARTTLS, ...more });

/** The three SMTP ports, with the same peculiarity on each. */
export const mailHost = (more: Partial<PortConfig> = {}): ScenarioPorts => ({
  relay: relay({ ...more, auth: { mechanisms: [] } }),
  submissions: submissions(more),
  submission: submission(more),
});

/** A scenario for one test: only its ports matter. */
export const portsOnly = (ports: ScenarioPorts | (() => ScenarioPorts)): LabScenario => ({
  name: 'custom',
  title: 'made for one test',
  ports: typeof ports === 'function' ? ports : () => ports,
  expect: [],
});
