// Gives one connection's failure its precise name: the finding id and a one-line message. Sees that endpoint only;
// what takes two endpoints to tell (mode-mismatch, a blocked port 25) is for `judge.ts` and the rules.
import { explainReply } from '../knowledge/index.ts';
import type { FindingId } from '../model/finding.ts';
import type { EndpointObservation, TlsScanObservation } from '../model/observation.ts';
import type { Failure } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import { isMailProtocol, type Protocol, type Stage } from '../model/protocol.ts';
import type { Reply } from '../model/reply.ts';
import { type Cause, makeCause, PROXY_CODES } from './cause.ts';
import { classifyHttp } from './classify-http.ts';
import { classifyTls, endsForClientCertificate, handshakeCause } from './classify-tls.ts';
import { foreignGreeting, foreignService } from './foreign.ts';
import { barredCause, isBarred } from './null-server.ts';
import { atStages, clip, duration, nameOfProtocol, replyText } from './phrases.ts';

export interface ClassifyContext {
  /** The host's; null or absent: not known. */
  readonly software?: string | null;
  readonly plan: Plan;
  readonly seen: EndpointObservation;
  readonly scan: TlsScanObservation | null;
}

type Of<Kind extends Failure['kind']> = Extract<Failure, { kind: Kind }>;

const UNREACHABLE = ['EHOSTUNREACH', 'ENETUNREACH', 'EACCES', 'EPERM', 'EADDRNOTAVAIL', 'EHOSTDOWN', 'ENETDOWN', 'EAFNOSUPPORT'];
const OUT_OF_SOCKETS = ['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM'];

function classifySystem(failure: Of<'system'>, { seen, scan, plan }: ClassifyContext): Cause {
  const { stage, systemCode } = failure;
  const make = (code: FindingId, message: string): Cause => makeCause(failure, stage, code, message, { systemCode });
  if (OUT_OF_SOCKETS.includes(systemCode)) return make('internal-error', `this machine has no socket left: ${systemCode}`);
  if (endsForClientCertificate(seen, failure, scan)) {
    return make('tls-client-certificate-required', 'the server asked for a client certificate and reset the connection');
  }
  const byScan = stage === 'tls' ? handshakeCause(failure, scan, plan) : null;
  if (byScan !== null) return byScan;
  if (stage !== 'connect') return make('tcp-reset', `the connection was reset ${atStages(stage)}: ${systemCode}`);
  if (systemCode === 'ECONNREFUSED') return make('tcp-refused', 'connection refused');
  if (systemCode === 'ETIMEDOUT') return make('tcp-timeout', 'no answer to the connection attempt');
  if (UNREACHABLE.includes(systemCode)) return make('tcp-unreachable', `the address cannot be reached: ${systemCode}`);
  return make('tcp-reset', `the connection was broken off at once: ${systemCode}`);
}

function classifyTimeout(failure: Of<'timeout'>): Cause {
  const { stage, budget, budgetMs, waitedMs, siblingMs, partial } = failure;
  const waited = duration(waitedMs || budgetMs);
  const sibling = siblingMs === undefined ? '' : `, while another port of the address answered in ${duration(siblingMs)}`;
  const began = partial ? `; all that came: ${clip(partial, 120)}` : '';
  const make = (code: FindingId, message: string): Cause => makeCause(failure, stage, code, message);
  if (budget === 'total')
    return make('deadline-exceeded', `the whole check's time ran out ${atStages(stage)}, after ${waited}${began}`);
  if (budget === 'proxy' || stage === 'proxy') return make('proxy-protocol-error', `the proxy gave no answer within ${waited}`);
  if (stage === 'connect') return make('tcp-timeout', `no answer to the connection attempt within ${waited}${sibling}`);
  // The wait was cut short: no more is known than that nothing had come, to a ClientHello as little as to the connection.
  if (budget === 'patience')
    return make('greeting-timeout', `nothing had come after ${waited}, and it was not waited for${sibling}${began}`);
  if (stage === 'greeting')
    return make('greeting-timeout', `connected, and no complete greeting within ${waited}${sibling}${began}`);
  if (stage === 'tls') return make('tls-handshake-failed', `the TLS handshake did not end within ${waited}${sibling}${began}`);
  return make('deadline-exceeded', `no reply ${atStages(stage)} within ${waited} (--command-timeout)${began}`);
}

/** What a refusal may mean at each stage; another meaning that a text could have is none there. */
const MEANT_AT: Partial<Record<Stage, readonly FindingId[]>> = {
  greeting: [
    'server-blocks-ip',
    'rate-limited',
    'client-no-rdns',
    'server-fault',
    'client-too-early',
    'server-timeout',
    'tls-client-certificate-required',
    'greylisted',
    'greeting-busy',
    'greeting-refused',
  ],
  ehlo: [
    'server-blocks-ip',
    'rate-limited',
    'client-no-rdns',
    'server-fault',
    'client-too-early',
    'server-timeout',
    'greylisted',
    'ehlo-name-rejected',
    'ehlo-rejected',
    'tls-version-unsupported',
    'tls-client-certificate-required',
  ],
  starttls: ['server-blocks-ip', 'rate-limited', 'starttls-rejected', 'server-timeout'],
};
const MEANT_AT_AUTH: readonly FindingId[] = [
  'server-blocks-ip',
  'rate-limited',
  'client-no-rdns',
  'server-fault',
  'server-timeout',
  'account-quota-exceeded',
  'account-restricted',
  'mailbox-in-use',
  'tls-client-certificate-required',
];

const isMeantAt = (stage: Stage, id: FindingId): boolean =>
  stage === 'auth'
    ? (id.startsWith('auth-') && id !== 'auth-required') || MEANT_AT_AUTH.includes(id)
    : (MEANT_AT[stage] ?? []).includes(id);

const isTemporary = ({ code, enhanced }: Reply): boolean =>
  code === null ? /UNAVAILABLE|TEMP|IN-USE|LIMIT|INUSE/i.test(enhanced ?? '') : code >= 400 && code < 500;

function defaultCode(stage: Stage, reply: Reply): FindingId {
  if (stage === 'greeting') return isTemporary(reply) ? 'greeting-busy' : 'greeting-refused';
  if (stage === 'starttls') return 'starttls-rejected';
  if (stage !== 'auth') return 'ehlo-rejected';
  if (isTemporary(reply)) return 'auth-temporary-failure';
  if (reply.code === 504 || reply.code === 534) return 'auth-mechanism-rejected';
  return reply.code === 530 || reply.code === 538 ? 'auth-encryption-required' : 'auth-rejected';
}

interface Speaker extends Pick<Plan, 'protocol' | 'host'> {
  readonly software?: string | null;
}

export type IsMeant = (id: FindingId) => boolean;

/** `isMeant`: what the refusal may mean beyond what its stage allows. The best that knowledge has to say of it counts. */
export function classifyReply(
  failure: Failure | null,
  reply: Reply,
  stage: Stage,
  { protocol, host, software = null }: Speaker,
  isMeant: IsMeant = () => true,
): Cause {
  if (reply.code !== null && (reply.code < 400 || reply.code > 599)) {
    return makeCause(failure, stage, 'reply-malformed', `an answer that does not fit: ${replyText(reply)}`, { reply });
  }
  const explanations = explainReply(reply, { protocol, stage, host, software });
  const explanation = explanations.find(({ id }) => isMeantAt(stage, id) && isMeant(id)) ?? null;
  return makeCause(failure, stage, explanation?.id ?? defaultCode(stage, reply), replyText(reply), { reply, explanation });
}

function classifyMalformed(failure: Of<'malformed'>, protocol: Protocol): Cause {
  const { stage, fault, sample } = failure;
  const service = foreignService(sample, protocol);
  if (service !== null) return makeCause(failure, stage, 'not-smtp', `${service} answers: ${clip(sample, 120)}`);
  const what = {
    'no-code': 'an answer without a reply code',
    'mixed-codes': 'a reply whose lines disagree about its code',
    'line-too-long': 'a line without end',
    'reply-too-long': 'a reply without end',
    'unexpected-code': 'a reply code that does not fit',
    'bad-syntax': `an answer that is no ${nameOfProtocol(protocol)}`,
  }[fault];
  return makeCause(failure, stage, 'reply-malformed', `${what}: ${clip(sample, 120)}`);
}

function classifyClosed(failure: Of<'closed'>, { seen, scan, plan }: ClassifyContext): Cause {
  const { stage, partial } = failure;
  if (stage === 'proxy') return makeCause(failure, stage, 'proxy-protocol-error', 'the proxy closed the connection');
  if (endsForClientCertificate(seen, failure, scan)) {
    return makeCause(
      failure,
      stage,
      'tls-client-certificate-required',
      'the server asked for a client certificate and closed the connection',
    );
  }
  const service = partial ? foreignService(partial, seen.protocol) : null;
  if (service !== null) return makeCause(failure, stage, 'not-smtp', `${service} answers: ${clip(partial ?? '', 120)}`);
  const byScan = stage === 'tls' ? handshakeCause(failure, scan, plan) : null;
  if (byScan !== null) return byScan;
  const said = partial ? ` in mid-reply (${clip(partial, 120)})` : ' without a reply';
  return makeCause(failure, stage, 'connection-closed', `the server closed the connection${said} ${atStages(stage)}`);
}

/** `settled` is not for here: `judge.ts` follows it to the endpoint that settled it. */
export function classify(failure: Failure, context: ClassifyContext): Cause {
  const { plan, seen, scan } = context;
  const ofHttp = isMailProtocol(seen.protocol) ? null : classifyHttp(failure, plan);
  if (ofHttp) return ofHttp;
  // FTP greets with 220 as well, and is found out only at EHLO.
  if (seen.greeting && failure.stage !== 'greeting' && failure.stage !== 'auth') {
    const service = foreignGreeting(seen.greeting, seen.protocol);
    if (service !== null) return makeCause(failure, 'greeting', 'not-smtp', `${service} answers: ${replyText(seen.greeting)}`);
  }
  if (failure.kind === 'reply' && failure.speaks) {
    return makeCause(failure, 'greeting', 'not-smtp', `${failure.speaks} answers: ${replyText(seen.greeting ?? failure.reply)}`);
  }
  switch (failure.kind) {
    case 'system':
      return classifySystem(failure, context);
    case 'timeout':
      return classifyPartial(failure, seen.protocol) ?? classifyTimeout(failure);
    case 'closed':
      return classifyClosed(failure, context);
    case 'proxy':
      return makeCause(failure, failure.stage, PROXY_CODES[failure.fault], failure.detail || `the proxy: ${failure.fault}`, {
        systemCode: failure.systemCode,
      });
    case 'tls':
      return classifyTls(failure, seen, scan, plan);
    case 'reply': {
      const { stage, reply } = failure;
      const at = isBarred(seen, stage) ? 'greeting' : stage;
      const cause = classifyReply(failure, reply, at, { ...plan, software: context.software ?? null });
      return { ...(at === stage ? cause : barredCause(cause)), stage };
    }
    case 'malformed':
      return classifyMalformed(failure, seen.protocol);
    case 'not-offered':
      return makeCause(failure, 'starttls', 'starttls-not-offered', 'the server does not offer STARTTLS');
    case 'sasl':
      return makeCause(
        failure,
        'auth',
        failure.isServerUnproven ? 'auth-server-unproven' : 'auth-protocol-error',
        `${failure.mechanism}: ${failure.detail}`,
      );
    case 'settled':
      return makeCause(
        failure,
        failure.stage,
        'mode-mismatch',
        `the port speaks ${failure.detail === 'speaks-tls' ? 'TLS from the first byte' : 'plaintext'}`,
      );
    case 'not-tried':
      return failure.reason === 'no-route'
        ? makeCause(failure, failure.stage, 'tcp-unreachable', 'this machine has no route to the address', {
            systemCode: 'ENETUNREACH',
          })
        : makeCause(failure, failure.stage, 'deadline-exceeded', 'not tried: the time had run out');
    case 'internal':
      return makeCause(failure, failure.stage, 'internal-error', `mailprobe failed: ${failure.detail}`);
  }
}

/** A foreign banner that never ended its line is known by what came of it. */
function classifyPartial(failure: Of<'timeout'>, protocol: Protocol): Cause | null {
  const { partial, stage } = failure;
  const service = partial && stage === 'greeting' ? foreignService(partial, protocol) : null;
  return service === null ? null : makeCause(failure, stage, 'not-smtp', `${service} answers: ${clip(partial ?? '', 120)}`);
}
