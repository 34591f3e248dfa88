// Grafana: [smtp] of grafana.ini, GF_SMTP_* of the environment. Facts: grafana/grafana pkg/services/notifications/smtp.go; go-ini.
import { GO_INI, ini } from '../dialects/ini.ts';
import { COMPOSE_READINGS } from '../dialects/readings.ts';
import { type ModeRow, ON, type Section, type SettingsFormat } from '../format.ts';

const MODES: readonly ModeRow[] = [
  { port: (port) => port === 465, mode: 'tls' },
  { when: { startTLS_policy: /^MandatoryStartTLS$/ }, mode: 'starttls' },
  { when: { startTLS_policy: /^NoStartTLS$/ }, mode: 'plain' },
  { mode: 'starttls-if-offered' },
];

const SECTION: Section = {
  protocol: 'smtp',
  prefix: /^smtp\./,
  writtenPrefix: 'smtp.',
  joined: { host: 'address' },
  marks: ['host'],
  keys: {
    host: ['host#host'],
    port: ['host#port'],
    user: ['user'],
    secret: ['password'],
    sender: ['from_address'],
    ehloName: ['ehlo_identity'],
  },
  modes: MODES,
  writes: { tls: { set: {} }, starttls: { set: { startTLS_policy: 'MandatoryStartTLS' } } },
  defaults: { host: 'localhost', port: 25, timeoutMs: 10_000 },
  unverified: { skip_verify: ON },
  fixed: { enabled: true },
  traps: [
    {
      id: 'config-mismatch',
      severity: 'error',
      key: 'enabled',
      is: /^(?!true$|1$|yes$|on$)/i,
      title: 'enabled is not true in [smtp]: Grafana sends no mail',
      meaning: 'It is false by default.',
      fix: 'Set enabled = true.',
      change: true,
    },
    {
      id: 'config-mismatch',
      severity: 'error',
      key: 'host#port',
      is: null,
      and: (values) => values.has('host'),
      title: 'The host has no port: Grafana wants host:port in one',
      meaning: 'It stops with "missing port in address".',
      fix: 'Write host = name:587.',
    },
    {
      id: 'config-trap',
      severity: 'warning',
      key: 'startTLS_policy',
      is: /^(?!OpportunisticStartTLS$|MandatoryStartTLS$|NoStartTLS$)/,
      title: 'startTLS_policy is none of the three words: it counts as OpportunisticStartTLS, without a word',
      meaning: 'Where STARTTLS is not offered, mail and login go in the clear.',
      fix: 'MandatoryStartTLS, OpportunisticStartTLS or NoStartTLS, letter by letter.',
      change: 'MandatoryStartTLS',
    },
  ],
};

/** The same by variables, in capitals. */
const ENVIRONMENT: Section = {
  ...SECTION,
  prefix: /^GF_SMTP_/,
  writtenPrefix: 'GF_SMTP_',
  joined: { HOST: 'address' },
  keys: {
    host: ['HOST#host'],
    port: ['HOST#port'],
    user: ['USER'],
    secret: ['PASSWORD', 'PASSWORD__FILE'],
    sender: ['FROM_ADDRESS'],
    ehloName: ['EHLO_IDENTITY'],
  },
  writes: { tls: { set: {} }, starttls: { set: { STARTTLS_POLICY: 'MandatoryStartTLS' } } },
  fixed: { ENABLED: true },
};

export const grafana: SettingsFormat = {
  id: 'grafana',
  application: 'Grafana',
  family: 'gomail',
  isRelaxed: true,
  readings: [{ dialect: ini(GO_INI), files: /\.ini$/i }, ...COMPOSE_READINGS],
  sections: [
    { ...SECTION, marks: ['from_address', 'startTLS_policy', 'ehlo_identity', 'skip_verify', 'from_name', 'host'] },
    ENVIRONMENT,
  ],
};
