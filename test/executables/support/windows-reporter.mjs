// What Node's test runner says under Windows, for the test that started it: one JSON object a line, of what failed and the sum.
const MAX_STACK_LINES = 12;

export default async function* (events) {
  for await (const { type, data } of events) {
    const { error, duration_ms: tookMs } = data?.details ?? {};
    if (type === 'test:fail' && error.failureType !== 'subtestsFailed') {
      const text = String((error.cause ?? error).stack ?? error.cause ?? error);
      const why = text.split('\n').slice(0, MAX_STACK_LINES).join('\n');
      yield `${JSON.stringify({ failed: data.name, tookMs, why })}\n`;
    }
    if (type === 'test:summary') yield `${JSON.stringify({ counts: data.counts })}\n`;
  }
}
