// The list of commands as data: names, arguments, options, examples. Help, completion, manual and README are made of
// it. Each command's code loads when it is run. Knows no command's insides.
import { PHASES } from '../../watch/phases.ts';
import { BATCH_OPTIONS, BATCH_OUTPUT } from '../batch/batch-options.ts';
import { MCP_OPTIONS } from '../options/mcp-options.ts';
import { namedOptions, pickOptions } from '../options/options.ts';
import { DIFF_OPTIONS, HISTORY_OPTIONS, SHOW_OPTIONS } from '../options/saved-options.ts';
import { SERVE_OPTIONS } from '../options/serve-options.ts';
import { WATCH_OPTIONS } from '../options/watch-options.ts';
import { CHECK } from './check-spec.ts';
import { COMMAND_NAMES, type CommandName, type CommandSpec } from './command.ts';

/** Those that say nothing of the target alone, so that `batch` has them, too. */
const CHECK_GROUPS = ['What to check', 'Names', 'Credentials', 'OAuth 2.0', 'TLS', 'Route', 'Time', 'Judging', 'Output'] as const;

const EXPLAIN: CommandSpec = {
  name: 'explain',
  summary: 'What a server reply, log line or error code means (offline)',
  arguments: [
    {
      name: 'reply',
      required: false,
      description:
        'the text, the name of a file with it, the id of a finding, or - to read the text from stdin (the default); on a terminal: paste, then Ctrl-D',
      several: true,
    },
  ],
  options: namedOptions('json', 'output', 'force', 'lang', 'quiet', 'no-color'),
  examples: [
    ['A reply out of a bounce', 'mailprobe explain "535 5.7.139 Authentication unsuccessful"'],
    ['A log', 'tail -n 20 /var/log/mail.log | mailprobe explain -'],
    ['A file: the message that came back, an exception', 'mailprobe explain bounce.eml'],
    ['POP3 says it with a dash first', 'mailprobe explain "-ERR [AUTH] Web login required"'],
    ['An error code of OpenSSL or Node', 'mailprobe explain CERT_HAS_EXPIRED'],
    ['A finding of a report', 'mailprobe explain cert-name-mismatch'],
  ],
  mayBeginWithDash: true,
  load: async () => await import('./explain.ts'),
};

const DISCOVER: CommandSpec = {
  name: 'discover',
  summary: 'Which servers and settings serve a mail address',
  arguments: [{ name: 'address', required: true, description: 'a mail address or a domain' }],
  options: [
    {
      flags: '--mine',
      group: 'What to check',
      description: 'Check the domain as its owner: records, documents and servers, and what mail programs make of them',
    },
    ...namedOptions('protocol', 'resolve', 'dns-server', 'timeout', 'json', 'output', 'force', 'verbose', 'quiet', 'no-color'),
  ],
  examples: [
    ['For an address', 'mailprobe discover alice@example.com'],
    ['For your own domain: what to change', 'mailprobe discover --mine example.com'],
    ['For a domain, as JSON', 'mailprobe discover example.com --json'],
  ],
  load: async () => await import('./discover.ts'),
};

const DIFF: CommandSpec = {
  name: 'diff',
  summary: 'Two runs or two places side by side: what differs, and what it means',
  arguments: [
    {
      name: 'report',
      required: true,
      description: 'a saved report (check --json, check --save), or - for stdin; alone: a target',
    },
    { name: 'other', required: false, description: 'another report, or the target to check now' },
  ],
  options: DIFF_OPTIONS,
  notes: [
    'A target alone is checked now and compared with its last good report (check --save). What changes with each connection is no difference: times, ids of sessions, dates in greetings. A time counts from two seconds and three times as long on. What one run did not look at, or did not get to see, is not compared.',
    'Exit codes as diff(1) has them: 0 nothing differs, 1 something does, 2 wrong usage or a file that is no report.',
  ],
  examples: [
    [
      'It works here and not at the customer: what is different there?',
      'mailprobe diff here.json customer.json --label here --label customer',
    ],
    ['It worked yesterday', 'mailprobe diff yesterday.json smtp.example.com'],
    ['Compared with the last good one that was saved', 'mailprobe diff smtp.example.com'],
    ['Side by side, to send', 'mailprobe diff here.json customer.json -o compared.html'],
  ],
  load: async () => await import('./diff.ts'),
};

const SHOW: CommandSpec = {
  name: 'show',
  summary: 'A saved report in another format',
  arguments: [{ name: 'report', required: true, description: 'what check --json or check --save wrote, or - for stdin' }],
  options: SHOW_OPTIONS,
  examples: [
    ['As a page to read', 'mailprobe show report.json'],
    ['For the ticket', 'mailprobe show report.json -f markdown'],
    ['By the rules of this version', 'mailprobe show report.json --rejudge'],
  ],
  load: async () => await import('./show.ts'),
};

const HISTORY: CommandSpec = {
  name: 'history',
  summary: 'The saved reports of a target, with their verdicts',
  arguments: [{ name: 'target', required: true, description: 'as check was given it' }],
  options: HISTORY_OPTIONS,
  notes: [
    'Reports are kept by check --save, and never removed but by you: each is a file. Exit codes: 0 there are some, 1 there is none.',
  ],
  examples: [
    ['When did it begin?', 'mailprobe history smtp.example.com'],
    ['Their files, the newest first', 'mailprobe history smtp.example.com --json | jq -r \'.folder + "/" + .runs[].file\''],
  ],
  load: async () => await import('./history.ts'),
};

const BATCH: CommandSpec = {
  name: 'batch',
  summary: 'Check many targets, one a line; JSON Lines out, on a terminal a line to read',
  arguments: [{ name: 'file', required: true, description: 'a file of targets, or - for stdin' }],
  options: [
    ...BATCH_OPTIONS,
    ...pickOptions(CHECK_GROUPS, ['all', 'json', 'format', 'for', 'lang', 'password-stdin', 'token-stdin']),
    ...BATCH_OUTPUT,
  ],
  notes: [
    'A line is a target as check takes it, then settings of its own if need be: port=587,465 mode=starttls protocol=imap servername=mail.example.com address=192.0.2.10. What follows a # and blank lines are left out. A line that names no target gets a report with the finding bad-target.',
    'Each report has the line it belongs to: batch.line and batch.entry. --resume goes by the latter. The exit code is 1 if any target fails.',
    'Logins take turns until the first is accepted. One that is refused is not sent again: nowhere where the user name is an address, else not at that host, its address and its domain; nor is one that was never answered, there. Such targets are checked without a login. With --output the logins begun stand in a file beside the results (.logins) until their results are written, so that --resume sends none of them again. A token that has to be fetched is fetched once.',
  ],
  examples: [
    ['All hosts of a list', 'mailprobe batch hosts.txt -o reports.jsonl'],
    ['Those that fail', 'mailprobe batch hosts.txt | jq -r \'select(.verdict == "fail") | .target.host\''],
    ['From a pipe, the TLS port alone', 'cut -d, -f1 hosts.csv | mailprobe batch - -p 465 -m tls'],
    ['Settings of its own behind a target', "echo 'mail.example.com port=587 mode=starttls' | mailprobe batch -"],
    ['Go on where a run was ended', 'mailprobe batch hosts.txt -o reports.jsonl --resume reports.jsonl'],
    ['One login against every host, once each', 'mailprobe batch hosts.txt -u probe@example.com --password-env PW'],
  ],
  load: async () => await import('./batch.ts'),
};

const WATCH: CommandSpec = {
  name: 'watch',
  summary: 'Check a host again and again: what comes and goes, how often, where',
  arguments: [
    { name: 'target', required: true, description: 'what check takes' },
    { name: 'port', required: false, description: 'the same as host:port' },
  ],
  options: WATCH_OPTIONS,
  notes: [
    'Every run probes every address of the host in full, so that one address of several that fails can be told. A run begins when the one before it has ended, and no sooner than a second for each connection of that one. A name that was found for a mailbox is not looked for again.',
    'A login is sent in the first run alone; with --login-each in every run, until one is refused (then never again) or comes to no verdict (then after 5 minutes, 10, 20 …).',
    'On a terminal a screen is drawn in place, and at the end the summary is printed; else a line a run and a line a change, or JSON Lines with --json: a record of type run for each, one of type summary at the end. --verbose adds the whole report to each.',
    `The exit code is that of the worst run. With --expect "success>=…" or a time (p50, p95, p99 or max of ${PHASES.join(', ')}; it has to hold at each port and address) it is these that decide: 1 where one does not hold. 130 after Ctrl-C; the summary is printed all the same.`,
  ],
  examples: [
    ['Until Ctrl-C, every 30 seconds', 'mailprobe watch smtp.example.com'],
    [
      'One endpoint, all night, for a spreadsheet',
      'mailprobe watch submission://smtp.example.com --every 1m --for 12h --json > night.jsonl',
    ],
    [
      'Held to what was promised',
      'mailprobe watch smtp.example.com --for 1h --expect "success>=99%" --expect "p95(connect)<200ms"',
    ],
  ],
  load: async () => await import('./watch.ts'),
};

const SERVE: CommandSpec = {
  name: 'serve',
  summary: 'Prometheus exporter: /probe?target=…&module=…',
  arguments: [],
  options: SERVE_OPTIONS,
  examples: [
    ['On the default address, with the modules that are there', 'mailprobe serve'],
    ['A probe by hand', "curl 'http://127.0.0.1:9725/probe?target=mail.example.com&module=submission'"],
    ['With modules of your own', 'mailprobe serve --config /etc/mailprobe/modules.yml'],
    ['Is the file right?', 'mailprobe serve --config modules.yml --check-config'],
  ],
  load: async () => await import('./serve.ts'),
};

const MCP: CommandSpec = {
  name: 'mcp',
  summary: 'Tools for assistants: a Model Context Protocol server on stdin and stdout',
  arguments: [],
  options: MCP_OPTIONS,
  notes: [
    'An assistant gets the tools check, explain, discover, diff and lab. It reaches the hosts that --allow names and no others; a mailbox wants its domain and the server there on the list. Logins are named when the server starts, and a call can say a name only; each is sent once.',
  ],
  examples: [
    ['Explain, compare and demonstrate; no host is reached', 'mailprobe mcp'],
    ['Check the hosts of one domain', 'mailprobe mcp --allow example.com --allow "*.example.com"'],
    ['With a login', 'mailprobe mcp --allow smtp.example.com --login work=alice@example.com:env:MAIL_PASSWORD'],
  ],
  load: async () => await import('./mcp.ts'),
};

const LAB: CommandSpec = {
  name: 'lab',
  summary: 'A mail server on loopback with one chosen fault, and a check of it',
  arguments: [{ name: 'scenario', required: false, description: 'which fault; without one, a healthy server' }],
  options: [
    { flags: '--list', group: 'Service', description: 'Name the scenarios' },
    { flags: '--keep', group: 'Service', description: 'Leave the server up and print its ports, until Ctrl-C' },
    ...pickOptions(['Judging', 'Time', 'Output']),
  ],
  examples: [
    ['A healthy server, and the report on it', 'mailprobe lab'],
    ['What an expired certificate looks like', 'mailprobe lab expired-certificate'],
    ['Leave it up for your own client', 'mailprobe lab --keep'],
  ],
  load: async () => await import('./lab.ts'),
};

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

const COMPLETION: CommandSpec = {
  name: 'completion',
  summary: 'A script that completes commands and options in your shell',
  arguments: [{ name: 'shell', required: true, description: SHELLS.join(', ') }],
  options: [],
  examples: [
    ['bash, for good', "echo 'source <(mailprobe completion bash)' >> ~/.bashrc"],
    ['zsh, for good', "echo 'source <(mailprobe completion zsh)' >> ~/.zshrc"],
    ['fish, for good', 'mailprobe completion fish > ~/.config/fish/completions/mailprobe.fish'],
  ],
  load: async () => await import('./completion.ts'),
};

const SPECS: Readonly<Record<CommandName, CommandSpec>> = {
  check: CHECK,
  explain: EXPLAIN,
  discover: DISCOVER,
  watch: WATCH,
  diff: DIFF,
  show: SHOW,
  history: HISTORY,
  batch: BATCH,
  serve: SERVE,
  mcp: MCP,
  lab: LAB,
  completion: COMPLETION,
};

export const COMMANDS: readonly CommandSpec[] = COMMAND_NAMES.map((name) => SPECS[name]);
