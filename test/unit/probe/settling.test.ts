// The four rules by which one probe's result ends another's wait. Timers are played; nothing waits.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import type { Failure } from '../../../src/model/outcome.ts';
import type { Mode } from '../../../src/model/protocol.ts';
import { Settling } from '../../../src/probe/settling.ts';
import { LIMITS, synPatienceMs } from '../../../src/request/limits.ts';
import { makePlan } from '../../support/plan.ts';

const ADDRESS = '192.0.2.1';
const specOf = (port: number, mode: Mode) => ({ protocol: 'smtp', address: ADDRESS, family: 4, port, mode }) as const;
const IMPLICIT = specOf(465, 'tls');
const IN_THE_CLEAR = specOf(465, 'starttls');
const TIMEOUT: Failure = { kind: 'timeout', stage: 'connect', budget: 'syn', budgetMs: 1300, waitedMs: 1300 };
const REFUSED: Failure = { kind: 'system', stage: 'connect', systemCode: 'ECONNREFUSED' };
const SPEAKS_TLS: Failure = { kind: 'settled', stage: 'greeting', by: '465/tls@192.0.2.1', detail: 'speaks-tls' };
const SPEAKS_PLAINTEXT: Failure = { kind: 'settled', stage: 'tls', by: '465/starttls@192.0.2.1', detail: 'speaks-plaintext' };

const makeSettling = (more: Parameters<typeof makePlan>[0] = {}): Settling => new Settling(makePlan(more));

function waitForGreeting(settling: Settling, spec = IN_THE_CLEAR) {
  const written: string[] = [];
  const aborted: Failure[] = [];
  const channel = {
    isSilent: true,
    writeLine: (line: string) => void written.push(line),
    abort: (failure: Failure) => void aborted.push(failure),
  };
  return { channel, written, aborted, stop: settling.greetingWait(spec, channel, 'NOOP') };
}

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

describe('rule 1: a connect that fails does so for the port', () => {
  it('is known to the probe in line, whatever its mode, and to no other port', () => {
    const settling = makeSettling();
    settling.connectEnded(IMPLICIT, REFUSED, 3);
    for (const mode of ['tls', 'starttls', 'plain'] as const) assert.equal(settling.settledInLine(specOf(465, mode)), REFUSED);
    assert.equal(settling.settledInLine(specOf(587, 'starttls')), null);
    assert.equal(settling.settledInLine({ ...IMPLICIT, address: '192.0.2.2' }), null);
  });

  it('ends a connect under way where SYNs went unanswered, and leaves a refusal to answer by itself', () => {
    const settling = makeSettling();
    const aborted: Failure[] = [];
    const wait = settling.connectWait(IN_THE_CLEAR);
    wait.onAbortable((failure) => aborted.push(failure));
    settling.connectEnded(IMPLICIT, REFUSED, 3);
    assert.deepEqual(aborted, []);
    settling.connectEnded(IMPLICIT, TIMEOUT, 1300);
    assert.deepEqual(aborted, [TIMEOUT]);
    wait.stop();
    settling.connectEnded(IMPLICIT, TIMEOUT, 1300);
    assert.deepEqual(aborted, [TIMEOUT]);
  });
});

describe('rule 2: an answer of the address bounds the wait for another port', () => {
  for (const [name, failure] of [
    ['an acceptance', null],
    ['a refusal', REFUSED],
  ] as const) {
    it(`by ${name}`, () => {
      const settling = makeSettling();
      let told = 0;
      const wait = settling.connectWait(specOf(25, 'starttls'));
      const notify = () => {
        told += 1;
      };
      assert.equal(wait.shortened(notify), null);
      settling.connectEnded(specOf(587, 'starttls'), failure, 100);
      assert.equal(told, 1);
      assert.deepEqual(wait.shortened(notify), { limitMs: synPatienceMs(100), siblingMs: 100 });
      wait.stop();
    });
  }

  it('not by silence, not by another address, and not once the wait is over', () => {
    const settling = makeSettling();
    let told = 0;
    const wait = settling.connectWait(specOf(25, 'starttls'));
    const notify = () => {
      told += 1;
    };
    wait.shortened(notify);
    settling.connectEnded(specOf(587, 'starttls'), TIMEOUT, 1300);
    settling.connectEnded({ address: '192.0.2.2', port: 587 }, null, 5);
    wait.stop();
    settling.connectEnded(specOf(587, 'starttls'), null, 5);
    assert.equal(told, 0);
  });

  it('leaves alone a connect timeout that was named', () => {
    const settling = makeSettling({ timeouts: { ...makePlan().timeouts, connectNamed: true } });
    settling.connectEnded(specOf(587, 'starttls'), null, 5);
    assert.equal(settling.connectWait(specOf(25, 'starttls')).shortened(assert.fail), null);
  });
});

describe('rule 3: a port speaks TLS from the first byte or greets in the clear', () => {
  it('is known to the probe in line, but for a mode without TLS, which was asked for by name', () => {
    const settling = makeSettling();
    settling.languageSeen(IMPLICIT, 'tls');
    assert.deepEqual(settling.settledInLine(IN_THE_CLEAR), SPEAKS_TLS);
    assert.equal(settling.settledInLine(specOf(465, 'plain')), null);
    assert.equal(settling.settledInLine(IMPLICIT), null);
    assert.equal(settling.isPlaintext(IMPLICIT), false);
    const other = makeSettling();
    other.languageSeen(IN_THE_CLEAR, 'plaintext');
    assert.deepEqual(other.settledInLine(IMPLICIT), SPEAKS_PLAINTEXT);
    assert.equal(other.settledInLine(IN_THE_CLEAR), null);
    assert.equal(other.settledByHandshake(IN_THE_CLEAR), null);
    assert.equal(other.isPlaintext(IMPLICIT), true);
  });

  for (const isKnownBefore of [true, false]) {
    it(`puts a silent port to the proof by one harmless line, the handshake ${isKnownBefore ? 'before' : 'during'} the wait`, () => {
      const settling = makeSettling();
      if (isKnownBefore) settling.languageSeen(IMPLICIT, 'tls');
      const { written, aborted } = waitForGreeting(settling);
      if (!isKnownBefore) settling.languageSeen(IMPLICIT, 'tls');
      assert.deepEqual([written, aborted], [['NOOP'], []]);
      mock.timers.tick(LIMITS.settledGraceMs);
      assert.deepEqual([written, aborted], [['NOOP'], [SPEAKS_TLS]]);
    });
  }

  it('lets a server greet that still does', () => {
    const settling = makeSettling();
    const late = waitForGreeting(settling);
    settling.languageSeen(IMPLICIT, 'tls');
    late.channel.isSilent = false;
    mock.timers.tick(LIMITS.settledGraceMs);
    assert.deepEqual(late.aborted, []);
  });

  it('says nothing to a server that has begun to speak, nor to one of another port', () => {
    const settling = makeSettling();
    const speaking = waitForGreeting(settling);
    speaking.channel.isSilent = false;
    const other = waitForGreeting(settling, specOf(587, 'starttls'));
    settling.languageSeen(IMPLICIT, 'tls');
    mock.timers.tick(LIMITS.settledGraceMs);
    assert.deepEqual([speaking.written, speaking.aborted, other.written, other.aborted], [[], [], [], []]);
  });

  it('gives up a handshake on a port that greeted in the clear', () => {
    const settling = makeSettling();
    const aborted: Failure[] = [];
    settling.handshakeWait(IMPLICIT, (failure) => aborted.push(failure));
    settling.languageSeen(IN_THE_CLEAR, 'plaintext');
    assert.deepEqual(aborted, []);
    mock.timers.tick(LIMITS.settledGraceMs);
    assert.deepEqual(aborted, [SPEAKS_PLAINTEXT]);
  });

  it('ends nothing once the wait is over', () => {
    const settling = makeSettling();
    const aborted: Failure[] = [];
    const greeting = waitForGreeting(settling, specOf(587, 'starttls'));
    settling.languageSeen(specOf(587, 'tls'), 'tls');
    greeting.stop();
    const stop = settling.handshakeWait(IMPLICIT, (failure) => aborted.push(failure));
    settling.languageSeen(IN_THE_CLEAR, 'plaintext');
    stop();
    mock.timers.tick(LIMITS.settledGraceMs);
    assert.deepEqual([greeting.aborted, aborted], [[], []]);
  });
});

describe('rule 4: silence when all else is done', () => {
  /** A handshake that waits beside a probe that ends with a usable endpoint; the failures that the wait was ended with. */
  function silentBeside(settling: Settling, ended: (settling: Settling) => void): Failure[] {
    const aborted: Failure[] = [];
    settling.probeStarted();
    settling.probeStarted();
    settling.handshakeWait(specOf(587, 'tls'), (failure) => aborted.push(failure));
    ended(settling);
    // The wait's own clock is not played: as long as it has lasted, which is next to nothing, it is not ended at once.
    assert.deepEqual(aborted, []);
    return aborted;
  }
  /** On both clocks. */
  const letAnHourPass = (): void => {
    const now = performance.now();
    const later = mock.method(performance, 'now', () => now + 3_600_000);
    mock.timers.tick(3_600_000);
    later.mock.restore();
  };
  const usableEnded = (settling: Settling): void => {
    settling.usableFound(1);
    settling.probeEnded(IMPLICIT, null);
  };

  it('ends the wait', () => {
    const aborted = silentBeside(makeSettling(), usableEnded);
    letAnHourPass();
    const [failure] = aborted;
    assert.equal(failure?.kind === 'timeout' && failure.budget, 'patience');
  });

  it('also while the usable endpoint waits for its turn to log in', () => {
    const aborted = silentBeside(makeSettling(), (settling) => {
      settling.usableFound(1);
      settling.loginAwaited(IMPLICIT, true);
    });
    letAnHourPass();
    assert.equal(aborted.length, 1);
  });

  const rows: readonly [string, Settling, (settling: Settling) => void][] = [
    ['no usable endpoint is known', makeSettling(), (settling) => settling.probeEnded(IMPLICIT, null)],
    ['another probe is under way', makeSettling(), (settling) => settling.usableFound(1)],
    ['ports and modes were named', makeSettling({ endpointsNamed: true }), usableEnded],
    ['a greeting timeout was named', makeSettling({ timeouts: { ...makePlan().timeouts, greetingNamed: true } }), usableEnded],
  ];
  for (const [name, settling, ended] of rows) {
    it(`not where ${name}`, () => {
      const aborted = silentBeside(settling, ended);
      letAnHourPass();
      assert.deepEqual(aborted, []);
    });
  }
});
