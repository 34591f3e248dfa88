// Which cloud of Microsoft's a check of Graph or EWS is about: by the host that is named, by `--cloud`, or the global one for a mailbox. Pure.
import {
  DEFAULT_CLOUD,
  exchangeCloudOf,
  GRAPH_CLOUDS,
  type GraphCloud,
  graphCloudNamed,
  graphCloudOf,
} from '../model/graph-cloud.ts';
import type { Target } from '../model/target.ts';
import { quoteWord, UsageError } from '../model/usage-error.ts';
import { parseChoice } from './values.ts';

export const parseCloud: (text: string) => string = parseChoice(
  GRAPH_CLOUDS.map(({ id }) => id),
  "cloud of Microsoft's",
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

/** The cloud of a check of EWS; null: a server that is none of Exchange Online's, or a mailbox whose server is looked for. */
export function decideEwsCloud({ host, mailbox, input }: Target, { cloud }: { readonly cloud?: string }): GraphCloud | null {
  const named = cloud === undefined ? null : graphCloudNamed(cloud);
  const known = exchangeCloudOf(host);
  if (named === null || known === named || (known === null && mailbox !== null)) return known ?? named;
  throw new UsageError(
    known === null
      ? `${quoteWord(input)} is no host of Exchange Online: leave out --cloud, or give a mailbox`
      : `${quoteWord(input)} is the cloud ${known.id}, --cloud ${named.id}: give one of the two`,
  );
}
