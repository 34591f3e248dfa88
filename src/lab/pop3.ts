// The lab's POP3 (RFC 1939, 2449 CAPA, 2595 STLS, 5034 AUTH), up to a login and no further.
import { createHash, randomBytes } from 'node:crypto';
import { type AuthWire, authenticate, logIn, offeredMechanisms } from './authentication.ts';
import type { LabSession } from './port.ts';
import { overrideFor } from './smtp.ts';

const wireFor = (session: LabSession): AuthWire => ({
  service: 'pop',
  challenge: (base64) => session.send(`+ ${base64}`),
  replies: {
    success: '+OK Logged in.',
    failure: '-ERR [AUTH] Authentication failed.',
    cancelled: '-ERR Authentication cancelled',
    malformed: '-ERR Invalid base64 data',
    unknownMechanism: '-ERR Unsupported authentication mechanism.',
  },
});

const isLoginDisabled = (session: LabSession): boolean =>
  !session.secure && session.config.tls === 'starttls' && offeredMechanisms(session).length === 0;

export function pop3Capabilities(session: LabSession): readonly string[] {
  const { keywords, tls } = session.config;
  const given = session.secure ? keywords?.tls : keywords?.plaintext;
  if (given) return given;
  const mechanisms = offeredMechanisms(session);
  return [
    'CAPA',
    'TOP',
    'UIDL',
    'RESP-CODES',
    'AUTH-RESP-CODE',
    ...(tls === 'starttls' && !session.secure ? ['STLS'] : []),
    ...(isLoginDisabled(session) ? [] : ['USER']),
    ...(mechanisms.length > 0 ? [`SASL ${mechanisms.join(' ')}`] : []),
  ];
}

interface Dialogue {
  /** Of the greeting; what APOP hashes together with the password (RFC 1939 §7). */
  timestamp: string;
  user: string | null;
}

async function startTls(session: LabSession): Promise<boolean> {
  if (session.secure || session.config.tls !== 'starttls') {
    session.send(`-ERR TLS ${session.secure ? 'is already active' : 'is not supported'}`);
    return true;
  }
  session.send('+OK Begin TLS negotiation now.');
  return session.upgrade();
}

async function password(session: LabSession, dialogue: Dialogue, given: string): Promise<void> {
  const { user } = dialogue;
  if (user === null) {
    session.send('-ERR No username given.');
    return;
  }
  dialogue.user = null;
  const right = user === session.account.user && given === session.account.password;
  await logIn(session, wireFor(session), 'POP3-USER', [user, given], right);
}

async function apop(session: LabSession, dialogue: Dialogue, argument: string): Promise<void> {
  const [user = '', digest = ''] = argument.split(' ');
  const expected = createHash('md5')
    .update(dialogue.timestamp + session.account.password)
    .digest('hex');
  await logIn(session, wireFor(session), 'APOP', [user, digest], user === session.account.user && digest === expected);
}

// False: the connection is over.
async function answer(session: LabSession, dialogue: Dialogue, verb: string, argument: string): Promise<boolean> {
  if (isLoginDisabled(session) && ['USER', 'PASS', 'APOP', 'AUTH'].includes(verb)) {
    session.send('-ERR [AUTH] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.');
    return true;
  }
  switch (verb) {
    case 'CAPA':
      session.send('+OK', ...pop3Capabilities(session), '.');
      return true;
    case 'STLS':
      return startTls(session);
    case 'USER':
      dialogue.user = argument;
      session.send('+OK');
      return true;
    case 'PASS':
      await password(session, dialogue, argument);
      return true;
    case 'APOP':
      await apop(session, dialogue, argument);
      return true;
    case 'AUTH': {
      const [mechanism = '', initial] = argument.split(/\s+/);
      // RFC 1734's bare AUTH lists the mechanisms.
      if (mechanism === '') session.send('+OK', ...offeredMechanisms(session), '.');
      else await authenticate(session, wireFor(session), mechanism, initial ?? null);
      return true;
    }
    case 'NOOP':
      session.send('+OK');
      return true;
    case 'QUIT':
      session.send('+OK Logging out.');
      session.close('quit');
      return false;
    default:
      session.send('-ERR Unknown command.');
      return true;
  }
}

/** Greeting to goodbye. */
export async function servePop3(session: LabSession): Promise<void> {
  const dialogue: Dialogue = { timestamp: `<${randomBytes(6).toString('hex')}@${session.host}>`, user: null };
  const greeting = session.config.greeting;
  if (typeof greeting === 'string') dialogue.timestamp = /<[^>]*>/.exec(greeting)?.[0] ?? '';
  if (!(await session.perform(greeting))) session.send(`+OK Lab ready. ${dialogue.timestamp}`);
  while (!session.ended) {
    const line = await session.readCommand();
    if (line === null) return;
    const [verb = ''] = line.toUpperCase().split(' ');
    // A password may begin or end in a space: only the first one separates (RFC 1939 §7, PASS).
    const argument = line.slice(verb.length + 1);
    if (await session.perform(overrideFor(session, verb))) {
      if (verb === 'QUIT') session.close('quit');
    } else if (!(await answer(session, dialogue, verb, argument))) {
      return;
    }
  }
}
