// Prometheus Alertmanager: global.smtp_* and receivers' email_configs. Facts: prometheus/alertmanager docs/configuration.md,
// notify/email/email.go.
import { yaml } from '../dialects/yaml.ts';
import { OFF, ON, type Section, type SettingsFormat } from '../format.ts';

const section = (prefix: RegExp, smtp: string, writtenPrefix: string): Section => ({
  protocol: 'smtp',
  prefix,
  writtenPrefix,
  joined: { [`${smtp}smarthost`]: 'address' },
  marks: [`${smtp}smarthost`],
  keys: {
    host: [`${smtp}smarthost#host`],
    port: [`${smtp}smarthost#port`],
    user: [`${smtp}auth_username`],
    secret: [`${smtp}auth_password`, `${smtp}auth_password_file`, `${smtp}auth_secret`],
    sender: [`${smtp}from`, 'from'],
    ehloName: [`${smtp}hello`],
  },
  modes: [
    { when: { [`${smtp}force_implicit_tls`]: ON }, mode: 'tls' },
    { port: (port) => port === 465, mode: 'tls' },
    { when: { [`${smtp}require_tls`]: OFF }, mode: 'plain' },
    { mode: 'starttls' },
  ],
  writes: {
    tls: { set: {}, byPort: { port: 465, elsewhere: { [`${smtp}force_implicit_tls`]: true } } },
    starttls: { set: { [`${smtp}require_tls`]: true }, clear: { [`${smtp}force_implicit_tls`]: false } },
  },
  defaults: { port: 25, ehloName: 'localhost', timeoutMs: null },
  tlsVersions: [
    { key: `${smtp}tls_config.min_version`, form: 'least' },
    { key: `${smtp}tls_config.max_version`, form: 'greatest' },
  ],
  unverified: { [`${smtp}tls_config.insecure_skip_verify`]: ON },
  traps: [
    {
      id: 'config-trap',
      severity: 'warning',
      key: `${smtp}require_tls`,
      is: OFF,
      and: (_values, { port }) => port?.value !== 465,
      title: `${smtp}require_tls: false keeps STARTTLS from being used even where it is offered`,
      meaning: 'Without TLS the Go library refuses PLAIN ("unencrypted connection"), and LOGIN goes out in the clear.',
      fix: `Set ${smtp}require_tls: true.`,
      change: true,
    },
    {
      id: 'config-trap',
      severity: 'info',
      key: `${smtp}hello`,
      is: null,
      title: `${smtp}hello is not set: Alertmanager says EHLO localhost`,
      meaning: 'Strict servers refuse that name.',
      fix: `Set ${smtp}hello to the full name of this machine.`,
    },
    {
      id: 'config-mismatch',
      severity: 'error',
      key: `${smtp}smarthost#port`,
      is: null,
      title: 'The smarthost has no port: Alertmanager wants host:port in one',
      meaning: 'The file is not loaded: "address … missing port".',
      fix: 'Write the port behind the host: name:587.',
    },
  ],
});

export const alertmanager: SettingsFormat = {
  id: 'alertmanager',
  application: 'Prometheus Alertmanager',
  family: 'go-net-smtp',
  readings: [{ dialect: yaml, files: /\.ya?ml$/i }],
  sections: [
    section(/^global\./, 'smtp_', 'global.'),
    section(/^(receivers\.\d+)\.email_configs\.\d+\./, '', 'receivers.0.email_configs.0.'),
  ],
};
