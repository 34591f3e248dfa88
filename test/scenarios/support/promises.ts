// What holds of every check, whatever the peer does: a valid report, in time, no secret, no control character, no mail,
// one login. Each assertion names the promise of the contract that it stands for.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { LabAccount } from '../../../src/lab/port.ts';
import { type LabRecord, loginsOf } from '../../../src/lab/record.ts';
import type { Checked } from './check-lab.ts';
import { assertNoSecret } from './secrecy.ts';

/**
 * When its time is up a check waits for nothing more. The contract gives it half a second, which test/bench/end-in-time.ts
 * measures; here ten times that, which no slow machine needs and no wait of the program's own stays below.
 */
const OVERRUN_MS = 10 * 500;

const schema = JSON.parse(readFileSync(new URL('../../../src/report/report.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false }).compile(schema);

export function assertValidReport(json: string): void {
  validate(JSON.parse(json));
  assert.deepEqual(
    (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`),
    [],
  );
}

// C0 but newline, DEL, C1, what reorders or hides text.
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

export function assertNoControl(text: string, name: string): void {
  const found = CONTROL.exec(text);
  if (found) {
    const around = JSON.stringify(text.slice(Math.max(0, found.index - 40), found.index + 40));
    assert.fail(`${name} has a control character: ${around}`);
  }
}

/** Promises 4 and 5: it ended, every output is printable, the document is what the schema says. */
export function assertSound({ plan, overrunMs, texts, report }: Checked): void {
  assert.ok(overrunMs < OVERRUN_MS, `${Math.round(overrunMs)} ms beyond its ${plan.timeouts.totalMs}`);
  assertValidReport(texts.json);
  for (const [name, text] of Object.entries(texts)) {
    assertNoControl(text, name);
    assert.ok(text.length < 1_000_000, `${name} has ${text.length} characters`);
  }
  assert.ok(!report.findings.some(({ id }) => id === 'internal-error'), texts.text);
  // Promise 6: an error or a warning names what was seen.
  for (const { id, severity, evidence } of report.findings) if (severity !== 'info') assert.ok(evidence.length > 0, id);
}

/** Everything secret that this account could have put on the wire, and what went over it. */
export function secretsOf({ password, token, user }: LabAccount, record: LabRecord, given: readonly string[] = []): string[] {
  const names = new Set([user, '', '*', '='].flatMap((name) => [name, Buffer.from(name).toString('base64')]));
  const wire = loginsOf(record).flatMap((login) => login.wire.filter((line) => line.length >= 8 && !names.has(line)));
  return [...new Set([password, token, ...given, ...wire])];
}

/** Promise 3. */
export function assertSecret({ texts }: Checked, secrets: readonly string[]): void {
  for (const [name, text] of Object.entries(texts)) assertNoSecret(text, secrets, name);
}
