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

const played = new Map<string, Promise<PlayedScenario>>();

/** In a lab of its own, which no one has asked before. Rejects where a mail command came (promise 1). */
export async function playAfresh(scenario: LabScenario): Promise<PlayedScenario> {
  const lab = await startLab(scenario);
  try {
    return { lab, checked: await checkLab(lab) };
  } finally {
    await lab.close();
  }
}

/** Of a name in the lab's list. */
export function playScenario(name: string): Promise<PlayedScenario> {
  const before = played.get(name);
  if (before !== undefined) return before;
  const scenario = SCENARIOS.find((one) => one.name === name);
  if (scenario === undefined) throw new RangeError(`no scenario is called ${JSON.stringify(name)}`);
  const now = playAfresh(scenario);
  played.set(name, now);
  return now;
}
