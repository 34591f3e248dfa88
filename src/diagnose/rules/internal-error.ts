// mailprobe itself failed, at endpoints or while it asked DNS for facts.
import type { Rule } from '../rule.ts';
import { endpointRule } from '../rule.ts';

const atEndpoints = endpointRule('internal-error', () => ({
  severity: 'error',
  title: 'mailprobe itself failed on an endpoint',
  detail: 'This is a fault of mailprobe or of this machine and says nothing of the server. The other endpoints went on.',
  fix: REPORT_IT,
  owner: 'you',
}));

const REPORT_IT =
  "Repeat the check; if it stays, report it to mailprobe's issue tracker with the output of --json --verbose (secrets are masked there).";

export const internalError: Rule = {
  id: 'internal-error',
  find(evidence) {
    const bugs = evidence.dns.internalErrors ?? [];
    if (bugs.length === 0) return atEndpoints.find(evidence);
    const inDns = {
      severity: 'error',
      title: 'mailprobe itself failed in reading DNS',
      detail: 'This is a fault of mailprobe and says nothing of the server or its DNS. What else there was to check went on.',
      evidence: bugs.map((bug) => `${evidence.dns.host}: mailprobe failed: ${bug}`),
      fix: REPORT_IT,
      owner: 'you',
      endpoints: [],
      reference: null,
    } as const;
    return [...atEndpoints.find(evidence), inDns];
  },
};
