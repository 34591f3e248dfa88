// Ghost: mail.options of config.production.json, mail__options__* of the environment. Facts: TryGhost GhostMailer.js.
import { jsonc } from '../dialects/json.ts';
import { COMPOSE_READINGS } from '../dialects/readings.ts';
import { OFF, ON, type Section, type SettingsFormat } from '../format.ts';

const section = (prefix: RegExp, writtenPrefix: string, auth: string): Section => ({
  protocol: 'smtp',
  prefix,
  writtenPrefix,
  keys: { host: ['host'], port: ['port'], user: [`${auth}user`], secret: [`${auth}pass`] },
  modes: [
    { when: { secure: ON }, mode: 'tls' },
    { when: { secureConnection: ON }, mode: 'tls' },
    { when: { requireTLS: ON }, mode: 'starttls' },
    { mode: 'starttls-if-offered' },
  ],
  writes: {
    tls: { set: { secure: true } },
    starttls: { set: { secure: false, requireTLS: true }, clear: { secureConnection: false } },
  },
  defaults: { port: (mode) => (mode === 'tls' ? 465 : 587), timeoutMs: 30_000 },
  traps: [
    {
      id: 'config-trap',
      severity: 'warning',
      key: 'service',
      title: 'service is set: host, port and secure come from the list of nodemailer',
      meaning: 'What stands beside it is not used.',
      fix: 'Take service out, or the others.',
    },
  ],
});

export const ghost: SettingsFormat = {
  id: 'ghost',
  application: 'Ghost',
  family: 'nodemailer-6',
  readings: [{ dialect: jsonc, files: /\.json$/i }, ...COMPOSE_READINGS],
  sections: [
    section(/^mail\.options\./, 'mail.options.', 'auth.'),
    {
      ...section(/^mail__options__/, 'mail__options__', 'auth__'),
      traps: [
        {
          id: 'config-trap',
          severity: 'warning',
          key: 'secure',
          is: OFF,
          title: 'mail__options__secure is a text here, and a text that is not empty counts as on',
          meaning: 'Variables of the environment have no other type.',
          fix: 'Leave it empty, or have it in config.production.json.',
        },
      ],
    },
  ],
};
