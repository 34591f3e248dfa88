// The clouds in which Microsoft runs Graph and Exchange Online: hosts, where one signs in, and what a token for each is made out to.
// Facts alone; imports nothing.
// Microsoft: "Microsoft Graph national cloud deployments", https://learn.microsoft.com/graph/deployments, looked up 2026-11-27;
// Exchange Online's by "Connect-ExchangeOnline", https://learn.microsoft.com/powershell/exchange/connect-to-exchange-online-powershell.

export interface GraphCloud {
  /** What `--cloud` calls it. */
  readonly id: string;
  readonly title: string;
  readonly host: string;
  readonly authority: string;
  /** Exchange Online's, for EWS. */
  readonly exchangeHost: string;
}

export const GRAPH_CLOUDS: readonly GraphCloud[] = [
  {
    id: 'global',
    title: 'the global service',
    host: 'graph.microsoft.com',
    authority: 'https://login.microsoftonline.com',
    exchangeHost: 'outlook.office365.com',
  },
  {
    id: 'us-gov',
    title: 'US Government L4',
    host: 'graph.microsoft.us',
    authority: 'https://login.microsoftonline.us',
    exchangeHost: 'outlook.office365.us',
  },
  {
    id: 'us-dod',
    title: 'US Government L5',
    host: 'dod-graph.microsoft.us',
    authority: 'https://login.microsoftonline.us',
    exchangeHost: 'webmail.apps.mil',
  },
  {
    id: 'china',
    title: 'China (21Vianet)',
    host: 'microsoftgraph.chinacloudapi.cn',
    authority: 'https://login.chinacloudapi.cn',
    exchangeHost: 'partner.outlook.cn',
  },
];

export const DEFAULT_CLOUD = 'global';

/** Null: no cloud has this host. */
export const graphCloudOf = (host: string): GraphCloud | null =>
  GRAPH_CLOUDS.find((cloud) => cloud.host === host.toLowerCase()) ?? null;

/** Null: Exchange Online is not there. `outlook.office.com` is the global one by another name. */
export const exchangeCloudOf = (host: string): GraphCloud | null => {
  const name = host.toLowerCase();
  const usual = name === 'outlook.office.com' ? 'outlook.office365.com' : name;
  return GRAPH_CLOUDS.find((cloud) => cloud.exchangeHost === usual) ?? null;
};

export const graphCloudNamed = (id: string): GraphCloud => {
  const found = GRAPH_CLOUDS.find((cloud) => cloud.id === id);
  if (!found) throw new Error(`no cloud ${id}`);
  return found;
};
