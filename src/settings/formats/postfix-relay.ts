// Postfix as a client of a relayhost: main.cf. Facts: postconf(5), postconf -d of 3.7; SASL_README, TLS_README.
import { postfixTable } from '../dialects/words.ts';
import { ON, type SettingsFormat } from '../format.ts';

export const postfixRelay: SettingsFormat = {
  id: 'postfix-relay',
  application: 'Postfix (relayhost)',
  family: 'postfix',
  readings: [{ dialect: postfixTable, files: /\.cf$/i }],
  sections: [
    {
      protocol: 'smtp',
      prefix: /^(?=relayhost$|smtp_|myhostname$)/,
      writtenPrefix: '',
      joined: { relayhost: 'address' },
      keys: { host: ['relayhost#host'], port: ['relayhost#port'], ehloName: ['smtp_helo_name', 'myhostname'] },
      modes: [
        { when: { smtp_tls_wrappermode: ON }, mode: 'tls' },
        { when: { smtp_tls_security_level: /^(?:encrypt|verify|secure|dane-only|fingerprint)$/i }, mode: 'starttls' },
        { when: { smtp_tls_security_level: /^(?:may|dane)$/i }, mode: 'starttls-if-offered' },
        { when: { smtp_enforce_tls: ON }, mode: 'starttls' },
        { when: { smtp_use_tls: ON }, mode: 'starttls-if-offered' },
        { mode: 'plain' },
      ],
      writes: {
        tls: { set: { smtp_tls_wrappermode: true, smtp_tls_security_level: 'encrypt' } },
        starttls: { set: { smtp_tls_security_level: 'encrypt' }, clear: { smtp_tls_wrappermode: false } },
      },
      // postconf(5): the mandatory list from `encrypt` on, the other one for `may`.
      tlsVersions: [
        { key: 'smtp_tls_mandatory_protocols', form: 'postfix', modes: ['tls', 'starttls'] },
        { key: 'smtp_tls_protocols', form: 'postfix', modes: ['starttls-if-offered'] },
      ],
      defaults: { port: 25, timeoutMs: 30_000 },
      fixed: {
        'relayhost#brackets': 'yes',
        smtp_sasl_auth_enable: true,
        smtp_sasl_password_maps: 'hash:/etc/postfix/sasl_passwd',
        smtp_sasl_security_options: 'noanonymous',
      },
      traps: [
        {
          id: 'config-trap',
          severity: 'warning',
          key: 'relayhost#brackets',
          is: null,
          and: (values) => values.has('relayhost#host'),
          title: 'relayhost stands without brackets: its MX is looked up, and mail goes there',
          meaning: 'The host that is named is used only where it has no MX.',
          fix: 'Write [name]:port, and the same letter by letter in sasl_passwd.',
        },
        {
          id: 'config-mismatch',
          severity: 'error',
          key: 'smtp_tls_wrappermode',
          is: ON,
          and: (values) => !values.is('smtp_tls_security_level', /^(?:encrypt|verify|secure|dane-only|fingerprint)$/i),
          title: 'smtp_tls_wrappermode=yes needs smtp_tls_security_level=encrypt or more',
          meaning: 'With less Postfix refuses to deliver: "wrappermode requires TLS security level encrypt (or stronger)".',
          fix: 'smtp_tls_security_level = encrypt',
          change: 'encrypt',
        },
        {
          id: 'config-trap',
          severity: 'warning',
          key: 'smtp_sasl_security_options',
          is: null,
          and: (values) => values.is('smtp_sasl_auth_enable', ON) && !values.has('smtp_sasl_tls_security_options'),
          title: 'smtp_sasl_security_options is not set: noplaintext stands in, also under TLS',
          meaning: 'With a server that offers PLAIN and LOGIN alone it ends in "no mechanism available".',
          fix: 'smtp_sasl_security_options = noanonymous, with TLS required.',
          change: 'noanonymous',
        },
      ],
    },
  ],
};
