// When the wizard looks for servers behind a bare name, and which of those found it offers.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { looksLikeDomain, namedHosts } from '../../../src/cli/wizard/found-servers.ts';
import type { Candidate, CandidateSource, Discovery } from '../../../src/discover/candidate.ts';
import { parseTarget } from '../../../src/request/target.ts';

describe('looksLikeDomain', () => {
  const names: Readonly<Record<string, boolean>> = {
    'example.com': true,
    'example.co.uk': true,
    'smtp.example.com': false,
    'mx1.example.com': false,
    'mail.example.com': false,
    'a.b.c.example.com': false,
    localhost: false,
    '192.0.2.1': false,
    'example.com:587': false,
    'ada@example.com': false,
  };
  for (const [name, expected] of Object.entries(names)) {
    it(`${name}: ${expected}`, () => assert.equal(looksLikeDomain(parseTarget(name)), expected));
  }
});

describe('namedHosts', () => {
  const candidate = (protocol: Candidate['protocol'], host: string, source: CandidateSource): Candidate => ({
    protocol,
    host,
    port: 465,
    mode: 'tls',
    source,
    confidence: 'likely',
    usernameForm: null,
    detail: '',
    provider: null,
    proof: null,
  });
  const discovery = (...candidates: Candidate[]): Discovery => ({
    domain: 'example.com',
    candidates,
    provider: null,
    mx: [],
    isNullMx: false,
    declined: [],
    notes: [],
    unavailable: null,
    oauth: [],
    error: null,
    durationMs: 1,
  });

  it('takes each host once, of the protocol asked for, and neither guesses nor MX hosts', () => {
    const found = discovery(
      candidate('smtp', 'out.example.net', 'srv'),
      candidate('smtp', 'out.example.net', 'srv'),
      candidate('imap', 'in.example.net', 'srv'),
      candidate('smtp', 'smtp.example.com', 'guess'),
      candidate('smtp', 'mx.example.com', 'mx'),
      candidate('smtp', 'example.com', 'autoconfig'),
    );
    assert.deepEqual(namedHosts(found, 'smtp', 'example.com'), [{ host: 'out.example.net', isProven: false }]);
    const all = namedHosts(found, null, 'example.com').map(({ host }) => host);
    assert.deepEqual(all, ['out.example.net', 'in.example.net']);
  });
});
