// The clouds in which Microsoft runs Graph: hosts, where one signs in, and what a token for each is made out to. No token goes to
// any other host. Facts alone; imports nothing.
// Microsoft: "Microsoft Graph national cloud deployments", https://learn.microsoft.com/graph/deployments, looked up 2026-11-27.

export interface GraphCloud {
  /** What `--cloud` calls it. */
  readonly id: string;
  readonly title: string;
  readonly host: string;
  readonly authority: string;
}

export const GRAPH_CLOUDS: readonly GraphCloud[] = [
  { id: 'global', title: 'the global service', host: 'graph.microsoft.com', authority: 'https://login.microsoftonline.com' },
  { id: 'us-gov', title: 'US Government L4', host: 'graph.microsoft.us', authority: 'https://login.microsoftonline.us' },
  {
    id: 'us-dod',
    title: 'US Government L5',
    host: 'dod-graph.microsoft.us',
    authority: 'https://login.microsoftonline.us',
  },
  {
    id: 'china',
    title: 'China (21Vianet)',
    host: 'microsoftgraph.chinacloudapi.cn',
    authority: 'https://login.chinacloudapi.cn',
  },
];

export const DEFAULT_CLOUD = 'global';

/** Null: no cloud has this host. */
export const graphCloudOf = (host: string): GraphCloud | null =>
  GRAPH_CLOUDS.find((cloud) => cloud.host === host.toLowerCase()) ?? null;

export const graphCloudNamed = (id: string): GraphCloud => {
  const found = GRAPH_CLOUDS.find((cloud) => cloud.id === id);
  if (!found) throw new Error(`no cloud ${id}`);
  return found;
};
