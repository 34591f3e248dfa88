// The login of a whole batch: read once, and where it is a token that has to be fetched, fetched once, not once a target.
// Must not know the targets.
import type { Credentials } from '../../model/plan.ts';
import { Deadline } from '../../net/deadline.ts';
import { decideProtocol, type PlanRequest } from '../../request/plan.ts';
import { parseTarget } from '../../request/target.ts';
import { readCredentials } from '../login/credentials.ts';
import { signIn } from '../login/device-sign-in.ts';
import { processRedactor, registerSecret } from '../login/redaction.ts';
import type { CheckOptions } from '../options/options.ts';
import { onInterrupt } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';

/** null without `--user`. Throws UsageError. */
export async function prepareCredentials(options: CheckOptions, request: PlanRequest, io: Io): Promise<Credentials | null> {
  // The protocol decides the scope of a token; of a list without --protocol it is that of a target that names none.
  const protocol = decideProtocol(parseTarget('localhost'), request);
  const read = await readCredentials(options, protocol, io, request.timeouts.totalMs);
  const { extraRoots, trust = null } = request.tls;
  const credentials = await signIn(read, { extraRoots, trust, quiet: options.quiet === true }, io);
  if (!credentials?.oauth || credentials.token || credentials.tokenRequest) return credentials;
  const { fetchToken } = await import('../../oauth/fetch-token.ts');
  const deadline = new Deadline(request.timeouts.totalMs);
  const release = onInterrupt(() => deadline.interrupt());
  try {
    const result = await fetchToken(credentials.oauth, { deadline, extraRoots, trust, redactor: processRedactor });
    if (!result.ok) return { ...credentials, tokenRequest: result.failure };
    registerSecret(result.token, credentials.user);
    return { ...credentials, token: result.token };
  } finally {
    release();
    deadline.release();
  }
}
