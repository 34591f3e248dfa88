// nodemailer's transport: an options object in code or JSON, or its URL. Facts: nodemailer lib/smtp-connection/index.js.

import { jsonc } from '../dialects/json.ts';
import { javascript } from '../dialects/languages.ts';
import { COMPOSE_READINGS } from '../dialects/readings.ts';
import { OFF, ON, type Section, type SettingsFormat } from '../format.ts';

const OPTIONS: Section = {
  protocol: 'smtp',
  // The object that has host and secure, whatever it is called; `auth` below it.
  prefix:
    /^(?:[\w$.-]*(?:mail|smtp|transport)[\w$-]*\.)?(?:options\.)?(?=(?:host|port|secure|requireTLS|ignoreTLS|opportunisticTLS|service|name|auth\.\w+|authMethod|tls\.\w+|\w+Timeout)$)/i,
  writtenPrefix: '',
  marks: ['secure', 'requireTLS', 'auth.user', 'auth.pass', 'ignoreTLS'],
  keys: {
    host: ['host'],
    port: ['port'],
    user: ['auth.user'],
    secret: ['auth.pass'],
    ehloName: ['name'],
    mechanisms: ['authMethod', 'auth.method'],
    timeout: ['greetingTimeout'],
  },
  modes: [
    { when: { secure: ON }, mode: 'tls' },
    { when: { secure: null }, port: (port) => port === 465, mode: 'tls' },
    { when: { ignoreTLS: ON }, mode: 'plain' },
    { when: { requireTLS: ON }, mode: 'starttls' },
    { when: { secure: OFF }, mode: 'starttls-if-offered' },
    { mode: 'starttls-if-offered' },
  ],
  writes: {
    tls: { set: { secure: true }, clear: { ignoreTLS: false, requireTLS: false } },
    starttls: { set: { secure: false, requireTLS: true }, clear: { ignoreTLS: false } },
  },
  defaults: { host: 'localhost', port: (mode) => (mode === 'tls' ? 465 : 587), timeoutMs: 30_000 },
  timeoutUnit: 'ms',
  tlsVersions: [
    { key: 'tls.minVersion', form: 'least' },
    { key: 'tls.maxVersion', form: 'greatest' },
    { key: 'tls.secureProtocol', form: 'method' },
  ],
  unverified: { 'tls.rejectUnauthorized': OFF },
  traps: [
    {
      id: 'config-trap',
      severity: 'warning',
      key: 'service',
      title: 'service is set: nodemailer takes host, port and secure from its own list',
      meaning: 'What stands beside it is not used.',
      fix: 'Take service out, or the others.',
    },
  ],
};

/** Next-Auth's EMAIL_SERVER, Meteor's MAIL_URL and their like. */
const url = (key: string): Section => ({
  protocol: 'smtp',
  prefix: new RegExp(`^(?=${key}$)`),
  writtenPrefix: '',
  joined: { [key]: 'url' },
  marks: [`${key}#host`],
  keys: {
    host: [`${key}#host`],
    port: [`${key}#port`],
    user: [`${key}#user`],
    secret: [`${key}#secret`],
    ehloName: [`${key}#query.name`],
  },
  modes: [
    { when: { [`${key}#scheme`]: /^smtps$/i }, mode: 'tls' },
    { when: { [`${key}#query.requireTLS`]: ON }, mode: 'starttls' },
    { port: (port) => port === 465, mode: 'tls' },
    { mode: 'starttls-if-offered' },
  ],
  writes: { tls: { set: { [`${key}#scheme`]: 'smtps' } }, starttls: { set: { [`${key}#scheme`]: 'smtp' } } },
  defaults: { port: (mode) => (mode === 'tls' ? 465 : 587), timeoutMs: 30_000 },
});

export const nodemailer: SettingsFormat = {
  id: 'nodemailer',
  application: 'nodemailer',
  family: 'nodemailer',
  otherFamilies: ['nodemailer-6'],
  generality: 2,
  readings: [{ dialect: javascript, files: /\.[cm]?[jt]sx?$/i }, { dialect: jsonc, files: /\.json$/i }, ...COMPOSE_READINGS],
  sections: [OPTIONS, ...['SMTP_URL', 'MAIL_URL', 'EMAIL_SERVER', 'SMTP_CONNECTION_URL'].map(url)],
};
