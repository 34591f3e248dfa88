// Facts in the HTML report: the grid of ports, certificates, names, the login. Draws; judges nothing.
import { chainSentLines, sentRootLines } from '../../diagnose/chain-sent.ts';
import { MODE_FACTS, PROTOCOL_FACTS } from '../../model/protocol.ts';
import type { Report, ReportCertificate, ReportEndpoint } from '../../model/report.ts';
import { CLIENT_CERTIFICATE_TEXT, daysLeftText, reportedReplyText, stageMs, timeColumns, totalMs } from '../wording.ts';
import { escapeMarkup } from './markup.ts';

const code = (text: string): string => `<code>${escapeMarkup(text)}</code>`;
const number = (value: number | null): string => `<td class="number">${value === null ? '' : Math.round(value)}</td>`;

function causeRow({ failure, status }: ReportEndpoint, isAll: boolean): string {
  if (failure === null || status !== 'failed') return '';
  const reply = failure.reply === undefined ? '' : `<br/>The server said: ${code(reportedReplyText(failure.reply))}`;
  const cause = `${code(failure.code)} at ${escapeMarkup(failure.stage)}: ${escapeMarkup(failure.message)}${reply}`;
  return `\n<tr class="cause"><td></td><td colspan="${isAll ? 9 : 8}">${cause}</td></tr>`;
}

function endpointRow(endpoint: ReportEndpoint, isAll: boolean, columns: ReturnType<typeof timeColumns>): string {
  const { port, mode, address, status } = endpoint;
  const cause = causeRow(endpoint, isAll);
  const times = [...columns.map(([, stages]) => stageMs(endpoint, ...stages)), totalMs(endpoint)];
  const protocol = isAll ? `<td>${PROTOCOL_FACTS[endpoint.protocol].word}</td>` : '';
  const cells = `${protocol}<td class="number">${port}</td><td>${escapeMarkup(MODE_FACTS[mode].word)}</td><td>${code(address)}</td><td class="${status}">${status}</td>`;
  return `<tr${cause === '' ? '' : ' class="with-cause"'}>${cells}${times.map(number).join('')}</tr>${cause}`;
}

export function endpointTable({ endpoints, parts }: Report): string {
  if (endpoints.length === 0) return '';
  const isAll = parts !== undefined;
  const heads = ['Mode', 'Address', 'Status'].map((head) => `<th>${head}</th>`).join('');
  const columns = timeColumns({ endpoints });
  const times = [...columns.map(([label]) => label), 'Total ms'].map((head) => `<th class="number">${head}</th>`).join('');
  return `<h2>Ports</h2>
<div class="scroll"><table>
<thead><tr>${isAll ? '<th>Protocol</th>' : ''}<th class="number">Port</th>${heads}${times}</tr></thead>
<tbody>
${endpoints.map((endpoint) => endpointRow(endpoint, isAll, columns)).join('\n')}
</tbody></table></div>
`;
}

function certificateRows(certificate: ReportCertificate, role: string): string {
  const { subject, issuer, names, validFrom, validTo, daysLeft, keyType, keyBits, signatureAlgorithm, sha256 } = certificate;
  const rows: readonly (readonly [string, string])[] = [
    [role, code(subject)],
    ['Issuer', certificate.selfSigned ? 'itself (self-signed)' : code(issuer)],
    ...(names.length === 0 ? [] : [['Names', names.map(code).join(' ')] as const]),
    ['Valid', `${code(validFrom.slice(0, 10))} to ${code(validTo.slice(0, 10))}, ${escapeMarkup(daysLeftText(daysLeft))}`],
    ['Key', `${escapeMarkup(`${keyType} ${keyBits ?? ''}`.trim())}, ${escapeMarkup(signatureAlgorithm)}`],
    ['SHA-256', code(sha256)],
  ];
  return rows.map(([label, value]) => `<tr><th>${label}</th><td>${value}</td></tr>`).join('\n');
}

/** Endpoints with the same certificate and the same TLS share one entry. */
export function tlsCards({ endpoints }: Report): string {
  const groups = new Map<string, { names: string[]; body: string }>();
  for (const { port, mode, tls } of endpoints) {
    if (tls === null) continue;
    const trust = tls.trusted
      ? '<span class="ok">verified</span>'
      : `<span class="fail">not verified</span>${tls.error === null ? '' : ` (${code(tls.error.code)})`}`;
    const brief = tls.certificate === null ? '' : ` ${code(tls.certificate.subject)}, ${daysLeftText(tls.certificate.daysLeft)}`;
    const line = `<p>${code(tls.protocol)} ${code(tls.cipher)}, certificate ${trust}${brief}</p>`;
    const leaf = tls.certificate === null ? '' : certificateRows(tls.certificate, 'Certificate');
    const chain = tls.chain.map((certificate) => certificateRows(certificate, 'Signed by')).join('\n');
    const facts = [
      ...(tls.keyExchange === undefined ? [] : [`key exchange ${tls.keyExchange}`]),
      ...(tls.clientCertificate ? [CLIENT_CERTIFICATE_TEXT[tls.clientCertificate]] : []),
      ...(tls.mustStaple ? ['demands a stapled OCSP answer (must-staple)'] : []),
      ...chainSentLines(tls),
      ...sentRootLines(tls),
    ];
    const sent = facts.length === 0 ? '' : `\n<ul>${facts.map((fact) => `<li>${escapeMarkup(fact)}</li>`).join('')}</ul>`;
    const body = `${line}${sent}\n<details><summary>Certificate chain</summary><div class="scroll"><table class="chain">${leaf}\n${chain}</table></div></details>`;
    const group = groups.get(body) ?? { names: [], body: leaf === '' ? line : body };
    const name = `${port} ${MODE_FACTS[mode].word}`;
    if (!group.names.includes(name)) group.names.push(name);
    groups.set(body, group);
  }
  if (groups.size === 0) return '';
  const entries = [...groups.values()].map(({ names, body }) => `<h3>${escapeMarkup(names.join(', '))}</h3>\n${body}\n`);
  return `<h2>TLS</h2>\n${entries.join('')}`;
}

export function dnsList({ dns, target }: Report): string {
  if (dns === null) return '';
  const lines: string[] = [];
  if (dns.error !== null) lines.push(`<span class="fail">${code(dns.error.code)} ${escapeMarkup(dns.error.message)}</span>`);
  if (target.discovered !== undefined) lines.push(`found by ${escapeMarkup(target.discovered)}`);
  const { CNAME, PTR } = dns.records;
  if (!('error' in CNAME) && CNAME.length > 0) lines.push(`alias of ${CNAME.map(code).join(', ')}`);
  for (const { address, ports } of dns.addresses) {
    const names = Object.hasOwn(PTR, address) ? PTR[address] : undefined;
    const name = names === undefined || 'error' in names || names.length === 0 ? '' : ` is called ${names.map(code).join(', ')};`;
    const results = Object.entries(ports).map(([port, result]) => `${port} ${result}`);
    lines.push(`${code(address)}${name} ${escapeMarkup(results.join(', '))}`);
  }
  return lines.length === 0 ? '' : `<h2>DNS</h2>\n<ul>${lines.map((line) => `<li>${line}</li>`).join('\n')}</ul>\n`;
}

export function loginParagraph({ credentials }: Report): string {
  if (credentials === null) return '';
  const { user, status, mechanism, endpoint, cause, reply } = credentials;
  const how = mechanism === null ? '' : ` with ${code(mechanism)}`;
  const where = endpoint === null ? '' : ` on ${code(endpoint)}`;
  const why = cause === null ? '' : ` (${code(cause)})`;
  const said = reply === undefined ? '' : `<p>The server said: ${code(reportedReplyText(reply))}</p>\n`;
  const tone = status === 'accepted' ? 'ok' : 'fail';
  return `<h2>Login</h2>\n<p>${code(user)} <span class="badge ${tone}">${status}</span>${how}${where}${why}</p>\n${said}`;
}
