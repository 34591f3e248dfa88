// The first two rungs of the ladder where a proxy stands between: the connection to it, and the talk with it. A proxy
// that fails says nothing of the mail server, and its failures say so. Loaded only where there is a proxy.
import type { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';
import type { Outcome } from '../model/outcome.ts';
import type { Plan, ProxyOptions } from '../model/plan.ts';
import { connectToProxy, secureProxy } from '../net/proxy/connect.ts';
import { converse, type ProxyDialogue } from '../net/proxy/dialogue.ts';
import { basicCredentials, httpConnect } from '../net/proxy/http-connect.ts';
import { makeSecureContext } from '../net/tls.ts';
import type { ProbeContext } from './context.ts';
import { isResolvedByProxy } from './proxied-addresses.ts';
import type { EndpointRecorder } from './recorder.ts';

/** The stream to the mail server, from its first byte on; null where the proxy failed: `recorder.failure` says how. */
export async function reachThroughProxy(
  recorder: EndpointRecorder,
  context: ProbeContext,
  proxy: ProxyOptions,
): Promise<Duplex | null> {
  const { plan, deadline, redactor, sharedProxy } = context;
  const basic = basicCredentials(proxy);
  if (basic !== null) redactor.addSent(basic);
  const { connectMs: limitMs } = plan.timeouts;
  const connected = await recorder.step('connect', () => connectToProxy(proxy, { ...plan, limitMs }, sharedProxy, deadline));
  if (!connected.ok) return giveUp(recorder, context, 'connect');
  const socket = connected.value;
  recorder.localAddress = socket.localAddress ?? null;
  recorder.transcript.note(`connected to the proxy ${proxy.host} port ${proxy.port} (${proxy.scheme})`);
  const host = isResolvedByProxy(plan) ? plan.host : recorder.spec.address;
  const agreed = await recorder.step('proxy', () => negotiate(socket, host, recorder.spec.port, context, proxy));
  if (!agreed.ok) return giveUp(recorder, context, 'proxy');
  recorder.transcript.note(`the proxy connected to ${host} port ${recorder.spec.port}`);
  return agreed.value;
}

async function negotiate(
  socket: Duplex,
  host: string,
  port: number,
  { plan, deadline, redactor, sharedProxy }: ProbeContext,
  proxy: ProxyOptions,
): Promise<Outcome<Duplex>> {
  const limitMs = plan.timeouts.commandMs;
  if (proxy.scheme !== 'http' && proxy.scheme !== 'https') {
    const { socks } = await import('../net/proxy/socks.ts');
    return converse(socket, socks(host, port, proxy), limitMs, deadline, redactor);
  }
  const dialogue: ProxyDialogue = httpConnect(host, port, proxy, redactor);
  if (proxy.scheme === 'http') return converse(socket, dialogue, limitMs, deadline, redactor);
  const { insecure } = plan.tls;
  sharedProxy.secureContext ??= makeProxyContext(plan);
  const wanted = { host: proxy.host, context: sharedProxy.secureContext, insecure, limitMs };
  const secured = await secureProxy(socket, wanted, deadline);
  return secured.ok ? converse(secured.value, dialogue, limitMs, deadline, redactor) : secured;
}

/** The roots are the run's own; client certificate and versions are meant for the mail server. */
const makeProxyContext = ({ tls }: Plan): SecureContext =>
  makeSecureContext({ ...tls, clientCertificate: null, minVersion: null, maxVersion: null });

/** Leaves the failure as it may be shown, and tells the probes in line what is true of them as well. */
function giveUp(recorder: EndpointRecorder, { plan, settling, deadline }: ProbeContext, stage: 'connect' | 'proxy'): null {
  const { failure, spec } = recorder;
  if (deadline.isInterrupted) {
    recorder.failure = { kind: 'not-tried', stage, reason: 'interrupted' };
  } else if (failure?.kind === 'proxy') {
    recorder.transcript.note(failure.detail);
    // A proxy that is not there, or does not take the login, is so for every port: a wrong password is not sent again.
    const isForAll = failure.fault === 'auth-required' || stage === 'connect';
    if (isForAll) for (const port of plan.ports) settling.connectFailed({ address: spec.address, port }, failure);
  }
  return null;
}
