// The mail settings of somebody's application, resolved: what its file says, each field with where it came from. A secret
// is here by reference only: that there is one, where, and how long it is. Imports nothing but nouns.
import type { Mode, Protocol } from './protocol.ts';
import type { WireForm } from './wire-form.ts';

/** What a client does with the connection, whatever its own word for it. */
export type ClientMode =
  | 'plain'
  /** STARTTLS, or no mail. */
  | 'starttls'
  /** STARTTLS where it is offered, else in the clear. */
  | 'starttls-if-offered'
  | 'tls'
  /** Chosen by the port, or tried one after the other: its family says how. */
  | 'auto';

export type Provenance =
  | { readonly kind: 'file'; readonly file: string; readonly line: number; readonly key: string }
  | { readonly kind: 'environment'; readonly name: string }
  /** The application's own default: nothing in the file says it. */
  | { readonly kind: 'default' };

export interface Sourced<T> {
  readonly value: T;
  readonly from: Provenance;
  /** The value as the file has it, where that differs (`ssl`, `true`, `587/tcp`). Never of a secret. */
  readonly written?: string;
}

/** A password or token that the file holds. The value itself stays behind `revealFileSecret`. */
export interface SecretReference {
  readonly from: Provenance;
  /** Characters between the quotes in the file, and characters that the application would read. */
  readonly writtenLength: number;
  readonly readLength: number;
}

export interface ApplicationSettings {
  /** The format's id (`spring-boot`) and the name of the application as people say it. */
  readonly format: string;
  readonly application: string;
  /** Which of several in the file (`#smtp-client`); null where there is one. */
  readonly part: string | null;
  /** The client library's id in `clients/families`; null where the format does not tell and nobody said. */
  readonly family: string | null;
  readonly protocol: Protocol;
  readonly host: Sourced<string> | null;
  readonly port: Sourced<number> | null;
  readonly mode: Sourced<ClientMode>;
  /** `auto` tries one mode after the other, whatever the port; else the port decides. */
  readonly triesEachMode?: true;
  readonly user: Sourced<string> | null;
  readonly secret: SecretReference | null;
  /** Mechanisms that the settings name, upper case; null: the client chooses. `['NONE']`: it does not log in. */
  readonly mechanisms: Sourced<readonly string[]> | null;
  readonly ehloName: Sourced<string> | null;
  readonly sender: Sourced<string> | null;
  /** Milliseconds. */
  readonly timeoutMs: Sourced<number> | null;
  /** false: the client is told not to verify. */
  readonly verifiesChain: Sourced<boolean>;
  readonly verifiesName: Sourced<boolean>;
  /** The TLS versions that the settings leave, by name (`TLSv1.2`); null: they pin none. */
  readonly tlsVersions: Sourced<readonly string[]> | null;
  readonly isAllowedWithoutTls: boolean;
  /** The platform's id in `clients/tls`, where named. */
  readonly platform: string | null;
}

/** Said of a file without a packet. */
export interface SettingsTrap {
  readonly id: 'config-mismatch' | 'config-insecure' | 'config-trap';
  readonly severity: 'error' | 'warning' | 'info';
  readonly from: Provenance;
  readonly title: string;
  readonly meaning: string;
  readonly fix: string;
  /** Key and value that would be right, where one change is enough. Never a secret. */
  readonly change: { readonly key: string; readonly value: string } | null;
  /** It goes by what ports are usually for: where the endpoint works as the file says, it is a note. */
  readonly isByPort?: true;
  /** Of these: what else would go together. Only those that were seen to work are advised. */
  readonly ways?: readonly { readonly port: number; readonly mode: Mode; readonly text: string }[];
}

/** What one application would do here. */
export interface ClientView {
  /** The family's id, and what people call it. */
  readonly client: string;
  readonly name: string;
  readonly protocol: Protocol;
  /** What its TLS is done by: an id of `clients/tls` and its words; null: nobody said, so that the TLS itself is not judged. */
  readonly platform: { readonly id: string; readonly label: string } | null;
  readonly verdict: 'works' | 'works-if' | 'fails' | 'not-judged';
  /** The setting that this is about: the one given, else the best that the client has here, in its own words. */
  readonly setting: { readonly port: number; readonly mode: ClientMode; readonly written: string } | null;
  /** The first stage that fails, or that the condition is about. */
  readonly stage: ClientStage | null;
  /** The words that its user would see. */
  readonly symptom: string | null;
  /** Short, and equal where the reason is: what fails, what it depends on, or what is not known. */
  readonly why: string | null;
  /** Setting to change in the client, in words. */
  readonly change: string | null;
  /** The change at the server that would let it in. */
  readonly serverChange: string | null;
  /** How it is known: measured on the wire, read in the source, documented. */
  readonly basis: 'measured' | 'source' | 'document';
}

/** What a check of an application's settings starts from: the file by its name, what it says, and what is wrong without a packet. */
export interface ApplicationRequest {
  readonly file: string;
  readonly settings: ApplicationSettings;
  readonly traps: readonly SettingsTrap[];
  /** The login is to go out as its client would send it; absent: as this program does. */
  readonly login?: ClientLogin;
}

/** How a client logs in by SMTP, as far as that is not how this program does. */
export interface ClientLogin {
  /** In its own order. */
  readonly mechanisms: readonly string[];
  readonly forms: readonly WireForm[];
}

/** In the order in which a client meets them. */
export const CLIENT_STAGES = ['address', 'mode', 'starttls', 'tls', 'certificate', 'ehlo', 'mechanism', 'oauth'] as const;
export type ClientStage = (typeof CLIENT_STAGES)[number];

/** Who can use the server: a view for each client and platform that was asked for. */
export interface ClientsReport {
  /** As asked: ids, or `all`. */
  readonly asked: readonly string[];
  readonly views: readonly ClientView[];
  /** The one change at the server that brings back the most of them; null: none does. */
  readonly bestServerChange: { readonly change: string; readonly brings: number } | null;
}

/** Labels of platforms, each once; what runs on several systems with the same result is said once, with their number. */
export function runtimesOf(labels: readonly string[]): string[] {
  const systems = new Map<string, Set<string>>();
  for (const label of labels) {
    const [runtime = label, system = ''] = label.split(/ on (?=Windows)/);
    systems.set(runtime, (systems.get(runtime) ?? new Set()).add(system));
  }
  return [...systems].map(([runtime, on]) => {
    const [only = ''] = on;
    if (on.size > 1) return `${runtime} on ${on.size} versions of Windows`;
    return only === '' ? runtime : `${runtime} on ${only}`;
  });
}
