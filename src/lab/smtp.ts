// The lab's SMTP (RFC 5321, 3207, 4954), as far as a client may go that sends no mail. Every verb can be answered
// otherwise by the port's configuration.
import { type AuthWire, authenticate, offeredMechanisms } from './authentication.ts';
import type { LabSession, LabStep } from './port.ts';

const WIRE = (session: LabSession): AuthWire => ({
  service: 'smtp',
  challenge: (base64) => session.send(`334 ${base64}`),
  replies: {
    success: '235 2.7.0 Authentication successful',
    failure: '535 5.7.8 Error: authentication failed',
    cancelled: '501 5.7.0 Authentication cancelled',
    malformed: '501 5.5.2 Cannot decode response',
    unknownMechanism: '504 5.5.4 Unrecognised authentication type',
  },
});

/** The EHLO keywords that follow from the port's settings, the domain first. */
function ehloKeywords(session: LabSession): readonly string[] {
  const { keywords, tls } = session.config;
  const given = session.secure ? keywords?.tls : keywords?.plaintext;
  if (given) return given;
  const mechanisms = offeredMechanisms(session);
  return [
    session.host,
    'PIPELINING',
    'SIZE 52428800',
    ...(tls === 'starttls' && !session.secure ? ['STARTTLS'] : []),
    ...(mechanisms.length > 0 ? [`AUTH ${mechanisms.join(' ')}`] : []),
    'ENHANCEDSTATUSCODES',
    '8BITMIME',
  ];
}

/** The lines of one reply: `250-…` and `250 …` last. */
export const replyLines = (code: number, texts: readonly string[]): string[] =>
  texts.map((text, at) => `${code}${at < texts.length - 1 ? '-' : ' '}${text}`);

export function overrideFor(session: LabSession, verb: string): LabStep | undefined {
  const { on, onPlain, onTls } = session.config;
  return (session.secure ? onTls : onPlain)?.[verb] ?? on?.[verb];
}

async function startTls(session: LabSession): Promise<boolean> {
  if (session.secure || session.config.tls !== 'starttls') {
    session.send(session.secure ? '503 5.5.1 TLS already active' : '502 5.5.1 Command not implemented');
    return true;
  }
  session.send('220 2.0.0 Ready to start TLS');
  return session.upgrade();
}

async function auth(session: LabSession, argument: string): Promise<void> {
  const [mechanism = '', initial] = argument.split(/\s+/);
  if (!session.secure && session.config.tls === 'starttls' && offeredMechanisms(session).length === 0) {
    session.send('530 5.7.0 Must issue a STARTTLS command first');
  } else {
    await authenticate(session, WIRE(session), mechanism, initial ?? null);
  }
}

// False: the connection is over.
async function answer(session: LabSession, verb: string, argument: string): Promise<boolean> {
  switch (verb) {
    case 'EHLO':
      session.send(...replyLines(250, ehloKeywords(session)));
      return true;
    case 'HELO':
      session.send(`250 ${session.host}`);
      return true;
    case 'STARTTLS':
      return startTls(session);
    case 'AUTH':
      await auth(session, argument);
      return true;
    case 'NOOP':
    case 'RSET':
      session.send('250 2.0.0 Ok');
      return true;
    case 'QUIT':
      session.send('221 2.0.0 Bye');
      session.close('quit');
      return false;
    case 'MAIL':
    case 'RCPT':
      // Taken down as a crime; answered so that the client goes on to show how far it would go.
      session.send('250 2.1.0 Ok');
      return true;
    default:
      session.send('500 5.5.2 Command not recognised');
      return true;
  }
}

/** Greeting to goodbye. */
export async function serveSmtp(session: LabSession): Promise<void> {
  if (!(await session.perform(session.config.greeting))) session.send(`220 ${session.host} ESMTP Lab`);
  while (!session.ended) {
    const line = await session.readCommand();
    if (line === null) return;
    const [verb = ''] = line.trimStart().toUpperCase().split(/\s/);
    const argument = line.trimStart().slice(verb.length).trim();
    if (await session.perform(overrideFor(session, verb))) {
      if (verb === 'QUIT') session.close('quit');
    } else if (!(await answer(session, verb, argument))) {
      return;
    }
  }
}
