// The server's side of SASL: each mechanism asks its questions and says whether the account's owner answered. Stands
// on its own, so that the client's mechanisms are tested against another implementation than themselves.
import { createHmac, randomBytes } from 'node:crypto';
import { digestMd5 } from './sasl-digest.ts';
import { type LabSaslExchange, SaslAborted, type ServerMechanism } from './sasl-exchange.ts';
import { ntlm } from './sasl-ntlm.ts';
import { scram } from './sasl-scram.ts';

const EMPTY = '';
const first = async (exchange: LabSaslExchange): Promise<Buffer> => exchange.initial ?? (await exchange.ask(EMPTY));

/** RFC 4616. */
const plain: ServerMechanism = async (exchange) => {
  const parts = (await first(exchange)).toString('utf8').split('\0');
  const [authorisation, user, password] = parts;
  if (parts.length !== 3) throw new SaslAborted('malformed');
  const forSelf = authorisation === '' || authorisation === user;
  return forSelf && user === exchange.account.user && password === exchange.account.password;
};

/** draft-murchison-sasl-login: no standard, and everywhere. Some clients put the user name into the command. */
const login: ServerMechanism = async (exchange) => {
  const user = exchange.initial ?? (await exchange.ask(exchange.prompts[0]));
  const password = await exchange.ask(exchange.prompts[1]);
  return user.toString('utf8') === exchange.account.user && password.toString('utf8') === exchange.account.password;
};

/** RFC 2195. */
const cramMd5: ServerMechanism = async (exchange) => {
  const challenge = exchange.fixed.cramChallenge ?? `<${randomBytes(8).toString('hex')}@${exchange.host}>`;
  const answer = (await exchange.ask(challenge)).toString('utf8');
  const digest = createHmac('md5', exchange.account.password).update(challenge).digest('hex');
  return answer === `${exchange.account.user} ${digest}`;
};

async function refuseToken(exchange: LabSaslExchange): Promise<boolean> {
  // The client answers the error with an empty response (XOAUTH2) or one ^A (RFC 7628 §3.2.3), then hears the refusal.
  await exchange.ask(exchange.errorChallenge);
  return false;
}

/** Google's and Microsoft's form: user=…^Aauth=Bearer …^A^A. */
const xoauth2: ServerMechanism = async (exchange) => {
  const said = (await first(exchange)).toString('utf8');
  const { user, token } = exchange.account;
  return said === `user=${user}\x01auth=Bearer ${token}\x01\x01` || refuseToken(exchange);
};

/** RFC 7628 §3.1: gs2-header, then key=value pairs, each ended by ^A, and one ^A more. */
const oauthBearer: ServerMechanism = async (exchange) => {
  const said = (await first(exchange)).toString('utf8');
  const [header = '', ...pairs] = said.split('\x01');
  const user = /^n,(?:a=([^,]*))?,$/.exec(header);
  if (!user || !said.endsWith('\x01\x01')) throw new SaslAborted('malformed');
  const name = user[1]?.replaceAll('=2C', ',').replaceAll('=3D', '=');
  const right = pairs.includes(`auth=Bearer ${exchange.account.token}`) && (name === undefined || name === exchange.account.user);
  return right || refuseToken(exchange);
};

/** RFC 4422 appendix A: who it is says the certificate; the response may name whom to act for. */
const external: ServerMechanism = async (exchange) => {
  const wanted = (await first(exchange)).toString('utf8');
  return exchange.certificateUser !== null && (wanted === '' || wanted === exchange.certificateUser);
};

/** RFC 4505: anyone; the trace is for the log. */
const anonymous: ServerMechanism = async (exchange) => {
  await first(exchange);
  return true;
};

export const SERVER_MECHANISMS: Readonly<Record<string, ServerMechanism>> = {
  'SCRAM-SHA-256-PLUS': scram('sha256', true),
  'SCRAM-SHA-256': scram('sha256', false),
  'SCRAM-SHA-1-PLUS': scram('sha1', true),
  'SCRAM-SHA-1': scram('sha1', false),
  'DIGEST-MD5': digestMd5,
  'CRAM-MD5': cramMd5,
  NTLM: ntlm,
  PLAIN: plain,
  LOGIN: login,
  XOAUTH2: xoauth2,
  OAUTHBEARER: oauthBearer,
  EXTERNAL: external,
  ANONYMOUS: anonymous,
};
