// What it means that no address came: which of the four causes, from the answers of DNS and the word of the system.
// Pure tables and conditions; asks nothing.
import type { DnsFailureCode, DnsObservation } from '../../model/observation.ts';
import type { AddressAnswers, LookupQuestion } from './lookup-question.ts';

type DnsError = NonNullable<DnsObservation['error']>;
type Asked = Pick<LookupQuestion, 'host' | 'families'>;

/** No server said anything: nothing listens, no route to it, or silence. */
const SILENT_CODES = ['ETIMEOUT', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EACCES', 'EPERM'];

/** Why no address came of these answers. */
export function errorOfAnswers(answers: AddressAnswers, { host, families }: Asked): DnsError {
  const of = (code: DnsFailureCode, systemCode: string, message: string) => ({ code, systemCode, message });
  const all = [answers[4], answers[6]].filter((answer) => answer !== undefined);
  const wanted = families.flatMap((family) => answers[family] ?? []);
  const alias = all.find(({ aliases }) => aliases.length > 0)?.aliases.at(-1);
  const subject = alias ? `${host} is an alias of ${alias}, which` : host;
  if ((answers[4] ?? answers[6])?.status === 'no-name') return of('dns-name-not-found', 'ENOTFOUND', `${subject} does not exist`);
  const failed = wanted.find(({ status }) => status === 'failed');
  if (failed || wanted.length === 0) {
    const systemCode = failed?.systemCode ?? 'ETIMEOUT';
    const said = failed?.error ?? 'no answer';
    return SILENT_CODES.includes(systemCode)
      ? of('dns-timeout', systemCode, `no DNS server answered for ${host} (${said})`)
      : of('dns-server-failure', systemCode, `the DNS server failed for ${host}: ${said}`);
  }
  const others = all.filter(({ status }) => status === 'found');
  const only = others.length > 0 ? `no IPv${families.join(' or IPv')} address, only the other family` : 'no address';
  return of('dns-no-address', 'ENODATA', `${subject} exists and has ${only}`);
}

/** Why getaddrinfo found nothing. `answers`: what DNS said beside it; null: nothing in time, or not asked. */
export function errorOfSystem(systemCode: string, answers: AddressAnswers | null, asked: Asked): DnsError {
  const { host } = asked;
  const hasAddress = asked.families.some((family) => (answers?.[family]?.records ?? []).length > 0);
  const said = answers && !hasAddress ? errorOfAnswers(answers, asked) : null;
  // ENOTFOUND may be NXDOMAIN or NODATA, EAI_AGAIN silence or SERVFAIL: DNS tells which. Its silence tells nothing.
  if (said && said.code !== 'dns-timeout') return said;
  switch (systemCode) {
    case 'EAI_AGAIN':
    case 'ETIMEOUT':
      return { code: 'dns-timeout', systemCode, message: `the system's resolver gave no answer for ${host}` };
    case 'ENODATA':
    case 'EAI_NODATA':
    case 'EAI_ADDRFAMILY':
      return { code: 'dns-no-address', systemCode, message: `${host} has no address of the kind asked for` };
    case 'ENOTFOUND':
    case 'EAI_NONAME': {
      const beside = hasAddress ? ', though DNS has addresses for it: see nsswitch.conf and the hosts file' : '';
      return { code: 'dns-name-not-found', systemCode, message: `the system's resolver does not know ${host}${beside}` };
    }
    default:
      return { code: 'dns-server-failure', systemCode, message: `the system's resolver failed for ${host}: ${systemCode}` };
  }
}
