// The lab's IMAP (RFC 9051, 3501, 4959 SASL-IR, 2971 ID), up to a login and no further. Overrides go by verb; in a
// string reply `%t` stands for the client's tag.
import { type AuthWire, authenticate, logIn, offeredMechanisms } from './authentication.ts';
import type { LabSession, LabStep } from './port.ts';
import { overrideFor } from './smtp.ts';

const wireFor = (session: LabSession, tag: string): AuthWire => ({
  service: 'imap',
  challenge: (base64) => session.send(`+ ${base64}`),
  replies: {
    success: `${tag} OK Logged in`,
    failure: `${tag} NO [AUTHENTICATIONFAILED] Authentication failed.`,
    cancelled: `${tag} BAD Authentication cancelled`,
    malformed: `${tag} BAD Invalid base64 data`,
    unknownMechanism: `${tag} NO Unsupported authentication mechanism`,
  },
});

const withTag = (step: LabStep | undefined, tag: string): LabStep | undefined => {
  if (typeof step === 'string') return step.replaceAll('%t', tag);
  return Array.isArray(step) ? step.map((line: string) => line.replaceAll('%t', tag)) : step;
};

/** LOGIN is barred before TLS on a STARTTLS port, unless the settings allow logins there. */
const isLoginDisabled = (session: LabSession): boolean =>
  !session.secure && session.config.tls === 'starttls' && offeredMechanisms(session).length === 0;

export function imapCapabilities(session: LabSession): readonly string[] {
  const { keywords, tls, auth } = session.config;
  const given = session.secure ? keywords?.tls : keywords?.plaintext;
  if (given) return given;
  return [
    'IMAP4rev1',
    ...(auth?.noInitialResponse ? [] : ['SASL-IR']),
    'ID',
    ...(tls === 'starttls' && !session.secure ? ['STARTTLS'] : []),
    ...(isLoginDisabled(session) ? ['LOGINDISABLED'] : []),
    ...offeredMechanisms(session).map((mechanism) => `AUTH=${mechanism}`),
  ];
}

// Atoms, quoted strings, and literals of which the rest follows on lines of their own (RFC 9051 §4.3).
async function readStrings(session: LabSession, text: string): Promise<string[]> {
  const found: string[] = [];
  let rest = text;
  while (rest !== '') {
    const literal = /^\{(\d+)(\+?)\}$/.exec(rest);
    if (literal) {
      if (literal[2] === '') session.send('+ OK');
      const line = (await session.readLine()) ?? '';
      const length = Number(literal[1]);
      found.push(line.slice(0, length));
      rest = line.slice(length).trimStart();
      continue;
    }
    const [whole = '', quoted, atom] = /^(?:"((?:[^"\\]|\\.)*)"|([^\s"{]+))\s*/.exec(rest) ?? [];
    if (whole === '') break;
    found.push(quoted === undefined ? (atom ?? '') : quoted.replace(/\\(.)/g, '$1'));
    rest = rest.slice(whole.length);
  }
  return found;
}

async function login(session: LabSession, tag: string, argument: string): Promise<void> {
  const said = await readStrings(session, argument);
  if (isLoginDisabled(session)) {
    session.send(`${tag} NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.`);
    return;
  }
  const right = said[0] === session.account.user && said[1] === session.account.password;
  await logIn(session, wireFor(session, tag), 'IMAP-LOGIN', said, right);
}

async function startTls(session: LabSession, tag: string): Promise<boolean> {
  if (session.secure || session.config.tls !== 'starttls') {
    session.send(`${tag} BAD TLS ${session.secure ? 'is already active' : 'is not supported'}`);
    return true;
  }
  session.send(`${tag} OK Begin TLS negotiation now`);
  return session.upgrade();
}

async function answer(session: LabSession, tag: string, verb: string, argument: string): Promise<boolean> {
  switch (verb) {
    case 'CAPABILITY':
      session.send(`* CAPABILITY ${imapCapabilities(session).join(' ')}`, `${tag} OK Capability completed`);
      return true;
    case 'STARTTLS':
      return startTls(session, tag);
    case 'LOGIN':
      await login(session, tag, argument);
      return true;
    case 'AUTHENTICATE': {
      const [mechanism = '', initial] = argument.split(/\s+/);
      await authenticate(session, wireFor(session, tag), mechanism, initial ?? null);
      return true;
    }
    case 'ID':
      session.send('* ID ("name" "Lab")', `${tag} OK ID completed`);
      return true;
    case 'NOOP':
      session.send(`${tag} OK NOOP completed`);
      return true;
    case 'LOGOUT':
      session.send('* BYE Logging out', `${tag} OK Logout completed`);
      session.close('quit');
      return false;
    default:
      session.send(`${tag} BAD Unknown command`);
      return true;
  }
}

/** Greeting to goodbye. */
export async function serveImap(session: LabSession): Promise<void> {
  if (!(await session.perform(session.config.greeting))) {
    session.send(`* OK [CAPABILITY ${imapCapabilities(session).join(' ')}] Lab ready.`);
  }
  while (!session.ended) {
    const line = await session.readCommand();
    if (line === null) return;
    const [tag = '*', verb = ''] = line.split(' ');
    const argument = line.slice(tag.length + verb.length + 2);
    const step = withTag(overrideFor(session, verb.toUpperCase()), tag);
    if (await session.perform(step)) {
      if (verb.toUpperCase() === 'LOGOUT') session.close('quit');
    } else if (!(await answer(session, tag, verb.toUpperCase(), argument))) {
      return;
    }
  }
}
