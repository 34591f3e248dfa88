// What to say of a certificate that one list of roots trusts and another does not: whose list it is that lacks the root, and
// how it gets it.
import { NODE_ROOTS_NAME, type TrustStore } from '../model/trust-store.ts';
import type { FaultyCertificate } from './certificate-rule.ts';
import type { Evidence } from './evidence.ts';
import { capital } from './phrases.ts';

export interface OtherTrustWords {
  /** The list that trusts it, where a sentence begins. */
  readonly whose: string;
  /** `that Windows trusts and Mozilla's list does not`. */
  readonly clause: string;
  /** Whole sentences. */
  readonly detail: string;
  readonly evidence: readonly string[];
  readonly fix: string;
}

const FIX_OF_STORE = {
  system: (root) =>
    `Bring this system's list up to date (Debian: upgrade ca-certificates; Fedora, RHEL: ca-trust; Windows: its root updates), or add ${root} to it`,
  file: (root, path) => `Add ${root} to ${path}`,
  java: (root, path) =>
    `Bring the Java runtime up to date, or add ${root} to its store: \`keytool -importcert -keystore ${path} -alias <name> -file <root.pem>\``,
} satisfies Record<Exclude<TrustStore['kind'], 'node'>, (root: string, path: string) => string>;

/** Programs that bring a list of their own along, and how they are given one root more. */
const GIVEN_TO_PROGRAMS =
  'Node.js: NODE_EXTRA_CA_CERTS=<root.pem>, or --use-system-ca from 22.15 on; Java: `keytool -importcert -cacerts -alias <name> -file <root.pem>`; Python: SSL_CERT_FILE=<bundle.pem>';

/** null: no other list trusts it either, or none was asked. `root`: the name of the authority. */
export function otherTrustWords(
  { plan }: Evidence,
  faulty: readonly Pick<FaultyCertificate, 'endpoint' | 'tls'>[],
  root: string,
): OtherTrustWords | null {
  const found = faulty.find(({ tls }) => tls.otherTrust?.trusted);
  const other = found?.tls.otherTrust;
  if (!found || !other) return null;
  const { trust } = plan.tls;
  const used = trust?.name ?? NODE_ROOTS_NAME;
  const { name } = other;
  const evidence = [`${found.endpoint.id}: verifies with the roots of ${name}, in a second handshake; not with those of ${used}`];
  const clause = `that ${name} trusts and ${used} does not`;
  const whose = name.startsWith('this ') ? capital(name) : name; // macOS is written so everywhere.
  const isOwn = other.kind === 'system';
  const why = isOwn
    ? "the root is in the system's list alone, as a rule a company's own or a scanner's. Programs that go by that list take the certificate; those with a list of their own refuse it"
    : 'the authority is a public one, and that store lacks it, being old or made to hold a few only';
  const detail = `${whose} trusts it, ${used} does not: ${why}.`;
  if (trust && trust.kind !== 'node')
    return { whose, clause, detail, evidence, fix: `${FIX_OF_STORE[trust.kind](root, trust.path ?? '')}.` };
  const fix = `Give ${root} to the program that brings its own list along (${GIVEN_TO_PROGRAMS}), if that authority is your organisation's. To check as ${name} does: mailprobe --trust system.`;
  return { whose, clause, detail, evidence, fix };
}
