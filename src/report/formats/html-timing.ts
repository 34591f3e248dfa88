// The timing waterfall of the HTML report: one bar an endpoint, drawn as inline SVG. Draws steps; judges nothing.
import { isMailProtocol, MODE_FACTS, type Step } from '../../model/protocol.ts';
import type { Report, ReportEndpoint } from '../../model/report.ts';
import { totalMs } from '../wording.ts';
import { escapeMarkup } from './markup.ts';

/** Stage → class of its colour. */
const COLOURS: Readonly<Record<string, number>> = {
  connect: 0,
  proxy: 0,
  tls: 2,
  starttls: 1,
  greeting: 3,
  http: 3,
  permission: 4,
  ehlo: 4,
  auth: 5,
  quit: 0,
  dns: 0,
};
const LEGEND: readonly (readonly [label: string, colour: number])[] = [
  ['connect', 0],
  ['greeting', 3],
  ['starttls', 1],
  ['tls', 2],
  ['ehlo', 4],
  ['auth', 5],
];
const HTTP_LEGEND: typeof LEGEND = [
  ['connect', 0],
  ['tls', 2],
  ['http', 3],
  ['auth', 5],
  ['permission', 4],
];
const BAR_WIDTH = 1000;
const NARROWEST = 2;

const shown = (endpoint: ReportEndpoint): Step[] =>
  endpoint.steps.filter((step) => step.status !== 'skipped' && step.stage !== 'quit');

function bar(endpoint: ReportEndpoint, beginMs: number, spanMs: number): string {
  const scale = BAR_WIDTH / spanMs;
  const rects = shown(endpoint).map(({ stage, status, startMs, durationMs }) => {
    const x = ((startMs - beginMs) * scale).toFixed(1);
    const width = Math.max(NARROWEST, durationMs * scale).toFixed(1);
    const kind = status === 'failed' ? 'cut' : `s${COLOURS[stage] ?? 0}`;
    const title = escapeMarkup(`${stage}: ${Math.round(durationMs)} ms${status === 'failed' ? ', failed' : ''}`);
    return `<rect x="${x}" y="0" width="${width}" height="16" class="${kind}"><title>${title}</title></rect>`;
  });
  const label = escapeMarkup(`Timing of ${endpoint.id}`);
  return `<svg viewBox="0 0 ${BAR_WIDTH} 16" preserveAspectRatio="none" role="img" aria-label="${label}">${rects.join('')}</svg>`;
}

const legend = (isHttp: boolean): string =>
  [...(isHttp ? HTTP_LEGEND : LEGEND).map(([label, colour]) => [label, `s${colour}`] as const), ['failed', 'cut'] as const]
    .map(
      ([label, kind]) =>
        `<span class="key"><svg viewBox="0 0 8 8" aria-hidden="true"><rect width="8" height="8" class="${kind}"/></svg>${label}</span>`,
    )
    .join('');

export function timingSection({ endpoints }: Report): string {
  const timed = endpoints.filter((endpoint) => endpoint.status !== 'mismatch' && shown(endpoint).length > 0);
  const steps = timed.flatMap(shown);
  if (steps.length === 0) return '';
  const beginMs = Math.min(...steps.map(({ startMs }) => startMs));
  const spanMs = Math.max(1, Math.max(...steps.map(({ startMs, durationMs }) => startMs + durationMs)) - beginMs);
  const rows = timed.map((endpoint) => {
    const name = escapeMarkup(`${endpoint.port} ${MODE_FACTS[endpoint.mode].word}`);
    const total = `${Math.round(totalMs(endpoint) ?? 0)} ms`;
    return `<span>${name} <span class="faint">${escapeMarkup(endpoint.address)}</span></span>${bar(endpoint, beginMs, spanMs)}<span class="number">${total}</span>`;
  });
  return `<h2>Timing</h2>\n<div class="track">${rows.join('\n')}</div>\n<p class="faint">${legend(timed.some(({ protocol }) => !isMailProtocol(protocol)))}</p>\n`;
}
