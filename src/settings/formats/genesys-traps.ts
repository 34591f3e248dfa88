// What goes wrong in the options of Genesys E-mail Server where it speaks EWS or Microsoft Graph, and what is slow in all of them.
// Facts: as in genesys-exchange.ts; RequestServerVersion: knowledge/exchange-versions.ts.
import { GRAPH_CLOUDS } from '../../model/graph-cloud.ts';
import type { Trap } from '../format.ts';
import type { Values } from '../values.ts';

export const CLIENT_CREDENTIALS = { 'grant-type': /^client_credentials$/i };
export const EXCHANGE_SCOPE = 'https://outlook.office.com/.default';
const GRAPH_SCOPE = 'https://graph.microsoft.com/.default';
const GRAPH_HOSTS = GRAPH_CLOUDS.map(({ host }) => host.replaceAll('.', '\\.')).join('|');
export const GRAPH_SERVER = new RegExp(`^(?:https://)?(?:${GRAPH_HOSTS})(?:[:/]|$)`, 'i');
const GRAPH_SCOPES = new RegExp(`^https://(?:${GRAPH_HOSTS})/`, 'i');

export const SLOW: Trap = {
  id: 'config-trap',
  severity: 'info',
  key: 'connect-timeout',
  is: null,
  title: 'connect-timeout is not set: five minutes stand in',
  meaning: 'A wrong port or mode looks like a hang for that long.',
  fix: 'connect-timeout = 00:00:30',
};

export const DELEGATE: Trap = {
  id: 'config-trap',
  severity: 'info',
  key: 'allow-delegate',
  is: /^true$/i,
  title: 'allow-delegate has no effect here: it counts with GRAPH alone',
  meaning: 'Nothing is sent on behalf of another mailbox by it.',
  fix: 'Take it out, or set server-type = GRAPH.',
};

const missing = (key: string, what: string, and: Trap['and']): Trap => ({
  id: 'config-mismatch',
  severity: 'error',
  key,
  is: null,
  ...(and === undefined ? {} : { and }),
  title: `There is no ${key}, and without it there is no token`,
  meaning: 'The token is requested before anything is asked of the mailbox, and names application and tenant.',
  fix: `Set ${key}: Entra admin centre > App registrations > the application > ${what}.`,
});

const identity = (and?: Trap['and']): readonly Trap[] => [
  missing('client-id', 'Application (client) ID', and),
  missing('directory-id', 'Directory (tenant) ID', and),
];

export const withoutEffect = (key: string): Trap => ({
  id: 'config-trap',
  severity: 'info',
  key,
  title: `${key} has no effect here: HTTPS is spoken, and no mail protocol`,
  meaning: 'TLS comes with the https of the URL.',
  fix: 'Leave it as it is, or take it out.',
});

const isApplication = (values: Values): boolean => values.all(CLIENT_CREDENTIALS);

export const GRAPH_TRAPS: readonly Trap[] = [
  ...identity(),
  {
    id: 'config-mismatch',
    severity: 'error',
    key: 'scope',
    is: null,
    title: `scope is not set: ${EXCHANGE_SCOPE} stands in, and Microsoft Graph does not take such a token`,
    meaning: 'The token is made out to Exchange Online; Graph answers 401.',
    fix: `scope = ${GRAPH_SCOPE}`,
    change: GRAPH_SCOPE,
  },
  {
    id: 'config-mismatch',
    severity: 'error',
    key: 'scope',
    is: /^./,
    and: (values) => !values.is('scope', GRAPH_SCOPES),
    title: 'scope is not that of Microsoft Graph, which does not take such a token',
    meaning: 'The token is made out to another service; Graph answers 401.',
    fix: `scope = ${GRAPH_SCOPE}`,
    change: GRAPH_SCOPE,
  },
  {
    id: 'config-trap',
    severity: 'warning',
    key: 'server',
    is: /^./,
    and: (values) => !values.is('server', GRAPH_SERVER),
    title: 'server names no host of Microsoft Graph',
    meaning: 'With GRAPH no mail server is spoken to; the check is made at graph.microsoft.com.',
    fix: 'Take it out, or write https://graph.microsoft.com.',
  },
];

export const EWS_TRAPS: readonly Trap[] = [
  ...identity(isApplication),
  {
    id: 'config-mismatch',
    severity: 'error',
    key: 'grant-type',
    is: CLIENT_CREDENTIALS['grant-type'],
    and: (values) => !values.is('mail.ews.auth.mechanisms', /XOAUTH2/i),
    title: 'grant-type = client_credentials counts with mail.ews.auth.mechanisms = XOAUTH2 alone',
    meaning: "Without it no token is requested, and the application's secret goes out as if it were a password.",
    fix: 'mail.ews.auth.mechanisms = XOAUTH2',
  },
  {
    id: 'config-mismatch',
    severity: 'error',
    key: 'scope',
    is: GRAPH_SCOPES,
    and: (values) => isApplication(values) || values.is('mail.ews.auth.mechanisms', /XOAUTH2/i),
    title: 'scope is that of Microsoft Graph, and EWS does not take such a token',
    meaning: 'The token is made out to Graph; Exchange answers 401.',
    fix: `scope = ${EXCHANGE_SCOPE}`,
    change: EXCHANGE_SCOPE,
  },
  {
    id: 'config-mismatch',
    severity: 'error',
    key: 'server',
    is: /^(?!https?:\/\/)/i,
    title: 'server is no URL, and with EWS it has to be one',
    meaning: 'Exchange answers under a path, which a host name alone does not tell.',
    fix: 'server = https://<host>/EWS/Exchange.asmx',
  },
  {
    id: 'config-insecure',
    severity: 'warning',
    key: 'server#scheme',
    is: /^http$/i,
    title: 'server begins with http: what goes to it, the password or token as well, is not encrypted',
    meaning: 'Anybody on the way can read along. This check asks by https.',
    fix: 'Write https.',
  },
  {
    id: 'config-trap',
    severity: 'info',
    key: 'server',
    is: /^https?:\/\/[^/]*(?!\/ews\/exchange\.asmx$)(?:\/|$)/i,
    title: 'server has another path than /EWS/Exchange.asmx, under which Exchange has EWS',
    meaning: 'The check asks under the usual path: what it finds does not tell of the one in the file.',
    fix: 'Exchange administrator: `Get-WebServicesVirtualDirectory | fl InternalUrl,ExternalUrl` tells the URL.',
  },
  {
    id: 'config-mismatch',
    severity: 'error',
    key: 'exchange-version',
    is: /^(?!Exchange(?:2007|2007_SP1|2010|2010_SP1|2010_SP2|2013|2013_SP1|2016)$)/i,
    title: 'exchange-version is none that EWS knows',
    meaning: 'It stands in each request as RequestServerVersion, and a server refuses one that it does not know.',
    fix: 'Exchange2010_SP2 is taken by every server since then; what the server takes at most is told of its version.',
    change: 'Exchange2010_SP2',
  },
  DELEGATE,
];
