// In which form a client sends its mechanisms, as far as servers stumble over it. Reads a family's row, and nothing else.
import type { WireForm } from '../model/wire-form.ts';
import type { ClientFamily } from './family.ts';

/** The form that servers stumble over, where the client has it. */
export function formOf({ plainForm, loginForm, sendsAuthorizationIdentity }: ClientFamily, mechanism: string): WireForm | null {
  if (mechanism === 'PLAIN' && plainForm === 'two-steps') return 'PLAIN without initial response';
  if (mechanism === 'PLAIN' && sendsAuthorizationIdentity) return 'PLAIN with authorization identity';
  return mechanism === 'LOGIN' && loginForm === 'initial-response' ? 'LOGIN with initial response' : null;
}

/** Those that a server turns down before the password is out. An authorization identity goes along with it. */
export const formsAheadOfSecret = (family: ClientFamily): WireForm[] =>
  ['PLAIN', 'LOGIN'].flatMap((mechanism) => formOf(family, mechanism) ?? []).filter((form) => !form.endsWith('identity'));
