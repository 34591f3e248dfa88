// The time allowed ran out at the stage named.
import { atStages, portsOf } from '../phrases.ts';
import { endpointRule } from '../rule.ts';

export const deadlineExceeded = endpointRule('deadline-exceeded', (cases, { plan }) => {
  const when = atStages(...cases.map(({ cause }) => cause.stage));
  const whole = cases.some(({ cause }) => cause.failure?.kind !== 'timeout' || cause.failure.budget === 'total');
  return {
    title: `The time ran out on ${portsOf(cases.map(({ endpoint }) => endpoint.seen))} ${when}`,
    detail: whole
      ? `The whole check's time was over before this was settled. What came before it is in the report.`
      : `The server gave no reply ${when} in the time allowed: it hangs on something of its own, or a filter on the way swallowed the line.`,
    fix: whole
      ? `Repeat with a longer --timeout (now ${plan.timeouts.totalMs / 1000}s). If it ends ${when} again, the server's administrator looks at what the server waits for there.`
      : `Repeat with a longer --command-timeout (now ${plan.timeouts.commandMs / 1000}s). If it stays silent, the server's administrator looks into the mail log at this minute: DNS look-ups and content filters are the usual causes.`,
    owner: whole ? 'you' : 'server',
  };
});
