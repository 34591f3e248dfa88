// Rails' action_mailer.smtp_settings, in Ruby; and the same hash in YAML (Redmine, OpenProject). Facts: mikel/mail smtp.rb,
// ruby/net-smtp; redmine's configuration.yml.example.
import { rubyFile } from '../dialects/languages.ts';
import { yaml } from '../dialects/yaml.ts';
import { OFF, ON, type Section, type SettingsFormat } from '../format.ts';

const SECTION: Section = {
  protocol: 'smtp',
  prefix: /^(?:(?:[\w]+\.)*action_mailer\.smtp_settings|[\w.]*smtp_settings)\./,
  writtenPrefix: 'config.action_mailer.smtp_settings.',
  keys: {
    host: ['address'],
    port: ['port'],
    user: ['user_name'],
    secret: ['password'],
    ehloName: ['domain'],
    mechanisms: ['authentication'],
    timeout: ['read_timeout'],
  },
  modes: [
    { when: { tls: ON }, mode: 'tls' },
    { when: { ssl: ON }, mode: 'tls' },
    { when: { enable_starttls: ON }, mode: 'starttls' },
    { when: { enable_starttls: OFF, enable_starttls_auto: OFF }, mode: 'plain' },
    { when: { enable_starttls_auto: OFF, enable_starttls: null }, mode: 'plain' },
    { mode: 'starttls-if-offered' },
  ],
  writes: {
    tls: { set: { tls: true }, clear: { enable_starttls: false, enable_starttls_auto: false } },
    starttls: { set: { enable_starttls: true }, clear: { tls: false, ssl: false } },
  },
  defaults: { host: 'localhost', port: 25, ehloName: 'localhost.localdomain', timeoutMs: 5_000 },
  unverified: { openssl_verify_mode: /^(?:none|0)$/i },
  traps: [
    ...(['enable_starttls', 'enable_starttls_auto'] as const).map((key) => ({
      id: 'config-mismatch' as const,
      severity: 'error' as const,
      key,
      is: ON,
      and: (_values: unknown, { mode }: { mode: { value: string } }) => mode.value === 'tls',
      title: `tls and ${key} exclude each other`,
      meaning:
        'The mail library stops with an ArgumentError before anything is sent (mail 2.9 and 2.8-stable); older ones take TLS.',
      fix: `Set ${key} to false beside tls on 465; or tls to false on 587.`,
      change: false,
    })),
    {
      id: 'config-trap',
      severity: 'info',
      key: 'authentication',
      is: null,
      and: (values) => values.has('user_name'),
      title: 'No authentication is named: PLAIN is sent, whatever the server lists',
      meaning: 'A server that has LOGIN alone refuses it.',
      fix: 'authentication: :login, where the server has no PLAIN.',
    },
  ],
};

export const rails: SettingsFormat = {
  id: 'rails',
  application: 'Rails (Action Mailer)',
  family: 'ruby-mail',
  readings: [
    { dialect: rubyFile, files: /\.rb$/i },
    { dialect: yaml, files: /\.ya?ml$/i },
  ],
  sections: [SECTION],
};
