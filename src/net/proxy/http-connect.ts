// HTTP CONNECT from the client's side (RFC 9110 §9.3.6), with Basic authentication (RFC 7617). Opens no socket.
import type { ProxyOptions } from '../../model/plan.ts';
import { visibleText } from '../../model/visible-text.ts';
import type { Redactor } from '../redactor.ts';
import type { ProxyAnswer, ProxyDialogue, ProxyRefusal, ProxyWire } from './dialogue.ts';

const MAX_HEAD_BYTES = 16_384;
/** Interim answers, one after the other. */
const MAX_INTERIM_ANSWERS = 20;
const BEGINNING = 'HTTP/1.';
const LF = 0x0a;
const CR = 0x0d;
const MAX_REASON = 200;
const MAX_SCHEME = 20;

/** For what the proxy says. */
type Excerpts = Pick<Redactor, 'excerpt'>;

/** The Base64 of Basic authentication, a secret; null where the proxy is used without a login. */
export const basicCredentials = ({ user, password }: ProxyOptions): string | null =>
  user === null && password === null ? null : Buffer.from(`${user ?? ''}:${password?.reveal() ?? ''}`).toString('base64');

/** `host`: a name or an address without brackets, for the proxy to connect to. */
export function httpConnect(host: string, port: number, proxy: ProxyOptions, redactor: Excerpts): ProxyDialogue {
  const head: Buffer = Buffer.alloc(MAX_HEAD_BYTES);
  let length = 0;
  let interim = 0;
  let wire: ProxyWire | null = null;
  return {
    begin: (given) => {
      wire = given;
      const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
      const basic = basicCredentials(proxy);
      const login = basic === null ? '' : `Proxy-Authorization: Basic ${basic}\r\n`;
      given.write(Buffer.from(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${login}\r\n`));
    },
    take: (byte) => {
      if (length === MAX_HEAD_BYTES) {
        wire?.settle({ fault: 'protocol-error', detail: `the proxy sent more than ${MAX_HEAD_BYTES} bytes of header` });
        return;
      }
      head[length++] = byte[0] ?? 0;
      if (length <= BEGINNING.length && head[length - 1] !== BEGINNING.charCodeAt(length - 1)) {
        wire?.settle({ fault: 'protocol-error', detail: 'the proxy gave an answer that is no HTTP' });
      } else if (isComplete(head, length)) {
        const answer = readHead(head.toString('latin1', 0, length), basicCredentials(proxy) !== null, redactor);
        // RFC 9110 §15.2: interim answers may come first.
        if (answer === null && interim < MAX_INTERIM_ANSWERS) {
          length = 0;
          interim += 1;
        } else wire?.settle(answer ?? { fault: 'protocol-error', detail: 'the proxy gives interim answers without end' });
      }
    },
    isUnderstood: () => false,
    end: () => {
      wire = null;
    },
  };
}

/** RFC 9112 §2.2: a bare LF may end a line as well. */
function isComplete(head: Buffer, length: number): boolean {
  if (head[length - 1] !== LF) return false;
  return head[length - 2] === LF || (head[length - 2] === CR && head[length - 3] === LF);
}

/** What a complete header says; null: an interim answer, the true one follows. */
export function readHead(head: string, hasLogin: boolean, redactor: Excerpts): ProxyAnswer | null {
  const [line = '', ...fields] = head.split(/\r?\n/);
  const [, digits, said = ''] = /^HTTP\/1\.[01] {1,8}(\d{3})(?![^ ])(.*)$/s.exec(line) ?? [];
  if (digits === undefined) return { fault: 'protocol-error', detail: 'the proxy gave an answer without an HTTP status' };
  const status = Number(digits);
  if (status >= 200 && status < 300) return 'granted';
  if (status >= 100 && status < 200 && status !== 101) return null;
  return refusalOf(status, redactor.excerpt(visibleText(said).trim(), MAX_REASON), offeredSchemes(fields, redactor), hasLogin);
}

/** A server that knows no CONNECT (nginx: 400 or 405, a portal: 302) is no proxy for mail, whatever else it is. */
const NO_PROXY: readonly number[] = [400, 404, 405, 501, 505];

function refusalOf(status: number, reason: string, offered: readonly string[], hasLogin: boolean): ProxyRefusal {
  const said = `HTTP ${status}${reason === '' ? '' : ` ${reason}`}`;
  // Tinyproxy asks for a login with 407, and refuses a wrong one with 401.
  if (status === 407 || (status === 401 && hasLogin)) {
    const wants = hasLogin ? 'does not accept the user name and password' : 'wants a user name and a password';
    const other =
      offered.length > 0 && !offered.some((scheme) => /^basic$/i.test(scheme))
        ? `; it offers ${offered.join(', ')}, and not Basic, the one method that is used here`
        : '';
    return { fault: 'auth-required', detail: `the proxy ${wants} (${said})${other}` };
  }
  if (status < 400 || NO_PROXY.includes(status)) {
    return { fault: 'protocol-error', detail: 'what answers there speaks HTTP, and does not take CONNECT' };
  }
  const why = status === 502 || status === 503 || status === 504 ? ', so it did not get through to the mail host itself' : '';
  return { fault: 'refused', detail: `the proxy answered ${said}${why}` };
}

const offeredSchemes = (fields: readonly string[], redactor: Excerpts): string[] =>
  fields
    .flatMap((field) => /^proxy-authenticate:\s*([A-Za-z0-9-]+)/i.exec(field)?.[1] ?? [])
    .map((scheme) => redactor.excerpt(scheme, MAX_SCHEME))
    .filter((scheme, at, all) => all.indexOf(scheme) === at)
    .slice(0, 5);
