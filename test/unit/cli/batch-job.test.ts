// The job on its way into a thread: all of it arrives, and its secrets are secrets again.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BatchJob } from '../../../src/cli/batch/batch-check.ts';
import { packJob, unpackJob } from '../../../src/cli/batch/batch-job.ts';
import { Secret } from '../../../src/model/secret.ts';
import { DEFAULT_REQUEST } from '../../../src/request/plan.ts';

describe('job of a batch', () => {
  it('passes into a thread whole', () => {
    const job: BatchJob = {
      request: {
        ...DEFAULT_REQUEST,
        resolve: new Map([['a.example', ['192.0.2.1']]]),
        credentials: { user: 'bob', password: new Secret('hunter2'), token: null, oauth: null, notices: ['read'] },
        tls: {
          ...DEFAULT_REQUEST.tls,
          clientCertificate: { certificatePem: 'PEM', keyPem: new Secret('KEY') },
          trust: { kind: 'file', name: 'roots.pem', path: 'roots.pem', certificates: ['PEM'], beyondNode: [], isIntact: null },
        },
      },
      format: 'jsonl',
      verbose: true,
    };
    const arrived = unpackJob(structuredClone(packJob(job)));
    assert.equal(arrived.request.credentials?.password?.reveal(), 'hunter2');
    assert.equal(arrived.request.tls.clientCertificate?.keyPem.reveal(), 'KEY');
    assert.deepEqual(arrived, job);
    assert.ok(!JSON.stringify(arrived).includes('hunter2'));
  });
});
