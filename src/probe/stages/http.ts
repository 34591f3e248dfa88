// The rungs of a service that is asked over HTTP, once TLS stands: the first request, the login, what it may do. Where the server
// ends the connection between two of them, the next goes over another one that is as sound. Loaded where there is such a service.
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { TokenClaims } from '../../model/observation.ts';
import { fail, type Outcome, succeed } from '../../model/outcome.ts';
import { isMailProtocol, PROTOCOL_FACTS } from '../../model/protocol.ts';
import { HttpDoor } from '../../protocols/http-door.ts';
import { httpServiceNamed } from '../../protocols/http-services.ts';
import type { HttpSession } from '../../protocols/protocol.ts';
import { LIMITS } from '../../request/limits.ts';
import type { ProbeContext } from '../context.ts';
import { EndpointRecorder } from '../recorder.ts';
import { openConnection } from './connect.ts';
import { logInHere } from './login.ts';
import { secureStream } from './tls.ts';

const HTTPS_PORT = 443;

export async function talkOverHttp(recorder: EndpointRecorder, context: ProbeContext, socket: TLSSocket | null): Promise<void> {
  const { plan, deadline, redactor, logins } = context;
  if (!socket || isMailProtocol(plan.protocol)) throw new TypeError('a service is asked under TLS alone');
  recorder.transcript.secured();
  const { port } = recorder.spec;
  const door = new HttpDoor(socket, {
    authority: port === HTTPS_PORT ? plan.host : `${plan.host}:${port}`,
    deadline,
    transcript: recorder.transcript,
    maxBodyBytes: LIMITS.maxReplyBytes,
    reconnect: () => reconnect(recorder, context),
  });
  let claims: TokenClaims | null = null;
  const { commandMs, authMs } = plan.timeouts;
  const session = httpServiceNamed(plan.protocol).open(door, {
    commandMs,
    authMs,
    redactor,
    path: plan.target.path ?? PROTOCOL_FACTS[plan.protocol].path,
    impersonated: plan.impersonated ?? null,
    mailbox: plan.target.mailbox === null ? null : `${plan.target.mailbox.user}@${plan.target.mailbox.domain}`,
    claims: () => claims,
  });
  try {
    const identified = await recorder.step('http', () => session.identify());
    if (!identified.ok) return;
    recorder.underTls = identified.value;
    claims = (await logins?.claims()) ?? null;
    // The connection may be another one by then: none of the schemes binds to its TLS.
    await logInHere(recorder, context, session, null);
    if (logins) await askPermissions(recorder, context, session);
  } finally {
    recorder.http = [...session.exchanges];
    door.close();
  }
}

async function askPermissions(recorder: EndpointRecorder, { logins }: ProbeContext, session: HttpSession): Promise<void> {
  if (!logins?.isAcceptedAt(recorder.id)) return recorder.skip('permission');
  let isTold = true;
  await recorder.sideStep('permission', async () => {
    const outcome = await session.askPermissions();
    isTold = outcome !== null;
    return outcome ?? succeed(null);
  });
  if (!isTold) recorder.leaveOut('permission');
}

/** The same endpoint once more; nothing of it stands in the report beside what it failed with. */
async function reconnect(recorder: EndpointRecorder, context: ProbeContext): Promise<Outcome<Duplex>> {
  const { deadline, redactor, plan } = context;
  const again = new EndpointRecorder(recorder.spec, deadline, redactor, false);
  const stream = await openConnection(again, context);
  const secured = stream && (await secureStream(again, context, stream));
  if (!secured) return fail(again.failure ?? { kind: 'closed', stage: recorder.stage });
  const wasTrusted = recorder.tls?.trusted === true;
  const [fault] = secured.observation.faults;
  if (!wasTrusted || plan.tls.insecure || secured.observation.trusted) return succeed(secured.socket);
  secured.socket.destroy();
  const systemCode = fault?.systemCode ?? 'CERT_UNTRUSTED';
  return fail({
    kind: 'tls',
    stage: recorder.stage,
    systemCode,
    detail: 'another connection showed a certificate that does not verify',
  });
}
