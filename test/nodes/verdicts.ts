// Prints, as one line of JSON, what the Node that runs it makes of every scenario of the lab: its verdict, and the findings that
// are more than notes. For compare.mjs, which holds one Node against the other.
import { startLab } from '../../src/lab/lab.ts';
import { SCENARIOS } from '../../src/lab/scenarios/index.ts';
import { checkLab } from '../scenarios/support/check-lab.ts';

const AT_ONCE = 4;

async function verdictOf(name: string): Promise<string> {
  const lab = await startLab(name);
  try {
    const { report } = await checkLab(lab);
    const grave = report.findings.filter(({ severity }) => severity !== 'info');
    return [report.verdict, ...grave.map(({ id, severity }) => `${id} (${severity})`).sort()].join(', ');
  } finally {
    await lab.close();
  }
}

const verdicts: Record<string, string> = {};
const waiting = SCENARIOS.map(({ name }) => name);
const work = async (): Promise<void> => {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) verdicts[name] = await verdictOf(name);
};
await Promise.all(Array.from({ length: AT_ONCE }, work));
process.stdout.write(`${JSON.stringify({ openssl: process.versions.openssl, verdicts })}\n`);
process.exit(0);
