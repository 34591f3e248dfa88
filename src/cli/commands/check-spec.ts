// The face of `check`, apart from the others': what leads to a first packet need not know them.
import { SCHEMES } from '../../model/protocol.ts';
import { CHECK_OPTIONS } from '../options/options.ts';
import type { CommandSpec } from './command.ts';

export const CHECK: CommandSpec = {
  name: 'check',
  summary: 'Probe a mail host, diagnose, recommend',
  arguments: [
    {
      name: 'target',
      // Not with --config, which the command itself says.
      required: false,
      description: `host, host:port, [v6]:port, an address, user@domain, or ${Object.keys(SCHEMES)
        .map((scheme) => `${scheme}://`)
        .join(' ')}`,
    },
    { name: 'port', required: false, description: 'the same as host:port' },
  ],
  options: CHECK_OPTIONS,
  examples: [
    ['Which port and mode work, and is the certificate good?', 'mailprobe check smtp.example.com'],
    ['One endpoint, nothing else', 'mailprobe check submissions://smtp.example.com'],
    ['Does this login work? The password is asked for', 'mailprobe check smtp.example.com -u alice@example.com'],
    ['The same in a script', 'mailprobe check smtp.example.com -u alice --password-env SMTP_PW --json'],
    ['Which server would a mail client use for this address?', 'mailprobe check alice@example.com'],
    ['A server that is not in DNS yet', 'mailprobe check mail.example.com --resolve mail.example.com:192.0.2.10'],
    ['Are the mail settings of this application right?', 'mailprobe check --config application.properties'],
    ['What to write into one', 'mailprobe check smtp.example.com --settings-for laravel'],
    ['What to tell whoever runs the server', 'mailprobe check mail.example.com --for server'],
    ['Keep the report, to compare with later', 'mailprobe check mail.example.com --save --label office'],
    ['In monitoring', 'mailprobe check smtps://mail.example.com -f nagios --expect "cert-days>=14"'],
    [
      'Microsoft 365 with an application',
      'mailprobe check smtp.office365.com -p 587 -u alice@example.com --oauth microsoft --oauth-flow client-credentials --tenant example.com --client-id ID --client-secret-env SECRET',
    ],
  ],
  load: async () => await import('./check.ts'),
};
