// A client that was asked about cannot use the server. Named by its id and able to on none of its platforms: an error; on some,
// or some of all: a warning, and a mere note where their TLS is of another age. What each would do `clients/` has judged.
import { type ClientView, runtimesOf } from '../../model/application-settings.ts';
import type { Severity } from '../../model/finding.ts';
import { withoutEnd } from '../../model/text-ends.ts';
import type { Evidence } from '../evidence.ts';
import type { Draft, Rule } from '../rule.ts';

const MAX_NAMES = 4;

/** The same reason is said once, with those whom it hits. */
function reasonLines(failing: readonly ClientView[]): string[] {
  const groups = new Map<string, ClientView[]>();
  for (const view of failing) {
    const why = view.why ?? 'fails';
    groups.set(why, [...(groups.get(why) ?? []), view]);
  }
  return [...groups]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([why, views]) => {
      const names = runtimesOf(views.map(({ platform, name }) => platform?.label ?? name));
      const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
      return `${why}: ${names.slice(0, MAX_NAMES).join(', ')}${more}`;
    });
}

/** Its TLS is of another age: nobody tells a server to go back there (RFC 8996). */
const isOutdated = ({ stage, serverChange }: ClientView): boolean => stage === 'tls' && serverChange === null;

const distinct = (texts: readonly (string | null)[]): string[] => [...new Set(texts.filter((text) => text !== null))];

/** What all of them fail by, or more than half; null: there is no one reason to name. */
const mainReason = (failing: readonly ClientView[]): string | null =>
  distinct(failing.map(({ why }) => why)).find((one) => failing.filter(({ why }) => why === one).length * 2 > failing.length) ??
  null;

function namedReason(failing: readonly ClientView[]): string {
  const reason = mainReason(failing);
  if (reason === null) return '';
  const hits = failing.filter(({ why }) => why === reason).length;
  return hits === failing.length ? `: ${reason}` : `: ${reason} (${hits} of ${failing.length} platforms)`;
}

/** Where several changes would help, the one that helps most: on its side and on the server's. */
function fixOf(failing: readonly ClientView[], best: string | null, isOfAll: boolean): string {
  const ofServer = best ?? distinct(failing.map(({ serverChange }) => serverChange))[0] ?? null;
  // Of all clients, each has its own: the report's table tells them.
  const ofClient = isOfAll ? [] : distinct(failing.map(({ change }) => change)).slice(0, 2);
  const parts = [
    ...(ofServer === null ? [] : [`at the server: ${ofServer}`]),
    ...(ofClient.length === 0 ? [] : [`at the client: ${ofClient.join('; or ')}`]),
    ...(failing.some(isOutdated) ? ['clients without TLS 1.2 need an update, or a relay of their own in the local network'] : []),
  ];
  const [first = 'another client, or a newer version of it', ...others] = parts;
  return `${[first.replace(/^./, (letter) => letter.toUpperCase()), ...others].join('; ')}.`;
}

interface Found {
  readonly title: string;
  readonly severity: Severity;
  readonly failing: readonly ClientView[];
  readonly best: string | null;
  readonly isOfAll: boolean;
}

function draft({ title, severity, failing, best, isOfAll }: Found): Draft {
  // At EHLO it is the server's reply, which is no text of ours.
  const reason = isOfAll ? null : mainReason(failing);
  const told = failing.filter(({ why }) => reason === null || why === reason);
  const symptoms = distinct(told.map(({ stage, symptom }) => (stage === 'ehlo' ? null : symptom)));
  const [only] = symptoms.length === 1 ? symptoms : [];
  return {
    severity,
    title,
    detail: `Judged by what these clients are known to do and by what this server answers; none of them was run.${only === undefined ? '' : ` Its user sees: ${withoutEnd(only, '.')}.`}`,
    evidence: reasonLines(failing),
    fix: fixOf(failing, best, isOfAll),
    owner:
      best === null && failing.every(({ serverChange, change }) => serverChange === null || change !== null) ? 'you' : 'server',
    endpoints: [],
    reference: failing.some(isOutdated) ? 'RFC 8996' : null,
  };
}

/** The client that an application's file is made for was judged by that file: `with the settings of …`. */
interface OwnClient {
  readonly client: string | undefined;
  readonly file: string;
  /** The check met the same end by these settings, and says so first: what the client would do is no cause of its own. */
  readonly isToldAlready: boolean;
}

function ownClient({ plan, endpoints }: Evidence): OwnClient | null {
  if (!plan.application || plan.application.settings.family === null) return null;
  const isToldAlready = endpoints.every(({ status }) => status !== 'ok');
  return { client: plan.clients[0], file: plan.application.file, isToldAlready };
}

/** Named by its id: each by itself. */
function findNamed(views: readonly ClientView[], application: OwnClient | null): Draft[] {
  return [...new Set(views.map(({ client }) => client))].flatMap((client) => {
    const rows = views.filter((one) => one.client === client);
    const failing = rows.filter(({ verdict }) => verdict === 'fails');
    const [first] = failing;
    if (first === undefined) return [];
    const isWhole = failing.length === rows.length;
    const [platform, ...more] = distinct(failing.map((one) => one.platform?.label ?? null));
    const alone = more.length === 0 && platform !== undefined ? ` on ${platform}` : '';
    const on = isWhole ? alone : ` on ${failing.length} of ${rows.length} platforms`;
    const own = application?.client === client ? application : null;
    const by = own === null ? '' : ` with the settings of ${own.file}`;
    const title = `${first.name} cannot use this server${by}${on}${namedReason(failing)}`;
    const isNote = own?.isToldAlready === true || (!isWhole && failing.every(isOutdated));
    const severity = isNote ? 'info' : isWhole ? 'error' : 'warning';
    return [draft({ title, severity, failing, best: null, isOfAll: false })];
  });
}

function find(evidence: Evidence): Draft[] {
  const { clients } = evidence;
  if (clients === null) return [];
  const { asked, views, bestServerChange } = clients;
  if (!asked.includes('all')) return findNamed(views, ownClient(evidence));
  const failing = views.filter(({ verdict }) => verdict === 'fails');
  if (failing.length === 0) return [];
  const title = `${failing.length} of ${views.length} clients on their platforms cannot use this server`;
  const severity = failing.every(isOutdated) ? 'info' : 'warning';
  return [draft({ title, severity, failing, best: bestServerChange?.change ?? null, isOfAll: true })];
}

export const clientCannot: Rule = { id: 'client-cannot', find };
