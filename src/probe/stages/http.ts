// The rungs of a service that is asked over HTTP, once TLS stands: the first request, the login, what it may do. Where the server
// ends the connection between two of them, the next goes over another one that is as sound. Loaded where there is such a service.
import type { TLSSocket } from 'node:tls';
import type { TlsObservation, TokenClaims } from '../../model/observation.ts';
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
  /** Null: a balancer has sent a later connection to a server with another certificate. */
  let bindable: TLSSocket | null = socket;
  const door = new HttpDoor(socket, {
    authority: port === HTTPS_PORT ? plan.host : `${plan.host}:${port}`,
    deadline,
    transcript: recorder.transcript,
    maxBodyBytes: LIMITS.maxReplyBytes,
    reconnect: async () => {
      const again = await reconnect(recorder, context);
      if (!again.ok) return again;
      const { socket: next, observation } = again.value;
      bindable = observation.certificate?.sha256 === recorder.tls?.certificate?.sha256 ? next : null;
      return succeed(next);
    },
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
    // NTLM binds to the certificate of its connection, which is no longer the first one where the server closes after an answer.
    if (logins) await door.reopen();
    await logInHere(recorder, context, session, bindable);
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
async function reconnect(
  recorder: EndpointRecorder,
  context: ProbeContext,
): Promise<Outcome<{ readonly socket: TLSSocket; readonly observation: TlsObservation }>> {
  const { deadline, redactor, plan } = context;
  const again = new EndpointRecorder(recorder.spec, deadline, redactor, false);
  const stream = await openConnection(again, context);
  const secured = stream && (await secureStream(again, context, stream));
  if (!secured) return fail(again.failure ?? { kind: 'closed', stage: recorder.stage });
  const wasTrusted = recorder.tls?.trusted === true;
  const [fault] = secured.observation.faults;
  if (!wasTrusted || plan.tls.insecure || secured.observation.trusted) return succeed(secured);
  secured.socket.destroy();
  const systemCode = fault?.systemCode ?? 'CERT_UNTRUSTED';
  return fail({
    kind: 'tls',
    stage: recorder.stage,
    systemCode,
    detail: 'another connection showed a certificate that does not verify',
  });
}
