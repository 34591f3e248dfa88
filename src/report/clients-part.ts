// The views of clients, grouped to be read: who can use the server with which setting, who can if, who cannot and why. Equal
// reasons are one line. Words for every format; draws none.
import { findFamily } from '../clients/families/index.ts';
import { type ClientsReport, type ClientView, runtimesOf } from '../model/application-settings.ts';
import { MODE_FACTS } from '../model/protocol.ts';
import type { Report } from '../model/report.ts';

export interface ClientGroup {
  /** A port with its encryption, a condition, or a reason. */
  readonly what: string;
  readonly views: readonly ClientView[];
}

export interface ClientGroups {
  readonly works: readonly ClientGroup[];
  readonly worksIf: readonly ClientGroup[];
  readonly fails: readonly ClientGroup[];
  readonly notJudged: readonly ClientGroup[];
}

function group(views: readonly ClientView[], nameOf: (view: ClientView) => string): ClientGroup[] {
  const groups = new Map<string, ClientView[]>();
  for (const view of views) {
    const name = nameOf(view);
    groups.set(name, [...(groups.get(name) ?? []), view]);
  }
  return [...groups].map(([what, members]) => ({ what, views: members })).toSorted((a, b) => b.views.length - a.views.length);
}

const IMPLICIT = new Set([465, 993, 995]);

/** `port 587, STARTTLS`: what all clients with it have in common, whatever their words for it. */
function wayOf({ setting }: ClientView): string {
  if (setting === null) return '';
  const { port, mode } = setting;
  const word = mode === 'tls' || (mode === 'auto' && IMPLICIT.has(port)) ? 'tls' : mode === 'plain' ? 'plain' : 'starttls';
  return `port ${port}, ${MODE_FACTS[word].word}`;
}

export function groupClients({ views }: ClientsReport): ClientGroups {
  const having = (verdict: ClientView['verdict']): ClientView[] => views.filter((view) => view.verdict === verdict);
  return {
    works: group(having('works'), wayOf),
    worksIf: group(having('works-if'), ({ why, change }) => change ?? why ?? ''),
    fails: group(having('fails'), ({ why }) => why ?? ''),
    notJudged: group(having('not-judged'), ({ why }) => why ?? ''),
  };
}

/** The families of a group, each once, with how many of its platforms, where it is only some. */
export function familiesOf({ views }: ClientGroup, all: readonly ClientView[]): string[] {
  const clients = [...new Set(views.map(({ client }) => client))];
  return clients.map((client) => {
    const own = views.filter((view) => view.client === client).length;
    const whole = all.filter((view) => view.client === client).length;
    const label = findFamily(client)?.label ?? client;
    return own === whole ? label : `${label} (${own} of ${whole})`;
  });
}

/** The platforms of a group, each once. */
export const platformsOfGroup = ({ views }: ClientGroup): string[] =>
  runtimesOf(views.map(({ platform, name }) => platform?.label ?? name));

export const rowsText = (count: number): string => (count === 1 ? '1 row' : `${count} rows`);

export const CLIENT_VERDICT_WORDS: Readonly<Record<ClientView['verdict'], string>> = {
  works: 'works',
  'works-if': 'works if',
  fails: 'fails',
  'not-judged': 'not judged',
};

/** What is to be said of one client beside its verdict. */
export function remarkOf({ verdict, setting, why }: ClientView): string {
  const written = setting === null ? '' : `${setting.written}, port ${setting.port}`;
  return verdict === 'works' ? written : [why, verdict === 'works-if' ? `with ${written}` : null].filter(Boolean).join('; ');
}

/** `Who can use this server`; where it is about one client, what that one would do, by the name of the application it is in. */
export function clientsTitle({
  clients,
  application,
}: { readonly [K in 'clients' | 'application']?: Report[K] | undefined }): string {
  const [client, ...others] = new Set((clients?.views ?? []).map((view) => view.client));
  if (client === undefined || others.length > 0) return 'Who can use this server';
  const label = findFamily(client)?.label ?? client;
  const { settings } = application ?? {};
  if (settings?.family !== client) return `What ${label} would do`;
  // Some applications have their library in their own name.
  const hasLibrary = settings.application.includes('(') || settings.application.includes(label);
  return `What ${hasLibrary ? settings.application : `${settings.application} (${label})`} would do`;
}

/** Views that differ in nothing but their platform, together. */
export function collapsePlatforms(views: readonly ClientView[]): readonly (readonly [ClientView, ...ClientView[]])[] {
  const groups = new Map<string, [ClientView, ...ClientView[]]>();
  for (const view of views) {
    const key = JSON.stringify([view.client, view.protocol, view.verdict, remarkOf(view), view.symptom, changeOf(view)]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [view]);
    else group.push(view);
  }
  return [...groups.values()];
}

/** What would let it in, on either side. */
export const changeOf = ({ change, serverChange }: ClientView): string =>
  [change, serverChange === null ? null : `server: ${serverChange}`].filter((part) => part !== null).join('; ');
