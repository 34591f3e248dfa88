// Jakarta Mail's own properties, mail.smtp.* and its sisters, as they stand raw in files of many programs. Facts: angus-mail
// (SMTPTransport, SocketFetcher, package documentation of com.sun.mail.smtp, imap and pop3).

import { type Protocol, portsByPreference } from '../../model/protocol.ts';
import { properties } from '../dialects/properties.ts';
import { xml } from '../dialects/xml.ts';
import { OFF, ON, type Section, type SettingsFormat, type Trap } from '../format.ts';

/** `mail.smtp.`, and `mail.smtps.` where TLS is in the name. */
function section(protocol: Protocol, name: string, isTlsName: boolean): Section {
  const port = (isTls: boolean): number =>
    portsByPreference(protocol).findLast(({ mode }) => (mode === 'tls') === isTls)?.port ?? 25;
  return {
    protocol,
    // In XML the property is the last step of a path: `session/property:mail.smtp.host@value`.
    prefix: new RegExp(`^(?:.*[/:])?mail\\.(${name})\\.`),
    writtenPrefix: `mail.${name}.`,
    keys: {
      host: ['host', 'host@value'],
      port: ['port', 'port@value'],
      user: ['user', 'user@value', 'username'],
      secret: ['password', 'password@value'],
      ehloName: ['localhost', 'localhost@value'],
      timeout: ['timeout', 'timeout@value'],
      mechanisms: ['auth.mechanisms'],
      sender: ['from'],
    },
    modes: isTlsName
      ? [{ mode: 'tls' }]
      : [
          { when: { 'ssl.enable': ON }, mode: 'tls' },
          { when: { 'ssl.enable@value': ON }, mode: 'tls' },
          { when: { 'socketFactory.class': /SSLSocketFactory$/ }, mode: 'tls' },
          { when: { 'socketFactory.class@value': /SSLSocketFactory$/ }, mode: 'tls' },
          { when: { 'starttls.required': ON }, mode: 'starttls' },
          { when: { 'starttls.required@value': ON }, mode: 'starttls' },
          { when: { 'starttls.enable': ON }, mode: 'starttls-if-offered' },
          { when: { 'starttls.enable@value': ON }, mode: 'starttls-if-offered' },
          { mode: 'plain' },
        ],
    writes: isTlsName
      ? { tls: { set: {} } }
      : {
          tls: { set: { 'ssl.enable': true }, clear: { 'starttls.enable': false, 'starttls.required': false } },
          starttls: {
            set: { 'starttls.enable': true, 'starttls.required': true },
            clear: { 'ssl.enable': false, 'socketFactory.class': '' },
          },
        },
    defaults: { port: (mode) => port(mode === 'tls'), timeoutMs: null },
    timeoutUnit: 'ms',
    tlsVersions: ['ssl.protocols', 'ssl.protocols@value'].map((key) => ({ key, form: 'list' })),
    unverified: { 'ssl.trust': /^\*$/, 'ssl.trust@value': /^\*$/, 'ssl.checkserveridentity': OFF },
    ...(protocol === 'smtp' ? { fixed: { auth: true } } : {}),
    traps: trapsOf(name),
  };
}

const trapsOf = (name: string): readonly Trap[] => [
  {
    id: 'config-trap',
    severity: 'warning',
    key: 'socketFactory.class',
    is: /SSLSocketFactory$/,
    and: (values) => !values.is('socketFactory.fallback', OFF),
    title: 'socketFactory.fallback is not false: where TLS fails, the client goes on in the clear',
    meaning: 'It is true by default; the password follows.',
    fix: `mail.${name}.ssl.enable=true in place of the socket factory.`,
  },
];

export const jakartaMail: SettingsFormat = {
  id: 'jakarta-mail',
  application: 'Jakarta Mail properties',
  family: 'jakarta-mail',
  otherFamilies: ['angus-mail'],
  generality: 2,
  readings: [
    { dialect: properties, files: /\.properties$/i },
    { dialect: xml, files: /\.xml$/i },
  ],
  sections: [
    section('smtp', 'smtp', false),
    section('smtp', 'smtps', true),
    section('imap', 'imap', false),
    section('imap', 'imaps', true),
    section('pop3', 'pop3', false),
    section('pop3', 'pop3s', true),
  ],
};
