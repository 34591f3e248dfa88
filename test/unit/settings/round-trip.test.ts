// Every format writes what it reads: settings rendered for an application are read again as the same ones, and the same file
// with the other mode and port in it can be corrected back.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Protocol } from '../../../src/model/protocol.ts';
import { correctSettings, isMet } from '../../../src/settings/correct.ts';
import { FORMATS } from '../../../src/settings/formats/index.ts';
import { readApplicationSettings, type SettingsReading } from '../../../src/settings/read-settings.ts';
import { renderSettings } from '../../../src/settings/settings-for.ts';

/** A name that such a file goes by. */
const FILE_NAMES: Readonly<Record<string, string>> = {
  'dotnet-mailsettings': 'web.config',
  'appsettings-mailkit': 'appsettings.json',
  'spring-boot': 'application.properties',
  grafana: 'grafana.ini',
  alertmanager: 'alertmanager.yml',
  gitlab: 'gitlab.rb',
  nextcloud: 'config.php',
  'wp-mail-smtp': 'wp-config.php',
  django: 'settings.py',
  msmtprc: '.msmtprc',
  'postfix-relay': 'main.cf',
  'aspose-config': 'app.config',
  'jakarta-mail': 'mail.properties',
  keycloak: 'demo-realm.json',
  'jenkins-mailer': 'hudson.tasks.Mailer.xml',
  gitea: 'app.ini',
  mattermost: 'config.json',
  joomla: 'configuration.php',
  phpmailer: 'contact.php',
  rails: 'production.rb',
  'home-assistant': 'configuration.yaml',
  odoo: 'odoo.conf',
  thunderbird: 'prefs.js',
  ghost: 'config.production.json',
  nodemailer: 'mailer.js',
  genesys: 'options.conf',
  'flask-mail': 'config.py',
  sentry: 'config.yml',
  airflow: 'airflow.cfg',
  quarkus: 'application.properties',
  roundcube: 'config.inc.php',
};

/** What stands around the lines in a file of that kind. */
function whole(id: string, lines: string): string {
  if (id === 'nextcloud') return `<?php\n$CONFIG = array (\n${lines}\n);\n`;
  if (id === 'roundcube') return `<?php\n$config = array(\n${lines}\n);\n`;
  if (id === 'wp-mail-smtp' || id === 'phpmailer') return `<?php\n${lines}\n`;
  if (id === 'joomla') return `<?php\nclass JConfig {\n${lines}\n}\n`;
  if (id === 'rails') return `Rails.application.configure do\n  config.action_mailer.smtp_settings = {\n${lines}\n  }\nend\n`;
  if (id === 'nodemailer') return `const transport = nodemailer.createTransport({\n${lines}\n});\n`;
  if (id === 'generic-env') return `${lines}\nSMTP_SECURE=starttls\n`;
  return `${lines}\n`;
}

const ENDPOINTS: readonly (readonly [Protocol, 'tls' | 'starttls', number])[] = [
  ['smtp', 'tls', 465],
  ['smtp', 'starttls', 587],
  // Ports that are nobody's: no number says the mode.
  ['smtp', 'tls', 2465],
  ['smtp', 'starttls', 2525],
  ['imap', 'tls', 993],
  ['imap', 'starttls', 143],
  ['pop3', 'tls', 995],
  ['pop3', 'starttls', 110],
];

const read = (id: string, text: string, protocol: Protocol): SettingsReading => {
  const ask = { text, file: FILE_NAMES[id] ?? '.env', client: id };
  const format = FORMATS.find((one) => one.id === id);
  const isSeveral = new Set(format?.sections.map((section) => section.protocol)).size > 1;
  return readApplicationSettings(isSeveral ? { ...ask, part: protocol } : ask);
};

const host = 'mail.example.com';

describe('every format', () => {
  for (const format of FORMATS.filter(({ hostElsewhere }) => hostElsewhere === undefined)) {
    for (const [protocol, mode, port] of ENDPOINTS) {
      const lines = renderSettings(format, { protocol, host, port, mode, user: 'alice@example.com' });
      if (lines === null) continue;
      it(`${format.id}: ${protocol} ${port} ${mode} is read as it was written`, () => {
        const { settings } = read(format.id, whole(format.id, lines), protocol);
        assert.equal(settings.format, format.id);
        assert.equal(settings.host?.value, host);
        assert.equal(settings.port?.value, port);
        assert.ok(isMet(settings, { port, mode }) || format.id === 'generic-env', `${settings.mode.value}`);
        assert.equal(settings.protocol, protocol);
        if (settings.user !== null) assert.equal(settings.user.value, 'alice@example.com');
      });

      const isOdd = port > 2_000;
      const other = ENDPOINTS.find(
        ([one, otherMode, otherPort]) => one === protocol && otherMode !== mode && otherPort > 2_000 === isOdd,
      );
      if (other === undefined || format.id === 'generic-env') continue;
      const [, otherMode, otherPort] = other;
      const target = renderSettings(format, { protocol, host, port: otherPort, mode: otherMode, user: null });
      if (target === null) continue;
      it(`${format.id}: ${protocol} ${port} ${mode} can be made ${otherPort} ${otherMode}, and back to the byte`, () => {
        const before = read(format.id, whole(format.id, lines), protocol);
        const there = correctSettings(before, { host: 'mx.example.net', port: otherPort, mode: otherMode });
        assert.ok(there, 'no correction');
        const between = read(format.id, there.text, protocol);
        assert.equal(between.settings.host?.value, 'mx.example.net');
        assert.ok(isMet(between.settings, { port: otherPort, mode: otherMode }));
        assert.equal(correctSettings(between, { host: 'mx.example.net', port: otherPort, mode: otherMode }), null);
        const back = correctSettings(between, { host, port, mode });
        assert.ok(back, 'no way back');
        assert.ok(isMet(read(format.id, back.text, protocol).settings, { port, mode }));
      });
    }
  }
});
