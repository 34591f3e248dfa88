// A mail provider as far as its users need to know it: where its servers are and what it wants for a login.
import type { MailProtocol, Mode } from '../model/protocol.ts';

export type ProviderKind = 'mailbox' | 'relay' | 'software' | 'local-gateway' | 'test';

export interface ProviderServer {
  readonly host: string;
  readonly port: number;
  readonly mode: Mode;
}

/** What has to be entered as password. */
export type PasswordKind = 'account' | 'app' | 'oauth' | 'api-key' | 'code' | 'separate' | 'none';

/** Its servers stand under the protocol's name, the best first; empty where it has none. */
export interface Provider extends Readonly<Record<MailProtocol, readonly ProviderServer[]>> {
  readonly id: string;
  readonly name: string;
  readonly kind: ProviderKind;
  readonly domains: readonly string[];
  /** Patterns of MX hosts: `*` stands for any run of characters. */
  readonly mx: readonly string[];
  readonly username: string;
  readonly passwordKind: PasswordKind;
  readonly password: string;
  readonly oauth: { readonly issuer: string; readonly scopes: readonly string[] } | null;
  readonly notes: readonly string[];
  readonly docs: readonly string[];
  /** What is to be known before a login is tried; null where nothing is special. */
  readonly authPolicy: string | null;
}
