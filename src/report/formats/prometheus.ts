// A report as Prometheus metrics, for the textfile collector and for `serve`. The probe_ names are the blackbox
// exporter's, where the meaning is the same; the mailprobe_ names carry port, mode and address.
import type { Report, ReportEndpoint, ReportTls } from '../../model/report.ts';
import { isFailing } from '../wording.ts';
import type { FormatOptions } from './options.ts';
import { Exposition, type Labels } from './prometheus-text.ts';

const VERDICTS = ['ok', 'warn', 'fail'] as const;
/** `skipped`: it was not sent, since no way was safe, or none was there. */
const CREDENTIAL_STATUSES = ['accepted', 'rejected', 'error', 'skipped'] as const;
const SECONDS_PER_MS = 1 / 1000;

const seconds = (ms: number): number => Math.round(ms * 1000) / 1_000_000;

/** The blackbox exporter writes `TLS 1.3`, and `TLS 1.0` for what OpenSSL calls TLSv1. */
const versionLabel = (protocol: string): string =>
  protocol === 'TLSv1' ? 'TLS 1.0' : protocol.replace(/^TLSv/, 'TLS ').replace(/^TLS 1$/, 'TLS 1.0');

/** Unix seconds at which the first certificate of the chain runs out; null where none was seen. */
function earliestExpiry(tls: ReportTls): number | null {
  const times = [tls.certificate, ...tls.chain].flatMap((certificate) => {
    const time = certificate === null ? Number.NaN : Date.parse(certificate.validTo) * SECONDS_PER_MS;
    return Number.isFinite(time) ? [Math.round(time)] : [];
  });
  return times.length === 0 ? null : Math.min(...times);
}

/** The endpoint that stands for the host: the recommended one, else the first that works, else any with TLS. */
function representative(report: Report): ReportEndpoint | undefined {
  const { endpoints, recommendation } = report;
  const works = endpoints.filter(({ status }) => status === 'ok');
  return (
    works.find(({ port, mode }) => port === recommendation?.port && mode === recommendation.mode) ??
    works[0] ??
    endpoints.find(({ tls }) => tls !== null)
  );
}

function addProbe(out: Exposition, report: Report, strict: boolean): void {
  out.gauge('probe_success', 'Whether the check did not fail', isFailing(report, strict) ? 0 : 1);
  out.gauge('probe_duration_seconds', 'Seconds that the whole check took', seconds(report.durationMs));
  const dnsSeconds = seconds(report.dns?.resolver.durationMs ?? 0);
  out.gauge('probe_dns_lookup_time_seconds', 'Seconds that the address lookup took', dnsSeconds);
  const chosen = representative(report);
  if (chosen !== undefined) out.gauge('probe_ip_protocol', 'IP version of the endpoint that stands for the host', chosen.family);
  const expiries = report.endpoints.flatMap(({ tls }) => (tls === null ? [] : [earliestExpiry(tls)])).filter((at) => at !== null);
  if (expiries.length > 0) {
    const help = 'Unix time at which the first certificate seen runs out';
    out.gauge('probe_ssl_earliest_cert_expiry', help, Math.min(...expiries));
  }
  if (chosen?.tls) {
    const version = versionLabel(chosen.tls.protocol);
    out.gauge('probe_tls_version_info', 'TLS version of the endpoint that stands for the host', 1, { version });
  }
}

function addEndpoint(out: Exposition, endpoint: ReportEndpoint): void {
  const { port, mode, address, tls } = endpoint;
  const labels: Labels = { port, mode, address };
  const status = { ...labels, status: endpoint.status };
  out.gauge('mailprobe_endpoint_ok', 'Whether the endpoint works', endpoint.status === 'ok' ? 1 : 0, labels);
  out.gauge('mailprobe_endpoint_status', 'Status of the endpoint, as a label: ok, failed, mismatch, skipped', 1, status);
  const byStage = new Map<string, number>();
  for (const step of endpoint.steps) {
    // `tls` and `ehlo` come twice with STARTTLS, and a series may come once.
    if (step.status !== 'skipped') byStage.set(step.stage, (byStage.get(step.stage) ?? 0) + step.durationMs);
  }
  for (const [stage, ms] of byStage) {
    out.gauge('mailprobe_stage_duration_seconds', 'Seconds spent in a stage', seconds(ms), { ...labels, stage });
  }
  if (tls === null) return;
  out.gauge('mailprobe_tls_trusted', 'Whether the certificate verified', tls.trusted ? 1 : 0, labels);
  const info = { ...labels, version: versionLabel(tls.protocol), cipher: tls.cipher };
  out.gauge('mailprobe_tls_info', 'TLS version and cipher of the endpoint', 1, info);
  const expiry = earliestExpiry(tls);
  if (expiry !== null) {
    const help = 'Unix time at which the first certificate of the endpoint runs out';
    out.gauge('mailprobe_cert_expiry_timestamp_seconds', help, expiry, labels);
  }
}

export function prometheus(report: Report, options: FormatOptions): string {
  const out = new Exposition();
  addProbe(out, report, options.strict);
  for (const verdict of VERDICTS) {
    out.gauge('mailprobe_verdict', 'The verdict of the check: 1 for the one that stands', report.verdict === verdict ? 1 : 0, {
      verdict,
    });
  }
  out.gauge('mailprobe_info', 'What was checked, and by which version', 1, {
    version: report.tool.version,
    host: report.target.host,
    protocol: report.target.protocol,
  });
  for (const endpoint of report.endpoints) addEndpoint(out, endpoint);
  const counts = new Map<string, { labels: Labels; count: number }>();
  for (const { id, severity } of report.findings) {
    const key = `${id} ${severity}`;
    counts.set(key, { labels: { id, severity }, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  for (const { labels, count } of counts.values()) {
    out.gauge('mailprobe_finding', 'Findings that stand, by id and severity', count, labels);
  }
  if (report.credentials !== null) {
    const isAccepted = report.credentials.status === 'accepted';
    out.gauge('mailprobe_credentials_accepted', 'Whether the login given was accepted', isAccepted ? 1 : 0);
    for (const status of CREDENTIAL_STATUSES) {
      const stands = report.credentials.status === status ? 1 : 0;
      out.gauge('mailprobe_credentials_status', 'What became of the login given: 1 for what stands', stands, { status });
    }
  }
  return out.toString();
}
