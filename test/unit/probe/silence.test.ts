import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Failure } from '../../../src/model/outcome.ts';
import { Semaphore } from '../../../src/net/semaphore.ts';
import { HostState } from '../../../src/probe/host-state.ts';
import { SilenceWatch } from '../../../src/probe/silence.ts';
import { silencePatienceMs, synPatienceMs } from '../../../src/request/limits.ts';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('SilenceWatch', () => {
  const watch = (enabled = true) => {
    const silence = new SilenceWatch(enabled);
    const cut: Failure[] = [];
    silence.probeStarted();
    return { silence, cut, begin: () => silence.begin('25/starttls@x', 'greeting', (failure) => cut.push(failure)) };
  };
  const untilCut = async (cut: Failure[]) => {
    while (cut.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  it('cuts the wait short once nothing else is left and a usable endpoint is known', async () => {
    const { silence, cut, begin } = watch();
    begin();
    silence.usableFound(1);
    await untilCut(cut);
    const [failure] = cut;
    assert.ok(failure?.kind === 'timeout');
    assert.equal(failure.budget, 'patience');
    assert.equal(failure.siblingMs, 1);
  });

  it('waits on while another probe is under way, and while no usable endpoint is known', async () => {
    const busy = watch();
    busy.silence.probeStarted();
    busy.begin();
    busy.silence.usableFound(1);
    const unknown = watch();
    unknown.begin();
    const named = watch(false);
    named.begin();
    named.silence.usableFound(1);
    await new Promise((resolve) => setTimeout(resolve, silencePatienceMs(1) + 100));
    assert.deepEqual([busy.cut, unknown.cut, named.cut], [[], [], []]);
    busy.silence.probeEnded('587/starttls@x');
    await untilCut(busy.cut);
  });

  it('does not count a probe that waits for its turn to log in', async () => {
    const { silence, cut, begin } = watch();
    silence.probeStarted();
    begin();
    silence.held('587/starttls@x', true);
    silence.usableFound(1);
    await untilCut(cut);
  });

  it('tells the last probe that it is alone, at once or when the others have ended, and only where it still wants to know', () => {
    const { silence } = watch();
    let told = 0;
    const tell = (): void => {
      told += 1;
    };
    silence.onAlone(tell);
    assert.equal(told, 1);
    silence.probeStarted();
    silence.onAlone(tell);
    assert.equal(told, 1);
    silence.probeEnded('465/tls@x');
    assert.equal(told, 2);
    silence.probeStarted();
    silence.onAlone(tell)();
    silence.probeEnded('465/tls@x');
    assert.equal(told, 2);
  });

  it('forgets a wait that ended by itself', async () => {
    const { silence, cut, begin } = watch();
    const end = begin();
    silence.usableFound(1);
    end();
    await new Promise((resolve) => setTimeout(resolve, silencePatienceMs(1) + 50));
    assert.deepEqual(cut, []);
  });
});

describe('the adaptive waits', () => {
  it('grow with what siblings took, from a floor', () => {
    assert.equal(synPatienceMs(0.2, 'linux'), 1300);
    assert.equal(synPatienceMs(200, 'linux'), 1800);
    assert.ok(silencePatienceMs(1) < 200);
    assert.equal(silencePatienceMs(100), 2000);
  });
});

describe('HostState', () => {
  it('keeps the quickest answer of an address and tells it once it comes', () => {
    const hostState = new HostState();
    let told = 0;
    const stop = hostState.onAnswer('192.0.2.1', () => {
      told += 1;
    });
    hostState.addressAnswered('192.0.2.1', 50);
    hostState.addressAnswered('192.0.2.1', 80);
    hostState.addressAnswered('192.0.2.2', 1);
    assert.deepEqual([hostState.quickestAnswerMs('192.0.2.1'), told], [50, 1]);
    stop();
    hostState.addressAnswered('192.0.2.1', 10);
    assert.deepEqual([hostState.quickestAnswerMs('192.0.2.1'), told], [10, 1]);
  });

  it('believes the first proof of what a port speaks', () => {
    const hostState = new HostState();
    hostState.portSpeaks('192.0.2.1', 465, 'tls', 'a');
    hostState.portSpeaks('192.0.2.1', 465, 'plaintext', 'b');
    assert.deepEqual(hostState.languageOf('192.0.2.1', 465), { language: 'tls', by: 'a' });
    assert.equal(hostState.languageOf('192.0.2.1', 587), null);
  });
});

describe('Semaphore', () => {
  it('never runs more than so many at once, and runs all', async () => {
    const connections = new Semaphore(2);
    let running = 0;
    let most = 0;
    const work = async () => {
      running += 1;
      most = Math.max(most, running);
      await nextTurn();
      running -= 1;
    };
    await Promise.all(Array.from({ length: 7 }, () => connections.use(work)));
    assert.deepEqual([running, most], [0, 2]);
  });

  it('gives the slot back when the work fails', async () => {
    const connections = new Semaphore(1);
    await assert.rejects(connections.use(async () => Promise.reject(new Error('no'))));
    assert.equal(await connections.use(async () => 'yes'), 'yes');
  });
});
