// The picture that opens the HTML report: this machine, the way, the address, and a line for each port with its stations
// up to where it stopped; the words beside it. Drawn as inline SVG from the report; judges nothing.
import { isMailProtocol, MODE_FACTS, PROTOCOL_FACTS, type Stage } from '../../model/protocol.ts';
import type { Report, ReportEndpoint } from '../../model/report.ts';
import { type PortState, type PortWay, portStates, wayText } from '../port-states.ts';
import { clientAddress } from '../tell.ts';
import { escapeMarkup } from './markup.ts';

type Mark = 'passed' | 'stopped' | 'stopped-unneeded' | 'ahead';

interface Station {
  readonly label: string;
  readonly mark: Mark;
}

const WIDTH = 450;
const TRUNK_X = 18;
const TRUNK_ROW = 34;
const PORT_ROW = 56;
const LABEL_BELOW = 28;
const BETWEEN_ADDRESSES = 12;
const NAME_X = 44;
const FIRST_STATION_X = 190;
const STATION_GAP = 76;
const RADIUS = 7;
/** More letters than this have no room in the middle: they begin right of the label before. */
const LONG_LABEL = 11;
const LONG_LABEL_LEFT = 40;

/** Stages that make one station; where a stage of it is the stop, so is the station. */
const STATIONS: Readonly<Record<ReportEndpoint['mode'], readonly (readonly [label: string, stages: readonly Stage[]])[]>> = {
  tls: [
    ['Port', ['connect', 'proxy']],
    ['TLS', ['tls']],
    ['Greeting', ['greeting', 'ehlo']],
  ],
  starttls: [
    ['Port', ['connect', 'proxy']],
    ['Greeting', ['greeting']],
    ['TLS', ['starttls', 'tls', 'ehlo']],
  ],
  plain: [
    ['Port', ['connect', 'proxy']],
    ['Greeting', ['greeting', 'ehlo']],
  ],
};

const HTTP_STATIONS: (typeof STATIONS)['tls'] = [
  ['Port', ['connect', 'proxy']],
  ['TLS', ['tls']],
  ['HTTP', ['http']],
];

function loginStation({ credentials }: Report, { steps, id }: ReportEndpoint): Station {
  const step = steps.find(({ stage }) => stage === 'auth');
  const isTried = step !== undefined && step.status !== 'skipped' && credentials !== null;
  if (!isTried) return { label: 'Login', mark: 'ahead' };
  const accepted = credentials.attempts.some((attempt) => attempt.endpoint === id && attempt.status === 'accepted');
  return accepted ? { label: 'Login', mark: 'passed' } : { label: 'refused', mark: 'stopped' };
}

/** In the order in which this connection comes to them. */
function stationsOf(report: Report, { endpoint, status, stoppedAt, word, isGrave }: PortWay): Station[] {
  const own = isMailProtocol(endpoint.protocol) ? STATIONS[endpoint.mode] : HTTP_STATIONS;
  // EHLO comes twice with STARTTLS: the first time ahead of TLS.
  const isBeforeTls = stoppedAt === 'ehlo' && endpoint.mode === 'starttls' && endpoint.tls === null;
  const stop =
    status === 'ok'
      ? own.length
      : own.findIndex(([label, stages]) =>
          isBeforeTls ? label === 'Greeting' : stoppedAt !== null && stages.includes(stoppedAt),
        );
  const end = stop === -1 ? 0 : stop;
  const cross: Mark = isGrave ? 'stopped' : 'stopped-unneeded';
  const stations = own.map(([label], at): Station => {
    if (at < end) return { label, mark: 'passed' };
    return at === end && status === 'failed' ? { label: word, mark: cross } : { label, mark: 'ahead' };
  });
  return [...stations, status === 'ok' ? loginStation(report, endpoint) : { label: 'Login', mark: 'ahead' }];
}

function markAt(x: number, y: number, mark: Mark): string {
  if (mark === 'passed' || mark === 'ahead') return `<circle cx="${x}" cy="${y}" r="${RADIUS}" class="${mark}"/>`;
  const arm = RADIUS - 1;
  return `<path d="M${x - arm} ${y - arm}L${x + arm} ${y + arm}M${x - arm} ${y + arm}L${x + arm} ${y - arm}" class="mark ${mark}"/>`;
}

const textAt = (x: number, y: number, kind: string, text: string): string =>
  `<text x="${x}" y="${y}" class="${kind}">${escapeMarkup(text)}</text>`;

const lineOf = (fromX: number, fromY: number, toX: number, toY: number, kind: string): string =>
  `<path d="M${fromX} ${fromY}L${toX} ${toY}" class="way ${kind}"/>`;

/** Line first, marks over it. */
function portRow(stations: readonly Station[], name: string, y: number): string {
  const reached = stations.findLastIndex(({ mark }) => mark !== 'ahead');
  const xOf = (at: number): number => FIRST_STATION_X + at * STATION_GAP;
  const lines = stations.map((station, at) => {
    const from = at === 0 ? TRUNK_X : xOf(at - 1);
    const kind = at <= reached ? (station.mark === 'passed' ? 'passed' : station.mark) : 'ahead';
    return lineOf(from, y, xOf(at), y, kind);
  });
  const marks = stations.map(({ label, mark }, at) => {
    const isLong = mark !== 'ahead' && label.length > LONG_LABEL;
    const kind = `station${mark === 'passed' || mark === 'ahead' ? '' : ` ${mark}`}${isLong ? ' long' : ''}`;
    // What is said of the stop may need the room of the next label, which nobody needs.
    const isCovered = mark === 'ahead' && (stations[at - 1]?.label.length ?? 0) > LONG_LABEL;
    return (
      markAt(xOf(at), y, mark) + (isCovered ? '' : textAt(isLong ? xOf(at) - LONG_LABEL_LEFT : xOf(at), y + 23, kind, label))
    );
  });
  return `${lines.join('')}${marks.join('')}${textAt(NAME_X, y - 11, 'port', name)}`;
}

interface Trunk {
  readonly label: string;
  readonly detail: string;
  readonly mark: Mark;
}

const hasPassed = (endpoints: readonly ReportEndpoint[], stage: Stage): boolean =>
  endpoints.some(({ steps }) => steps.some((step) => step.stage === stage && step.status === 'ok'));

/** A refusal came from the host, or close to it: the network between let it through. */
const isReached = (endpoints: readonly ReportEndpoint[]): boolean =>
  hasPassed(endpoints, 'connect') || endpoints.some(({ failure }) => failure?.code === 'tcp-refused');

function wayThere(report: Report): Trunk[] {
  const { endpoints, dns } = report;
  const { own, seen } = clientAddress(report);
  const from = own === null ? '' : `${own}${seen === null ? '' : `, seen as ${seen}`}`;
  const machine: Trunk = { label: 'This machine', detail: from, mark: 'passed' };
  if (dns?.error) return [machine, { label: 'Name', detail: dns.error.code, mark: 'stopped' }];
  const isProxied = endpoints.some(({ steps }) => steps.some(({ stage }) => stage === 'proxy'));
  const proxyMark: Mark = hasPassed(endpoints, 'proxy') ? 'passed' : 'stopped';
  return [
    machine,
    ...(isProxied ? [{ label: 'Proxy', detail: '', mark: proxyMark }] : []),
    { label: 'Network', detail: '', mark: isReached(endpoints) ? 'passed' : 'ahead' },
  ];
}

const nameOf = (report: Report, { protocol, port }: PortState, { endpoint, mode }: PortWay): string =>
  `${report.parts === undefined ? '' : `${PROTOCOL_FACTS[protocol].word} `}${port}${mode === null ? '' : ` ${MODE_FACTS[endpoint.mode].word}`}`;

interface Drawing {
  readonly shapes: string;
  readonly height: number;
}

function draw(report: Report, states: readonly PortState[]): Drawing {
  const shapes: string[] = [];
  let y = 22;
  let lastY = y;
  let lowest = y;
  const station = ({ label, detail, mark }: Trunk): void => {
    if (y !== lastY) shapes.unshift(lineOf(TRUNK_X, lastY, TRUNK_X, y, mark));
    shapes.push(
      markAt(TRUNK_X, y, mark),
      `<text x="${NAME_X}" y="${y + 5}" class="port">${escapeMarkup(label)} <tspan class="detail">${escapeMarkup(detail)}</tspan></text>`,
    );
    lastY = y;
    lowest = y + RADIUS;
    y += TRUNK_ROW;
  };
  for (const trunk of wayThere(report)) station(trunk);
  for (const address of new Set(states.map((state) => state.address))) {
    const own = report.endpoints.filter((endpoint) => endpoint.address === address);
    station({ label: 'Address', detail: address, mark: isReached(own) ? 'passed' : 'ahead' });
    y += PORT_ROW - TRUNK_ROW;
    for (const state of states.filter((one) => one.address === address)) {
      for (const way of state.ways) {
        shapes.unshift(lineOf(TRUNK_X, lastY, TRUNK_X, y, isReached(own) ? 'passed' : 'ahead'));
        shapes.push(portRow(stationsOf(report, way), nameOf(report, state, way), y));
        lastY = y;
        y += PORT_ROW;
      }
    }
    y -= PORT_ROW - TRUNK_ROW - BETWEEN_ADDRESSES;
    lowest = lastY + LABEL_BELOW;
  }
  return { shapes: shapes.join('\n'), height: lowest + 4 };
}

function loginWord({ credentials }: Report, { id }: ReportEndpoint): string {
  if (credentials?.endpoint !== id || credentials.status === 'skipped') return '';
  return credentials.status === 'accepted'
    ? ', <span class="ok">login accepted</span>'
    : ', <span class="fail">login refused</span>';
}

function wordsOf(report: Report, states: readonly PortState[]): string[] {
  const several = new Set(states.map(({ address }) => address)).size > 1;
  return states.flatMap((state) =>
    state.ways.map((way) => {
      const name = report.parts === undefined ? '' : `${PROTOCOL_FACTS[state.protocol].word} `;
      const login = loginWord(report, way.endpoint);
      const message = way.status === 'failed' && way.isGrave ? way.endpoint.failure?.message : undefined;
      const kind = way.status === 'ok' ? 'ok' : way.status === 'failed' && way.isGrave ? 'fail' : 'faint';
      const where = several ? ` <code>${escapeMarkup(state.address)}</code>` : '';
      const more = message === undefined ? '' : `<br/><span class="faint">${escapeMarkup(message)}</span>`;
      return `<li><span class="${kind}">${escapeMarkup(`${name}${wayText(state, way)}`)}</span>${login}${where}${more}</li>`;
    }),
  );
}

export function pictureSection(report: Report): string {
  const states = portStates(report);
  const { shapes, height } = draw(report, states);
  const title = `How far each connection to ${report.target.host} came`;
  const told = states.flatMap((state) => state.ways.map((way) => wayText(state, way)));
  const description = told.length === 0 ? report.summary : told.join('; ');
  const words = wordsOf(report, states);
  return `<section class="glance">
<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="glance-title glance-words"><title id="glance-title">${escapeMarkup(title)}</title><desc id="glance-words">${escapeMarkup(description)}</desc>
${shapes}
</svg>
${words.length === 0 ? '' : `<ul class="ways">${words.join('\n')}</ul>\n`}</section>
`;
}
