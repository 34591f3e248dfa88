// Gitea and Forgejo: [mailer] of app.ini, GITEA__mailer__* of the environment. Facts: go-gitea/gitea modules/setting/mailer.go,
// services/mailer/sender/smtp.go.
import { GO_INI, ini } from '../dialects/ini.ts';
import { COMPOSE_READINGS } from '../dialects/readings.ts';
import { OFF, ON, type Section, type SettingsFormat } from '../format.ts';

const SECTION: Section = {
  protocol: 'smtp',
  prefix: /^mailer\./,
  writtenPrefix: 'mailer.',
  joined: { HOST: 'address' },
  keys: {
    host: ['SMTP_ADDR', 'HOST#host'],
    port: ['SMTP_PORT', 'HOST#port'],
    user: ['USER'],
    secret: ['PASSWD'],
    sender: ['FROM'],
    ehloName: ['HELO_HOSTNAME'],
  },
  modes: [
    { when: { PROTOCOL: /^smtps$/i }, mode: 'tls' },
    { when: { PROTOCOL: /^smtp\+starttls$/i }, mode: 'starttls-if-offered' },
    { when: { PROTOCOL: /^smtp$/i }, mode: 'plain' },
    { when: { IS_TLS_ENABLED: ON }, mode: 'tls' },
    // Without a protocol the port says which; one that is not known counts as smtps.
    { port: (port) => port === 25, mode: 'plain' },
    { port: (port) => port === 587, mode: 'starttls-if-offered' },
    { mode: 'tls' },
  ],
  writes: {
    tls: { set: { PROTOCOL: 'smtps' } },
    starttls: { set: { PROTOCOL: 'smtp+starttls' }, clear: { IS_TLS_ENABLED: false } },
  },
  defaults: { port: (mode) => (mode === 'tls' ? 465 : mode === 'plain' ? 25 : 587), timeoutMs: null },
  unverified: { FORCE_TRUST_SERVER_CERT: ON, SKIP_VERIFY: ON },
  fixed: { ENABLED: true },
  traps: [
    {
      id: 'config-mismatch',
      severity: 'error',
      key: 'ENABLED',
      is: OFF,
      title: 'ENABLED is false in [mailer]: no mail is sent',
      meaning: 'The other lines are not used.',
      fix: 'ENABLED = true',
      change: true,
    },
    {
      id: 'config-mismatch',
      severity: 'error',
      key: 'PROTOCOL',
      is: /^(?:sendmail|dummy|smtp\+unix)$/i,
      title: 'PROTOCOL is not SMTP to a host: the server named here is not used',
      meaning: 'Mail goes to a program or socket of this machine, or nowhere.',
      fix: 'PROTOCOL = smtps for 465, smtp+starttls for 587.',
    },
    {
      id: 'config-trap',
      severity: 'warning',
      key: 'IS_TLS_ENABLED',
      is: ON,
      title: 'IS_TLS_ENABLED=true means TLS from the first byte, on 587 too',
      meaning: 'It is deprecated since 1.18; PROTOCOL says it.',
      fix: 'PROTOCOL = smtps for 465, smtp+starttls for 587.',
    },
  ],
};

export const gitea: SettingsFormat = {
  id: 'gitea',
  application: 'Gitea',
  family: 'go-net-smtp',
  isRelaxed: true,
  readings: [{ dialect: ini(GO_INI), files: /\.ini$/i }, ...COMPOSE_READINGS],
  sections: [SECTION, { ...SECTION, prefix: /^(?:GITEA|FORGEJO)__mailer__/i, writtenPrefix: 'GITEA__mailer__' }],
};
