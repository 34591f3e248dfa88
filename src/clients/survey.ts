// Who can use this server: a view for every client and platform that was asked for, and the one change at the server that would
// bring back the most of those that fail. Reads the table of TLS clients, so that it is loaded only when somebody asks.
import { namesNear } from '../knowledge/near-names.ts';
import type { ApplicationSettings, ClientsReport, ClientView } from '../model/application-settings.ts';
import { opensslName } from '../model/cipher-suites.ts';
import type { Observations } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import { quoteWord, UsageError } from '../model/usage-error.ts';
import { FAMILIES, FAMILY_NAMES, findFamily } from './families/index.ts';
import type { ClientFamily } from './family.ts';
import { factsOf } from './observed-facts.ts';
import type { ServerFacts } from './server-facts.ts';
import type { TlsClient } from './tls-client.ts';
import { findTlsClient, TLS_CLIENTS } from './tls-clients.ts';
import { view } from './view.ts';

interface Row {
  readonly family: ClientFamily;
  readonly platform: TlsClient | null;
}

interface Judged extends Row {
  readonly view: ClientView;
}

export const ALL_CLIENTS = 'all';

const platformsOf = (family: ClientFamily): TlsClient[] => family.platforms.flatMap((id) => findTlsClient(id) ?? []);
const rowsOf = (family: ClientFamily): Row[] => platformsOf(family).map((platform) => ({ family, platform }));

/** What an id of the command line stands for: `mailkit`, `java-8u31`, `mailkit@dotnet5@linux`; null: nothing. */
function rowsFor(id: string): readonly Row[] | null {
  if (id === ALL_CLIENTS) return FAMILIES.flatMap(rowsOf);
  const family = findFamily(id);
  if (family) return rowsOf(family);
  const platform = findTlsClient(id);
  if (platform) return FAMILIES.filter(({ platforms }) => platforms.includes(id)).map((one) => ({ family: one, platform }));
  const at = id.indexOf('@');
  const [named, runtime] = [findFamily(id.slice(0, Math.max(at, 0))), findTlsClient(id.slice(at + 1))];
  return named && runtime ? [{ family: named, platform: runtime }] : null;
}

export const CLIENT_NAMES: readonly string[] = [...FAMILY_NAMES, ...TLS_CLIENTS.map(({ id }) => id)];

/** Throws UsageError for an id that stands for nothing, with the nearest that do. */
export function refuseUnknownClients(ids: readonly string[]): void {
  for (const id of ids) {
    if (rowsFor(id) !== null) continue;
    const near = namesNear(id, CLIENT_NAMES);
    const families = FAMILIES.map((family) => family.id).join(', ');
    const hint =
      near.length > 0 ? `did you mean ${near.join(', ')}?` : `known are ${families}, the platforms that they run on, and all`;
    throw new UsageError(`--client: unknown client ${quoteWord(id)}: ${hint}`);
  }
}

/** `settings`: of an application's own file; they hold for the family that it is built on, the others find their own. */
export const surveyClients = (
  plan: Plan,
  observations: Observations,
  settings: ApplicationSettings | null = null,
): ClientsReport => surveyServer(plan.clients, factsOf(plan, observations), settings);

export function surveyServer(
  asked: readonly string[],
  facts: ServerFacts,
  settings: ApplicationSettings | null = null,
): ClientsReport {
  const rows = asked.flatMap((id) => rowsFor(id) ?? []).filter(({ family }) => family.protocols.includes(facts.protocol));
  const seen = new Set<string>();
  const unique = rows.filter(({ family, platform }) => {
    const name = `${family.id} ${platform?.id}`;
    return !seen.has(name) && seen.add(name);
  });
  const own = settings?.family ? findFamily(settings.family) : null;
  const settingsOf = ({ id }: ClientFamily): ApplicationSettings | null => (own?.id === id ? settings : null);
  const judged = unique.map((row) => ({ ...row, view: view({ ...row, settings: settingsOf(row.family), facts }) }));
  return { asked, views: judged.map((row) => row.view), bestServerChange: bestChange(judged) };
}

function bestChange(rows: readonly Judged[]): ClientsReport['bestServerChange'] {
  const failing = rows.filter(({ view: { verdict } }) => verdict === 'fails');
  const changes = [...new Set(failing.flatMap(({ view: { serverChange } }) => serverChange ?? []))];
  const counted = changes.map((change) => ({ change, brings: failing.filter((row) => isHelped(row, change)).length }));
  const [best = null] = counted.toSorted((a, b) => b.brings - a.brings);
  return best;
}

/** By the change that would be its own, or by a suite that it has as well. */
function isHelped({ platform, view: { stage, serverChange } }: Judged, change: string): boolean {
  if (serverChange === change) return true;
  const name = ADDED_SUITE.exec(change)?.[1];
  const lacksSuite = stage === 'tls' && ADDED_SUITE.test(serverChange ?? '');
  return lacksSuite && (platform?.suites.some((suite) => opensslName(suite) === name) ?? false);
}
const ADDED_SUITE = /^add the cipher suite (\S+)$/;
