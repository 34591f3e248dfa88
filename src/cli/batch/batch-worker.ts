// A checking thread of `batch`: started with the job, then told entry by entry. The one file that runs in it first.
import { isSea } from 'node:sea';
import { parentPort, workerData } from 'node:worker_threads';
import { servePort } from '../../batch/worker-port.ts';
import { startChildrenByWord } from '../../net/child-script.ts';
import { BatchChecks, type BatchJob } from './batch-check.ts';
import { unpackJob } from './batch-job.ts';

if (!parentPort) throw new Error('this file runs in a thread of batch only');
if (isSea()) startChildrenByWord();
const job: BatchJob = unpackJob(workerData);
const checks = new BatchChecks(job);
servePort(parentPort, (permitsFor) => ({
  check: (entry, id) => checks.check(entry, permitsFor(id)),
  interrupt: () => checks.interrupt(),
}));
