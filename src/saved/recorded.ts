// What is saved beside a report so that newer rules can judge the run again: what was seen, and of the plan what rules and
// report read. No secret: the observations were scrubbed before any rule saw them, and of the plan only what is named here is
// kept. Plain data both ways; reads no file.
import type { Observations } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import { Secret } from '../model/secret.ts';
import type { TrustStore } from '../model/trust-store.ts';

/** Raised where what is recorded would be read wrongly by what went before. */
export const RECORD_VERSION = 1;

type KeptOfPlan = Omit<Plan, 'resolve' | 'tls' | 'proxy' | 'credentials'>;

interface RecordedPlan extends KeptOfPlan {
  readonly resolve: readonly (readonly [string, readonly string[]])[];
  readonly tls: Omit<Plan['tls'], 'extraRoots' | 'clientCertificate' | 'trust'> & {
    readonly extraRootCount: number;
    readonly trust?: Omit<TrustStore, 'certificates' | 'beyondNode'> & { readonly rootCount: number };
    readonly hasClientCertificate: boolean;
  };
  readonly proxy: Pick<NonNullable<Plan['proxy']>, 'scheme' | 'host' | 'port'> | null;
  readonly user: string | null;
}

export interface RecordedRun {
  readonly version: typeof RECORD_VERSION;
  readonly plan: RecordedPlan;
  readonly observations: Observations;
}

/** Each field by name: what a plan gets to hold later does not compile, and is not written, until somebody has thought of it here. */
const KEPT_OF_PLAN: Readonly<Record<keyof KeptOfPlan, true>> = {
  target: true,
  protocol: true,
  host: true,
  literal: true,
  ports: true,
  modes: true,
  portsNamed: true,
  endpointsNamed: true,
  families: true,
  allAddresses: true,
  dnsServer: true,
  ehloName: true,
  servername: true,
  bindAddress: true,
  maxConnections: true,
  pauseMs: true,
  timeouts: true,
  auth: true,
  warnDays: true,
  strict: true,
  expectations: true,
  clients: true,
  discovery: true,
  withheldLogin: true,
  impersonated: true,
  trace: true,
  hold: true,
  pool: true,
  application: true,
};

const keptOfPlan = (plan: KeptOfPlan): KeptOfPlan =>
  Object.fromEntries(Object.entries(plan).filter(([key]) => Object.hasOwn(KEPT_OF_PLAN, key))) as unknown as KeptOfPlan;

const recordTrust = ({ certificates, beyondNode: _, ...trust }: TrustStore) => ({ ...trust, rootCount: certificates.length });

/** As many empty ones. */
const emptyRoots = (count: number): string[] => Array.from({ length: Math.min(count, 10_000) }, () => '');

export function recordRun(plan: Plan, observations: Observations): RecordedRun {
  const { extraRoots, clientCertificate, trust, ...tls } = plan.tls;
  return {
    version: RECORD_VERSION,
    plan: {
      ...keptOfPlan(plan),
      resolve: [...plan.resolve],
      tls: {
        ...tls,
        extraRootCount: extraRoots.length,
        hasClientCertificate: clientCertificate !== null,
        ...(trust ? { trust: recordTrust(trust) } : {}),
      },
      proxy: plan.proxy && { scheme: plan.proxy.scheme, host: plan.proxy.host, port: plan.proxy.port },
      user: plan.credentials?.user ?? null,
    },
    observations,
  };
}

/** A plan to judge by, and not to run: roots and certificates are there by number, secrets not at all. */
export function planOfRecord({ plan }: RecordedRun): Plan {
  const { extraRootCount, hasClientCertificate, trust, ...tls } = plan.tls;
  return {
    ...keptOfPlan(plan),
    resolve: new Map(plan.resolve),
    tls: {
      ...tls,
      extraRoots: emptyRoots(extraRootCount),
      ...(trust ? { trust: { ...trust, certificates: emptyRoots(trust.rootCount), beyondNode: [] } } : {}),
      clientCertificate: hasClientCertificate ? { certificatePem: '', keyPem: new Secret('') } : null,
    },
    proxy: plan.proxy && { ...plan.proxy, user: null, password: null },
    credentials: plan.user === null ? null : { user: plan.user, password: null, token: null, oauth: null, notices: [] },
  };
}
