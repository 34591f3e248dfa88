// Who logs in, and how often: the best endpoint that is ready, once no better one can come, and no one after it. Endpoints
// and sessions are made up; the deadline is ended by hand.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { AuthAttempt, TlsObservation } from '../../../src/model/observation.ts';
import type { Credentials, Plan } from '../../../src/model/plan.ts';
import type { Mode } from '../../../src/model/protocol.ts';
import { Secret } from '../../../src/model/secret.ts';
import { Deadline } from '../../../src/net/deadline.ts';
import { Redactor } from '../../../src/net/redactor.ts';
import { LoginCoordinator } from '../../../src/probe/login-coordinator.ts';
import type { LoginAnswer, LoginPlace, LoginTurn } from '../../../src/probe/login-turn.ts';
import { EndpointRecorder, idOf } from '../../../src/probe/recorder.ts';
import type { LoginResult, Session } from '../../../src/protocols/protocol.ts';
import { makePlan } from '../../support/plan.ts';
import { until } from '../../support/until.ts';

const CREDENTIALS: Credentials = {
  user: 'me@lab.test',
  password: new Secret('correct-horse'),
  token: null,
  oauth: null,
  notices: [],
};
const TRUSTED = { trusted: true } as TlsObservation;
const HOUR_MS = 3_600_000;

const specOf = (port: number, mode: Mode) => ({ protocol: 'smtp', address: '192.0.2.1', family: 4, port, mode }) as const;
const BEST = specOf(465, 'tls');
const WORSE = specOf(587, 'starttls');
const WORST = specOf(25, 'starttls');

const deadlines: Deadline[] = [];
afterEach(() => {
  for (const deadline of deadlines.splice(0)) deadline.release();
});

interface Setting {
  readonly plan?: Partial<Plan>;
  readonly turn?: (answerDeadline: Deadline) => LoginTurn;
}

function coordinate({ plan = {}, turn }: Setting = {}) {
  const deadline = new Deadline(HOUR_MS);
  const answerDeadline = new Deadline(HOUR_MS);
  deadlines.push(deadline, answerDeadline);
  const redactor = new Redactor();
  const logins = new LoginCoordinator(makePlan(plan), CREDENTIALS, deadline, redactor, turn?.(answerDeadline) ?? null);
  const record = (spec: ReturnType<typeof specOf>, more: Partial<EndpointRecorder> = {}): EndpointRecorder => {
    const capabilities = {
      keywords: [],
      mechanisms: ['PLAIN', 'LOGIN'],
      loginCommands: [],
      offersStartTls: false,
      refusal: null,
    };
    return Object.assign(new EndpointRecorder(spec, deadline, redactor), { underTls: capabilities, tls: TRUSTED, ...more });
  };
  return { deadline, logins, record };
}

/** What the promise has come to once all that is at hand is done; `waits`: nothing. */
async function stateOf(promise: Promise<boolean>): Promise<boolean | 'waits'> {
  await new Promise((resolve) => setImmediate(resolve));
  return Promise.race([promise, Promise.resolve('waits' as const)]);
}

const likely = (...specs: ReturnType<typeof specOf>[]) => specs.map((spec) => ({ spec, isLikely: true }));

/** A session that answers each AUTH with the next of these, and the names that it was asked by. */
function sessionOf(...answers: (Partial<LoginResult> | Promise<LoginResult>)[]): { session: Session; asked: string[] } {
  const asked: string[] = [];
  const answer = async (name: string): Promise<LoginResult> => {
    asked.push(name);
    return { ...REFUSED, ...(await answers.shift()) };
  };
  return { session: { authenticate: answer } as Partial<Session> as Session, asked };
}
const REFUSED: LoginResult = {
  status: 'rejected',
  reply: { code: 535, enhanced: '5.7.8', lines: ['no'] },
  failure: null,
  challenge: null,
  faultsMechanism: false,
  hasSentSecret: true,
};
const ACCEPTED: LoginResult = { ...REFUSED, status: 'accepted', reply: { code: 235, enhanced: null, lines: ['yes'] } };
const NOT_SENT: Partial<LoginResult> = { faultsMechanism: true, hasSentSecret: false };

describe('who logs in', () => {
  it('is the best endpoint: a worse one that is ready first waits for it, and gets nothing', async () => {
    const { logins, record } = coordinate();
    logins.expect(likely(BEST, WORSE));
    const worse = logins.apply(record(WORSE));
    assert.equal(await stateOf(worse), 'waits');
    const best = logins.apply(record(BEST));
    assert.deepEqual([await best, await worse], [true, false]);
  });

  it('is a worse one once the better one has left', async () => {
    const { logins, record } = coordinate();
    logins.expect(likely(BEST, WORSE, WORST));
    const worst = logins.apply(record(WORST));
    const worse = logins.apply(record(WORSE));
    assert.deepEqual([await stateOf(worst), await stateOf(worse)], ['waits', 'waits']);
    logins.leave(idOf(BEST), null, null, null);
    assert.deepEqual([await worse, await worst], [true, false]);
  });

  it('waits for no endpoint that is not likely, and for none once none is expected', async () => {
    const { logins, record } = coordinate();
    logins.expect([...likely(WORSE), { spec: BEST, isLikely: false }]);
    assert.equal(await logins.apply(record(WORSE)), true);
    const other = coordinate();
    other.logins.expect(likely(BEST, WORSE));
    const waiting = other.logins.apply(other.record(WORSE));
    assert.equal(await stateOf(waiting), 'waits');
    other.logins.expect([]);
    assert.equal(await waiting, true);
  });

  it('waits for no better one that turns out unfit', async () => {
    const { logins, record } = coordinate();
    logins.expect(likely(BEST, WORSE));
    const worse = logins.apply(record(WORSE));
    assert.equal(await logins.apply(record(BEST, { tls: { trusted: false } as TlsObservation })), false);
    assert.equal(await worse, true);
  });

  it('is nobody after the one who did', async () => {
    const { logins, record } = coordinate();
    assert.equal(await logins.apply(record(WORSE)), true);
    assert.equal(await logins.apply(record(BEST)), false);
  });

  it('may be one more, each time that another mechanism is to be tried', async () => {
    const { logins, record } = coordinate({ plan: { auth: { only: null, exclude: [], all: true, allowInsecure: false } } });
    const { session, asked } = sessionOf({}, {});
    for (let id: string | null = idOf(BEST); id !== null; id = logins.takeAnother()) {
      assert.equal(id, idOf(BEST));
      assert.equal(await logins.apply(record(BEST)), true);
      await logins.logIn(record(BEST), session, null);
    }
    assert.deepEqual(asked, ['PLAIN', 'LOGIN']);
  });
});

describe('the end of the run', () => {
  const reasonOf = async (logins: LoginCoordinator): Promise<unknown> => {
    const { attempts, skipped } = await logins.observation();
    assert.deepEqual(attempts, []);
    return skipped?.reason;
  };

  it('sends nothing more from an endpoint that waited for a better one', async () => {
    const { deadline, logins, record } = coordinate();
    logins.expect(likely(BEST, WORSE));
    const waiting = logins.apply(record(WORSE));
    assert.equal(await stateOf(waiting), 'waits');
    deadline.interrupt();
    logins.leave(idOf(BEST), null, null, null);
    assert.equal(await waiting, false);
    assert.equal(await reasonOf(logins), 'interrupted');
  });

  it('sends nothing from an endpoint that is ready after it', async () => {
    const { deadline, logins, record } = coordinate();
    deadline.interrupt();
    assert.equal(await logins.apply(record(BEST)), false);
    assert.equal(await reasonOf(logins), 'interrupted');
  });

  it('is no interruption where the time was up: no endpoint was ready in it', async () => {
    const deadline = new Deadline(0);
    const redactor = new Redactor();
    const logins = new LoginCoordinator(makePlan(), CREDENTIALS, deadline, redactor);
    await until(() => deadline.isOver, 'the end of no time at all');
    assert.equal(await logins.apply(new EndpointRecorder(BEST, deadline, redactor)), false);
    assert.equal(await reasonOf(logins), 'no-endpoint');
  });
});

describe('no place to log in', () => {
  const offers = (mechanisms: string[]) => ({
    underTls: { keywords: [], mechanisms, loginCommands: [], offersStartTls: false, refusal: null },
  });
  const inTheClear = { tls: null, underTls: null, plaintext: offers(['PLAIN']).underTls };
  const rows: readonly [reason: string, more: Partial<EndpointRecorder>, plan?: Partial<Plan>][] = [
    ['host-unproven', {}, { withheldLogin: 'host-unproven' }],
    ['refused-elsewhere', {}, { withheldLogin: 'refused-elsewhere' }],
    ['not-advertised', offers([])],
    ['no-common-mechanism', offers(['GSSAPI'])],
    ['oauth-required', offers(['XOAUTH2'])],
    ['plaintext', inTheClear],
    ['untrusted', { tls: { trusted: false } as TlsObservation }],
    ['plaintext-injected', { leftover: '250 injected' }],
  ];
  for (const [reason, more, plan = {}] of rows) {
    it(reason, async () => {
      const { logins, record } = coordinate({ plan });
      assert.equal(await logins.apply(record(BEST, more)), false);
      const { attempts, skipped } = await logins.observation();
      assert.deepEqual(attempts, []);
      assert.deepEqual([skipped?.reason, skipped?.endpoints], [reason, [idOf(BEST)]]);
    });
  }

  it('is one all the same where the user takes it on himself', async () => {
    const tls = { ...makePlan().tls, insecure: true };
    const untrusted = coordinate({ plan: { tls } });
    assert.equal(await untrusted.logins.apply(untrusted.record(BEST, { tls: { trusted: false } as TlsObservation })), true);
    const plain = coordinate({ plan: { auth: { only: null, exclude: [], all: false, allowInsecure: true } } });
    assert.equal(await plain.logins.apply(plain.record(specOf(25, 'plain'), inTheClear)), true);
    // The clear half of STARTTLS is none: TLS is what that mode is for.
    const half = coordinate({ plan: { auth: { only: null, exclude: [], all: false, allowInsecure: true } } });
    assert.equal(await half.logins.apply(half.record(WORSE, inTheClear)), false);
  });

  it('tells the nearest miss, and what was offered there', async () => {
    const { logins, record } = coordinate();
    await logins.apply(record(WORST, inTheClear));
    await logins.apply(record(BEST, { tls: { trusted: false } as TlsObservation, ...offers(['PLAIN', 'LOGIN']) }));
    await logins.apply(record(WORSE, { tls: { trusted: false } as TlsObservation, ...offers(['LOGIN', 'CRAM-MD5']) }));
    const { skipped } = await logins.observation();
    assert.deepEqual(skipped, {
      reason: 'untrusted',
      endpoints: [idOf(BEST), idOf(WORSE)],
      offered: ['PLAIN', 'LOGIN', 'CRAM-MD5'],
      allowed: [],
    });
  });
});

describe('how often', () => {
  it('once, where the secret is out', async () => {
    const { logins, record } = coordinate();
    const { session, asked } = sessionOf({ ...REFUSED, faultsMechanism: true }, ACCEPTED);
    const outcome = await logins.logIn(record(BEST), session, null);
    assert.deepEqual([asked, outcome.ok], [['PLAIN'], false]);
  });

  it('twice at most, where only the mechanism was refused', async () => {
    const { logins, record } = coordinate();
    const { session, asked } = sessionOf(NOT_SENT, NOT_SENT, ACCEPTED);
    const mechanisms = ['PLAIN', 'LOGIN', 'CRAM-MD5'];
    const underTls = { keywords: [], mechanisms, loginCommands: [], offersStartTls: false, refusal: null };
    await logins.logIn(record(BEST, { underTls }), session, null);
    assert.equal(asked.length, 2);
    const { attempts } = await logins.observation();
    assert.deepEqual(
      attempts.map(({ mechanism, sent }) => [mechanism, sent]),
      asked.map((name) => [name, 'nothing']),
    );
  });

  it('not again where the connection was cut off', async () => {
    const { logins, record } = coordinate();
    const cut: Partial<LoginResult> = { status: 'error', reply: null, failure: { kind: 'closed', stage: 'auth' }, ...NOT_SENT };
    const { session, asked } = sessionOf(cut, ACCEPTED);
    const outcome = await logins.logIn(record(BEST), session, null);
    assert.deepEqual([asked.length, outcome], [1, { ok: false, failure: { kind: 'closed', stage: 'auth' } }]);
  });

  it('counts the secret as sent where the attempt ends in a fault of our own', async () => {
    const { logins, record } = coordinate();
    const { session } = sessionOf(Promise.reject(new Error('a bug')));
    await assert.rejects(logins.logIn(record(BEST), session, null), /a bug/);
    const { attempts } = await logins.observation();
    assert.deepEqual(
      attempts.map(({ sent, status, failure }) => [sent, status, failure?.kind]),
      [['secret', 'error', 'internal']],
    );
  });
});

describe('one of many with the same credentials', () => {
  const turnOf = (answer: LoginAnswer) => {
    const asked: LoginPlace[] = [];
    let accepted = 0;
    const turn: LoginTurn = {
      begin: async (place) => {
        asked.push(place);
        return answer;
      },
      accepted: () => {
        accepted += 1;
      },
    };
    return { turn, asked, accepted: () => accepted };
  };

  it('goes where it may, says where to, and tells that it was accepted', async () => {
    const { turn, asked, accepted } = turnOf('go');
    const { logins, record } = coordinate({ turn: () => turn });
    assert.equal(await logins.takeTurn(record(BEST)), true);
    assert.deepEqual(asked, [{ host: 'mail.example.org', address: '192.0.2.1', protocol: 'smtp' }]);
    assert.equal(accepted(), 0);
    await logins.logIn(record(BEST), sessionOf(ACCEPTED).session, null);
    assert.equal(accepted(), 1);
  });

  it('gives way to an earlier login that was refused, and names it', async () => {
    const earlier = { result: 'refused', at: 'lab.test', isOfEarlierRun: false } as const;
    const { logins, record } = coordinate({ turn: () => turnOf(earlier).turn });
    assert.equal(await logins.takeTurn(record(BEST)), false);
    const { skipped } = await logins.observation();
    assert.deepEqual([skipped?.reason, skipped?.earlier], ['sent-before', earlier]);
  });

  for (const answer of ['go', 'over'] as const) {
    it(`sends nothing where the run ended meanwhile (${answer})`, async () => {
      const { turn } = turnOf(answer);
      const { deadline, logins, record } = coordinate({ turn: () => turn });
      if (answer === 'go') deadline.interrupt();
      assert.equal(await logins.takeTurn(record(BEST)), false);
      assert.equal((await logins.observation()).skipped?.reason, 'interrupted');
    });
  }
});

describe('an answer that comes after the run', () => {
  const lateTurn = () => {
    const answered: (AuthAttempt | null)[] = [];
    const turn = (deadline: Deadline): LoginTurn => ({
      begin: async () => 'go',
      accepted: () => {},
      late: { deadline, answered: (attempt) => void answered.push(attempt) },
    });
    return { answered, turn };
  };

  it('ends the attempt with the run, and is told once it has come', async () => {
    const { answered, turn } = lateTurn();
    const { deadline, logins, record } = coordinate({ turn });
    assert.notEqual(logins.answerDeadline, deadline);
    let say: (result: LoginResult) => void = () => {};
    const { session } = sessionOf(
      new Promise((resolve) => {
        say = resolve;
      }),
    );
    const outcome = logins.logIn(record(BEST), session, null);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([logins.isAwaiting(idOf(BEST)), logins.lateAnswer(idOf(BEST))], [true, null]);
    deadline.interrupt();
    assert.deepEqual(await outcome, { ok: false, failure: { kind: 'not-tried', stage: 'auth', reason: 'interrupted' } });
    assert.deepEqual([logins.isAwaiting(idOf(BEST)), logins.isAwaiting(idOf(WORSE)), answered], [true, false, []]);
    const late = logins.lateAnswer(idOf(BEST));
    say(ACCEPTED);
    await late;
    assert.deepEqual(
      answered.map((attempt) => attempt?.status),
      ['accepted'],
    );
  });

  it('is no late one where it comes in time', async () => {
    const { answered, turn } = lateTurn();
    const { logins, record } = coordinate({ turn });
    await logins.logIn(record(BEST), sessionOf(REFUSED).session, null);
    assert.deepEqual([logins.isAwaiting(idOf(BEST)), logins.lateAnswer(idOf(BEST))], [false, null]);
    assert.deepEqual(
      answered.map((attempt) => attempt?.status),
      ['rejected'],
    );
  });
});
