// Roundcube: smtp_host and imap_host of config.inc.php, the mode as the scheme of the host. Facts: roundcubemail
// config/defaults.inc.php.
import { phpArray } from '../dialects/languages.ts';
import type { Section, SettingsFormat } from '../format.ts';

const section = (protocol: 'smtp' | 'imap'): Section => ({
  protocol,
  prefix: new RegExp(`^config\\.(?=${protocol}_)`),
  writtenPrefix: '',
  joined: { [`${protocol}_host`]: 'address' },
  marks: [`${protocol}_host`],
  keys: {
    host: [`${protocol}_host#host`],
    port: [`${protocol}_host#port`, `${protocol}_port`],
    ...(protocol === 'smtp' ? { secret: ['smtp_pass'], ehloName: ['smtp_helo_host'] } : {}),
    timeout: [`${protocol}_timeout`],
    mechanisms: [`${protocol}_auth_type`],
  },
  modes: [
    { when: { [`${protocol}_host#scheme`]: /^ssl$/i }, mode: 'tls' },
    { when: { [`${protocol}_host#scheme`]: /^tls$/i }, mode: 'starttls' },
    { mode: protocol === 'smtp' ? 'starttls-if-offered' : 'plain' },
  ],
  writes: {
    tls: { set: { [`${protocol}_host#scheme`]: 'ssl' } },
    starttls: { set: { [`${protocol}_host#scheme`]: 'tls' } },
  },
  defaults: {
    host: 'localhost',
    port: (mode) => (protocol === 'smtp' ? (mode === 'tls' ? 465 : 587) : mode === 'tls' ? 993 : 143),
  },
  unverified: { [`${protocol}_conn_options.ssl.verify_peer`]: /^false$/i },
});

export const roundcubeConfig: SettingsFormat = {
  id: 'roundcube',
  application: 'Roundcube',
  family: null,
  readings: [{ dialect: phpArray, files: /\.php$/i }],
  sections: [section('smtp'), section('imap')],
};
