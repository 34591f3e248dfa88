// Home Assistant's smtp notify platform. Facts: home-assistant/core components/smtp notify.py, const.py.
import { yaml } from '../dialects/yaml.ts';
import { OFF, type SettingsFormat } from '../format.ts';

export const homeAssistant: SettingsFormat = {
  id: 'home-assistant',
  application: 'Home Assistant (smtp notify)',
  family: 'python-smtplib',
  readings: [{ dialect: yaml, files: /\.ya?ml$/i }],
  sections: [
    {
      protocol: 'smtp',
      prefix: /^(?:notify\.)?(\d+)\.(?=\w+$)/,
      writtenPrefix: 'notify.0.',
      requires: { platform: /^smtp$/ },
      marks: ['platform'],
      keys: {
        host: ['server'],
        port: ['port'],
        user: ['username'],
        secret: ['password'],
        sender: ['sender'],
        timeout: ['timeout'],
      },
      modes: [
        { when: { encryption: /^tls$/i }, mode: 'tls' },
        { when: { encryption: /^none$/i }, mode: 'plain' },
        { mode: 'starttls' },
      ],
      writes: { tls: { set: { encryption: 'tls' } }, starttls: { set: { encryption: 'starttls' } } },
      defaults: { host: 'localhost', port: 587, timeoutMs: 5_000 },
      unverified: { verify_ssl: OFF },
      fixed: { platform: 'smtp' },
    },
  ],
};
