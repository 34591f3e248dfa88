// DIGEST-MD5 on the server's side (RFC 2831, made historic by RFC 6331 and still offered by old servers).
import { createHash, randomBytes } from 'node:crypto';
import { SaslAborted, type ServerMechanism } from './sasl-exchange.ts';

const md5 = (...parts: readonly (string | Buffer)[]): Buffer => {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** `a=b,c="d\"e"`, as RFC 2831 §7.1 writes directives. */
export function readDirectives(text: string): Map<string, string> {
  const found = new Map<string, string>();
  const pattern = /([a-z-]+)=(?:"((?:[^"\\]|\\.)*)"|([^",\s]*))\s*(?:,\s*|$)/giy;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    const [, name = '', quoted, token] = match ?? [];
    if (!match || found.has(name.toLowerCase())) throw new SaslAborted('malformed');
    found.set(name.toLowerCase(), quoted === undefined ? (token ?? '') : quoted.replace(/\\(.)/g, '$1'));
  }
  return found;
}

export const digestMd5: ServerMechanism = async (exchange) => {
  const { account } = exchange;
  const realm = exchange.fixed.realm ?? exchange.host;
  const nonce = exchange.fixed.nonce ?? randomBytes(14).toString('base64');
  const said = readDirectives(
    (await exchange.ask(`realm="${realm}",nonce="${nonce}",qop="auth",charset=utf-8,algorithm=md5-sess`)).toString('utf8'),
  );
  const get = (name: string): string => said.get(name) ?? '';
  const uri = get('digest-uri');
  // RFC 2831 §2.1.2.1: the response binds user, realm, password, both nonces, the count and the service asked for.
  const secret = md5(`${get('username')}:${get('realm')}:${account.password}`);
  const a1 = md5(secret, `:${nonce}:${get('cnonce')}`).toString('hex');
  const response = (a2: string): string =>
    md5(`${a1}:${nonce}:${get('nc')}:${get('cnonce')}:auth:${md5(a2).toString('hex')}`).toString('hex');
  const right =
    get('username') === account.user &&
    get('realm') === realm &&
    get('nonce') === nonce &&
    get('nc') === '00000001' &&
    uri.startsWith(`${exchange.service}/`) &&
    get('response') === response(`AUTHENTICATE:${uri}`);
  if (!right) return false;
  await exchange.ask(`rspauth=${response(`:${uri}`)}`);
  return true;
};
