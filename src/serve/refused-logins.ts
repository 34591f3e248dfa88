// Logins that a host refused: kept in mind so that they are not sent again, scrape after scrape, until the account is
// locked. Also the turns of those who would log in at the same host at the same time. Keeps no secret, only a keyed hash.
import { createHmac, randomBytes } from 'node:crypto';
import type { Finding } from '../model/finding.ts';
import type { Credentials } from '../model/plan.ts';
import type { Report, ReportCredentials } from '../model/report.ts';
import { WaitingLine } from './waiting-line.ts';

export interface RefusedLogin {
  readonly credentials: ReportCredentials;
  /** Those that were said of the login. */
  readonly findings: readonly Finding[];
}

export class RefusedLogins {
  readonly #hashKey = randomBytes(32);
  readonly #known = new Map<string, RefusedLogin>();
  readonly #turns = new Map<string, WaitingLine>();
  readonly #longest: number;

  constructor(longest: number) {
    this.#longest = longest;
  }

  get count(): number {
    return this.#known.size;
  }

  /** Names a login at a host without showing it: another password, in a file that was written anew, is another login. */
  keyOf({ user, password, token }: Credentials, host: string): string {
    const parts = JSON.stringify([user, password?.reveal() ?? null, token?.reveal() ?? null, host.toLowerCase()]);
    return createHmac('sha256', this.#hashKey).update(parts).digest('base64');
  }

  find(key: string): RefusedLogin | null {
    return this.#known.get(key) ?? null;
  }

  /** Keeps what the report says of its login, where that is a refusal. True: it is one. */
  learn(key: string, { credentials, findings }: Report): boolean {
    if (credentials?.status !== 'rejected') return false;
    const oldest = this.#known.keys().next().value;
    if (this.#known.size >= this.#longest && oldest !== undefined) this.#known.delete(oldest);
    const own = findings.filter(({ id, severity }) => id === credentials.cause && severity !== 'info');
    this.#known.set(key, { credentials: { ...credentials, attempts: [] }, findings: own });
    return true;
  }

  /** The configuration was loaded anew: somebody may have mended it. */
  forget(): void {
    this.#known.clear();
  }

  /** One login at a time: the second learns from the first. null: the signal came before the turn. */
  async takeTurn(key: string, signal: AbortSignal): Promise<(() => void) | null> {
    const line = this.#turns.get(key) ?? new WaitingLine(1, Number.POSITIVE_INFINITY);
    this.#turns.set(key, line);
    const admission = await line.enter(signal);
    const leave = (): void => {
      if (admission.kind === 'admitted') admission.leave();
      if (line.inside + line.waiting === 0) this.#turns.delete(key);
    };
    if (admission.kind === 'admitted') return leave;
    leave();
    return null;
  }
}

/** The report of a check without login, as it is to be read: the login stands refused, and the check fails by it. */
export function withRefusedLogin(report: Report, { credentials, findings }: RefusedLogin): Report {
  return {
    ...report,
    verdict: 'fail',
    summary: `The login of ${credentials.user} was refused before and is not tried again until the configuration is loaded anew.`,
    credentials,
    findings: [...findings, ...report.findings.filter(({ id }) => id !== credentials.cause)],
  };
}
