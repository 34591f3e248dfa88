// The nouns of the exporter: a module (what a probe of that name asks for) and the configuration that holds them.
import type { Credentials } from '../model/plan.ts';
import type { PlanRequest } from '../request/plan.ts';
import type { TargetList } from '../request/target-list.ts';

/** What a module logs in with. A file is read anew for each probe: tokens and mounted secrets are replaced under way. */
export interface ModuleLogin {
  readonly user: string;
  /** Never rejects: where the file cannot be read just now, the secret that was read last stands. */
  readonly credentials: () => Promise<Credentials>;
}

export interface Module {
  readonly name: string;
  /** Without credentials. Its ports hold for targets that name none. */
  readonly request: PlanRequest;
  readonly login: ModuleLogin | null;
  /** null: any. */
  readonly allowedTargets: TargetList | null;
}

export interface Configuration {
  readonly modules: ReadonlyMap<string, Module>;
  /** Holds for every module, besides its own; null: any. */
  readonly allowedTargets: TargetList | null;
  /** Said once when it is loaded: files that others can read. */
  readonly notices: readonly string[];
}

/** The one that is meant where a probe names none. */
export const DEFAULT_MODULE = 'default';
