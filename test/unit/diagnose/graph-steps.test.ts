// Which steps on the way to sending through Graph are ticked, by what was seen.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GraphLogin } from '../../../src/diagnose/graph-login.ts';
import { graphSteps } from '../../../src/diagnose/graph-steps.ts';
import type { HttpExchangeObservation, TokenClaims } from '../../../src/model/observation.ts';

const claims: TokenClaims = {
  ...{ audience: [], issuer: null, expiresAt: null, notBefore: null, scopes: [], user: null, tenant: null },
  ...{ roles: ['Mail.Send', 'Mail.Read'], application: 'app' },
};
const login = (more: Partial<GraphLogin>): GraphLogin => ({
  ...{ claims, mailbox: 'a@b.example', isOwn: false, isOfApplication: true, isAccepted: true, exchanges: [] },
  ...more,
});
const inbox = (status: number): readonly HttpExchangeObservation[] => [{ purpose: 'inbox', status } as HttpExchangeObservation];
const person = (...scopes: string[]): Partial<GraphLogin> => ({
  claims: { ...claims, roles: [], scopes },
  isOfApplication: false,
  isOwn: true,
});

/** One letter a step: x proved, - missing, ? not told; the number is that of the next one. */
const rows: readonly (readonly [name: string, seen: Partial<GraphLogin>, marks: string, next: number | null])[] = [
  ['all that can be proved', { exchanges: inbox(200) }, 'xxxxx?', null],
  ['a token that was not taken', { isAccepted: false }, 'x-x???', 2],
  ['no permission', { claims: { ...claims, roles: [] }, exchanges: inbox(403) }, 'xx-?-?', 3],
  [
    'a permission that only Exchange may have given',
    { claims: { ...claims, roles: ['Mail.Read'] }, exchanges: inbox(200) },
    'xx?xx?',
    null,
  ],
  ['no mailbox', { exchanges: inbox(404) }, 'xxx-??', 4],
  ['a policy', { exchanges: inbox(403) }, 'xxx?-?', 5],
  ['a person without the permission to read', { ...person('Mail.Send'), exchanges: inbox(403) }, 'xxx???', null],
  ['a person without the permission to send', { ...person('Mail.Read'), exchanges: inbox(200) }, 'xx-xx?', 3],
  ['a token that says nothing', { claims: null, exchanges: inbox(200) }, '?x?xx?', null],
  ['throttled', { exchanges: inbox(429) }, 'xxx???', null],
];

describe('the steps to sending through Graph', () => {
  for (const [name, seen, marks, next] of rows) {
    it(name, () => {
      const steps = graphSteps(login(seen));
      assert.equal(steps.map((step) => step[1]?.replace(' ', '-')).join(''), marks, steps.join('\n'));
      const marked = steps.findIndex((step) => step.endsWith('<- next'));
      assert.equal(marked < 0 ? null : marked + 1, next);
      for (const [at, step] of steps.entries()) assert.ok(step.includes(` ${at + 1}. `));
    });
  }
});
