// Apache Airflow: [smtp] of airflow.cfg, AIRFLOW__SMTP__*. Facts: apache/airflow airflow/utils/email.py.
import { CONFIGPARSER, ini } from '../dialects/ini.ts';
import { COMPOSE_READINGS } from '../dialects/readings.ts';
import { OFF, ON, type Section, type SettingsFormat } from '../format.ts';

const SECTION: Section = {
  protocol: 'smtp',
  prefix: /^smtp\.(?=smtp_)/,
  writtenPrefix: 'smtp.',
  keys: {
    host: ['smtp_host'],
    port: ['smtp_port'],
    user: ['smtp_user'],
    secret: ['smtp_password'],
    sender: ['smtp_mail_from'],
    timeout: ['smtp_timeout'],
  },
  modes: [{ when: { smtp_ssl: ON }, mode: 'tls' }, { when: { smtp_starttls: OFF }, mode: 'plain' }, { mode: 'starttls' }],
  writes: {
    tls: { set: { smtp_ssl: true, smtp_starttls: false } },
    starttls: { set: { smtp_starttls: true }, clear: { smtp_ssl: false } },
  },
  defaults: { host: 'localhost', port: 25, timeoutMs: 30_000 },
  traps: [
    {
      id: 'config-mismatch',
      severity: 'error',
      key: 'smtp_ssl',
      is: ON,
      and: (values) => !values.is('smtp_starttls', OFF),
      title: 'smtp_ssl is on, and smtp_starttls is not off: STARTTLS is sent within TLS, and refused',
      meaning: 'smtp_starttls is on by default.',
      fix: 'smtp_starttls = False beside smtp_ssl = True.',
    },
  ],
};

export const airflow: SettingsFormat = {
  id: 'airflow',
  application: 'Apache Airflow',
  family: 'python-smtplib',
  isRelaxed: true,
  readings: [{ dialect: ini(CONFIGPARSER), files: /\.cfg$/i }, ...COMPOSE_READINGS],
  sections: [SECTION, { ...SECTION, prefix: /^AIRFLOW__SMTP__/, writtenPrefix: 'AIRFLOW__SMTP__' }],
};
