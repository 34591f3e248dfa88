// Every dated fact at three clocks: long before, within 90 days, and once it has come; and that it leaves alone whom it does not
// concern. One row a fact: what a check sees, or a text says, where it concerns.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  DATED_FACTS,
  type DatedContext,
  datedFacts,
  explainedByDate,
  nextSteps,
} from '../../../../src/knowledge/dated/dated-facts.ts';

const DAY_MS = 86_400_000;

const SMTP = { host: 'smtp.office365.com', protocol: 'smtp', login: 'password' } as const;
const IMAP = { host: 'outlook.office365.com', protocol: 'imap', login: 'password' } as const;
const OLD_TLS = { tlsVersions: ['TLSv1.1'] };
const LETS_ENCRYPT = { issuers: ["C=US, O=Let's Encrypt, CN=YR2"] };
const CLIENT = { clientIssuers: ["C=US, O=Let's Encrypt, CN=R11"] };
const DIGICERT = { clientIssuers: ['C=US, O=DigiCert Inc, CN=DigiCert Global G2 TLS RSA SHA256 2020 CA1'] };
const GOOGLE = { host: 'smtp.gmail.com', login: 'password' } as const;

const CONCERNED: Readonly<Record<string, DatedContext>> = {
  'exchange-online-smtp-password-existing-tenants': SMTP,
  'exchange-online-smtp-password-new-tenants': { ...SMTP, host: 'smtp.office365.us' },
  'exchange-online-smtp-password-removal': { ...SMTP, host: 'smtp.partner.outlook.cn' },
  'exchange-online-imap-password': IMAP,
  'exchange-online-pop3-password': { ...IMAP, protocol: 'pop3' },
  'exchange-online-ews-password': { ...IMAP, protocol: 'ews' },
  'exchange-online-ews-allow-list': { ...IMAP, protocol: 'ews', login: 'token' },
  'exchange-online-ews-off-by-default': { ...IMAP, protocol: 'ews', login: 'token' },
  'exchange-online-ews-end': { ...IMAP, protocol: 'ews', login: 'token' },
  'exchange-online-legacy-tls-pop-imap-begin': { ...IMAP, ...OLD_TLS },
  'exchange-online-legacy-tls-pop-imap-end': { host: 'pop-legacy.office365.com', protocol: 'pop3', tlsVersions: ['TLSv1'] },
  'exchange-online-legacy-tls-smtp': { ...SMTP, ...OLD_TLS },
  'exchange-online-legacy-tls-smtp-21vianet': { ...SMTP, host: 'smtp.partner.outlook.cn', ...OLD_TLS },
  'high-volume-email-internal-only': { host: 'smtp-hve.office365.com', text: '550 5.5.105 External sending is not supported' },
  'high-volume-email-password': { ...SMTP, host: 'smtp-hve.office365.com' },
  'azure-communication-services-smtp-usernames': { ...SMTP, host: 'smtp.azurecomm.net' },
  'exchange-online-reject-direct-send': {
    host: 'example-com.mail.protection.outlook.com',
    text: '550 5.7.68 TenantInboundAttribution; Direct Send not allowed for this organization',
  },
  'exchange-online-mx-microsoft': {
    host: 'example-com.mail.protection.outlook.com',
    text: 'getaddrinfo ENOTFOUND example-com.mail.protection.outlook.com',
  },
  'exchange-online-onmicrosoft-limit-trial': { ...SMTP, text: '550 5.7.236 message limit' },
  'exchange-online-onmicrosoft-limit-all': { ...SMTP, text: '550 5.7.236 message limit' },
  'outlook-com-password': { host: 'smtp-mail.outlook.com', login: 'password' },
  'outlook-com-bulk-senders': { text: '550 5.7.515 Access denied, sending domain example.com' },
  'exchange-server-2016-2019-support': { text: 'Exchange Server 2016 CU23' },
  'gmail-password': { ...GOOGLE, domain: 'gmail.com' },
  'google-workspace-password-new-clients': GOOGLE,
  'google-workspace-password': { ...GOOGLE, host: 'imap.gmail.com' },
  'gmail-fetching-new-accounts': { text: 'Check mail from other accounts: add a mail account' },
  'gmail-fetching': { text: 'Gmailify is no longer available' },
  'gmail-bulk-senders': { text: '550-5.7.26 Your email has been blocked because the sender is unauthenticated. … - gsmtp' },
  'gmail-bulk-senders-enforced': { text: '421-4.7.30 rate limited because DKIM does not pass … gsmtp' },
  'amazon-workmail-end': { host: 'smtp.mail.us-east-1.awsapps.com' },
  'comcast-to-yahoo': { host: 'imap.comcast.net', domain: 'comcast.net' },
  'cox-to-yahoo': { host: 'smtp.cox.net', domain: 'cox.net' },
  'lets-encrypt-six-days': { ...LETS_ENCRYPT, certificateDays: 30 },
  'lets-encrypt-tlsserver-45-days': { ...LETS_ENCRYPT, certificateDays: 30 },
  'lets-encrypt-64-days': { ...LETS_ENCRYPT, certificateDays: 30 },
  'lets-encrypt-45-days': { ...LETS_ENCRYPT, certificateDays: 21 },
  'baseline-requirements-200-days': { isPublic: true, certificateDays: 60 },
  'baseline-requirements-100-days': { isPublic: true, certificateDays: 31 },
  'baseline-requirements-47-days': { isPublic: true, certificateDays: 21 },
  'lets-encrypt-must-staple': { ...LETS_ENCRYPT, text: 'certbot: --must-staple' },
  'lets-encrypt-ocsp-urls': { ...LETS_ENCRYPT, text: 'no OCSP responder URL in certificate' },
  'lets-encrypt-ocsp-end': { ...LETS_ENCRYPT, text: '"ssl_stapling" ignored, no OCSP responder URL' },
  'lets-encrypt-generation-y': { ...LETS_ENCRYPT, text: 'unable to get issuer certificate, issuer: ISRG Root YR' },
  'lets-encrypt-client-auth': CLIENT,
  'lets-encrypt-client-auth-newcomers': CLIENT,
  'lets-encrypt-client-auth-end': CLIENT,
  'digicert-client-auth-default': DIGICERT,
  'digicert-client-auth-end': DIGICERT,
  'sectigo-client-auth-end': { clientIssuers: ['C=GB, O=Sectigo Limited, CN=Sectigo Public Server Authentication CA DV R36'] },
  'chrome-client-auth-end': { text: 'SSL_accept error: unsuitable certificate purpose' },
};

const CLOCKS = [
  ['a year before', -365, 'ahead'],
  ['thirty days before', -30, 'soon'],
  ['the day after', 1, 'come'],
] as const;

describe('the dated facts', () => {
  it('are forty and more, each with a row, an id of its own and a day that its certainty fits', () => {
    assert.ok(DATED_FACTS.length >= 40, `${DATED_FACTS.length}`);
    assert.deepEqual(
      DATED_FACTS.map(({ id }) => id),
      Object.keys(CONCERNED),
    );
    for (const { id, day, reviewed, certainty, source, change, todo } of DATED_FACTS) {
      assert.match(day, /^\d{4}-\d{2}-\d{2}$/, id);
      assert.ok(!Number.isNaN(Date.parse(day)) && !Number.isNaN(Date.parse(reviewed)), id);
      assert.equal(certainty === 'in-force', day <= reviewed, `${id}: ${certainty} on ${day}, looked up ${reviewed}`);
      assert.match(source, /^https:\/\//, id);
      assert.ok(!change.endsWith('.') && todo.endsWith('.'), id);
    }
  });

  for (const fact of DATED_FACTS) {
    for (const [when, offsetDays, phase] of CLOCKS) {
      it(`${fact.id}, ${when}`, () => {
        const now = Date.parse(fact.day) + offsetDays * DAY_MS;
        const found = datedFacts(now, CONCERNED[fact.id] ?? {}).filter((one) => one.fact.id === fact.id);
        assert.deepEqual(
          found.map(({ phase: seen, daysLeft, isUsed }) => [seen, daysLeft, isUsed]),
          [[phase, -offsetDays, true]],
        );
      });
    }

    it(`${fact.id} leaves alone whom it does not concern`, () => {
      const now = Date.parse(fact.day);
      const concerns = (context: DatedContext): boolean => datedFacts(now, context).some((one) => one.fact.id === fact.id);
      assert.equal(concerns({}), false, 'nothing is known');
      assert.equal(concerns({ host: 'mail.example.org', domain: 'example.org', protocol: 'smtp', login: 'password' }), false);
      const own = CONCERNED[fact.id] ?? {};
      if (fact.concerns.hosts) assert.equal(concerns({ ...own, host: 'mail.example.org', domain: 'example.org' }), false, 'host');
      if (fact.concerns.login) assert.equal(concerns({ ...own, login: 'token' }), false, 'OAuth 2.0');
      if (fact.concerns.tlsVersions) assert.equal(concerns({ ...own, tlsVersions: ['TLSv1.3'] }), false, 'TLS 1.3');
      if (fact.concerns.protocols) assert.equal(concerns({ ...own, protocol: 'jmap' }), false, 'protocol');
      if (fact.concerns.issuers) assert.equal(concerns({ ...own, issuers: ['O=Example Trust, CN=R3'] }), false, 'issuer');
      if (fact.concerns.certificateDaysAbove) assert.equal(concerns({ ...own, certificateDays: null }), false, 'by lifetime');
      if (fact.concerns.text) assert.equal(concerns({ ...own, text: '250 2.0.0 OK' }), false, 'text');
    });
  }
});

describe('steps of one change', () => {
  it('the next one is told with those after it', () => {
    const [steps] = nextSteps(datedFacts(Date.parse('2026-11-26'), SMTP));
    assert.equal(steps?.next.fact.id, 'exchange-online-smtp-password-existing-tenants');
    assert.deepEqual(
      steps?.later.map(({ fact }) => fact.day),
      ['2027-01-01', '2027-12-31'],
    );
  });

  it('where no host is known, it is told by whose words they are', () => {
    const ids = (context: DatedContext): string[] =>
      explainedByDate(datedFacts(Date.parse('2027-02-01'), context), 'auth-basic-disabled').map(({ id }) => id);
    const microsoft = { speaker: 'Microsoft 365 / Outlook.com', protocol: 'smtp' } as const;
    assert.deepEqual(ids(microsoft), [
      'outlook-com-password',
      'exchange-online-smtp-password-existing-tenants',
      'exchange-online-smtp-password-new-tenants',
    ]);
    assert.deepEqual(ids({ ...microsoft, host: 'mail.example.org' }), []);
    assert.deepEqual(ids({ speaker: 'Postfix', protocol: 'smtp' }), []);
  });

  it('a refusal is explained for each of those whom it concerns, by the latest step alone', () => {
    const ids = (now: string, context: DatedContext, finding: string): string[] =>
      explainedByDate(datedFacts(Date.parse(now), context), finding).map(({ id }) => id);
    assert.deepEqual(ids('2027-02-01', SMTP, 'auth-basic-disabled'), [
      'exchange-online-smtp-password-existing-tenants',
      'exchange-online-smtp-password-new-tenants',
    ]);
    assert.deepEqual(ids('2026-11-26', SMTP, 'auth-basic-disabled'), []);
    assert.deepEqual(ids('2026-11-26', { ...GOOGLE, domain: 'company.example' }, 'auth-app-password-required'), [
      'google-workspace-password',
    ]);
  });
});
