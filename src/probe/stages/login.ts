// The auth stage: whether this endpoint is the place to log in, and the login where it is. How one is made is the login
// coordinator's business.
import type { TLSSocket } from 'node:tls';
import type { LoginSession } from '../../protocols/protocol.ts';
import type { ProbeContext } from '../context.ts';
import type { EndpointRecorder } from '../recorder.ts';

/** Waits for its turn, and logs in where it is this endpoint's. A refusal of the login leaves the endpoint as sound as it is. */
export async function logInHere(
  recorder: EndpointRecorder,
  context: ProbeContext,
  session: LoginSession,
  socket: TLSSocket | null,
): Promise<void> {
  const { logins, settling, plan } = context;
  if (recorder.tls && (recorder.tls.trusted || plan.tls.insecure)) settling.usableFound(recorder.greetingMs ?? 0);
  if (!logins) return;
  settling.loginAwaited(recorder.spec, true);
  const mayLogIn = (await logins.apply(recorder)) && (await logins.takeTurn(recorder));
  settling.loginAwaited(recorder.spec, false);
  if (!mayLogIn) return recorder.skip('auth');
  await recorder.sideStep('auth', () => logins.logIn(recorder, session, socket));
}
