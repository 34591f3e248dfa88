// A scenario of the lab, checked once a process, and what came of it for all who look at that: .build/test.mjs has the test
// files that import this share a process. Must not know what they look for. For tests alone.
import { type Lab, startLab } from '../../../src/lab/lab.ts';
import type { LabScenario } from '../../../src/lab/scenario.ts';
import { SCENARIOS } from '../../../src/lab/scenarios/index.ts';
import { type Checked, checkLab } from './check-lab.ts';

export interface PlayedScenario {
  /** Closed by then. */
  readonly lab: Lab;
  readonly checked: Checked;
}

/** A check more beside them would take the time of the others, which have limits. */
const AT_ONCE = 6;
let underWay = 0;
const waiting: (() => void)[] = [];
let onIdle: (() => void)[] = [];

/** Nothing is under way, and nothing waits for it. */
const idle = (): Promise<void> => (underWay === 0 ? Promise.resolve() : new Promise((resolve) => onIdle.push(resolve)));

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (underWay < AT_ONCE) underWay += 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else underWay -= 1;
    if (underWay === 0) {
      for (const tell of onIdle) tell();
      onIdle = [];
    }
  }
}

async function play(scenario: LabScenario): Promise<PlayedScenario> {
  const lab = await startLab(scenario);
  try {
    return { lab, checked: await checkLab(lab) };
  } finally {
    await lab.close();
  }
}

/**
 * In a lab of its own, which no one has asked before. Rejects where a mail command came (promise 1). Comes when no other scenario
 * is played any more: whoever then looks at it for a while holds up no check.
 */
export async function playAfresh(scenario: LabScenario): Promise<PlayedScenario> {
  try {
    return await inTurn(() => play(scenario));
  } finally {
    await idle();
  }
}

const played = new Map<string, Promise<PlayedScenario>>();

/** Of a name in the lab's list. */
export async function playScenario(name: string): Promise<PlayedScenario> {
  const scenario = SCENARIOS.find((one) => one.name === name);
  if (scenario === undefined) throw new RangeError(`no scenario is called ${JSON.stringify(name)}`);
  const result = played.get(name) ?? playAfresh(scenario);
  played.set(name, result);
  try {
    return await result;
  } finally {
    await idle();
  }
}
