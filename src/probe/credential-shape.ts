// What looks wrong about credentials before they are sent: what pasting, shells and password sheets leave behind.
// Must not know what the server says to them, and never repeats any part of them.

import type { Provider } from '../knowledge/provider.ts';
import type { CredentialShape, CredentialsObservation } from '../model/observation.ts';
import type { Secret } from '../model/secret.ts';
import { withoutEnd, withoutStart } from '../model/text-ends.ts';

export interface ShapeInput {
  readonly user: string;
  readonly secret: Secret | string | null;
  readonly kind: CredentialsObservation['kind'];
  /** Of the host, where it is known: decides what form of user name is wanted. */
  readonly provider?: Pick<Provider, 'username'> | null | undefined;
}

const LINE_END = /[\r\n]/;
const TYPOGRAPHIC = /[\u2018-\u201f\u00ab\u00bb\u2039\u203a\u201a\u201e\u2032\u2033]/g;
// Invisible characters are worse than foreign ones: nobody sees them in a form.
const CONTROL = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/g;
const SPACE = /[\s\u00a0\u2000-\u200a\u202f\u3000]/;
const INNER_SPACE = /[^\S\r\n]/;
const NON_ASCII = /[^\u0000-\u007f]/;
/** Google shows application passwords as four groups of four letters; the spaces are not part of them. */
const APP_PASSWORD_WITH_SPACES = /^[a-z]{4}(?:[ \u00a0][a-z]{4}){3}$/;
const WANTS_ADDRESS = /^(?:full (?:email )?address|user principal name|proton address|the custom-domain address)/i;

/** In the order of the checks; empty where nothing looks wrong. */
export function shapeOf({ user, secret, kind, provider }: ShapeInput): CredentialShape[] {
  const text = typeof secret === 'string' ? secret : (secret?.reveal() ?? null);
  const found: CredentialShape[] = [];
  const note = (shape: CredentialShape, is: boolean): void => {
    if (is && !found.includes(shape)) found.push(shape);
  };
  if (text !== null && (kind === 'password' || kind === 'token')) {
    const trimmed = text.trim();
    note('empty-password', text === '');
    note('newline', LINE_END.test(text));
    const line = withoutStart(withoutEnd(text, '\r\n'), '\r\n');
    note('leading-space', line !== '' && SPACE.test(line.charAt(0)));
    note('trailing-space', line !== '' && SPACE.test(line.charAt(line.length - 1)));
    note('app-password-spaces', kind === 'password' && APP_PASSWORD_WITH_SPACES.test(trimmed));
    note('token-space', kind === 'token' && INNER_SPACE.test(trimmed));
    noteCharacters(trimmed, note);
  }
  note('user-spaces', SPACE.test(user));
  note('newline', LINE_END.test(user));
  noteCharacters(user.trim(), note);
  const wantsAddress = WANTS_ADDRESS.test(provider?.username ?? '');
  note('domain-backslash-user', wantsAddress && /^[^\\@]+\\./.test(user));
  note('bare-user', wantsAddress && user !== '' && !/[@\\]/.test(user));
  return found;
}

function noteCharacters(text: string, note: (shape: CredentialShape, is: boolean) => void): void {
  note('typographic-quotes', text.search(TYPOGRAPHIC) >= 0);
  note('control-character', text.search(CONTROL) >= 0);
  const rest = text.replace(TYPOGRAPHIC, '').replace(CONTROL, '').replace(/\s/g, '');
  note('non-ascii', NON_ASCII.test(rest));
}
