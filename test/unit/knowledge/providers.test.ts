// Providers by host, MX and domain; near misses; foreign greetings; masking; inspecting products.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  foreignBanner,
  interceptorOf,
  maskedBanner,
  maskedKeyword,
  nearMiss,
  providerOfDomain,
  providerOfHost,
  providerOfMx,
  serverSoftware,
} from '../../../src/knowledge/index.ts';
import { allProviders } from '../../../src/knowledge/providers.ts';
import fc, { anyCharacter } from '../../support/property.ts';

test('hosts, MX and domains lead to their provider', () => {
  const HOSTS = [
    ['smtp.gmail.com', 'gmail'],
    ['SMTP.Office365.com.', 'microsoft365'],
    ['smtp-mail.outlook.com', 'outlook.com'],
    ['email-smtp.eu-west-1.amazonaws.com', 'amazon-ses'],
    ['smtp.sendgrid.net', 'sendgrid'],
    ['smtp.mail.me.com', 'icloud'],
    ['smtp-hve.office365.com', 'microsoft365-high-volume'],
    ['smtp-legacy.office365.com', 'microsoft365'],
    ['pop3s.pec.aruba.it', 'aruba-pec'],
  ] as const;
  for (const [host, id] of HOSTS) assert.equal(providerOfHost(host)?.id, id, host);
  assert.equal(providerOfHost('mail.example.com'), null);
  assert.equal(providerOfMx(['mail.example.com', 'example-com.mail.protection.outlook.com'])?.id, 'microsoft365');
  assert.equal(providerOfMx(['alt1.aspmx.l.google.com'])?.id, 'google-workspace');
  assert.equal(providerOfMx(['mx.example.com']), null);
  for (const [domain, id] of [
    ['gmail.com', 'gmail'],
    ['hotmail.se', 'outlook.com'],
    ['yahoo.co.uk', 'yahoo'],
    ['web.de', 'web.de'],
    ['163.com', '163'],
    ['cox.net', 'yahoo'],
  ] as const) {
    assert.equal(providerOfDomain(domain)?.id, id, domain);
  }
  assert.equal(providerOfDomain('example.org'), null);
});

test('the directory is as its schema says', () => {
  const folder = new URL('../../../src/knowledge/', import.meta.url);
  const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  const validate = new Ajv2020({ allErrors: true }).compile(read('providers.schema.json'));
  validate(read('providers.json'));
  assert.deepEqual(validate.errors ?? [], []);
});

test('every provider is complete', () => {
  assert.ok(allProviders().length > 90);
  for (const provider of allProviders()) {
    const servers = [...provider.smtp, ...provider.imap, ...provider.pop3];
    const isClosed = servers.length === 0 && provider.passwordKind === 'none';
    assert.ok(provider.name !== '' && provider.username !== '' && (provider.password !== '') !== isClosed, provider.id);
    for (const { host, port } of servers) {
      assert.ok(host !== '' && port > 0 && port < 65_536, `${provider.id}: ${host}:${port}`);
    }
  }
});

test('one slip of the finger is noticed, a right name is not', () => {
  const NEAR = [
    ['smtp.gmal.com', 'smtp.gmail.com'],
    ['smtp.gmial.com', 'smtp.gmail.com'],
    ['smtp.gmail.co', 'smtp.gmail.com'],
    ['smtp.office356.com', 'smtp.office365.com'],
    ['smtp.offce365.com', 'smtp.office365.com'],
    ['smtp.sendgrid.ent', 'smtp.sendgrid.net'],
    ['imap.gmailcom', 'imap.gmail.com'],
    ['hotmial.com', 'hotmail.com'],
    ['smtp.google.com', 'smtp.gmail.com'],
  ] as const;
  for (const [name, meant] of NEAR) assert.equal(nearMiss(name), meant, name);
  for (const name of [
    'smtp.gmail.com',
    'smtp.example.com',
    'mail.example.org',
    '192.0.2.1',
    'localhost',
    'gmail.com',
    'mx.de',
    'mail.com',
    'email.com',
  ]) {
    assert.equal(nearMiss(name), null, name);
  }
});

test('foreign greetings are called by their name', () => {
  const BANNERS = [
    ['HTTP/1.1 400 Bad Request', 'HTTP'],
    ['<!DOCTYPE html>', 'HTTP'],
    ['SSH-2.0-OpenSSH_9.6p1 Ubuntu', 'SSH'],
    ['* OK [CAPABILITY IMAP4rev1] Dovecot ready.', 'IMAP'],
    ['+OK POP3 ready <1@x>', 'POP3'],
    ['-ERR go away', 'POP3'],
    ['220 (vsFTPd 3.0.3)', 'FTP'],
    ['220 ProFTPD Server', 'FTP'],
    ['220-FileZilla Server 1.8', 'FTP'],
    ['220 mail.example.com ESMTP Postfix', 'SMTP'],
    ['RFB 003.008', 'VNC'],
    ['\u00ff\u00fd\u0018\u00ff\u00fd', 'Telnet'],
    ['J\\x00\\x00\\x008.0.36 mysql_native_password', 'MySQL'],
    ['AMQP\\x00\\x00\\x09\\x01', 'AMQP'],
    ['-NOAUTH Authentication required. redis', 'Redis'],
  ] as const;
  for (const [line, protocol] of BANNERS) assert.equal(foreignBanner(line)?.protocol, protocol, line);
  assert.equal(foreignBanner('SSH-2.0-OpenSSH_9.6p1')?.product, 'OpenSSH_9.6p1');
  assert.equal(foreignBanner('Welcome to the mail system, how may I help?'), null);
  assert.equal(serverSoftware('mail.example.com Microsoft ESMTP MAIL Service ready at Mon'), 'Microsoft Exchange');
  assert.equal(serverSoftware(['SIZE 1', 'X-ANONYMOUSTLS']), 'Microsoft Exchange');
  assert.equal(serverSoftware('mail.example.com ESMTP'), null);
});

test('masking is told from greetings and keywords', () => {
  assert.ok(maskedBanner([`220 ${'*'.repeat(60)}`]));
  assert.ok(maskedBanner(['***************2******0*0****']));
  assert.ok(!maskedBanner(['mail.example.com ESMTP *** no spam ***']));
  assert.ok(!maskedBanner(['']));
  assert.ok(maskedKeyword('XXXXXXXA'));
  assert.ok(!maskedKeyword('XCLIENT NAME ADDR'));
  assert.ok(!maskedKeyword('STARTTLS'));
});

test('inspecting products are known by issuer', () => {
  const ISSUERS = [
    ['CN=Avast Web/Mail Shield Root, O=Avast', 'Avast', 'antivirus'],
    ['CN=Kaspersky Anti-Virus Personal Root Certificate', 'Kaspersky', 'antivirus'],
    ['CN=ESET SSL Filter CA', 'ESET', 'antivirus'],
    ['CN=Bitdefender Personal CA.Net-Defender', 'Bitdefender', 'antivirus'],
    ['CN=FG100FTK19001234, O=Fortinet', 'Fortinet FortiGate', 'inspection'],
    ['CN=Zscaler Intermediate Root CA (zscaler.net)', 'Zscaler', 'inspection'],
    ['CN=mitmproxy, O=mitmproxy', 'mitmproxy', 'inspection'],
    ['CN=PortSwigger CA', 'Burp Suite', 'inspection'],
    ['CN=DO_NOT_TRUST_FiddlerRoot', 'Fiddler', 'inspection'],
    ['CN=Sophos SSL CA_C12345', 'Sophos', 'inspection'],
  ] as const;
  for (const [issuer, product, kind] of ISSUERS) assert.deepEqual(interceptorOf(issuer), { product, kind }, issuer);
  for (const issuer of [
    "C=US, O=Let's Encrypt, CN=R11",
    'C=US, O=DigiCert Inc, CN=DigiCert TLS RSA SHA256 2020 CA1',
    'CN=Symantec Class 3 Secure Server CA - G4',
    'CN=mail.example.com',
  ]) {
    assert.equal(interceptorOf(issuer), null, issuer);
  }
});

test('any text is taken', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 200 }), (text) => {
      providerOfHost(text);
      providerOfDomain(text);
      providerOfMx([text]);
      nearMiss(text);
      foreignBanner(text);
      maskedBanner([text]);
      maskedKeyword(text);
      interceptorOf(text, text);
      serverSoftware(text);
    }),
  );
});
