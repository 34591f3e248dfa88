// Quarkus' mailer. Facts: quarkusio/quarkus MailerRuntimeConfig.java. `tls` is TLS from the first byte, and the port stays 587.
import { properties } from '../dialects/properties.ts';
import { COMPOSE_READINGS } from '../dialects/readings.ts';
import { yaml } from '../dialects/yaml.ts';
import { ON, type SettingsFormat } from '../format.ts';

export const quarkus: SettingsFormat = {
  id: 'quarkus',
  application: 'Quarkus',
  family: null,
  isRelaxed: true,
  readings: [
    { dialect: properties, files: /^application[\w.-]*\.properties$/i },
    { dialect: yaml, files: /^application[\w.-]*\.ya?ml$/i },
    ...COMPOSE_READINGS,
  ],
  sections: [
    {
      protocol: 'smtp',
      prefix: /^(?:%\w+\.)?quarkus[._]mailer[._]/i,
      writtenPrefix: 'quarkus.mailer.',
      keys: {
        host: ['host'],
        port: ['port'],
        user: ['username'],
        secret: ['password'],
        sender: ['from'],
        ehloName: ['own-host-name'],
        mechanisms: ['auth-methods'],
      },
      modes: [
        { when: { tls: ON }, mode: 'tls' },
        { when: { ssl: ON }, mode: 'tls' },
        { when: { 'start-tls': /^DISABLED$/i }, mode: 'plain' },
        { when: { 'start-tls': /^REQUIRED$/i }, mode: 'starttls' },
        { mode: 'starttls-if-offered' },
      ],
      writes: {
        tls: { set: { tls: true } },
        starttls: { set: { 'start-tls': 'REQUIRED' }, clear: { tls: false, ssl: false } },
      },
      defaults: { host: 'localhost', port: (mode) => (mode === 'tls' ? 587 : 25), timeoutMs: null },
      unverified: { 'trust-all': ON },
      traps: [
        {
          id: 'config-mismatch',
          severity: 'error',
          key: 'mock',
          is: ON,
          title: 'quarkus.mailer.mock is on: no mail is sent',
          meaning: 'It is on by itself in development and tests.',
          fix: 'quarkus.mailer.mock=false',
          change: false,
        },
      ],
    },
  ],
};
