// Spring Boot's spring.mail.*, in properties, YAML and the environment. Facts: Spring's JavaMailSenderImpl, angus-mail
// (SMTPTransport, SocketFetcher, COMPAT.txt).
import { properties } from '../dialects/properties.ts';
import { COMPOSE_READINGS } from '../dialects/readings.ts';
import { yaml } from '../dialects/yaml.ts';
import { ON, type SettingsFormat } from '../format.ts';

const JAVA = 'properties.mail.smtp';

export const springBoot: SettingsFormat = {
  id: 'spring-boot',
  application: 'Spring Boot',
  family: 'jakarta-mail',
  otherFamilies: ['angus-mail'],
  isRelaxed: true,
  readings: [
    { dialect: properties, files: /^(?:application|bootstrap)[\w.-]*\.properties$/i },
    { dialect: yaml, files: /^(?:application|bootstrap)[\w.-]*\.ya?ml$/i },
    ...COMPOSE_READINGS,
  ],
  sections: [
    {
      protocol: 'smtp',
      prefix: /^spring[._]mail[._]/i,
      writtenPrefix: 'spring.mail.',
      keys: {
        host: ['host'],
        port: ['port'],
        user: ['username'],
        secret: ['password'],
        ehloName: [`${JAVA}.localhost`],
        timeout: [`${JAVA}.timeout`],
        mechanisms: [`${JAVA}.auth.mechanisms`],
        sender: [`${JAVA}.from`],
      },
      modes: [
        { when: { protocol: /^smtps$/i }, mode: 'tls' },
        { when: { [`${JAVA}.ssl.enable`]: ON }, mode: 'tls' },
        { when: { 'ssl.enabled': ON }, mode: 'tls' },
        { when: { [`${JAVA}.socketFactory.class`]: /SSLSocketFactory$/ }, mode: 'tls' },
        { when: { [`${JAVA}.starttls.required`]: ON, [`${JAVA}.starttls.enable`]: ON }, mode: 'starttls' },
        { when: { [`${JAVA}.starttls.required`]: ON }, mode: 'starttls' },
        { when: { [`${JAVA}.starttls.enable`]: ON }, mode: 'starttls-if-offered' },
        { mode: 'plain' },
      ],
      writes: {
        tls: {
          set: { [`${JAVA}.ssl.enable`]: true },
          clear: { [`${JAVA}.starttls.enable`]: false, [`${JAVA}.starttls.required`]: false },
        },
        starttls: {
          set: { [`${JAVA}.starttls.enable`]: true, [`${JAVA}.starttls.required`]: true },
          clear: { [`${JAVA}.ssl.enable`]: false, 'ssl.enabled': false, protocol: 'smtp', [`${JAVA}.socketFactory.class`]: '' },
        },
      },
      defaults: { port: (mode) => (mode === 'tls' ? 465 : 25), timeoutMs: null },
      timeoutUnit: 'ms',
      tlsVersions: [{ key: `${JAVA}.ssl.protocols`, form: 'list' }],
      unverified: { [`${JAVA}.ssl.trust`]: /^\*$/ },
      fixed: { [`${JAVA}.auth`]: true },
      traps: [
        {
          id: 'config-trap',
          severity: 'warning',
          key: `${JAVA}.starttls.enable`,
          is: ON,
          and: (_values, settings) => settings.mode.value === 'tls',
          title: 'TLS from the first byte and STARTTLS are both on: STARTTLS is passed over',
          meaning: 'The connection is under TLS already when STARTTLS would come.',
          fix: 'Keep the one that goes with the port.',
        },
        {
          id: 'config-trap',
          severity: 'warning',
          key: 'protocol',
          is: /^smtps$/i,
          and: (values) => values.entries.some(({ key }) => /mail\.smtp\./.test(key)),
          title: 'With protocol=smtps the properties mail.smtp.* are not read, only mail.smtps.*',
          meaning: 'Timeouts, trust and mechanisms that stand under mail.smtp do nothing.',
          fix: 'Leave protocol at smtp and set mail.smtp.ssl.enable=true.',
        },
        {
          id: 'config-trap',
          severity: 'warning',
          key: 'jndi-name',
          title: "With jndi-name the mail session is the server's own: nothing else here counts",
          meaning: 'Host, port and login come from the application server.',
          fix: 'Take jndi-name out, or look at the session of the application server.',
        },
        {
          id: 'config-trap',
          severity: 'info',
          key: `${JAVA}.timeout`,
          is: null,
          title: 'No timeout is set: a server that is silent holds the thread for ever',
          meaning: 'connectiontimeout, timeout and writetimeout are infinite by default.',
          fix: `Set spring.mail.${JAVA}.connectiontimeout, .timeout and .writetimeout (in ms).`,
        },
      ],
    },
  ],
};
