// What the reading of a configuration has around it: where it stands, what holds without it, and who is told. Reads nothing.
import type { Secret } from '../model/secret.ts';
import type { PlanRequest, RequestNames } from '../request/plan.ts';
import type { Environment } from '../request/secret-source.ts';

/** What a plan's complaint calls the settings by. */
export const NAMES_IN_MODULES: RequestNames = { ports: 'ports', modes: 'modes', protocol: 'protocol', bindAddress: 'bind' };

export interface SettingsContext {
  /** The configuration file's: what it names without a full path is looked for here. */
  readonly folder: string;
  /** There is an allowed_targets that holds for all modules. */
  readonly isRestricted: boolean;
  /** What the command line says: holds where a module says nothing. */
  readonly base: PlanRequest;
  readonly env: Environment;
  /** Told of every secret as soon as it is read. */
  readonly onSecret: (secret: Secret) => void;
  /** Gets what is odd and no fault. */
  readonly notices: string[];
}
