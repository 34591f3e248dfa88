// Which cloud of Microsoft Graph a check is about: by the host that is named, by `--cloud`, or the global one for a mailbox. Pure.
import { DEFAULT_CLOUD, GRAPH_CLOUDS, type GraphCloud, graphCloudNamed, graphCloudOf } from '../model/graph-cloud.ts';
import type { Target } from '../model/target.ts';
import { quoteWord, UsageError } from '../model/usage-error.ts';
import { parseChoice } from './values.ts';

export const parseCloud: (text: string) => string = parseChoice(
  GRAPH_CLOUDS.map(({ id }) => id),
  'cloud of Microsoft Graph',
);

/** The cloud of a check of Microsoft Graph: the host's own, or the one that is named. Throws UsageError for any other host. */
export function decideCloud({ host, mailbox, input }: Target, { cloud }: { readonly cloud?: string }): GraphCloud {
  const named = cloud === undefined ? null : graphCloudNamed(cloud);
  const known = graphCloudOf(host);
  if (known === null) {
    if (mailbox !== null) return named ?? graphCloudNamed(DEFAULT_CLOUD);
    const hosts = GRAPH_CLOUDS.map((one) => one.host).join(', ');
    throw new UsageError(`${quoteWord(input)} is no host of Microsoft Graph: give a mailbox, or ${hosts}`);
  }
  if (named !== null && named !== known)
    throw new UsageError(`${quoteWord(input)} is the cloud ${known.id}, --cloud ${named.id}: give one of the two`);
  return known;
}
