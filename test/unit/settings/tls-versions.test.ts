// TLS versions that an application's file pins: read as each program writes them, with where they stand; and what its client then
// does at a server that wants others.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findFamily } from '../../../src/clients/families/index.ts';
import { findTlsClient } from '../../../src/clients/tls-clients.ts';
import { view } from '../../../src/clients/view.ts';
import type { ClientView } from '../../../src/model/application-settings.ts';
import { readApplicationSettings } from '../../../src/settings/read-settings.ts';
import { readTlsVersions, type TlsVersionForm } from '../../../src/settings/tls-versions.ts';
import { port, server, tlsOf } from '../clients/facts.ts';
import { MODERN } from '../clients/tls-server.ts';

const READ: readonly (readonly [TlsVersionForm, string, string | null])[] = [
  ['list', 'TLSv1.2 TLSv1.3', 'TLSv1.2 TLSv1.3'],
  ['list', 'TLSv1', 'TLSv1'],
  ['list', 'SSLv2Hello,TLSv1', 'TLSv1'],
  ['list', 'Tls12, Tls13', 'TLSv1.2 TLSv1.3'],
  ['list', 'Tls | Tls11', 'TLSv1 TLSv1.1'],
  ['list', 'None', null],
  ['list', '$TLS_VERSIONS', null],
  ['list', 'SSL TLSv1', null],
  ['least', 'TLSv1.2', 'TLSv1.2 TLSv1.3'],
  ['least', 'TLS12', 'TLSv1.2 TLSv1.3'],
  ['least', 'TLS10', 'TLSv1 TLSv1.1 TLSv1.2 TLSv1.3'],
  ['least', '3', null],
  ['greatest', 'TLSv1.1', 'SSLv3 TLSv1 TLSv1.1'],
  ['postfix', '>=TLSv1.2', 'TLSv1.2 TLSv1.3'],
  ['postfix', '>= TLSv1, <= TLSv1.2', 'TLSv1 TLSv1.1 TLSv1.2'],
  ['postfix', '!SSLv2, !SSLv3, !TLSv1', 'TLSv1.1 TLSv1.2 TLSv1.3'],
  ['postfix', 'TLSv1', 'TLSv1'],
  ['postfix', '$smtpd_tls_protocols', null],
  ['gnutls', 'NORMAL:-VERS-ALL:+VERS-TLS1.2', 'TLSv1.2'],
  ['gnutls', 'NORMAL:-VERS-TLS-ALL:+VERS-TLS1.0', 'TLSv1'],
  ['gnutls', 'SECURE128:-VERS-TLS1.3', 'TLSv1 TLSv1.1 TLSv1.2'],
  ['gnutls', 'NORMAL:%COMPAT', null],
  ['method', 'TLSv1_2_method', 'TLSv1.2'],
  ['method', 'TLSv1_method', 'TLSv1'],
  ['method', 'TLS_method', null],
];

/** File, its name, versions, key; the platform on which it fails at a server of today or of yesterday. */
const FILES: readonly (readonly [file: string, text: string, left: string, key: string])[] = [
  ['mail.properties', 'mail.smtp.host=a.example\nmail.smtp.ssl.protocols=TLSv1\n', 'TLSv1', 'mail.smtp.ssl.protocols'],
  [
    'application.yml',
    'spring:\n  mail:\n    host: a.example\n    properties:\n      mail.smtp.ssl.protocols: TLSv1.3\n',
    'TLSv1.3',
    'spring.mail.properties.mail.smtp.ssl.protocols',
  ],
  [
    'main.cf',
    'relayhost = [a.example]:587\nsmtp_tls_security_level = encrypt\nsmtp_tls_protocols = TLSv1\nsmtp_tls_mandatory_protocols = >=TLSv1.3\n',
    'TLSv1.3',
    'smtp_tls_mandatory_protocols',
  ],
  [
    '.msmtprc',
    'account default\nhost a.example\ntls on\ntls_priorities NORMAL:-VERS-ALL:+VERS-TLS1.0\n',
    'TLSv1',
    'default.tls_priorities',
  ],
  [
    'mailer.js',
    "createTransport({ host: 'a.example', secure: false, tls: { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } })",
    'TLSv1.2',
    'tls.minVersion',
  ],
  [
    'alertmanager.yml',
    'global:\n  smtp_smarthost: a.example:587\n  smtp_tls_config:\n    min_version: TLS13\n',
    'TLSv1.3',
    'global.smtp_tls_config.min_version',
  ],
  ['appsettings.json', '{"Smtp":{"Host":"a.example","Port":587,"SslProtocols":"Tls11"}}', 'TLSv1.1', 'Smtp.SslProtocols'],
];

describe('TLS versions that a file pins', () => {
  for (const [form, text, left] of READ) {
    it(`${form} ${text}`, () => assert.equal(readTlsVersions(text, form)?.join(' ') ?? null, left));
  }

  for (const [file, text, left, key] of FILES) {
    it(`${file}: with where they stand`, () => {
      const { tlsVersions } = readApplicationSettings({ file, text }).settings;
      assert.equal(tlsVersions?.value.join(' '), left);
      assert.equal(tlsVersions?.from.kind === 'file' && tlsVersions.from.key, key);
    });
  }

  it('says so where nothing of today is left', () => {
    const said = (file: string, text: string): readonly string[] =>
      readApplicationSettings({ file, text }).traps.map(({ title }) => title);
    for (const [file, text, left] of FILES) {
      const isOld = !/1\.[23]/.test(left);
      assert.equal(
        said(file, text).some((title) => /lets in no TLS 1\.2/.test(title)),
        isOld,
        file,
      );
    }
  });

  it('pins none where the mode does not use them, or nothing is said', () => {
    const of = (text: string): unknown => readApplicationSettings({ file: 'main.cf', text }).settings.tlsVersions;
    assert.equal(of('relayhost = [a.example]:587\nsmtp_tls_security_level = may\nsmtp_tls_mandatory_protocols = TLSv1\n'), null);
    assert.equal(of('relayhost = [a.example]:587\nsmtp_tls_protocols = TLSv1\n'), null);
  });
});

describe('a client whose file pins TLS versions', () => {
  const java = (protocols: string, versions: readonly number[], runtime = 'java-21'): ClientView => {
    const text = `mail.smtp.host=a.example\nmail.smtp.port=587\nmail.smtp.starttls.enable=true\nmail.smtp.starttls.required=true\nmail.smtp.ssl.protocols=${protocols}\n`;
    const { settings } = readApplicationSettings({ file: 'mail.properties', text });
    const [family, platform] = [findFamily('angus-mail'), findTlsClient(runtime) ?? null];
    assert.ok(family && platform);
    return view({ family, platform, settings, facts: server([port(587, { tls: tlsOf({ ...MODERN, versions }) })]) });
  };

  it('fails where the server has none of them, and is told the setting', () => {
    const seen = java('TLSv1.3', [0x0303]);
    assert.equal(seen.verdict, 'fails', JSON.stringify(seen));
    assert.equal(seen.stage, 'tls');
    assert.match(seen.change ?? '', /^mail\.smtp\.ssl\.protocols=TLSv1\.3: let in TLS 1\.2$/);
    assert.equal(seen.serverChange, null);
  });

  it('fails where its platform has none of them', () => {
    const seen = java('TLSv1', [0x0303, 0x0304]);
    assert.equal(seen.why, 'the settings allow no version of TLS that its platform has');
    assert.match(seen.change ?? '', /^mail\.smtp\.ssl\.protocols=TLSv1: let in TLS 1\.3$/);
  });

  it('works where the server has one', () => {
    assert.equal(java('TLSv1.2', [0x0303, 0x0304]).verdict, 'works');
  });
});
