// The mail settings of somebody's application, resolved: what its file says, each field with where it came from. A secret
// is here by reference only: that there is one, where, and how long it is. Imports nothing but nouns.
import type { Protocol } from './protocol.ts';

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
  /** Least and greatest TLS version by name (`TLSv1.2`), where the settings pin them. */
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
}

/** What one application would do here. */
export interface ClientView {
  readonly client: string;
  readonly name: string;
  readonly verdict: 'works' | 'works-if' | 'fails' | 'not-judged';
  /** The first stage that fails, or that the condition is about. */
  readonly stage: 'address' | 'mode' | 'starttls' | 'tls' | 'certificate' | 'ehlo' | 'mechanism' | 'oauth' | null;
  /** The words that its user would see. */
  readonly symptom: string | null;
  readonly why: string | null;
  /** Setting to change in the client, or the change at the server, in words. */
  readonly change: string | null;
  /** How it is known: measured on the wire, read in the source, documented. */
  readonly basis: 'measured' | 'source' | 'document';
}

/** What a check of an application's settings starts from: the file by its name, what it says, and what is wrong without a packet. */
export interface ApplicationRequest {
  readonly file: string;
  readonly settings: ApplicationSettings;
  readonly traps: readonly SettingsTrap[];
}
