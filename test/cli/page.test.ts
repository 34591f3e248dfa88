// The page in a real terminal: what is waited for, and whom to tell.
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { notBuilt } from '../scenarios/support/built-program.ts';
import { PROGRAM, Terminal, terminalMissing } from './terminal.ts';

describe('the page in a terminal', { skip: notBuilt || terminalMissing() }, () => {
  let silent: Server;
  let port = 0;
  before(async () => {
    silent = createServer((socket) => socket.on('error', () => {}));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  after(() => {
    silent.close();
  });

  it('says what is waited for, and for how long yet', async () => {
    await using terminal = await Terminal.open();
    await terminal.start(`${PROGRAM} check 127.0.0.1 -p ${port} -m starttls --greeting-timeout 3600 --timeout 3600`);
    await terminal.shows(new RegExp(`waiting for the greeting on ${port}, \\d+ s of 3600 s`));
    await terminal.press('C-c');
    assert.equal(await terminal.exitCode(), 130);
    assert.doesNotMatch(await terminal.screen(), /waiting for/);
  });

  it('--for is in lines for the screen, whole for a pipe, and refuses another format', async () => {
    await using terminal = await Terminal.open();
    await terminal.start(`${PROGRAM} lab expired-certificate --for server -q`);
    const screen = await terminal.shows(/^exit=1/m);
    assert.match(screen, /^To the mail hoster: On \d{4}-\d\d-\d\d at .*\n[^\n]+\n/m);
    await terminal.start(`${PROGRAM} lab expired-certificate --for customer -q | wc -l | sed s/^/lines=/`);
    await terminal.shows(/^lines= *1$/m);
    await terminal.start(`${PROGRAM} check mail.example.com --for server --json`);
    await terminal.shows(/--for server is text: leave out --json[\s\S]*exit=2/);
  });
});
