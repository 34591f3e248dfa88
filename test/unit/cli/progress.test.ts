// What the spinner says: what is waited for, where, and for how long yet; and how wide the page is.
import assert from 'node:assert/strict';
import test from 'node:test';
import { columnsOf, rowsOf } from '../../../src/cli/terminal/io.ts';
import { waitingText } from '../../../src/cli/terminal/progress.ts';
import type { Stage } from '../../../src/model/protocol.ts';
import { limitOfStage, type StageWait, Waits } from '../../../src/probe/waits.ts';

const wait = (port: number, stage: Stage, sinceMs: number, limitMs = 10_000): StageWait => ({ port, stage, sinceMs, limitMs });

test('names the ports that wait for the same, and counts the seconds', () => {
  const waits = [wait(587, 'greeting', 1_300), wait(465, 'greeting', 1_000), wait(25, 'connect', 2_000, 5_000)];
  assert.equal(waitingText(waits, 5_200), 'waiting for the greeting on 465 and 587, 4 s of 10 s');
  assert.equal(waitingText(waits, 1_500), 'waiting for the greeting on 465 and 587');
  assert.equal(waitingText(waits.slice(2), 4_100), 'waiting for an answer on 25, 2 s of 5 s');
  assert.equal(waitingText(waits, 99_000), 'waiting for the greeting on 465 and 587, 10 s of 10 s');
  assert.equal(waitingText([], 0), null);
});

test('says what else is waited for, and no time where there is no limit', () => {
  const idle = (port: number): StageWait => ({ ...wait(port, 'quit', 0, 31_000), what: 'an idle connection to end' });
  assert.equal(waitingText([idle(465), idle(587)], 12_000), 'waiting for an idle connection to end on 465 and 587, 12 s of 31 s');
  const opening: StageWait = { ...wait(587, 'connect', 0, 0), what: 'connection 7 of 50' };
  assert.equal(waitingText([opening], 2_000), 'waiting for connection 7 of 50 on 587');
});

test('two modes of one port are one port', () => {
  assert.equal(waitingText([wait(465, 'greeting', 0), wait(465, 'greeting', 0)], 100), 'waiting for the greeting on 465');
});

test('what is over is not waited for', () => {
  let told: readonly StageWait[] = [];
  const waits = new Waits((now) => {
    told = now;
  });
  waits.begin('a', wait(25, 'connect', 0));
  waits.begin('b', wait(465, 'connect', 0));
  waits.begin('a', wait(25, 'greeting', 5));
  assert.deepEqual(
    told.map(({ port, stage }) => `${port} ${stage}`),
    ['25 greeting', '465 connect'],
  );
  waits.end('a');
  waits.end('a');
  waits.end('b');
  assert.deepEqual(told, []);
});

test('a stage waits as long as the plan lets it', () => {
  const timeouts = {
    totalMs: 30_000,
    connectMs: 5_000,
    greetingMs: 10_000,
    commandMs: 7_000,
    authMs: 20_000,
    connectNamed: false,
    greetingNamed: false,
  };
  assert.equal(limitOfStage('connect', 'tls', timeouts), 5_000);
  assert.equal(limitOfStage('tls', 'tls', timeouts), 10_000);
  assert.equal(limitOfStage('tls', 'starttls', timeouts), 7_000);
  assert.equal(limitOfStage('auth', 'tls', timeouts), 20_000);
});

test('the page is as wide as the terminal, else as COLUMNS says, else 80', () => {
  const write = (): boolean => true;
  assert.equal(columnsOf({ stdout: { write, columns: 132 }, env: { COLUMNS: '40' } }), 132);
  assert.equal(columnsOf({ stdout: { write }, env: { COLUMNS: '40' } }), 40);
  assert.equal(columnsOf({ stdout: { write, columns: 0 }, env: {} }), 80);
  for (const COLUMNS of ['0', '-5', 'wide', '1e9', '']) assert.equal(columnsOf({ stdout: { write }, env: { COLUMNS } }), 80);
  assert.equal(rowsOf({ stdout: { write, isTTY: true, rows: 24 } }), 24);
  assert.equal(rowsOf({ stdout: { write, rows: 24 } }), undefined);
});
