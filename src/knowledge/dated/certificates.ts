// Dated facts of certificates: how long they live, what they are good for, how their revocation is told.
import type { DatedFact } from './dated-fact.ts';

const REVIEWED = '2026-11-26';
const LETS_ENCRYPT = "Let's Encrypt";
const FROM_LETS_ENCRYPT = /\bO ?= ?Let's Encrypt\b/;
const LIFETIMES = 'https://letsencrypt.org/2025/12/02/from-90-to-45';
const NO_OCSP = 'https://abetterinternet.net/post/ending-ocsp';
const NO_CLIENT_AUTH = 'https://letsencrypt.org/2025/05/14/ending-tls-client-authentication';
const BALLOT = 'https://cabforum.org/2025/04/11/ballot-sc081v3-introduce-schedule-of-reducing-validity-and-data-reuse-periods/';

/** With so much left of `days` a renewal is due (a third, at most 30 days): a check held to more warns in every cycle. */
const dueDays = (days: number): number => Math.min(30, Math.ceil(days / 3));

const FIXED_DAYS =
  'Leave --warn-days (warn_days) out, so that a certificate is warned of by its own lifetime, or lower it and cert-days>= below a third of that lifetime.';

const shorter = (
  fact: Pick<DatedFact, 'id' | 'series' | 'provider' | 'day' | 'certainty' | 'source'> & Partial<DatedFact>,
  days: number,
  from?: RegExp,
): DatedFact => ({
  what: 'begins',
  change: `certificates are made for ${days} days at most, and renewed with about ${dueDays(days)} left`,
  todo: FIXED_DAYS,
  reviewed: REVIEWED,
  ...fact,
  concerns: { certificateDaysAbove: dueDays(days), ...(from ? { issuers: from } : { isPublic: true }) },
});

const CLIENT_CERTIFICATES =
  'Client certificates come from an authority of your own, or one that the server names; no public one has them any more.';

export const CERTIFICATE_DATES: readonly DatedFact[] = [
  shorter(
    {
      id: 'lets-encrypt-six-days',
      series: 'lets-encrypt-six-days',
      provider: LETS_ENCRYPT,
      whose: 'who asks for the profile shortlived',
      day: '2026-01-15',
      certainty: 'in-force',
      source: 'https://letsencrypt.org/2026/01/15/6day-and-ip-general-availability',
      change: 'certificates of six days, also for IP addresses, are to be had by everybody',
    },
    6,
    FROM_LETS_ENCRYPT,
  ),
  shorter(
    {
      id: 'lets-encrypt-tlsserver-45-days',
      series: 'lets-encrypt-lifetimes',
      provider: LETS_ENCRYPT,
      whose: 'who asks for the profile tlsserver',
      day: '2026-05-13',
      certainty: 'in-force',
      source: LIFETIMES,
      change: 'certificates of the profile tlsserver are made for 45 days, and renewed with about 15 left',
    },
    45,
    FROM_LETS_ENCRYPT,
  ),
  shorter(
    {
      id: 'lets-encrypt-64-days',
      series: 'lets-encrypt-lifetimes',
      provider: LETS_ENCRYPT,
      whose: 'who asks for no profile',
      day: '2027-02-10',
      certainty: 'announced',
      source: LIFETIMES,
      change: 'certificates are made for 64 days instead of 90, and renewed with about 21 left',
    },
    64,
    FROM_LETS_ENCRYPT,
  ),
  shorter(
    {
      id: 'lets-encrypt-45-days',
      series: 'lets-encrypt-lifetimes',
      provider: LETS_ENCRYPT,
      whose: 'who asks for no profile',
      day: '2028-02-16',
      certainty: 'announced',
      source: LIFETIMES,
      change: 'certificates are made for 45 days, and renewed with about 15 left',
    },
    45,
    FROM_LETS_ENCRYPT,
  ),
  shorter(
    {
      id: 'baseline-requirements-200-days',
      series: 'baseline-requirements-lifetimes',
      provider: 'Public certificate authorities',
      day: '2026-03-15',
      certainty: 'in-force',
      source: BALLOT,
    },
    200,
  ),
  shorter(
    {
      id: 'baseline-requirements-100-days',
      series: 'baseline-requirements-lifetimes',
      provider: 'Public certificate authorities',
      day: '2027-03-15',
      certainty: 'announced',
      source: BALLOT,
    },
    100,
  ),
  shorter(
    {
      id: 'baseline-requirements-47-days',
      series: 'baseline-requirements-lifetimes',
      provider: 'Public certificate authorities',
      day: '2029-03-15',
      certainty: 'announced',
      source: BALLOT,
    },
    47,
  ),
  {
    id: 'lets-encrypt-must-staple',
    series: 'lets-encrypt-ocsp',
    what: 'ends',
    provider: LETS_ENCRYPT,
    concerns: { issuers: FROM_LETS_ENCRYPT, text: /must.?staple/i },
    day: '2025-05-07',
    certainty: 'in-force',
    change: 'requests for a certificate with OCSP Must-Staple fail',
    todo: 'Take --must-staple (certbot) out of the renewal.',
    source: NO_OCSP,
    reviewed: REVIEWED,
  },
  {
    id: 'lets-encrypt-ocsp-urls',
    series: 'lets-encrypt-ocsp',
    what: 'ends',
    provider: LETS_ENCRYPT,
    concerns: { issuers: FROM_LETS_ENCRYPT, text: /\bOCSP\b/ },
    day: '2025-05-07',
    certainty: 'in-force',
    change: 'certificates name no OCSP responder, and a list of revocations (CRL) instead',
    todo: 'Have revocation looked up by CRL (mailprobe: --revocation).',
    source: NO_OCSP,
    reviewed: REVIEWED,
  },
  {
    id: 'lets-encrypt-ocsp-end',
    series: 'lets-encrypt-ocsp',
    what: 'ends',
    provider: LETS_ENCRYPT,
    concerns: { issuers: FROM_LETS_ENCRYPT, text: /\bOCSP\b|stapl/i },
    day: '2025-08-06',
    certainty: 'in-force',
    change: 'the OCSP responders are off: servers have nothing to staple',
    explains: ['cert-must-staple'],
    todo: 'Switch stapling off in the server (nginx: ssl_stapling), and have revocation looked up by CRL (mailprobe: --revocation).',
    source: NO_OCSP,
    reviewed: REVIEWED,
  },
  {
    id: 'lets-encrypt-generation-y',
    series: 'lets-encrypt-generation-y',
    what: 'begins',
    provider: LETS_ENCRYPT,
    concerns: { issuers: FROM_LETS_ENCRYPT, text: /\bRoot Y[ER]\b|\bY[ER]\d\b/ },
    day: '2026-05-13',
    certainty: 'in-force',
    change: 'certificates come from the new hierarchy YE and YR, cross-signed by ISRG Root X1 and X2',
    todo: 'The server sends the whole chain (fullchain.pem); clients with an old list of roots need the cross-signed one in it. Nothing may be pinned to the old intermediates.',
    explains: ['cert-untrusted-root', 'cert-missing-intermediate'],
    source:
      'https://www.stvck.dev/articles/key-updates-to-lets-encrypt-certificates-new-roots-authentication-changes-and-shorter-lifetimes',
    reviewed: REVIEWED,
  },
  ...(
    [
      [
        'lets-encrypt-client-auth',
        '2026-02-11',
        'who asks for no profile',
        'certificates are for servers only (no clientAuth): none of them opens a door that asks for a client certificate',
      ],
      [
        'lets-encrypt-client-auth-newcomers',
        '2026-05-13',
        'who did not use the profile tlsclient before',
        'the profile tlsclient, which still had clientAuth, takes nobody new',
      ],
      [
        'lets-encrypt-client-auth-end',
        '2026-07-08',
        'all',
        'no certificate is for clients any more: the profile tlsclient is gone',
      ],
    ] as const
  ).map(
    ([id, day, whose, change]): DatedFact => ({
      id,
      series: 'lets-encrypt-client-auth',
      what: 'ends',
      provider: LETS_ENCRYPT,
      whose,
      concerns: { clientIssuers: FROM_LETS_ENCRYPT },
      day,
      certainty: 'in-force',
      change,
      todo: CLIENT_CERTIFICATES,
      explains: ['client-certificate-unfit', 'tls-client-certificate-required'],
      source:
        id === 'lets-encrypt-client-auth-end'
          ? 'https://pocketlantern.dev/briefs/lets-encrypt-tlsclient-profile-retirement-2026'
          : NO_CLIENT_AUTH,
      reviewed: REVIEWED,
    }),
  ),
  ...(
    [
      [
        'digicert-client-auth-default',
        'digicert-client-auth',
        'DigiCert, GeoTrust, Thawte and RapidSSL',
        /\bO ?= ?(?:DigiCert|GeoTrust|Thawte)/i,
        '2025-10-01',
        'in-force',
        'certificates have clientAuth only where it was asked for',
        'https://knowledge.digicert.com/alerts/sunsetting-client-authentication-eku-from-digicert-public-tls-certificates',
      ],
      [
        'digicert-client-auth-end',
        'digicert-client-auth',
        'DigiCert, GeoTrust, Thawte and RapidSSL',
        /\bO ?= ?(?:DigiCert|GeoTrust|Thawte)/i,
        '2027-03-01',
        'postponed',
        'no public certificate has clientAuth any more',
        'https://knowledge.digicert.com/alerts/sunsetting-client-authentication-eku-from-digicert-public-tls-certificates',
      ],
      [
        'sectigo-client-auth-end',
        'sectigo-client-auth',
        'Sectigo',
        /\bO ?= ?(?:Sectigo|COMODO)/i,
        '2027-02-10',
        'postponed',
        'no public certificate has clientAuth any more',
        'https://comparecheapssl.com/?p=12632',
      ],
    ] as const
  ).map(
    ([id, series, provider, clientIssuers, day, certainty, change, source]): DatedFact => ({
      id,
      series,
      what: 'ends',
      provider,
      concerns: { clientIssuers },
      day,
      certainty,
      change,
      todo: CLIENT_CERTIFICATES,
      explains: ['client-certificate-unfit', 'tls-client-certificate-required'],
      source,
      reviewed: REVIEWED,
    }),
  ),
  {
    id: 'chrome-client-auth-end',
    series: 'chrome-client-auth',
    what: 'ends',
    provider: 'Public certificate authorities',
    concerns: { text: /clientAuth|client authentication|unsuitable certificate purpose/i },
    day: '2027-03-15',
    certainty: 'postponed',
    change: 'new certificates of authorities that Chrome trusts are for servers only',
    todo: CLIENT_CERTIFICATES,
    explains: ['client-certificate-unfit', 'tls-client-certificate-required'],
    source: 'https://krakenkey.io/blog/public-ca-eku-separation-june-2026',
    reviewed: REVIEWED,
  },
];
