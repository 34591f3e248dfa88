// mailprobe itself failed.
import { endpointRule } from '../rule.ts';

export const internalError = endpointRule('internal-error', () => ({
  severity: 'error',
  title: 'mailprobe itself failed on an endpoint',
  detail: 'This is a fault of mailprobe or of this machine and says nothing of the server. The other endpoints went on.',
  fix: "Repeat the check; if it stays, report it to mailprobe's issue tracker with the output of --json --verbose (secrets are masked there).",
  owner: 'you',
}));
